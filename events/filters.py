"""Filters of the list of plans."""

import django_filters
from django.db.models import F, QuerySet

from common.filters import OwnFieldsFilterSet
from events.models import Plan
from events.queries import with_progress
from libraries.models import Organisation


class PlanFilter(OwnFieldsFilterSet):
    """By year, kind, organisation and state; only years and organisations that have plans."""

    year = django_filters.ChoiceFilter(label="Год", choices=[], empty_label="Все")
    kind = django_filters.ChoiceFilter(label="Вид", choices=Plan.Kind, empty_label="Все")
    organisation = django_filters.ModelChoiceFilter(
        label="Организация", queryset=Organisation.objects.none(), empty_label="Все"
    )
    state = django_filters.ChoiceFilter(label="Состояние", choices=Plan.State, empty_label="Все")

    progress = django_filters.ChoiceFilter(
        label="Заполнение",
        choices=[("ready", "все пункты со сроком и ответственным"), ("unready", "не все")],
        empty_label="Все",
        method="by_progress",
    )

    class Meta:
        model = Plan
        fields = ["year", "kind", "organisation", "state"]

    def by_progress(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """Keep plans all of whose rows say when and by whom, or the others."""
        counted = with_progress(plans)
        if value == "ready":
            return counted.filter(item_count__gt=0, ready_count=F("item_count"))
        return counted.exclude(item_count__gt=0, ready_count=F("item_count"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
        self.filters["organisation"].queryset = Organisation.objects.filter(
            plans__in=self.queryset
        ).distinct()
