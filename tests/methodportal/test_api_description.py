"""The description of the API does not disturb the pages that share its filters."""

from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator

from tests.factories import LibraryFactory, PlanFactory


def test_lists_are_filtered_after_the_api_was_described(client_of, methodist):
    SchemaGenerator().get_schema(request=None, public=True)
    client = client_of(methodist)
    PlanFactory(year=2026)
    asked = PlanFactory(year=2025)
    page = client.get(reverse("events:plan-list"), {"year": "2025"}).context["page"]
    assert list(page) == [asked]

    LibraryFactory(model_year=2020)
    plain = LibraryFactory(model_year=None)
    listed = client.get(reverse("libraries:library-list"), {"model": "no"}).context["table"]
    assert [row.record for row in listed.rows] == [plain]
