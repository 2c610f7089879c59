"""The browser harness sees what it is there to see."""

import pytest

from tests.browser import PageMaker, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.methodportal.pages")]
LEAVE = """async () => {
  localStorage.setItem("local", "left");
  sessionStorage.setItem("session", "left");
  await caches.open("cache");
  await new Promise((opened) => (indexedDB.open("base").onsuccess = opened));
  document.cookie = "cookie=left";
}"""
LEFT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()),
  ...(await indexedDB.databases()).map((base) => base.name), document.cookie, history.length,
]"""
KEPT = "fetch('/kept/').then((answer) => answer.text())"
ALLOWED = "navigator.permissions.query({ name: 'geolocation' }).then((one) => one.state)"


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


def test_the_next_test_finds_the_browser_empty(contexts, live_server):
    before = PageMaker(contexts, live_server.url)
    page = before(None)
    context = page.context
    page.goto("/sound/")
    page.evaluate(LEAVE)
    assert page.evaluate(LEFT) == ["local", "session", "cache", "base", "cookie=left", 2]
    kept = page.evaluate(KEPT)
    assert page.evaluate(KEPT) == kept
    context.grant_permissions(["geolocation"])
    assert page.evaluate(ALLOWED) == "granted"
    context.new_page().goto("/sound/")
    context.route("**/sound/", lambda route: route.abort())
    context.set_offline(True)
    before.close()
    after = PageMaker(contexts, live_server.url)
    page = after(None)
    page.goto("/sound/")
    assert page.context is context
    assert context.cookies() == []
    assert page.evaluate(LEFT) == ["", 2]
    assert page.evaluate(KEPT) != kept
    assert page.evaluate(ALLOWED) != "granted"
    assert len(context.pages) == 2
    after.close()
