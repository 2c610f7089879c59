"""How the list of events is narrowed."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from events.models import Event
from libraries.models import Organisation

TIMES = [("coming", "предстоящие и идущие"), ("past", "прошедшие"), ("all", "все")]


def _organisers(request: Any) -> QuerySet[Organisation]:
    named = Event.organisers.through.objects.values("organisation")
    return Organisation.objects.filter(pk__in=named).order_by("name_key")


class EventFilter(ListFilterSet):
    """Past events are out unless asked for; both days of a period belong to it."""

    defaults = {"time": "coming"}
    main = ("q", "time", "organiser")

    q = SearchFilter("name_key")
    time = django_filters.ChoiceFilter(
        label="Когда", choices=TIMES, empty_label=None, method="by_time"
    )
    organiser = choice_of_rows(_organisers, label="Организатор", field_name="organisers")
    state = django_filters.ChoiceFilter(label="Состояние", choices=Event.State, empty_label="Все")

    class Meta:
        model = Event
        fields: list[str] = []

    def by_time(self, events: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        today = timezone.localdate()
        coming = Q(ends_on__gte=today) | Q(state=Event.State.MOVED)
        if value == "coming":
            return events.filter(coming)
        return events.exclude(coming).order_by("-starts_on", "-pk") if value == "past" else events
