"""Loads the demo region into an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from methodportal.demo.load import DatabaseNotEmptyError, is_loaded, load_demo_region
from methodportal.demo.people import DEMO_PASSWORD, SIGN_INS


class Command(BaseCommand):
    help = (
        "Загружает вымышленную Синегорскую область: 33 учреждения, 419 библиотек, 910 специалистов,"
        " отчёты 6-НК за пять лет, идущий сбор и планы. Только для пустой базы."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sign-ins",
            action="store_true",
            help="только напечатать, кем можно войти, ничего не загружая",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ON_TRIAL:
            raise CommandError(
                "Демонстрационная область загружается только на пробном портале (DEBUG=on): "
                "её пароли известны всем."
            )
        if not options["sign_ins"]:
            self._load()
        self._print_sign_ins()

    def _load(self) -> None:
        if is_loaded():
            self.stdout.write("Синегорская область уже загружена, данные сохранены.")
            return
        self.stdout.write("Загружаем Синегорскую область, это займёт до минуты…")
        try:
            load_demo_region()
        except DatabaseNotEmptyError:
            raise CommandError(
                "В базе уже есть организации. Демонстрационная область загружается только в "
                "пустую базу: укажите другую базу в DATABASE_URL."
            ) from None
        self.stdout.write("Готово.")

    def _print_sign_ins(self) -> None:
        self.stdout.write(f"Пароль у всех один: {DEMO_PASSWORD}")
        for sign_in in SIGN_INS:
            self.stdout.write(f"  {sign_in.email:<30} {sign_in.who}")
