"""The figures of section 6 counted from the list of people."""

import datetime
from decimal import Decimal

import pytest

from common.year_or_day import parse_year_or_day
from staff.models import Education, Leave
from staff.queries.section6 import FIGURES, section6
from tests.factories import EmployeeFactory, EmploymentFactory, LibraryFactory, VacancyFactory

ON = datetime.date(2025, 12, 31)


def counted(library) -> dict[str, Decimal]:
    found = section6([library.pk], ON)[library.pk]
    return {name: found.figure(name) for name in FIGURES if found.figure(name)}


def hired(library, born="1985", since="2015", **told):
    days = {"born": parse_year_or_day(born), "in_libraries_since": parse_year_or_day(since)}
    return EmployeeFactory(library=library, **days, **told)


def test_one_person_stands_in_every_group_once(library):
    hired(library, rate="0.75", is_library=True)
    one = Decimal(1)
    assert counted(library) == {
        "rates": Decimal("0.75"),
        "people": one,
        "main_people": one,
        "higher": one,
        "higher_library": one,
        "experience_3_to_10": one,
        "age_30_to_55": one,
    }


@pytest.mark.parametrize(
    ("since", "group"),
    [
        ("2023", "experience_under_3"),
        ("01.01.2023", "experience_under_3"),
        ("31.12.2022", "experience_3_to_10"),
        ("2022", "experience_3_to_10"),
        ("2015", "experience_3_to_10"),
        ("30.11.2015", "experience_over_10"),
        ("2014", "experience_over_10"),
    ],
)
def test_experience_falls_into_the_groups_of_the_form(library, since, group):
    hired(library, since=since)
    assert [name for name in counted(library) if name.startswith("exp")] == [group]


@pytest.mark.parametrize(
    ("born", "group"),
    [
        ("01.01.1996", "age_under_30"),
        ("31.12.1995", "age_30_to_55"),
        ("1995", "age_30_to_55"),
        ("01.01.1971", "age_30_to_55"),
        ("31.12.1970", "age_55_and_over"),
        ("1970", "age_55_and_over"),
    ],
)
def test_age_falls_into_the_groups_of_the_form(library, born, group):
    hired(library, born=born, since="2024")
    assert [name for name in counted(library) if name.startswith("age")] == [group]


def test_part_timers_add_posts_and_no_heads(library):
    person = hired(library)
    other = LibraryFactory(organisation=library.organisation)
    EmploymentFactory(employee=person, library=other, kind="inner", rate="0.5")
    assert counted(other) == {"rates": Decimal("0.5")}
    assert counted(library)["people"] == 1


def test_of_every_work_it_is_told_what_was_counted(library):
    person = hired(library, last_name="Агеева")
    hired(library, last_name="Быкова", post_group="support", is_substitute=True)
    other = LibraryFactory(organisation=library.organisation)
    for kind in ("inner", "outer"):
        EmploymentFactory(employee=person, library=other, kind=kind, rate="0.5")
    found = section6([library.pk, other.pk], ON)
    here, there = found[library.pk], found[other.pk]
    assert [str(line.counting) for line in here.lines] == ["main", "support"]
    assert here.lines[0].name.startswith("Агеева")
    assert "не в штате" in here.lines[1].why
    assert (there.inner, there.outer, there.people, there.rates) == (1, 1, 0, 1)
    assert "основная работа в другом учреждении" in there.lines[1].why


def test_support_staff_are_heads_but_not_the_main_staff(library):
    hired(library, post="уборщица", post_group="support")
    assert counted(library) == {"rates": Decimal(1), "people": Decimal(1)}


def test_people_on_leave_stay_and_who_stands_in_adds_no_post(library):
    away = hired(library)
    Leave.objects.create(employee=away, kind="childcare", since=datetime.date(2025, 3, 1))
    hired(library, is_substitute=True)
    assert (counted(library)["rates"], counted(library)["people"]) == (1, 2)


def test_vacancies_are_posts_until_they_close(library):
    VacancyFactory(library=library, rate="0.5", opened_on=datetime.date(2025, 5, 1))
    VacancyFactory(library=library, opened_on=datetime.date(2025, 5, 1), closed_on=ON)
    VacancyFactory(library=library, opened_on=datetime.date(2026, 1, 1))
    assert counted(library) == {"rates": Decimal("0.5")}


def test_only_the_list_of_the_day_counts(library):
    hired(library, until=datetime.date(2025, 12, 30))
    hired(library, since="")
    EmploymentFactory(library=library, since=datetime.date(2026, 1, 1))
    found = section6([library.pk], ON)[library.pk]
    assert (found.people, found.unknown_experience) == (1, 1)


def test_highest_school_counts_and_library_only_of_that_level(library):
    person = hired(library)
    Education.objects.create(employee=person, level="vocational", is_library=True)
    later = parse_year_or_day("2026")
    Education.objects.create(employee=person, level="higher", is_library=True, finished=later)
    assert "higher_library" not in counted(library)
    assert "vocational" not in counted(library)


def test_whole_region_takes_three_queries(library, django_assert_num_queries):
    libraries = [library.pk]
    for _number in range(3):
        libraries.append(hired(LibraryFactory()).employments.get().library_id)
    with django_assert_num_queries(3):
        section6(libraries, ON)
