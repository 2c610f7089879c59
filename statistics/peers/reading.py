"""The comparison of one report, read from the database."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db.models import Case, QuerySet, When

from common.text import number_in
from statistics import pictures
from statistics.indicators import load_indicators
from statistics.models import Campaign, Submission
from statistics.peers.comparison import GIVEN, Comparison, comparable, compare
from statistics.peers.group import own_answers, read_peers
from statistics.periods import parse_period
from statistics.pictures import Among, Picture
from statistics.rules import submissions_visible_to


class UnknownReportError(LookupError):
    """There is no such report for the person; the message is for her."""


# A yearly collection is the last kind by the alphabet.
_LATEST_FIRST = ("-campaign__year", "-campaign__period", "-campaign__number")


def report_asked_for(reports: QuerySet[Submission], query: Mapping[str, str]) -> Submission | None:
    """Return the report of the `library`, `period` («2025-q1») and `form` of an address.

    Where nothing is asked it is the first of a form that has indicators, a whole year before its
    parts. Raises UnknownReportError.
    """
    if not any(query.get(name) for name in ("library", "period", "form")):
        return _usual(reports)
    wanted: dict[str, Any] = {}
    if library := query.get("library"):
        wanted["library"] = number_in(library)
    if period := query.get("period"):
        try:
            fields = parse_period(period).fields
        except ValueError as error:
            raise UnknownReportError(str(error)) from error
        wanted |= {f"campaign__{name}": value for name, value in fields.items()}
    if form := query.get("form"):
        wanted["campaign__form__code"] = form
    found = None if None in wanted.values() else reports.filter(**wanted).first()
    if found is None and wanted:
        raise UnknownReportError("Отчёта этой библиотеки за этот период нет.")
    return found


def report_nearest_to(reports: QuerySet[Submission], query: Mapping[str, str]) -> Submission | None:
    """Return what is shown in place of a report that is not there.

    It is the latest by the form asked for, of whichever period; when the library has none, its own
    by another form. Never another library's; None when neither library nor form is known.
    """
    library, form = query.get("library"), query.get("form")
    if form:
        with suppress(UnknownReportError):
            return report_asked_for(reports, {"library": library or "", "form": form})
    number = number_in(library or "")
    return _usual(reports.filter(library=number)) if number is not None else None


def _usual(reports: QuerySet[Submission]) -> Submission | None:
    followed = {one.form for one in comparable(load_indicators().values())}
    whole_years_first = Case(When(campaign__period=Campaign.Period.YEAR, then=0), default=1)
    compared = reports.filter(campaign__form__code__in=followed)
    order = ("campaign__state", whole_years_first, *_LATEST_FIRST, "library__name_key", "pk")
    return compared.order_by(*order).first() or reports.first()


def reports_to_compare(user: Any) -> QuerySet[Submission]:
    """Return the begun reports in the person's scope: finished periods before the open ones,
    the latest first, a whole year before its parts.
    """
    return (
        submissions_visible_to(user)
        .exclude(state=Submission.State.NOT_STARTED)
        .select_related("campaign__form", "campaign__edition", "library", "territory")
        .order_by("campaign__state", *_LATEST_FIRST, "library__name_key", "pk")
    )


def comparison_of(report: Submission) -> Comparison:
    """Return the standings of a report among the accepted ones of the same kind and year."""
    form = report.campaign.form.code
    known = {code: one for code, one in load_indicators().items() if one.form == form}
    chosen = comparable(known.values())
    parts = {part for one in chosen for part in one.parts} - GIVEN
    own, peers = own_answers(report, parts, known), read_peers(report, parts, known)
    return compare(report, own, peers, chosen)


def picture_of(comparison: Comparison) -> Picture | None:
    """Return the picture of the ratios; None when nothing can be compared."""
    rows = [
        Among(one.indicator.title, one.own, one.low, one.median, one.high, one.in_words)
        for one in comparison.standings
        if one.indicator.is_ratio and None not in (one.own, one.median)
    ]
    title = "Относительные показатели среди похожих библиотек"
    return pictures.standings(title, rows, comparison.table) if rows else None
