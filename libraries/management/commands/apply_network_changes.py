"""Applies the changes of the network whose day has come."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from common.russian import plural
from libraries.actions import apply_due


class Command(BaseCommand):
    help = (
        "Вводит в силу изменения сети (переименования, переезды, передачи), день которых настал. "
        "Портал делает это и сам, при первом обращении за день."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = apply_due(timezone.localdate())
        word = plural(number, "изменение", "изменения", "изменений")
        self.stdout.write(f"Вступило в силу: {number} {word}.")
