"""`load_values CAMPAIGN FILE`: load answers of libraries from a table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.russian import plural
from common.uploads import UploadError
from statistics.actions.loading import load_values
from statistics.imports.values import ValuesError, read_table, read_values
from statistics.layout import layout_of
from statistics.queries.campaigns import UnknownCampaignError, campaign_named


class Command(BaseCommand):
    help = (
        "Загружает ответы библиотек из таблицы XLSX или CSV. Первый столбец — код библиотеки, "
        "заголовки остальных — адреса ячеек формы (2.04.3). Пустая ячейка таблицы ничего не "
        "меняет, «н/д» и «н/д: причина» допускаются. Записывается всё или ничего: ошибки "
        "перечисляются по строкам и столбцам. Недостающие итоги считаются, данные в файле "
        "остаются как есть; каждое изменение попадает в историю."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", metavar="CAMPAIGN", help="сбор, например 6-nk/2025")
        parser.add_argument("file", type=Path, metavar="FILE", help="файл .xlsx или .csv")
        parser.add_argument(
            "--confirmed",
            action="store_true",
            help="необычно большие числа в файле верны, загрузить и их",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"Файла «{path}» нет.")
        try:
            campaign = campaign_named(options["campaign"])
            rows = read_values(read_table(path), layout_of(campaign.edition), options["confirmed"])
            loaded = load_values(campaign, rows, by=None)
        except (UnknownCampaignError, UploadError) as error:
            raise CommandError(str(error)) from error
        except ValuesError as error:
            raise CommandError("Ничего не загружено.\n" + "\n".join(error.messages)) from error
        libraries = plural(loaded.libraries, "библиотека", "библиотеки", "библиотек")
        values = plural(loaded.values, "значение", "значения", "значений")
        self.stdout.write(f"Загружено: {loaded.libraries} {libraries}, {loaded.values} {values}.")
