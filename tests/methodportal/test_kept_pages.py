"""What browsers and the cache may keep."""

import pytest
from django.core.cache.backends.filebased import FileBasedCache

from methodportal import settings as written


@pytest.mark.parametrize("url", ["/", "/libraries/", "/staff/", "/users/me/", "/api/libraries/"])
def test_page_of_a_signed_in_person_is_not_stored(client_of, methodist, url):
    response = client_of(methodist).get(url)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_page_for_everybody_may_be_stored(client, db):
    assert "no-store" not in client.get("/libraries/").headers.get("Cache-Control", "")


def test_many_guesses_do_not_push_out_the_counts_of_attempts(tmp_path):
    cache = FileBasedCache(tmp_path, written.CACHES["default"])
    for number in range(400):
        cache.set(f"attempts:{number}", number)
    assert all(cache.get(f"attempts:{number}") == number for number in range(400))
