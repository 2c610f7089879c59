"""Ten years of 419 libraries: how many queries a ready choice of the builder takes on screen."""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from methodportal.demo.country import Country, load_country
from statistics.builder.presets import shipped_presets

YEARS = Country(libraries=419, regions=1, years=10, last_year=2015)
MOST_QUERIES = 10


def load() -> None:
    """Put a region of ten years beside the demo region, whose years are later."""
    for _done in load_country(YEARS):
        pass


def queries(user: User) -> Iterator[tuple[str, int]]:
    """Yield the title of each ready choice and the queries of its page, with its picture."""
    client = Client()
    client.force_login(user)
    for preset in shipped_presets():
        asked = preset.query.but(year=str(YEARS.last_year), years=str(YEARS.years))
        address = f"{reverse('statistics:builder')}?{asked}&picture=dynamics"
        client.get(address)  # what is read once a process is not counted
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        yield preset.title, len(captured)
