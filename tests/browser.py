"""The portal in a real Chromium: pages signed in as one of the cast, checked for accessibility.

    @pytest.mark.browser
    def test_the_librarian_finds_her_report(page_of, librarian):
        page = page_of(librarian)  # 1366×768; "phone" is 390×844, "zoomed" is 683×384
        page.goto("/")  # relative to the live server
        page.get_by_role("link", name="Отчётность").click()
        assert_accessible(page)

`page_of(None)` is a stranger. When the test ends, any error in the browser's console and any
breach of the content security policy fails it; `page_of(user, forgive=("status of 422",))`
names the errors that the test itself provokes. Without a Chromium the tests are skipped; the
environment variable CHROMIUM names one at an unusual place.
"""

import os
import shutil
from collections.abc import Iterator, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.contexts import ONE_PROCESS, PATIENCE_MS, Contexts

QUIET_START = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    ONE_PROCESS,
]
NO_CHROMIUM = (
    "Chromium не найден: проверки в браузере пропущены (no Chromium: browser tests skipped). "
    "Установите пакет chromium или укажите путь в переменной CHROMIUM."
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe().axe_script
# Of what axe tells only this leaves the page: the list of what it found in order is long.
VIOLATIONS = """([context, values]) => axe
  .run(context ?? document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] })
  .then((found) => found.violations)"""


def find_chromium() -> str | None:
    """Return the path of the browser, or None."""
    wanted = (os.environ.get("CHROMIUM"), "/usr/bin/chromium", "chromium", "google-chrome")
    return next((found for name in wanted if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        pytest.skip(NO_CHROMIUM)
    # Playwright's sync interface keeps an event loop running in this thread, and Django then
    # takes every query of the test for one made in async code. It is not: nothing is awaited.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET_START)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(
    django_db_setup: None, chromium: Browser, live_server: LiveServer
) -> Iterator[Contexts]:
    made = Contexts(chromium, live_server.url)
    yield made
    made.close()


class PageMaker:
    """Makes pages of the live server and remembers what went wrong in them."""

    def __init__(self, contexts: Contexts, url: str) -> None:
        self.url = url
        self.errors: list[str] = []
        self._contexts = contexts
        self._taken: list[tuple[BrowserContext, str]] = []

    def __call__(
        self, user: User | None, size: str = "laptop", forgive: Sequence[str] = ()
    ) -> Page:
        page = self._contexts.open_page(size)
        self._taken.append((page.context, size))
        if user is not None:
            page.context.add_cookies([_session_cookie(user, self.url)])
        self._listen(page, forgive)
        return page

    def close(self) -> None:
        for context, size in self._taken:
            self._contexts.take_back(context, size)

    def _listen(self, page: Page, forgive: Sequence[str]) -> None:
        def note(text: str) -> None:
            if not any(forgiven in text for forgiven in forgive):
                self.errors.append(f"{page.url}: {text}")

        page.on("console", lambda said: said.type == "error" and note(_told(said)))
        page.on("pageerror", lambda error: note(str(error)))


@pytest.fixture
def page_of(contexts: Contexts, live_server: LiveServer) -> Iterator[PageMaker]:
    """Return a function: a page of the live server, signed in as this person."""
    maker = PageMaker(contexts, live_server.url)
    yield maker
    maker.close()
    assert not maker.errors, "Ошибки в консоли браузера:\n" + "\n".join(maker.errors)


def assert_accessible(page: Page, context: str | None = None) -> None:
    """Fail with every breach of WCAG 2.2 A and AA that axe finds on the page as it now stands.

    `context` is a CSS selector that limits the check to a part of the page.
    """
    if page.evaluate("!window.axe"):
        page.evaluate(AXE)
    violations = page.evaluate(VIOLATIONS, [context, WCAG])
    lines = [
        f"{violation['id']}: {violation['help']}\n    {node['target']} {node['html'][:160]}\n"
        f"    {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert not violations, f"{page.url}\n" + "\n".join(lines)


def _session_cookie(user: User, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _told(said: ConsoleMessage) -> str:
    return f"{said.text} ({said.location.get('url', '')})"


_FOCUSED = """() => {
  const one = document.activeElement;
  return [(one.ariaLabel || one.innerText || "").trim(), one.name || one.id || ""];
}"""


def tab_to(page: Page, name: str, *, field: bool = False, most: int = 200) -> None:
    """Press Tab until the focus is on what begins with `name`, or on the `field` of that name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        words, code = page.evaluate(_FOCUSED)
        if code == name if field else words.startswith(name):
            return
    raise AssertionError(f"Tab never reaches «{name}» on {page.url}")
