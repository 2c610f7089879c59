"""Held events as a source of facts for the planned figures of the year."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, ExtractMonth

from common.planned import Attribute, FactSource, Narrowing, Record, Records, Scope, Tally, days_of
from events.models import Event, Participation, Plan
from staff.models import TrainingKind

NUMBER, PEOPLE, NO_LEARNING = "number", "people", "none"


def _held(scope: Scope) -> QuerySet[Event]:
    """Return what was held by the plan, or by its organisation beside the plan."""
    organisation = Plan.objects.filter(pk=scope.plan).values("organisation")
    own = Event.organisers.through.objects.filter(organisation__in=organisation)
    ours = Q(plan_item__plan=scope.plan) | Q(pk__in=own.values("event"))
    came = Participation.objects.filter(event=OuterRef("pk"), state=Participation.State.ATTENDED)
    number = came.order_by().values("event").annotate(number=Count("*")).values("number")
    return Event.objects.filter(ours, state=Event.State.HELD, ends_on__year=scope.year).annotate(
        people=F("guests") + Coalesce(Subquery(number), Value(0))
    )


def _attributes(scope: Scope) -> Sequence[Attribute]:
    kinds = tuple((kind.value, str(kind.label)) for kind in TrainingKind)
    return (Attribute("kind", "Вид обучения", (*kinds, (NO_LEARNING, "не обучение"))),)


def _tallies(scope: Scope) -> Iterator[Tally]:
    rows = _held(scope).order_by().annotate(month=ExtractMonth("ends_on"))
    counted = rows.values_list("month", "training_kind").annotate(
        number=Count("pk"), came=Sum("people")
    )
    for month, kind, number, people in counted:
        counts = {NUMBER: number, PEOPLE: people or 0}
        yield Tally(month, {"kind": kind or NO_LEARNING}, counts)


def _records(scope: Scope, narrowing: Narrowing, months: range) -> Records:
    rows = _held(scope).filter(ends_on__range=days_of(scope.year, months))
    kinds = ["" if kind == NO_LEARNING else kind for kind in narrowing.get("kind", ())]
    if kinds:
        rows = rows.filter(training_kind__in=kinds)
    return Records(rows.order_by("ends_on", "pk"), _told)


def _told(row: Event) -> Record:
    counts = {NUMBER: 1, PEOPLE: row.people}
    return Record(row.name, row.ends_on, row.get_absolute_url(), counts, row.event_form)


SOURCE = FactSource(
    key="events",
    title="Мероприятия, проведённые на портале",
    measures={NUMBER: "число мероприятий", PEOPLE: "число участников"},
    attributes=_attributes,
    tallies=_tallies,
    records=_records,
    words=("мероприяти", "семинар", "обучающ"),
)
