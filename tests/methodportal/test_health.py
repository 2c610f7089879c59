"""/healthz for whoever watches over the portal."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_health_tells_that_the_database_answers(client: Client, django_assert_num_queries):
    client.get("/healthz")  # the first request of a day has the day's work done
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok"}
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_health_takes_no_post(client: Client):
    assert client.post("/healthz").status_code == 405
