"""The log as a source of facts for the planned figures of the year."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth
from django.utils.text import capfirst

from common.planned import Attribute, FactSource, Narrowing, Record, Records, Scope, Tally, days_of
from consultations.models import Consultation, Topic
from consultations.queries import kept

NUMBER, PEOPLE = "number", "people"


def _attributes(scope: Scope) -> Sequence[Attribute]:
    forms = tuple((form.value, str(form.label)) for form in Consultation.Form)
    topics = tuple((str(topic.pk), topic.name) for topic in Topic.objects.order_by("name_key"))
    return (Attribute("form", "Форма", forms), Attribute("topic", "Тема", topics))


def _tallies(scope: Scope) -> Iterator[Tally]:
    rows = kept(Consultation.objects.filter(date__year=scope.year)).order_by()
    counted = rows.annotate(month=ExtractMonth("date")).values_list("month", "form", "topic_id")
    for month, form, topic, number, people in counted.annotate(
        number=Count("pk"), people=Sum("participants")
    ):
        counts = {NUMBER: number, PEOPLE: people or 0}
        yield Tally(month, {"form": form, "topic": str(topic)}, counts)


def _records(scope: Scope, narrowing: Narrowing, months: range) -> Records:
    rows = kept(Consultation.objects.filter(date__range=days_of(scope.year, months)))
    chosen = {f"{key}__in": list(values) for key, values in narrowing.items() if values}
    rows = rows.filter(**chosen).select_related("library", "organisation", "topic")
    return Records(rows.order_by("date", "pk"), _told)


def _told(row: Consultation) -> Record:
    about = f"{capfirst(row.get_form_display())}, {row.topic}"
    counts = {NUMBER: 1, PEOPLE: row.participants}
    return Record(row.asked_by, row.date, row.get_absolute_url(), counts, about)


SOURCE = FactSource(
    key="consultations",
    title="Журнал консультаций",
    measures={NUMBER: "число консультаций", PEOPLE: "число участников"},
    attributes=_attributes,
    tallies=_tallies,
    records=_records,
    words=("консультаци",),
)
