"""`check_values CAMPAIGN`: run the form's checks over the reports of a campaign."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.russian import plural
from statistics.models import Campaign
from statistics.queries.campaign_checks import CheckedReport, check_campaign
from statistics.queries.campaigns import UnknownCampaignError, campaign_named
from statistics.queries.verification import Judged


class Command(BaseCommand):
    help = (
        "Проверяет отчёты сбора контролями формы и печатает, что нашлось: код библиотеки, "
        "контроль, вид (error — ошибка, explain — нужно пояснение, warning — обратите внимание), "
        "ячейки, сообщение. Код завершения: 0 — ошибок нет, 1 — есть неснятые ошибки (error), "
        "2 — неверный вызов."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("campaign", metavar="CAMPAIGN", help="сбор, например 6-nk/2025")
        parser.add_argument("--library", metavar="CODE", default="", help="код одной библиотеки")
        parser.add_argument("--format", choices=("json", "text"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            campaign = campaign_named(options["campaign"])
        except UnknownCampaignError as error:
            raise CommandError(str(error), returncode=2) from error
        reports = list(check_campaign(campaign, options["library"]))
        if options["library"] and not reports:
            raise CommandError(
                f"Библиотеки с кодом «{options['library']}» нет в сборе {campaign.name}.",
                returncode=2,
            )
        if options["format"] == "json":
            self.stdout.write(_as_json(campaign, reports))
        else:
            self.stdout.write(_as_text(reports))
        if any(_is_error(one) for report in reports for one in report.findings):
            sys.exit(1)


def _is_error(one: Judged) -> bool:
    return one.severity == "error" and one.blocks


def _as_json(campaign: Campaign, reports: Sequence[CheckedReport]) -> str:
    data = {
        "campaign": campaign.name,
        "checked": len(reports),
        "findings": [
            {
                "library": report.submission.library.code,
                "check": one.finding.code,
                "severity": one.severity,
                "addresses": list(one.finding.addresses),
                "message": one.finding.message,
                "explanation": one.explanation,
                "waiver": one.waiver,
            }
            for report in reports
            for one in report.findings
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_text(reports: Sequence[CheckedReport]) -> str:
    lines = []
    for report in reports:
        for one in report.findings:
            settled = " [снято]" if one.waiver else " [пояснено]" if one.explanation else ""
            lines.append(
                f"{report.submission.library.code}\t{one.severity}{settled}\t{one.finding.code}\t"
                f"{', '.join(one.finding.addresses)}\t{one.finding.message}"
            )
    count = len(reports)
    word = plural(count, "отчёт", "отчёта", "отчётов")
    lines.append(f"Проверено: {count} {word}, найдено: {len(lines)}.")
    return "\n".join(lines)
