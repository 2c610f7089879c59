"""Write the letters of the day about collections of reports."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from common.russian import plural
from statistics.actions.letters import write_due_letters


class Command(BaseCommand):
    help = (
        "Пишет библиотекам письма о сборах: сбор открыт, осталась неделя, срок прошёл. Портал "
        "делает это и сам, при первом обращении за день; повторный запуск ничего не отправит."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = len(write_due_letters(timezone.localdate()))
        self.stdout.write(f"Написано: {number} {plural(number, 'письмо', 'письма', 'писем')}.")
