from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from libraries.models import Library, Population
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries


def test_libraries_are_searched_and_filtered_as_on_the_page(
    client_of, methodist, library, foreign_library
):
    client = client_of(methodist)
    answer = client.get(reverse("api:library-list"), {"q": "ЗЕЛЕНАЯ"}).json()
    assert answer["count"] == 1
    [found] = answer["results"]
    assert found["code"] == library.code
    assert found["organisation"]["name"] == "МБУК «Берёзовская ЦБС»"
    assert "version" not in found


def test_closed_library_is_left_out_of_the_list_and_found_by_number(client_of, head, library):
    Library.objects.filter(pk=library.pk).update(closed_on="2020-01-01")
    client = client_of(head)
    assert client.get(reverse("api:library-list")).json()["count"] == 0
    assert client.get(reverse("api:library-list"), {"state": "all"}).json()["count"] == 1
    url = reverse("api:library-detail", args=[library.pk])
    assert client.get(url).json()["closed_on"] == "2020-01-01"


def test_wrong_filter_is_refused_and_not_passed_over(client_of, head, library):
    assert client_of(head).get(reverse("api:library-list"), {"kind": "x"}).status_code == 400


def test_territory_tells_its_inhabitants(client_of, methodist, region):
    Population.objects.create(territory=region, year=2025, number=1000)
    url = reverse("api:territory-detail", args=[region.pk])
    assert client_of(methodist).get(url).json()["populations"] == [{"year": 2025, "number": 1000}]


@pytest.mark.parametrize("name", ["library-list", "organisation-list", "territory-list"])
def test_lists_ask_the_same_few_questions_for_any_number(client_of, methodist, name):
    url = reverse(f"api:{name}")
    assert_same_queries(client_of(methodist), url, LibraryFactory, at_most=6)


def test_password_in_a_header_opens_nothing(client, methodist):
    methodist.set_password("secret-words")
    methodist.save()
    headers = {"Authorization": "Basic bWV0aG9kaXN0OnNlY3JldC13b3Jkcw=="}
    assert client.get(reverse("api:library-list"), headers=headers).status_code == 403


def test_schema_describes_every_address_without_a_warning():
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    assert "/api/libraries/{id}/" in out.getvalue()
