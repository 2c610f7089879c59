"""`load_edition FILE …`: load editions of forms from their files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.russian import plural
from statistics.actions.editions import load_edition
from statistics.layout import EditionError, layout_of
from statistics.models import Edition
from statistics.queries.references import references_of


class Command(BaseCommand):
    help = (
        "Загружает редакцию формы из файла YAML (см. docs/forms.md). "
        "Повторная загрузка того же файла ничего не меняет; редакция, по которой уже собирают "
        "отчёты, не меняется никогда. При ошибках в файле перечисляет их все и ничего не пишет."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", type=Path, metavar="FILE", nargs="+", help="файл с описанием редакции"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = [self._load(path) for path in options["files"]]
        for edition in loaded:
            for notice in references_of(layout_of(edition)).notices:
                self.stdout.write(self.style.WARNING(f"«{edition.title}»: {notice}"))

    def _load(self, path: Path) -> Edition:
        try:
            edition = load_edition(path)
        except EditionError as error:
            raise CommandError(
                f"Редакция из файла {path.name} не загружена.\n" + "\n".join(error.messages)
            ) from error
        count = edition.cells.count()
        cells = plural(count, "ячейка", "ячейки", "ячеек")
        self.stdout.write(f"Загружена редакция «{edition.title}»: {count} {cells}.")
        return edition
