"""What the search finds of the plans: approved ones everybody, drafts the department."""

from typing import Any

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from events.models import Plan, PlanItem
from events.rules import plans_visible_to


def _plans() -> QuerySet[Plan]:
    return Plan.objects.select_related("organisation")


def _plan(row: Plan) -> Description:
    text = words_of(
        row.organisation.name,
        row.department,
        row.goal,
        row.tasks,
        row.priorities,
    )
    return Description(f"{row.title}, {row.year} год", text, row.get_absolute_url())


def _items() -> QuerySet[PlanItem]:
    return PlanItem.objects.select_related("plan").prefetch_related(
        "periods", "organisers", "responsibles"
    )


def _item(row: PlanItem) -> Description:
    periods = list(row.periods.all())
    # «До 15 мая» begins on 1 January, which is no day of the item: only a whole day is told.
    days = [each.start for each in periods if each.start and each.start == each.end]
    text = words_of(
        row.event_form,
        ", ".join(str(period) for period in periods),
        row.place,
        row.audience,
        row.programme,
        *row.organisers.all(),
        *row.responsibles.all(),
        row.note,
    )
    url = f"{row.plan.get_absolute_url()}#item-{row.pk}"
    return Description(row.name, text, url, min(days, default=None))


def _items_visible_to(user: Any) -> QuerySet[PlanItem]:
    return PlanItem.objects.filter(removed_at=None, plan__in=plans_visible_to(user))


register(
    SearchSource(
        key="plan",
        title="Планы",
        rows=_plans,
        describe=_plan,
        visible_to=plans_visible_to,
    )
)
register(
    SearchSource(
        key="plan-item",
        title="Пункты планов",
        rows=_items,
        describe=_item,
        visible_to=_items_visible_to,
    )
)
