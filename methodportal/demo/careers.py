"""What happened to the demo specialists: schools, transfers, second works, leaves, vacancies."""

import datetime as dt
import random
from collections import defaultdict
from decimal import Decimal

from common.year_or_day import YearOrDay
from libraries.models import Library
from methodportal.demo import words
from methodportal.demo.registry import Registry
from methodportal.demo.specialist import Specialist
from staff.models import Award, Education, Employee, Employment, Leave, Vacancy

LAST_DAY = dt.date(2025, 12, 31)
HALF = Decimal("0.50")
KNOWN_DAY_SHARE = 0.8
SECOND_WORKS, TRANSFERS, LEAVES, LEAVERS, AWARDS = 36, 24, 14, 16, 70
VACANCIES, LATE_VACANCIES = 22, 8
SCHOOLS = {
    (Education.Level.HIGHER, True): ("Синегорский институт культуры", "библиотековедение"),
    (Education.Level.HIGHER, False): ("Синегорский педагогический университет", "филология"),
    (Education.Level.VOCATIONAL, True): ("Синегорский колледж культуры", "библиотечное дело"),
    (Education.Level.VOCATIONAL, False): ("Заречинский педагогический колледж", "воспитание"),
    (Education.Level.GENERAL, False): ("", ""),
}
HONOURS = (
    (Award.Level.REGION, "Почётная грамота министерства культуры области"),
    (Award.Level.MUNICIPAL, "Благодарность главы района"),
    (Award.Level.MINISTRY, "Почётная грамота министерства культуры"),
)


def tell_lives(people: list[Specialist], chance: random.Random) -> None:
    """Fill in the unsaved cards and schools: days of birth, years of work, diplomas."""
    for one in people:
        person = one.employee
        born, came = person.born.year, person.in_libraries_since.year
        if chance.random() < KNOWN_DAY_SHARE:
            day = dt.date(born, chance.randint(1, 12), chance.randint(1, 28))
            person.born = YearOrDay(born, day)
        person.works_since = YearOrDay(max(born + 18, came - chance.randint(0, 6)))
        if came < LAST_DAY.year:
            one.work.since = dt.date(came + 1, chance.randint(1, 12), chance.randint(1, 28))
        school = one.education
        school.institution, school.speciality = SCHOOLS[school.level, school.is_library]
        school.finished = YearOrDay(born + (18 if school.level == school.Level.GENERAL else 22))


def tell_careers(
    registry: Registry, people: list[Specialist], chance: random.Random
) -> dict[int, Decimal]:
    """Add what stands beside the main works; return the posts this adds to libraries."""
    posts: dict[int, Decimal] = defaultdict(Decimal)
    neighbours: dict[int, list[Library]] = defaultdict(list)
    for library in registry.libraries:
        neighbours[library.organisation_id].append(library)
    works = _second_works(people, neighbours, chance) + _transfers(people, neighbours, chance)
    works += _leavers(registry, chance)
    vacancies = _vacancies(registry, chance)
    Employment.objects.bulk_create(works)
    Vacancy.objects.bulk_create(vacancies)
    _leaves_and_awards(people, chance)
    for work in works:
        posts[work.library_id] += work.rate if work.until is None else 0
    for vacancy in vacancies:
        # Of the last ones the reports know nothing: differences for the librarian to find.
        posts[vacancy.library_id] += vacancy.rate if vacancy.opened_on <= LAST_DAY else 0
    return posts


def _second_works(
    people: list[Specialist], neighbours: dict[int, list[Library]], chance: random.Random
) -> list[Employment]:
    rural = [one for one in people if one.work.library.kind == Library.Kind.RURAL]
    works = []
    for one in chance.sample(rural, SECOND_WORKS):
        here = one.work.library
        others = [each for each in neighbours[here.organisation_id] if each.pk != here.pk]
        works.append(Employment(
            employee=one.employee, library=chance.choice(others), post="библиотекарь",
            rate=HALF, kind=Employment.Kind.INNER,
            since=dt.date(chance.randint(2018, 2020), chance.randint(1, 12), 1),
        ))  # fmt: skip
    return works


def _transfers(
    people: list[Specialist], neighbours: dict[int, list[Library]], chance: random.Random
) -> list[Employment]:
    """Make the works that some people left for their present ones."""
    long_here = [one for one in people if one.work.since and one.work.since.year < 2015]
    works, changed = [], []
    for number, one in enumerate(chance.sample(long_here, TRANSFERS), start=1):
        here, began = one.work.library, one.work.since
        others = [each for each in neighbours[here.organisation_id] if each.pk != here.pk]
        if not others:
            continue
        moved = dt.date(chance.randint(2016, 2020), chance.randint(1, 12), 1)
        order = f"№ {number}-к от {moved:%d.%m.%Y}"
        works.append(Employment(
            employee=one.employee, library=chance.choice(others), post="библиотекарь",
            rate=1, since=began, until=moved - dt.timedelta(days=1), end_order=order,
            name_then=one.employee.full_name,
        ))  # fmt: skip
        one.work.since, one.work.order = moved, order
        changed.append(one.work)
    Employment.objects.bulk_update(changed, ["since", "order"])
    return works


def _leavers(registry: Registry, chance: random.Random) -> list[Employment]:
    """Make people who have retired: they are on record and on the list no more."""
    people = [
        Employee(
            last_name=chance.choice(words.LAST_NAMES), first_name=chance.choice(words.FIRST_NAMES),
            patronymic=chance.choice(words.PATRONYMICS), born=YearOrDay(chance.randint(1948, 1962)),
            in_libraries_since=YearOrDay(chance.randint(1975, 1995)),
        )
        for _number in range(LEAVERS)
    ]  # fmt: skip
    Employee.objects.bulk_create(people)
    return [
        Employment(
            employee=person, library=chance.choice(registry.libraries), post="библиотекарь", rate=1,
            until=dt.date(chance.randint(2021, 2024), chance.randint(1, 12), 28),
            name_then=person.full_name,
        )
        for person in people
    ]  # fmt: skip


def _vacancies(registry: Registry, chance: random.Random) -> list[Vacancy]:
    libraries = chance.sample(registry.libraries, VACANCIES + LATE_VACANCIES)
    return [
        Vacancy(
            library=library, post=chance.choice(("библиотекарь", "библиограф", "методист")),
            rate=chance.choice((HALF, Decimal(1))),
            opened_on=dt.date(2026 if late else 2025, chance.randint(1, 10), 1),
        )
        for late, library in ((number >= VACANCIES, each) for number, each in enumerate(libraries))
    ]  # fmt: skip


def _leaves_and_awards(people: list[Specialist], chance: random.Random) -> None:
    young = [one.employee for one in people if one.employee.birth_year >= 1988]
    Leave.objects.bulk_create([
        Leave(
            employee=person, kind=Leave.Kind.CHILDCARE,
            since=dt.date(2025, chance.randint(1, 12), chance.randint(1, 28)),
        )
        for person in chance.sample(young, LEAVES)
    ])  # fmt: skip
    Award.objects.bulk_create([
        Award(
            employee=one.employee, level=level, title=title,
            given_on=YearOrDay(chance.randint(2012, 2025)),
        )
        for one in chance.sample(people, AWARDS)
        for level, title in (chance.choice(HONOURS),)
    ])  # fmt: skip
