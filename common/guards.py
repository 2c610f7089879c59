"""Doors of views: who is not signed in is sent to sign in, who may not enter gets 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from common.typed import keep_typed

View = Callable[..., HttpResponse]


def allowed_to(predicate: Callable[[Any], bool]) -> Callable[[View], View]:
    """Let a person into the view only when `predicate(user)` holds."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


# Whoever has signed in may come in; what exists for her, the view asks by her scope.
signed_in = allowed_to(lambda user: user.is_authenticated)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page and back here afterwards; an htmx request leaves the whole page.

    The fields of a form are put aside (see common.typed).
    """
    is_htmx = request.headers.get("HX-Request") == "true"
    back = request.headers.get("HX-Current-URL", resolve_url("home")) if is_htmx else None
    back = back or _way_back(request)
    if request.method == "POST":
        keep_typed(request, back)
    answer = redirect_to_login(back)
    if not is_htmx:
        return answer
    return HttpResponse(
        headers={"HX-Redirect": answer.headers.get("Location", resolve_url(settings.LOGIN_URL))}
    )


def _way_back(request: HttpRequest) -> str:
    """Return the page to come back to: of a sent form, the page it stood on."""
    before = "" if request.method == "GET" else page_before(request)
    return before or request.get_full_path()


def page_before(request: HttpRequest) -> str:
    """Return the address, within the portal, of the page that led here; empty when not known."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return ""
    return urlsplit(page)._replace(scheme="", netloc="").geturl()
