"""`rollups [CAMPAIGN] [--check]`: make the kept sums anew, or prove them."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statistics.models import Campaign
from statistics.queries.campaigns import UnknownCampaignError, campaign_named
from statistics.rollups import differences, roll_up

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Собирает итоги сборов заново: суммы по территориям, учреждениям и видам библиотек, по "
        "которым считаются большие своды. Обычно это не нужно: итоги обновляются с каждым "
        "решением по отчёту. Пока сбор пересчитывается, решения по его отчётам ждут."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "campaign", nargs="?", metavar="CAMPAIGN", help="сбор, например 6-nk/2025; без него все"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="только сверить итоги с ответами библиотек; различия — код возврата 1",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        campaigns = self._campaigns(options["campaign"])
        if options["check"]:
            self._check(campaigns)
            return
        for campaign in campaigns:
            roll_up(campaign)
            self.stdout.write(f"{campaign.name}: итоги собраны.")

    def _campaigns(self, name: str | None) -> list[Campaign]:
        if not name:
            return list(Campaign.objects.select_related("form"))
        try:
            return [campaign_named(name)]
        except UnknownCampaignError as error:
            raise CommandError(str(error)) from error

    def _check(self, campaigns: list[Campaign]) -> None:
        wrong = []
        for campaign in campaigns:
            if campaign.rolled_up_at is None:
                self.stdout.write(f"{campaign.name}: итогов нет, своды считаются по ответам.")
                continue
            found = differences(campaign)
            self.stdout.write(
                f"{campaign.name}: {f'различий {len(found)}' if found else 'сходится'}."
            )
            for one in islice(found, SHOWN):
                self.stdout.write(f"  {one}")
            wrong += [campaign.name] * bool(found)
        if wrong:
            raise CommandError(
                f"Итоги расходятся с ответами: {', '.join(wrong)}. "
                f"Соберите их заново: manage.py rollups {wrong[0]}"
            )
