"""Makes the index of the search anew."""

from typing import Any

from django.core.management.base import BaseCommand

from methodportal.search.index import rebuild


class Command(BaseCommand):
    help = (
        "Заново составляет указатель поиска по всем записям портала. Нужна после загрузки данных "
        "мимо портала; повторять можно сколько угодно."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for title, number in rebuild().items():
            self.stdout.write(f"  {title}: {number}")
        self.stdout.write("Указатель поиска составлен.")
