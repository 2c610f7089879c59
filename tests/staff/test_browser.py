"""The staff in a real browser."""

import pytest
from django.urls import reverse

from tests.browser import assert_accessible
from tests.factories import EmployeeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_are_accessible_and_fit_the_screen(page_of, librarian, library, size):
    person = EmployeeFactory(library=library)
    page = page_of(librarian, size)
    for url in (
        reverse("staff:employee-list"),
        reverse("staff:employee-create"),
        person.get_absolute_url(),
        reverse("staff:employee-edit", args=[person.pk]),
    ):
        page.goto(url)
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{url} is wider than the screen"


def test_second_click_while_the_first_is_under_way_is_not_sent(page_of, librarian):
    page = page_of(librarian)
    page.goto(reverse("staff:employee-create"))
    sent = page.evaluate(
        """() => [1, 2].map(() => document.querySelector("main form[method=post]")
            .dispatchEvent(new Event("submit", {bubbles: true, cancelable: true})))"""
    )
    assert sent == [True, False]
