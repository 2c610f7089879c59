"""What the rows of a file may be in the portal: only what the one who loads it keeps."""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from common.text import normalise
from libraries.queries import opened
from staff.models import Education, Employment, Training
from staff.queries.employments import RANK, working
from staff.queries.training import kept_trainings
from staff.rules import (
    employing_libraries_of,
    employments_of,
    kept_trainings_of,
    wholly_seen_trainings_of,
)


class Lookup:
    """The libraries and people of a person's scope in memory, in three queries."""

    def __init__(self, user: Any) -> None:
        today = timezone.localdate()
        self.by_pk = {each.pk: each for each in opened(employing_libraries_of(user))}
        self._libraries: dict[str, set[int]] = defaultdict(set)
        for library in self.by_pk.values():
            for name in (library.code, library.name):
                self._libraries[normalise(name)].add(library.pk)
        works = working(employments_of(user), today).select_related("employee", "library")
        self.works: dict[str, list[Employment]] = defaultdict(list)
        for work in works.order_by("pk"):
            self.works[work.employee.name_key].append(work)
        people = {work.employee_id for found in self.works.values() for work in found}
        self.schools = _highest(people)

    def libraries(self, name: str) -> set[int]:
        """Return the libraries of this name or code."""
        return self._libraries.get(normalise(name), set())


class TrainingLookup(Lookup):
    """The same, with what these people have learnt by their numbers; two queries more.

    `of_gone` holds, by name, what is on record of those who work here no more: the list that goes
    out tells of them too, and comes back with their rows.
    """

    def __init__(self, user: Any) -> None:
        super().__init__(user)
        self.trainings: dict[int, list[Training]] = defaultdict(list)
        for training in kept_trainings(kept_trainings_of(user)).order_by("pk"):
            self.trainings[training.employee_id].append(training)
        people = {work.employee_id for found in self.works.values() for work in found}
        self.of_gone: dict[str, list[Training]] = defaultdict(list)
        seen = kept_trainings(wholly_seen_trainings_of(user)).select_related("employee")
        for training in seen.exclude(employee__in=people).order_by("pk"):
            self.of_gone[training.employee.name_key].append(training)


def _highest(people: set[int]) -> dict[int, Education]:
    """Return the highest school of each person."""
    rows = Education.objects.annotate(rank=RANK).order_by("-rank", "is_library", "pk")
    return {row.employee_id: row for row in rows if row.employee_id in people}
