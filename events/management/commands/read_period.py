"""Tells what wordings of time mean, one JSON object a line."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from events.periods import read_period


class Command(BaseCommand):
    help = (
        "Читает записи сроков («январь–декабрь, ежеквартально») и печатает их значение: "
        "по одному объекту JSON в строке. Поля: wording, start, end, recurrence, times, "
        "condition, months, note, understood, reason."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("wordings", nargs="+", metavar="WORDING", help="запись срока")
        parser.add_argument("--year", type=int, required=True, help="год плана")

    def handle(self, *args: Any, **options: Any) -> None:
        for wording in options["wordings"]:
            reading = read_period(wording, options["year"])
            self.stdout.write(json.dumps(reading.as_dict(), ensure_ascii=False))
