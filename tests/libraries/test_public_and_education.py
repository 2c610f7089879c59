"""Public libraries are counted apart from those of schools; a centre's status is told openly."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from libraries import actions
from libraries.actions import Order
from libraries.queries import territory_tree, years_of_network
from tests.factories import OrganisationFactory
from tests.libraries.examination_cast import STATUS, make_examination, make_school

LIST = reverse("libraries:library-list")


@pytest.fixture
def school(library):
    return make_school(OrganisationFactory(name="Школа № 1", territory=library.territory))


@pytest.fixture
def centre(school):
    today = timezone.localdate()
    make_examination(
        school,
        "assigned",
        decided_on=today - dt.timedelta(days=30),
        valid_until=today + dt.timedelta(days=30),
    )
    return school


def names(client, **query) -> set[str]:
    return {row.record.name for row in client.get(LIST, query).context["table"].page.object_list}


def test_sizes_of_the_network_are_told_without_schools(client, library, school):
    start = client.get("/").context
    assert (start["library_count"], start["organisation_count"]) == (1, 1)
    assert client.get(library.territory.get_absolute_url()).context["library_count"] == 1
    found = {node.territory: node.libraries for node in territory_tree()}
    assert found[library.territory] == 1


def test_opening_a_school_library_does_not_change_the_public_network(library, school, methodist):
    day = dt.date(2024, 3, 1)
    actions.close_library(school.pk, None, Order(day), version=1, by=methodist)
    assert years_of_network(dt.date(2024, 12, 1)) == []
    actions.close_library(library.pk, None, Order(day), version=library.version, by=methodist)
    year = years_of_network(dt.date(2024, 12, 1))[0]
    assert (year.at_start, year.total, year.at_end) == (1, 1, 0)


@pytest.mark.parametrize("on", ["", "2024-01-01"])
def test_list_is_narrowed_to_public_libraries(client, library, school, on):
    assert names(client, on=on) == {library.name, school.name}
    assert names(client, on=on, kind="public") == {library.name}
    assert names(client, on=on, kind="school") == {school.name}


def test_passport_and_list_tell_the_status_of_a_centre_to_everybody(client, library, centre):
    assert STATUS in client.get(centre.get_absolute_url()).content.decode()
    assert names(client, centre="yes") == {centre.name}


@pytest.mark.parametrize("fields", [{"state": "refused"}, {"valid_until": dt.date(2020, 1, 1)}])
def test_status_refused_or_ended_is_not_told(client, library, centre, fields):
    centre.examinations.update(**fields)
    assert STATUS not in client.get(centre.get_absolute_url()).content.decode()
    assert names(client, centre="yes") == set()
