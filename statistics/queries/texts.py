"""The text part and the files of reports, and what of them keeps a report from being sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from accounts.models import User
from common.russian import format_number, plural
from statistics.models import Campaign, ReportFile, ReportText, Submission, TextHeading

_NAMES = ("last_name", "first_name", "patronymic")
_MINE = ("pk", "text", "version", "changed_at", *(f"changed_by__{name}" for name in _NAMES))
_HEADING = ("pk", "title", "help_text", "is_required", "max_length")


@dataclass(frozen=True)
class Gap:
    """A required text or scan that is not there yet; `anchor` is its place on its page."""

    message: str
    page: str
    anchor: str


@dataclass(frozen=True)
class HeadingText:
    """A heading of the campaign with the library's text; `version` is 0 for one not written."""

    heading: int
    title: str
    help_text: str
    is_required: bool
    max_length: int
    text: str = ""
    version: int = 0
    changed_by: str = ""
    changed_at: datetime | None = None

    @property
    def is_missing(self) -> bool:
        return self.is_required and not self.text


@dataclass(frozen=True)
class TextPart:
    """All of a report that is not figures."""

    texts: tuple[HeadingText, ...]
    files: tuple[ReportFile, ...]
    scans: tuple[ReportFile, ...]
    scan_required: bool

    @property
    def written(self) -> int:
        """How many headings have a text."""
        return sum(bool(one.text) for one in self.texts)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        gaps = [text_gap(one.heading, one.title) for one in self.texts if one.is_missing]
        if self.scan_required and not self.scans:
            gaps.append(SCAN_GAP)
        return tuple(gaps)


SCAN_GAP = Gap("Приложите подписанный скан отчёта.", "report-files", "scan")


def text_gap(heading: int, title: str) -> Gap:
    return Gap(f"Текстовая часть: напишите «{title}».", "texts", f"text-{heading}")


def text_part_of(submission: Submission) -> TextPart:
    """Return the texts and files of a report that comes with its campaign; two queries."""
    rows = (
        TextHeading.objects.filter(campaign=submission.campaign_id)
        .annotate(mine=FilteredRelation("texts", condition=Q(texts__submission=submission.pk)))
        .order_by("position", "pk")
        .values(*_HEADING, *(f"mine__{name}" for name in _MINE))
    )
    files = list(submission.files.select_related("added_by"))
    scan = ReportFile.Kind.SCAN
    return TextPart(
        texts=tuple(_heading_text(row) for row in rows),
        files=tuple(one for one in files if one.kind != scan),
        scans=tuple(one for one in files if one.kind == scan),
        scan_required=submission.campaign.scan_required,
    )


def _heading_text(row: dict) -> HeadingText:
    names = {name: row[f"mine__changed_by__{name}"] or "" for name in _NAMES}
    return HeadingText(
        heading=row["pk"],
        **{name: row[name] for name in _HEADING[1:]},
        text=row["mine__text"] or "",
        version=row["mine__version"] or 0,
        changed_by=User(**names).short_name if names["last_name"] else "",
        changed_at=row["mine__changed_at"],
    )


def taken_down_of(submission: Submission) -> QuerySet[Any]:
    """Return the lines of history of the files that the department took away, with its reasons."""
    gone = ReportFile.history.filter(submission=submission.pk, history_type="-")
    told = gone.exclude(history_change_reason=None).exclude(history_change_reason="")
    return told.select_related("history_user").order_by("-history_date")


def gaps_by_submission(
    campaign: Campaign, submissions: Iterable[Submission]
) -> dict[int, tuple[Gap, ...]]:
    """Return what is missing in each of these reports of the campaign; at most two queries."""
    reports = [submission.pk for submission in submissions]
    if not reports:
        return {}
    own = Q(texts__submission__in=reports) & ~Q(texts__text="")
    required = campaign.headings.filter(is_required=True)
    rows = required.annotate(written=FilteredRelation("texts", condition=own))
    titles: dict[int, str] = {}
    written = set()
    for heading, title, report in rows.values_list("pk", "title", "written__submission_id"):
        titles[heading] = title
        written.add((report, heading))
    gaps: dict[int, list[Gap]] = defaultdict(list)
    for report in reports:
        gaps[report] += [
            text_gap(pk, title) for pk, title in titles.items() if (report, pk) not in written
        ]
    if campaign.scan_required:
        _add_scan_gaps(gaps, reports)
    return {report: tuple(found) for report, found in gaps.items()}


def _add_scan_gaps(gaps: dict[int, list[Gap]], reports: Iterable[int]) -> None:
    scans = ReportFile.objects.filter(submission__in=list(reports), kind=ReportFile.Kind.SCAN)
    scanned = set(scans.values_list("submission_id", flat=True))
    for report in reports:
        if report not in scanned:
            gaps[report].append(SCAN_GAP)


def how_many_wrote(count: int, sent: int) -> str:
    """Say it in words: «Написали 12 библиотек из 40, отправивших отчёт.»."""
    wrote = plural(count, "Написала", "Написали", "Написали")
    word = plural(count, "библиотека", "библиотеки", "библиотек")
    return f"{wrote} {format_number(count)} {word} из {format_number(sent)}, отправивших отчёт."


@dataclass(frozen=True)
class Collected:
    """One heading of a campaign with what the libraries wrote under it, by municipality."""

    heading: TextHeading
    texts: tuple[ReportText, ...]
    told: str


def texts_under(
    campaign: Campaign, headings: Sequence[TextHeading], states: Iterable[str]
) -> QuerySet[ReportText]:
    """Return the texts of the reports in `states`, by municipality, organisation and library."""
    reports = campaign.submissions.filter(state__in=list(states))
    return (
        ReportText.objects.filter(submission__in=reports, heading__in=headings)
        .exclude(text="")
        .select_related("submission__library", "submission__organisation", "submission__territory")
        .order_by(
            "submission__territory__name_key",
            "submission__organisation__name_key",
            "submission__library__name_key",
            "pk",
        )
    )


def collected_texts(
    campaign: Campaign, headings: Sequence[TextHeading], states: Iterable[str]
) -> list[Collected]:
    """Return the texts of the reports in `states` under each heading; two queries."""
    found: dict[int, list[ReportText]] = defaultdict(list)
    for one in texts_under(campaign, headings, states):
        found[one.heading_id].append(one)
    sent = campaign.submissions.filter(state__in=list(states)).count()
    return [
        Collected(one, tuple(found[one.pk]), how_many_wrote(len(found[one.pk]), sent))
        for one in headings
    ]
