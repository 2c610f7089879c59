"""The browser harness sees what it is there to see."""

import pytest

from tests.browser import PageMaker, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.methodportal.pages")]


def test_a_sound_page_passes(page_of: PageMaker):
    page = page_of(None)
    page.goto("/sound/")
    assert page.title() == "Портал"
    assert_accessible(page)


def test_the_person_is_signed_in_by_a_cookie(page_of: PageMaker, librarian):
    page = page_of(librarian, "phone")
    page.goto("/sound/")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["sessionid"]
    assert page.viewport_size == {"width": 390, "height": 844}


def test_an_image_without_words_is_reported(page_of: PageMaker):
    page = page_of(None)
    page.goto("/without-words/")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_breach_of_the_content_security_policy_is_reported(page_of: PageMaker):
    page_of(None).goto("/inline-script/")
    assert any("script-src" in error for error in page_of.errors)
    page_of.errors.clear()


def test_a_forgiven_error_is_not_reported(page_of: PageMaker):
    page_of(None, forgive=("status of 404",)).goto("/missing/")
    assert page_of.errors == []
