"""Which rows of a plan promise a publication, and what is known of it from the row."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from common.text import normalise
from events.models import Plan, PlanItem
from events.queries import rows_of
from events.templatetags.plans import titled
from publications.models import Publication

Kind = Publication.Kind
# How plans call publications, by the beginnings of the words.
_WORDS = {
    "сборник": Kind.COLLECTION,
    "альманах": Kind.COLLECTION,
    "бюллетен": Kind.BULLETIN,
    "дайджест": Kind.DIGEST,
    "указател": Kind.INDEX,
    "рекомендац": Kind.GUIDE,
    "пособи": Kind.GUIDE,
    "памятк": Kind.LEAFLET,
    "буклет": Kind.LEAFLET,
    "брошюр": Kind.LEAFLET,
    "статья": Kind.ARTICLE,
}
_HEADINGS = ("издат", "издан")
_QUOTED = re.compile(r"«(.+)»", re.DOTALL)
_TITLE = Publication._meta.get_field("title").max_length or 0
_REFERENCE = Publication._meta.get_field("plan_reference").max_length or 0


@dataclass
class PlannedRow:
    """A row of a plan with what was already taken from it."""

    item: PlanItem
    publications: list[Publication] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The form and the name, without telling the form twice: «Памятка «Лето»»."""
        form, name = self.item.event_form.strip(), self.item.name
        return name if normalise(form) in normalise(name) else f"{form} {name}"


def present_plan(plans: QuerySet[Plan], today: datetime.date) -> Plan | None:
    """Return the department's plan of this year, or the newest there is."""
    newest = plans.order_by("-year", "kind", "pk")
    own = newest.filter(year=today.year, kind=Plan.Kind.DEPARTMENT)
    return own.first() or newest.first()


def planned_rows(
    plan: Plan, publications: QuerySet[Publication], *, every: bool
) -> list[PlannedRow]:
    """Return the rows of `plan` that promise a publication; with `every`, all rows."""
    taken = _taken(publications)
    return [
        PlannedRow(item, taken.get(item.pk, []))
        for item in rows_of(plan)
        if every or item.pk in taken or _promises(item)
    ]


def _taken(publications: QuerySet[Publication]) -> Mapping[int, list[Publication]]:
    rows: dict[int, list[Publication]] = {}
    for one in publications.exclude(plan_item=None).defer("file_text", "text_key"):
        rows.setdefault(one.plan_item, []).append(one)
    return rows


def _promises(item: PlanItem) -> bool:
    heading = normalise(item.section.title) if item.section else ""
    return bool(kind_of(item)) or any(word in heading for word in _HEADINGS)


def kind_of(item: PlanItem) -> str:
    """Return what kind of publication the row names, or nothing."""
    words = normalise(f"{item.event_form} {item.name}").replace("«", " ").split()
    return _first(
        kind for word in words for begin, kind in _WORDS.items() if word.startswith(begin)
    )


def _first(kinds: Iterable[str]) -> str:
    return next(iter(kinds), "")


def told_by(item: PlanItem, number: int) -> dict[str, str]:
    """Return the first values of a publication's form, as the plan tells them."""
    name = " ".join(item.name.split())
    quoted = _QUOTED.search(name)
    return {
        "title": (quoted[1] if quoted else name)[:_TITLE],
        "kind": kind_of(item),
        "year": str(item.plan.year),
        "plan_reference": f"{titled(item.plan)[:200]}, п. {number}"[:_REFERENCE],
        "plan_item": str(item.pk),
    }
