"""All that happened to one cell of a report, and was said about it, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from statistics.layout import layout_of
from statistics.models import OutlierRule, Submission, ValueChange
from statistics.outliers.measuring import measures_of
from statistics.queries.rule_words import said_of, words_of_rules

NOTHING = "пусто"


@dataclass(frozen=True)
class Event:
    """One thing that happened: who, when, what kind; a change has before and after.

    `rule` is what the rule says that the word was about.
    """

    at: datetime
    by: str
    what: str
    text: str = ""
    before: str | None = None
    after: str | None = None
    rule: str = ""


def checks_at(submission: Submission, address: str) -> set[str]:
    """Return the codes of the relations and comparisons that look at the cell."""
    layout = layout_of(submission.campaign.edition)
    positions = layout.relations_at.get(address, ())
    codes = {layout.relations[position][1].code for position in positions}
    rules = OutlierRule.objects.filter(form=submission.campaign.form_id)
    measures = measures_of(rules, layout).values()
    return codes | {one.rule.code for one in measures if address in one.addresses}


def history_of(submission: Submission, address: str) -> list[Event]:
    """Return the events of a cell, the earliest first; six queries."""
    codes, words = checks_at(submission, address), words_of_rules(submission.campaign)
    events = [
        *_changes(submission, address),
        *_remarks(submission, address),
        *_said(submission.explanations.filter(check_code__in=codes), "Пояснение", "text", words),
        *_said(submission.waivers.filter(check_code__in=codes), "Контроль снят", "reason", words),
    ]
    return sorted(events, key=lambda event: event.at)


def _changes(submission: Submission, address: str) -> Iterator[Event]:
    changes = submission.changes.filter(cell__address=address).select_related("changed_by")
    for one in changes.order_by("changed_at", "pk"):
        yield Event(
            at=one.changed_at,
            by=_name(one.changed_by),
            what=_way(one),
            before=one.before or NOTHING,
            after=one.after or NOTHING,
        )


def _way(change: ValueChange) -> str:
    if change.source == ValueChange.Source.CONFIRMED:
        return "Значение прошлого года подтверждено"
    return f"Значение изменено ({change.get_source_display()})"


def _remarks(submission: Submission, address: str) -> Iterator[Event]:
    remarks = submission.remarks.filter(cell__address=address)
    for one in remarks.select_related("author", "answered_by", "resolved_by"):
        yield Event(one.created_at, _name(one.author), "Замечание", one.text)
        if one.answer:
            answered_at = one.answered_at or one.created_at
            yield Event(answered_at, _name(one.answered_by), "Ответ на замечание", one.answer)
        if one.resolved_at:
            yield Event(one.resolved_at, _name(one.resolved_by), "Замечание снято", one.text)


def _said(rows: QuerySet, what: str, field: str, words: Mapping[str, str]) -> Iterator[Event]:
    for one in rows.select_related("author"):
        text, rule = getattr(one, field), said_of(words, one.check_code)
        yield Event(one.created_at, _name(one.author), what, text, rule=rule)


def _name(user: User | None) -> str:
    return user.short_name if user else "портал"


def changed_cells(submission: Submission) -> QuerySet[ValueChange]:
    """Return every change of the report's figures, the latest first."""
    return submission.changes.select_related("cell", "changed_by")
