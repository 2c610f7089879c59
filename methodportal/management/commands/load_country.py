"""`load_country`: fills a database with a whole country, to measure speed on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from libraries.models import Organisation
from methodportal.demo.country import LIBRARIES, REGIONS, Country, load_country


class Command(BaseCommand):
    help = (
        "Загружает вымышленную страну: регионы, библиотеки и их отчёты 6-НК за несколько лет — "
        "чтобы мерить скорость. Целиком это 15 миллионов ответов: нужны PostgreSQL, 5 ГБ на диске "
        "и до получаса. Прерванную загрузку не продолжают: удалите базу и начните снова."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        plain = Country()
        parser.add_argument("--libraries", type=int, default=LIBRARIES, help=f"{LIBRARIES}")
        parser.add_argument("--regions", type=int, default=REGIONS, help=f"{REGIONS}")
        parser.add_argument("--years", type=int, default=plain.years, help=f"{plain.years}")
        parser.add_argument("--last-year", type=int, default=plain.last_year)
        parser.add_argument(
            "--beside",
            action="store_true",
            help="загрузить рядом с тем, что в базе уже есть; убрать это потом нельзя",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        country = Country(
            options["libraries"], options["regions"], options["years"], options["last_year"]
        )
        if not 1 <= country.regions <= country.libraries or country.years < 1:
            raise CommandError("Нужны хотя бы один год, один регион и одна библиотека в каждом.")
        if Organisation.objects.exists() and not options["beside"]:
            raise CommandError(
                "В базе уже есть организации. Вымышленную страну загружают в пустую базу: укажите "
                "другую в DATABASE_URL. Если она нужна именно рядом с ними — добавьте --beside."
            )
        for done in load_country(country):
            self.stdout.write(f"{done}.")
        self.stdout.write("Готово. Поиск их ещё не знает: manage.py rebuild_search.")
