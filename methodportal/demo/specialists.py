"""The 910 specialists of the demo libraries, their schooling and work."""

import random
from dataclasses import dataclass
from decimal import Decimal

from common.year_or_day import YearOrDay
from libraries.models import Library
from methodportal.demo import words
from methodportal.demo.careers import tell_careers, tell_lives
from methodportal.demo.registry import Registry
from methodportal.demo.specialist import Specialist
from staff.models import Education, Employee, Employment
from staff.posts import group_of_post

EMPLOYEES_TOTAL = 910
LIBRARY_EDUCATION_SHARE = 0.55
STAFF_BY_KIND = {
    Library.Kind.CENTRAL: 9, Library.Kind.CITY: 3, Library.Kind.CHILDREN: 4,
    Library.Kind.YOUTH: 4, Library.Kind.RURAL: 1,
}  # fmt: skip
POSTS = ("библиотекарь", "ведущий библиотекарь", "библиограф", "главный библиотекарь", "методист")


@dataclass(frozen=True)
class LibraryStaff:
    """The specialists of a library; `more_posts` are those of second works and vacancies."""

    specialists: list[Specialist]
    more_posts: Decimal


def make_specialists(
    registry: Registry, chance: random.Random, lives: random.Random
) -> dict[int, LibraryStaff]:
    """Create 910 specialists and what happened to them; return them by library."""
    counts = {library.pk: STAFF_BY_KIND[library.kind] for library in registry.libraries}
    _reach(counts, registry.libraries, EMPLOYEES_TOTAL)
    people = [
        _specialist(library, number, chance)
        for library in registry.libraries
        for number in range(counts[library.pk])
    ]
    skilled = round(EMPLOYEES_TOTAL * LIBRARY_EDUCATION_SHARE)
    special = [one.education for one in people if one.education.level != Education.Level.GENERAL]
    for education in chance.sample(special, skilled):
        education.is_library = True
    tell_lives(people, lives)
    Employee.objects.bulk_create([one.employee for one in people])
    Employment.objects.bulk_create([one.work for one in people])
    Education.objects.bulk_create([one.education for one in people])
    posts = tell_careers(registry, people, lives)
    by_library: dict[int, list[Specialist]] = {library.pk: [] for library in registry.libraries}
    for one in people:
        by_library[one.work.library_id].append(one)
    return {pk: LibraryStaff(own, posts.get(pk, Decimal(0))) for pk, own in by_library.items()}


def _reach(counts: dict[int, int], libraries: list[Library], total: int) -> None:
    """Add to or take from the biggest libraries until the region has `total` people."""
    big = [item.pk for item in libraries if item.kind in (Library.Kind.CENTRAL, Library.Kind.CITY)]
    step = 1 if sum(counts.values()) < total else -1
    turn = 0
    while sum(counts.values()) != total:
        counts[big[turn % len(big)]] += step
        turn += 1


def _specialist(library: Library, number: int, chance: random.Random) -> Specialist:
    born = 2026 - int(chance.triangular(23, 70, 52))
    levels = (Education.Level.HIGHER, Education.Level.VOCATIONAL, Education.Level.GENERAL)
    level = chance.choices(levels, weights=(52, 41, 7))[0]
    employee = Employee(
        last_name=chance.choice(words.LAST_NAMES), first_name=chance.choice(words.FIRST_NAMES),
        patronymic=chance.choice(words.PATRONYMICS), born=YearOrDay(born),
    )  # fmt: skip
    post = "заведующая библиотекой" if number == 0 else chance.choice(POSTS)
    is_half = library.kind == Library.Kind.RURAL and chance.random() < 0.3
    employee.in_libraries_since = YearOrDay(min(2026, born + chance.randint(20, 38)))
    work = Employment(
        employee=employee, library=library, post=post, post_group=group_of_post(post),
        rate=Decimal("0.50") if is_half else Decimal("1.00"),
    )  # fmt: skip
    return Specialist(employee, work, Education(employee=employee, level=level))
