"""Rows of the plan that are marked as held, as a source of facts for its planned figures."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, When
from django.db.models.functions import ExtractMonth
from django.utils.text import capfirst

from common.planned import Attribute, FactSource, Narrowing, Record, Records, Scope, Tally
from events.calendar import MONTHS
from events.models import ItemMark, PlanItem, PlanSection

NUMBER, PEOPLE = "number", "people"
_NONE = "none"
# Databases differ in where they put what has no day.
_BY_TIME = ("held_in", F("date").asc(nulls_last=True), "pk")


def _attributes(scope: Scope) -> Sequence[Attribute]:
    items = PlanItem.objects.filter(plan=scope.plan, removed_at=None)
    forms = set(items.order_by().values_list("event_form", flat=True).distinct())
    sections = PlanSection.objects.filter(plan=scope.plan).order_by("position", "pk")
    return (
        Attribute("form", "Форма", tuple(_form(form) for form in sorted(forms))),
        Attribute("section", "Раздел", tuple((str(one.pk), one.title) for one in sections)),
    )


def _form(form: str) -> tuple[str, str]:
    return (form, capfirst(form)) if form else (_NONE, "форма не указана")


def _held(scope: Scope) -> QuerySet[ItemMark]:
    """Return the marks of rows held, with the month in which each was.

    A mark without a day, or with a day of another year, counts for the month it stands for.
    """
    marks = ItemMark.objects.filter(
        item__plan=scope.plan, item__removed_at=None, state=ItemMark.State.HELD
    )
    own = When(date__year=scope.year, then=ExtractMonth("date"))
    return marks.annotate(held_in=Case(own, default=F("month"), output_field=IntegerField()))


def _tallies(scope: Scope) -> Iterable[Tally]:
    for mark in _held(scope).select_related("item"):
        attributes = {
            "form": mark.item.event_form or _NONE,
            "section": str(mark.item.section_id or ""),
        }
        yield Tally(mark.held_in, attributes, _counts(mark))


def _counts(mark: ItemMark) -> dict[str, int]:
    """Return how much one mark counts: of a row held by several events, each of them."""
    held = [one for one in mark.events.values() if one["state"] == ItemMark.State.HELD]
    number = len(held) if mark.is_from_events else 1
    return {NUMBER: number, PEOPLE: mark.participants or 0}


def _records(scope: Scope, narrowing: Narrowing, months: range) -> Records:
    marks = _held(scope).filter(held_in__range=(months[0], months[-1]))
    if forms := narrowing.get("form"):
        marks = marks.filter(item__event_form__in=["" if one == _NONE else one for one in forms])
    if sections := narrowing.get("section"):
        marks = marks.filter(item__section__in=sections)
    return Records(marks.select_related("item__plan").order_by(*_BY_TIME), _told)


def _told(mark: Any) -> Record:
    item = mark.item
    url = f"{item.plan.get_absolute_url()}#item-{item.pk}"
    month = "" if mark.date else f"отметка за {MONTHS[mark.month - 1].lower()}"
    about = capfirst(", ".join(filter(None, (item.event_form, month))))
    return Record(item.name, mark.date, url, _counts(mark), about)


SOURCE = FactSource(
    key="marks",
    title="Пункты плана, отмеченные как проведённые",
    measures={NUMBER: "число мероприятий", PEOPLE: "число участников"},
    attributes=_attributes,
    tallies=_tallies,
    records=_records,
    words=("мероприяти", "выезд", "семинар", "обучающ", "конкурс", "вебинар"),
)
