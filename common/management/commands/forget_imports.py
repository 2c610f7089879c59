"""Forgets the uploaded tables that nobody has confirmed in time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from common.imports.actions import forget_stale
from common.russian import plural


class Command(BaseCommand):
    help = (
        "Забывает загруженные таблицы, которых за неделю никто не подтвердил: строки удаляются, "
        "остаётся только их число. Портал делает это и сам, при первом обращении за день."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = forget_stale(timezone.now())
        word = plural(number, "таблица", "таблицы", "таблиц")
        self.stdout.write(f"Забыто: {number} {word}.")
