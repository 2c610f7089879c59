"""How the list of passports is narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from common.filters import ListFilterSet, SearchFilter, choice_of_rows
from libraries.models import Library, Organisation, PassportDraft, Territory
from libraries.queries import at_or_below
from libraries.queries.passports import fresh, outdated
from libraries.rules.passports import can_confirm_passports, passports_of

STATES = [
    ("waiting", "ждут подтверждения"),
    ("returned", "возвращены с замечанием"),
    ("old", "старше года или не подтверждались"),
    ("fresh", "подтверждены за последний год"),
    ("all", "все"),
]


def organisations_to_choose(request: Any) -> QuerySet[Organisation]:
    own = passports_of(request.user).values("organisation")
    return Organisation.objects.filter(pk__in=own).only("name", "short_name").order_by("name_key")


def territories_to_choose(request: Any) -> QuerySet[Territory]:
    """Those of one's own libraries; the department may ask for a larger one too."""
    if can_confirm_passports(request.user):
        return Territory.objects.only("name")
    own = passports_of(request.user).values("territory")
    return Territory.objects.filter(pk__in=own).only("name").order_by("name_key")


class PassportFilter(ListFilterSet):
    """Those that wait for the methodist are shown first of all."""

    defaults = {"state": "waiting"}
    main = ("q", "state", "organisation")

    q = SearchFilter("search_key", "organisation__name_key")
    state = django_filters.ChoiceFilter(
        label="Паспорта", choices=STATES, empty_label=None, method="by_state"
    )
    organisation = choice_of_rows(organisations_to_choose, label="Учреждение")
    territory = choice_of_rows(territories_to_choose, label="Территория", method="by_territory")

    class Meta:
        model = Library
        fields: list[str] = []

    def by_state(self, libraries: QuerySet[Library], name: str, value: str) -> QuerySet[Library]:
        returned = PassportDraft.State.RETURNED
        return {
            "waiting": lambda: libraries.filter(waits=True),
            "returned": lambda: libraries.filter(draft_state=returned),
            "old": lambda: outdated(libraries),
            "fresh": lambda: fresh(libraries),
        }.get(value, lambda: libraries)()

    def by_territory(
        self, libraries: QuerySet[Library], name: str, value: Territory
    ) -> QuerySet[Library]:
        return libraries.filter(territory__in=at_or_below(value))


class OwnPassportFilter(PassportFilter):
    """A librarian comes for her own libraries, all of them."""

    defaults = {"state": "all"}
