"""Middleware of the whole site."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import is_valid_path
from django.utils.cache import add_never_cache_headers

from common.text import strip_controls

# The portal needs none of these; a script that got in must not have them either.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def unseen_is_dropped(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Drop what cannot be seen from parameters, forms and cookies, before anybody reads them.

    PostgreSQL stores no NUL and refuses even to compare with one; XLSX, DOCX and PDF hold no
    control characters.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.GET = _seen(request.GET)
        request.COOKIES = {name: strip_controls(text) for name, text in request.COOKIES.items()}
        if request.method == "POST":
            request.POST = _seen(request.POST)
        return get_response(request)

    return middleware


def _seen(sent: QueryDict) -> QueryDict:
    """Return `sent` itself when all of it can be seen: mostly so."""
    pairs = [(name, text) for name, texts in sent.lists() for text in texts]
    seen = [(strip_controls(name), strip_controls(text)) for name, text in pairs]
    if seen == pairs:
        return sent
    clean = QueryDict(mutable=True, encoding=sent.encoding)
    for name, text in seen:
        clean.appendlist(name, text)
    clean._mutable = False
    return clean


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Forbid the browser's devices and sensors to every page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


def pages_of_people_are_not_kept(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Forbid browsers to store what a signed-in person sees.

    Library computers are shared: after signing out the button «Back» must show nothing of hers.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response.headers and SESSION_KEY in request.session:
            add_never_cache_headers(response)
        return response

    return middleware


def session_ended(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 401 where an htmx request would be led to the sign-in page.

    Otherwise that whole page would be put into a part of the open one. The browser says that the
    session has ended, and what was typed stays on the page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        target = response.headers.get("Location", "")
        if request.headers.get("HX-Request") and target.startswith(resolve_url(settings.LOGIN_URL)):
            response.status_code = 401
        return response

    return middleware


def forms_have_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever opens an address that only takes forms to the page of what the form is about.

    Such an address stays in the browser after a refused form, and people reload it or keep it.
    Where no page above it bears a number, a polite page offers the way; programs get a bare 405.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (isinstance(response, HttpResponseNotAllowed) and _is_opened(request)):
            return response
        above = _pages_above(request.path_info)
        numbered = next((page for page in above if page[:-1].rpartition("/")[2].isdigit()), None)
        if numbered:
            return redirect(numbered)
        page = render(request, "405.html", {"back_url": next(iter(above), "")}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def _is_opened(request: HttpRequest) -> bool:
    """Tell whether a person opens the address in a browser, rather than a script or a program."""
    return (
        request.method in ("GET", "HEAD")
        and "text/html" in request.headers.get("Accept", "")
        and "HX-Request" not in request.headers
    )


def _pages_above(path: str) -> list[str]:
    """Return the addresses above `path` that the portal has, the nearest first; not the home."""
    parts = path.strip("/").split("/")
    above = [f"/{'/'.join(parts[:end])}/" for end in range(len(parts) - 1, 0, -1)]
    return [address for address in above if is_valid_path(address)]
