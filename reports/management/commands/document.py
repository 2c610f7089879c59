"""`manage.py document plan plan=2 --format pdf --output plan.pdf`."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.documents import DOCUMENTS, Document, ParameterError, open_document


class Command(BaseCommand):
    help = "Делает документ и записывает его в файл."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> ArgumentParser:
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog="\n".join(_list_of_documents()),
            **kwargs,
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="имя документа, см. ниже")
        parser.add_argument("parameters", nargs="*", metavar="КЛЮЧ=ЗНАЧЕНИЕ")
        parser.add_argument("--format", default="pdf", help="pdf (по умолчанию), xlsx или csv")
        parser.add_argument("--output", required=True, type=Path, metavar="ФАЙЛ", help="куда")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            document = open_document(options["name"], _values(options["parameters"]))
            content = document.render(options["format"])
        except ParameterError as error:
            raise CommandError(str(error)) from error
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"Файл {options['output']} не записан: {error.strerror}.") from error
        self.stdout.write(f"{document.heading}: {options['output']}")


def _values(pairs: Sequence[str]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign:
            raise ParameterError(f"Ожидался параметр вида КЛЮЧ=ЗНАЧЕНИЕ, а не «{pair}».")
        values[key] = value
    return values


def _list_of_documents() -> Iterator[str]:
    yield "Документы и их параметры:"
    for name, document in DOCUMENTS.items():
        yield f"\n  {name} — {document.title} ({', '.join(document.formats)})"
        yield from _list_of_parameters(document)


def _list_of_parameters(document: type[Document]) -> Iterator[str]:
    for one in document.parameters:
        manner = "обязательный" if one.is_required and not one.default else "можно не указывать"
        choices = f"; есть: {', '.join(one.choices)}" if one.choices else ""
        yield f"    {one.name}={one.example} — {one.title} ({manner}{choices})"
