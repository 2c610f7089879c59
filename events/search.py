"""What the search finds of plans, events and visits: what the person sees on their pages."""

from typing import Any

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from events.gatherings.rules import events_of
from events.models import Event, Plan, PlanItem, Visit
from events.rules import plans_visible_to
from events.visits.rules import visits_of


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
    days = [one.first for each in periods for one in each.stretches if one.days == 1]
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


def _events() -> QuerySet[Event]:
    return Event.objects.all()


def _event(row: Event) -> Description:
    """The link and the names of people are left out: they are not for everybody."""
    text = words_of(
        row.event_form,
        row.when,
        row.place,
        row.audience,
        ", ".join(row.all_organisers),
        row.about,
        row.programme,
    )
    return Description(row.name, text, row.get_absolute_url(), row.starts_on)


def _visits() -> QuerySet[Visit]:
    return Visit.objects.select_related("library")


def _visit(row: Visit) -> Description:
    text = words_of(row.when, row.purpose, ", ".join(row.all_visitors), row.findings)
    return Description(f"Выезд: {row.library.name}", text, row.get_absolute_url(), row.starts_on)


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
register(
    SearchSource(
        key="event",
        title="Мероприятия",
        rows=_events,
        describe=_event,
        visible_to=events_of,
    )
)
register(
    SearchSource(
        key="visit",
        title="Выезды",
        rows=_visits,
        describe=_visit,
        visible_to=visits_of,
    )
)
