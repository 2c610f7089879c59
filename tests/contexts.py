"""Profiles of the browser that serve one test after another, with nothing in them each time.

A profile with a window, with a process that draws its pages and with the portal's scripts
compiled anew costs the processor as much as several pages do. So a profile stays when its test
ends, and so does one blank page in it: the pages of the next test are drawn by the same process.
"""

from collections import defaultdict
from itertools import chain

from playwright.sync_api import Browser, BrowserContext, Page

# «zoomed» is the laptop at 200 %.
SIZES = {"laptop": (1366, 768), "phone": (390, 844), "zoomed": (683, 384)}
# A busy machine is slow, not wrong: conditions are waited for as long as clicks are.
PATIENCE_MS = 15_000
# All pages of a profile in one process, also those that did not open one another.
ONE_PROCESS = "--process-per-site"
# Without an icon the browser would ask the portal for one.
BLANK_PAGE = '<!doctype html><link rel="icon" href="data:,">'
REPORT_BREACHES = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


class Contexts:
    """The profiles of this run, by the size of their pages."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._idle: defaultdict[str, list[BrowserContext]] = defaultdict(list)

    def open_page(self, size: str) -> Page:
        """Return a page in a profile that nobody else uses: as new, signed in as nobody."""
        idle = self._idle[size]
        context = idle.pop() if idle else self._new(size)
        page = context.new_page()
        self._forget(page)
        return page

    def take_back(self, context: BrowserContext, size: str) -> None:
        """Close the pages of a test and undo what it did to the profile."""
        for page in context.pages[1:]:
            page.close()
        context.unroute_all()
        context.set_offline(False)
        context.clear_permissions()
        context.clear_cookies()
        self._idle[size].append(context)

    def close(self) -> None:
        """Let go of the live server: what it still answers would hold its database."""
        for context in chain.from_iterable(self._idle.values()):
            context.close()

    def _new(self, size: str) -> BrowserContext:
        width, height = SIZES[size]
        context = self._browser.new_context(
            base_url=self._url,
            viewport={"width": width, "height": height},
            locale="ru-RU",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(REPORT_BREACHES)
        blank = context.new_page()
        # At the portal's address, as pages of another site are drawn apart; it is not asked.
        blank.route("**", lambda route: route.fulfill(content_type="text/html", body=BLANK_PAGE))
        blank.goto("/")
        return context

    def _forget(self, page: Page) -> None:
        """Empty the profile before use: the last words of a page that closes are gone too."""
        devtools = page.context.new_cdp_session(page)
        everything = {"origin": self._url, "storageTypes": "all"}
        devtools.send("Storage.clearDataForOrigin", everything)
        devtools.send("Network.clearBrowserCache")
        devtools.detach()
