"""The count of queries, kept constant whatever the number of rows."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def count_queries(client: Client, url: str, query: Mapping[str, Any] | None = None) -> int:
    """Open a page that must answer 200 and return how many queries it took."""
    client.get(url, query_params=query)  # the first request fills caches and is not counted
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, query_params=query)
        if response.streaming:
            response.getvalue()
    assert response.status_code == 200, f"{url} answered {response.status_code}"
    return len(captured)


def assert_same_queries(
    client: Client,
    url: str,
    make_row: Callable[[], Any],
    *,
    at_most: int | None = None,
    query: Mapping[str, Any] | None = None,
) -> None:
    """Fail when the page takes more queries with three rows than with one, or over `at_most`.

    `make_row` adds one more row of what the page lists:

        assert_same_queries(client, reverse("libraries:library-list"), LibraryFactory, at_most=15)
    """
    make_row()
    with_one = count_queries(client, url, query)
    make_row()
    make_row()
    with_three = count_queries(client, url, query)
    assert with_three == with_one, f"{url}: {with_one} queries with one row, {with_three} with 3"
    if at_most is not None:
        assert with_three <= at_most, f"{url}: {with_three} queries, at most {at_most} allowed"
