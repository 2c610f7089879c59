"""Ask organisations once a year to look through the passports of their libraries."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from libraries.actions.requests import ask_everyone, libraries_to_ask
from libraries.models import Organisation


class Command(BaseCommand):
    help = (
        "Пишет учреждениям, у которых паспорта библиотек не подтверждались больше года. "
        "Одному учреждению — не чаще раза в год; повторный запуск ничего не отправит."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="только показать, у кого паспорта устарели"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._show_outdated()
            return
        told = ask_everyone()
        for request in told.sent:
            self.stdout.write(f"Отправлено: {request.organisation} — {request.recipients}")
        for organisation in told.unreachable:
            self.stderr.write(f"Некому написать: {organisation}. Укажите её электронную почту.")
        self.stdout.write(f"Писем: {len(told.sent)}.")

    def _show_outdated(self) -> None:
        for organisation in Organisation.objects.filter(is_active=True).order_by("name_key"):
            number = len(libraries_to_ask(organisation, timezone.now()))
            if number:
                self.stdout.write(f"{organisation}: устарели паспорта библиотек — {number}.")
