"""Reads about model libraries: competitions and applications, the public list, visits due."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from common.tables import Column, Row, Table
from libraries.models import (
    Competition,
    Library,
    ModelApplication,
    ModelMonitoring,
    ModelStatusLoss,
    MonitoringAdvice,
    OutlineItem,
)
from libraries.queries.registry import opened

State = ModelApplication.State
# A model library is visited at least once a year.
MONITORED_EVERY = datetime.timedelta(days=365)


def list_competitions() -> QuerySet[Competition]:
    """Return the competitions, newest first, with `number` of applications sent to each."""
    sent = Count("applications", filter=~Q(applications__state=State.DRAFT))
    return Competition.objects.annotate(number=sent).order_by("-year", "-closes_on", "pk")


def list_applications(applications: QuerySet[ModelApplication]) -> QuerySet[ModelApplication]:
    """Return the applications with what a list shows of them."""
    related = applications.select_related("competition", "library", "organisation")
    return related.order_by("library__name_key", "pk")


@dataclass(frozen=True)
class StateGroup:
    """The applications of a competition that stand in one state."""

    code: str
    title: str
    applications: list[ModelApplication]


def board_of(applications: QuerySet[ModelApplication]) -> list[StateGroup]:
    """Return the applications by state, in the order of the way; empty states are left out."""
    found: dict[str, list[ModelApplication]] = {state: [] for state in State.values}
    for application in list_applications(applications):
        found[application.state].append(application)
    return [StateGroup(s.value, str(s.label), found[s]) for s in State if found[s]]


def model_libraries() -> QuerySet[Library]:
    """Return the model libraries that work, with the day of the last visit as `visited_on`."""
    libraries = opened(Library.objects.filter(model_year__isnull=False))
    visits = ModelMonitoring.objects.filter(library=OuterRef("pk")).order_by("-visited_on")
    return (
        libraries.select_related("organisation", "territory")
        .annotate(visited_on=Subquery(visits.values("visited_on")[:1]))
        .order_by("-model_year", "name_key", "code")
    )


def overdue_for_visit(
    libraries: QuerySet[Library], today: datetime.date | None = None
) -> QuerySet[Library]:
    """Keep the model libraries not visited for a year; those of this year wait for none yet."""
    day = today or timezone.localdate()
    late = Q(visited_on__isnull=True) | Q(visited_on__lt=day - MONITORED_EVERY)
    return libraries.filter(late, model_year__lt=day.year).order_by("visited_on", "name_key")


def programmes() -> list[str]:
    """Return the programmes under which the present model libraries were made."""
    found = opened(Library.objects.filter(model_year__isnull=False)).exclude(model_programme="")
    return sorted(found.order_by().values_list("model_programme", flat=True).distinct())


def years() -> list[int]:
    """Return the years of the present model libraries, newest first."""
    found = opened(Library.objects.filter(model_year__isnull=False))
    return sorted(found.order_by().values_list("model_year", flat=True).distinct(), reverse=True)


def counts_by_year(libraries: QuerySet[Library]) -> Table:
    """Return how many of `libraries` became model ones in each year, by programme."""
    rows = libraries.order_by().values_list("model_year", "model_programme")
    numbers: dict[tuple[int, str], int] = {}
    for year, programme in rows:
        numbers[year, programme] = numbers.get((year, programme), 0) + 1
    names = sorted({programme for _, programme in numbers})
    columns = (
        Column("year", "Год", kind="ordinal", width=10),
        *(Column(f"p{at}", name or "без программы", width=24) for at, name in enumerate(names)),
        Column("total", "Всего", width=10),
    )
    lines = [
        _count_row(str(year), [numbers.get((year, name), 0) for name in names])
        for year in sorted({year for year, _ in numbers}, reverse=True)
    ]
    sums = [sum(n for (_, name), n in numbers.items() if name == each) for each in names]
    total = _count_row("Всего", sums, "total")
    return Table("Модельные библиотеки по годам и программам", columns, (*lines, total))


def _count_row(title: str, numbers: Sequence[int], kind: Any = "data") -> Row:
    return Row((title, *(number or None for number in numbers), sum(numbers)), kind)


def list_losses() -> QuerySet[ModelStatusLoss]:
    """Return the libraries that lost the status and have not regained it, the latest first."""
    losses = ModelStatusLoss.objects.filter(library__model_year__isnull=True)
    return losses.select_related("library__territory")


def story_of(library: Library) -> list[ModelApplication]:
    """Return the applications by which the library became a model one, newest first."""
    won = library.model_applications.filter(state__in=(State.WINNER, State.OPENED))
    return list(won.select_related("competition").order_by("-competition__year"))


def has_model_story(library: Library) -> bool:
    """Whether the library is a model one, was one, or is becoming one."""
    return bool(library.is_model or library.model_losses.exists() or story_of(library))


def list_monitorings(monitorings: QuerySet[ModelMonitoring]) -> QuerySet[ModelMonitoring]:
    """Return the visits, newest first, with counts of criteria and of advice not followed yet."""
    return monitorings.annotate(
        met=Count("answers", filter=Q(answers__value="yes"), distinct=True),
        asked=Count("answers", distinct=True),
        waiting=Count("advice", filter=Q(advice__done_on__isnull=True), distinct=True),
    ).order_by("-visited_on", "-pk")


def whole_monitoring(monitorings: QuerySet[ModelMonitoring]) -> QuerySet[ModelMonitoring]:
    """Return the visits with all that their page shows."""
    advice = Prefetch("advice", MonitoringAdvice.objects.order_by("due_on", "pk"))
    related = monitorings.select_related("library__organisation", "recorded_by")
    return related.prefetch_related("answers", "outline__items", advice)


def answers_of(monitoring: ModelMonitoring) -> list[tuple[OutlineItem, Any]]:
    """Return every criterion in its order with the answer to it, or nothing."""
    found = {answer.criterion_id: answer for answer in monitoring.answers.all()}
    return [(item, found.get(item.pk)) for item in monitoring.outline.items.all()]


def applications_to_mend(applications: QuerySet[ModelApplication]) -> QuerySet[ModelApplication]:
    """Keep what waits for the library: returned ones, and drafts while they can be sent."""
    today = timezone.localdate()
    draft = Q(state=State.DRAFT, competition__closes_on__gte=today)
    return list_applications(applications.filter(draft | Q(state=State.RETURNED)))


def applications_to_check() -> QuerySet[ModelApplication]:
    """Return what waits for the department, the longest waiting first."""
    sent = ModelApplication.objects.filter(state=State.SUBMITTED)
    return list_applications(sent).order_by("submitted_at", "pk")
