"""Counting by groups: in the database, a few queries whatever the number of records.

By organisation and by territory a consultation for several stands in the row of each of them, but
the total counts it once.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce, ExtractMonth

from accounts.models import User
from consultations.counts.choice import MONTHS, Choice
from consultations.models import Attendee, Consultation, Topic
from libraries.models import Organisation, Territory

NOBODY = {"organisation": "без учреждения", "territory": "без территории"}
_KEYS: Mapping[str, Any] = {
    "form": "form",
    "topic": "topic",
    "methodist": "methodist",
    "organisation": "organisation",
    "territory": Coalesce("library__territory", "organisation__territory"),
    "month": ExtractMonth("date"),
}
_MAIN_TERRITORY = Coalesce(
    "consultation__library__territory", "consultation__organisation__territory"
)
_MODELS = {
    "topic": Topic,
    "methodist": User,
    "organisation": Organisation,
    "territory": Territory,
}


@dataclass
class Counted:
    """How many consultations of each form, and for how many people."""

    forms: Counter[str] = field(default_factory=Counter)
    people: int = 0

    @property
    def number(self) -> int:
        return self.forms.total()

    def add(self, form: str, number: int, people: int) -> None:
        self.forms[form] += number
        self.people += people


def total_of(choice: Choice) -> Counted:
    """Count the consultations of the period, each once."""
    total = Counted()
    for form, number, people in choice.rows.values_list("form").annotate(
        number=Count("pk"), people=Sum("participants")
    ):
        total.add(form, number, people or 0)
    return total


def groups_of(choice: Choice) -> dict[Any, Counted]:
    """Count by what the choice asks; None stands for those whom no group fits."""
    groups: dict[Any, Counted] = defaultdict(Counted)
    key = _KEYS[choice.by]
    rows = choice.rows.annotate(group=key) if not isinstance(key, str) else choice.rows
    name = "group" if not isinstance(key, str) else key
    for group, form, number, people in rows.values_list(name, "form").annotate(
        number=Count("pk"), people=Sum("participants")
    ):
        groups[group].add(form, number, people or 0)
    if choice.by in NOBODY:
        _add_attendees(groups, choice)
    return groups


def _add_attendees(groups: dict[Any, Counted], choice: Choice) -> None:
    """Add to each group the consultations it took part in but was not named first."""
    theirs: Any = "organisation_id"
    main: Any = "consultation__organisation_id"
    attended = Attendee.objects.filter(consultation__in=choice.rows.values("pk")).order_by()
    if choice.by == "territory":
        attended = attended.annotate(theirs=_KEYS["territory"], main=_MAIN_TERRITORY)
        theirs, main = "theirs", "main"
    pairs = attended.values_list(
        theirs, main, "consultation_id", "consultation__form", "consultation__participants"
    ).distinct()
    for group, first, _pk, form, people in pairs:
        if group != first:
            groups[group].add(form, 1, people)


def names_of(choice: Choice, keys: set[Any]) -> list[tuple[Any, str]]:
    """Return the groups in their order, each with its name; every form and month is there."""
    if choice.by == "form":
        return [(form.value, str(form.label)) for form in Consultation.Form]
    if choice.by == "month":
        months = range(choice.begin.month, choice.end.month + 1)
        return [(month, MONTHS[month - 1]) for month in months]
    rows = _MODELS[choice.by]._default_manager.filter(pk__in=keys - {None}).order_by("name_key")
    named: list[tuple[Any, str]] = [(row.pk, str(row)) for row in rows]
    return [*named, (None, NOBODY[choice.by])] if None in keys else named
