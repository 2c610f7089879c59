"""`manage.py summary 6-nk/2025 --by territory --format json`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.tables import TableSet
from reports.delimited import render_csv
from reports.documents import ParameterError, open_document
from reports.documents.regional_summary import RegionalSummary
from statistics.summaries.choice import GROUPINGS, STATES

_AS_TEXT = ("json", "csv")


class Command(BaseCommand):
    help = (
        "Делает свод сбора отчётности: основные показатели с прошлым годом и всю форму. "
        "JSON и CSV без --output выводятся на экран."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", help="сбор отчётности, например 6-nk/2025")
        parser.add_argument("--by", choices=list(GROUPINGS), default="territory")
        parser.add_argument("--states", choices=list(STATES), default="accepted")
        parser.add_argument("--format", choices=["json", "csv", "xlsx", "pdf"], default="json")
        parser.add_argument("--output", type=Path, metavar="ФАЙЛ")

    def handle(self, *args: Any, **options: Any) -> None:
        values = {key: options[key] for key in ("campaign", "by", "states")}
        if options["output"] is None and options["format"] not in _AS_TEXT:
            raise CommandError("Для PDF и XLSX укажите --output ФАЙЛ.")
        try:
            content = _content(values, options["format"])
        except ParameterError as error:
            raise CommandError(str(error)) from error
        if options["output"] is None:
            self.stdout.write(content.decode("utf-8-sig"))
            return
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"Файл {options['output']} не записан: {error.strerror}.") from error


def _content(values: dict[str, str], format_: str) -> bytes:
    document = open_document(RegionalSummary.name, values)
    if not isinstance(document, RegionalSummary) or format_ not in _AS_TEXT:
        return document.render(format_)
    if format_ == "csv":
        return render_csv(TableSet(document.heading, (document.table,)))
    return json.dumps(_as_json(document), ensure_ascii=False, indent=2).encode()


def _as_json(document: RegionalSummary) -> dict[str, Any]:
    """Return the main table's rows at the top, then the whole form summed by cell."""
    form = document.form.as_json()
    return {**document.values, **document.table.as_json(), "whole_form": form["tables"]}
