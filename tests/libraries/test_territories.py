import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from libraries import actions
from libraries.models import Population
from libraries.queries import changes_of, territory_tree
from tests.factories import OrganisationFactory


def test_population_of_a_year_is_recorded_once_with_its_author(client_of, methodist, municipality):
    client = client_of(methodist)
    url = reverse("libraries:population", args=[municipality.pk])
    client.post(url, {"year": "2025", "number": "9 719".replace(" ", "")})
    client.post(url, {"year": "2025", "number": "9800"})
    assert Population.objects.get().number == 9800
    last = changes_of(municipality)[0]
    assert (last.by, last.reason) == (
        methodist,
        "Жителей на 1 января 2025 года: 9\u202f800 вместо 9\u202f719",
    )
    page = client.get(municipality.get_absolute_url()).content.decode()
    assert "9\u202f800" in page


def test_negative_population_is_refused(client_of, methodist, municipality):
    url = reverse("libraries:population", args=[municipality.pk])
    response = client_of(methodist).post(url, {"year": "2025", "number": "-5"})
    assert response.status_code == 200
    assert not Population.objects.exists()


def test_territory_cannot_lie_in_itself(region, municipality, methodist):
    with pytest.raises(ValidationError, match="круг"):
        actions.change_territory(region.pk, {"parent": municipality}, version=1, by=methodist)


def test_organisation_cannot_be_a_part_of_its_part(organisation, methodist):
    part = OrganisationFactory(parent=organisation)
    with pytest.raises(ValidationError, match="круг"):
        actions.change_organisation(organisation.pk, {"parent": part}, version=1, by=methodist)


def test_territory_is_renamed_with_the_next_version(client_of, methodist, municipality):
    form = {"version": 1, "name": "Новый округ", "kind": "municipal_okrug"}
    form |= {"oktmo": municipality.oktmo, "parent": municipality.parent_id}
    client_of(methodist).post(reverse("libraries:territory-edit", args=[municipality.pk]), form)
    municipality.refresh_from_db()
    assert (municipality.name, municipality.version) == ("Новый округ", 2)


def test_page_of_a_territory_asks_few_questions(
    client, library, region, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        client.get(region.get_absolute_url())


def test_inhabitants_told_ahead_are_not_of_the_present(client_of, methodist, municipality):
    for year, number in ((2025, 9719), (2026, 9700), (2027, 9600)):
        actions.set_population(municipality, year, number, methodist)
    node = territory_tree(datetime.date(2026, 11, 28))[-1]
    assert (node.territory, node.population, node.population_year) == (municipality, 9700, 2026)
    assert territory_tree(datetime.date(2027, 1, 1))[-1].population == 9600
    ahead = timezone.localdate().year + 1
    actions.set_population(municipality, ahead, 9500, methodist)
    page = client_of(methodist).get(municipality.get_absolute_url()).content.decode()
    assert f"{ahead} года (ещё впереди)" in page
