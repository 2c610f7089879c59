"""Whose events a calendar shows: of a person, of an organiser, of some kinds."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet

from accounts.models import User
from events.models import Event, ItemOrganiser, ItemPeriod, ItemResponsible, Plan, Visit
from libraries.models import Organisation

KINDS = {"event": "мероприятия", "visit": "выезды", "item": "пункты плана"}


@dataclass(frozen=True)
class Choice:
    """What narrows a calendar; nothing chosen narrows nothing."""

    person: User | None = None
    organiser: Organisation | None = None
    kind: str = ""

    def of_events(self, events: QuerySet[Event]) -> QuerySet[Event]:
        if self.kind not in ("", "event"):
            return events.none()
        if self.person:
            own = Event.responsibles.through.objects.filter(user=self.person)
            events = events.filter(pk__in=own.values("event"))
        if self.organiser:
            held = Event.organisers.through.objects.filter(organisation=self.organiser)
            events = events.filter(pk__in=held.values("event"))
        return events

    def of_visits(self, visits: QuerySet[Visit]) -> QuerySet[Visit]:
        """Visits are the department's own: of an organiser there are none."""
        if self.kind not in ("", "visit") or self.organiser:
            return visits.none()
        if self.person:
            going = Visit.visitors.through.objects.filter(user=self.person)
            visits = visits.filter(pk__in=going.values("visit"))
        return visits

    def of_periods(self, periods: QuerySet[ItemPeriod]) -> QuerySet[ItemPeriod]:
        if self.kind not in ("", "item"):
            return periods.none()
        if self.person:
            own = ItemResponsible.objects.filter(user=self.person)
            periods = periods.filter(item__in=own.values("item"))
        if self.organiser:
            held = ItemOrganiser.objects.filter(organisation=self.organiser)
            whole = Q(item__plan__organisation=self.organiser, item__organisers=None)
            periods = periods.filter(Q(item__in=held.values("item")) | whole)
        return periods

    @property
    def words(self) -> str:
        """What is chosen, to be read: «Зимина Т. С.; выезды»."""
        told = (self.person, self.organiser, KINDS.get(self.kind))
        return "; ".join(str(one) for one in told if one)

    @property
    def query(self) -> str:
        """The choice as it stands in an address, to be carried from month to month."""
        told = {
            "person": self.person.pk if self.person else "",
            "organiser": self.organiser.pk if self.organiser else "",
            "kind": self.kind,
        }
        return urlencode({name: value for name, value in told.items() if value})


class ChoiceForm(forms.Form):
    """The same as fields above a calendar; people are for those who have signed in."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Кто отвечает", required=False, empty_label="Все"
    )
    organiser = forms.ModelChoiceField(
        Organisation.objects.none(), label="Организатор", required=False, empty_label="Все"
    )
    kind = forms.ChoiceField(label="Что", required=False, choices=[("", "Всё"), *KINDS.items()])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.is_authenticated:
            self.fields["person"].queryset = _people()
        else:
            del self.fields["person"]
        self.fields["organiser"].queryset = _organisers()

    @property
    def choice(self) -> Choice:
        """What is chosen; a value that nobody offered narrows nothing."""
        self.is_valid()
        return replace(Choice(), **{k: v for k, v in self.cleaned_data.items() if v})


def _people() -> QuerySet[User]:
    """Return those who answer for anything, or go anywhere."""
    events = Event.responsibles.through.objects.values("user")
    visits = Visit.visitors.through.objects.values("user")
    rows = ItemResponsible.objects.exclude(user=None).values("user")
    return User.objects.filter(Q(pk__in=events) | Q(pk__in=visits) | Q(pk__in=rows)).order_by(
        "name_key", "pk"
    )


def _organisers() -> QuerySet[Organisation]:
    events = Event.organisers.through.objects.values("organisation")
    rows = ItemOrganiser.objects.exclude(organisation=None).values("organisation")
    plans = Plan.objects.values("organisation")
    named = Q(pk__in=events) | Q(pk__in=rows) | Q(pk__in=plans)
    return Organisation.objects.filter(named).order_by("name_key")
