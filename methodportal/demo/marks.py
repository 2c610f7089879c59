"""What became of the demo department's plans: marks till last month, and what the facts are."""

import datetime as dt
import random
from collections.abc import Iterator

from django.utils import timezone

from accounts.models import User
from common.roles import Role
from events.actions.marks import snapshot
from events.fulfilment.lines import Line, lines_of
from events.fulfilment.month import day_of
from events.models import CountingRule, ItemMark, Plan, PlanChange
from methodportal.demo.registry import PRESENT_YEAR

MARKED_TILL = dt.date(PRESENT_YEAR, 10, 31)
# Rows whose story is told: by a part of their name, how they were moved or cancelled.
_STORIES = {
    "Журавлинскую": ("moved", dt.date(PRESENT_YEAR, 4, 8), "паводок, дорога закрыта"),
    "Афиша библиотеки": ("moved", dt.date(PRESENT_YEAR, 12, 3), "болезнь ведущей"),
    "Стажировки": ("moved", dt.date(PRESENT_YEAR, 12, 11), "модельные библиотеки на ремонте"),
    "Сельская библиотека года», наг": ("cancelled", None, "награждение соединено с совещанием"),
    "Малая родина": ("cancelled", None, "подано две заявки вместо десяти"),
}
_TAUGHT = (
    "областной семинар", "вебинар", "семинар-практикум", "школа", "курсы", "круглый стол",
    "мастер-класс", "цикл вебинаров",
)  # fmt: skip
_HAVE_PEOPLE = (*_TAUGHT, "заседания", "выезд", "областная акция")
# What the facts of planned figures are counted from, by figures and their parts.
_RULES = {
    "Методические консультации": ("parts", "", {}),
    "индивидуальные": (
        "consultations", "number", {"form": ["individual", "telephone", "online", "visit"]}
    ),
    "письменные": ("consultations", "number", {"form": ["written"]}),
    "групповые": ("consultations", "number", {"form": ["group"]}),
    "Обучающие мероприятия": ("marks", "number", {"form": list(_TAUGHT)}),
    "Выезды в библиотеки области": ("visits", "number", {}),
    "Методические рекомендации": ("publications", "number", {"kind": ["guide", "leaflet"]}),
}  # fmt: skip


def make_marks(chance: random.Random) -> None:
    """Mark last year's plan wholly and this year's till October, two rows of it left out."""
    plans = Plan.objects.filter(
        kind=Plan.Kind.DEPARTMENT, year__in=(PRESENT_YEAR - 1, PRESENT_YEAR)
    )
    marker = User.objects.filter(role=Role.METHODIST).order_by("pk")[0]
    for plan in plans.filter(state=Plan.State.APPROVED):
        _mark(plan, marker, chance)
        _choose_rules(plan, marker)


def _mark(plan: Plan, marker: User, chance: random.Random) -> None:
    marks = list(_marks_of(plan, marker, chance))
    ItemMark.objects.bulk_create(marks)
    PlanChange.objects.bulk_create(
        PlanChange(
            plan=plan, item=mark.item, action=PlanChange.Action.MARKED, after=snapshot(mark),
            made_by=marker, made_at=mark.marked_at,
        )
        for mark in marks
    )  # fmt: skip


def _marks_of(plan: Plan, marker: User, chance: random.Random) -> Iterator[ItemMark]:
    due = [line for line in lines_of(plan) if _end_of(line) <= MARKED_TILL]
    left_out = {line.item.pk for line in due if _end_of(line) == MARKED_TILL}
    left_out = set(sorted(left_out)[-2:]) if plan.year == PRESENT_YEAR else set()
    for line in due:
        if line.item.pk in left_out and line.due.month == MARKED_TILL.month:
            continue
        mark = _mark_of(line, chance)
        mark.marked_by = marker
        mark.marked_at = timezone.make_aware(
            dt.datetime.combine(_end_of(line) + dt.timedelta(days=3), dt.time(10, 15))
        )
        yield mark


def _end_of(line: Line) -> dt.date:
    month = line.due.month
    year = line.item.plan.year
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _mark_of(line: Line, chance: random.Random) -> ItemMark:
    mark = ItemMark(item=line.item, month=line.due.month, state=ItemMark.State.HELD)
    if line.item.plan.year == PRESENT_YEAR:
        for words, (state, moved_to, reason) in _STORIES.items():
            if words in line.item.name:
                mark.state, mark.moved_to, mark.reason = state, moved_to, reason
    if mark.state == ItemMark.State.MOVED and mark.moved_to and mark.moved_to <= MARKED_TILL:
        mark.state, mark.reason = ItemMark.State.HELD, ""
    if mark.state == ItemMark.State.HELD:
        mark.date = mark.moved_to or day_of(line)
        if line.item.event_form in _HAVE_PEOPLE:
            mark.participants = chance.randrange(12, 64)
    return mark


def _choose_rules(plan: Plan, marker: User) -> None:
    now = timezone.now()
    CountingRule.objects.bulk_create(
        CountingRule(
            figure=figure, source=rule[0], measure=rule[1], narrowing=rule[2],
            chosen_by=marker, chosen_at=now,
        )
        for figure in plan.figures.all()
        if (rule := _RULES.get(figure.name))
    )  # fmt: skip
