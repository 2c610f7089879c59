"""What a person typed must outlive her session, and reach nobody else.

When a form is sent after the session ended, `keep_typed` puts its fields aside in the new one;
after signing in the same person takes them back on the same page with `typed_before`, and nothing
is typed twice. Who she was, the browser remembers by a signed cookie: signing in renews it together
with the CSRF token, so a form that the portal still accepts was opened by the person it names.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict

COOKIE = "typist"
_KEY = "typed"
_LIMIT = 100_000


@receiver(user_logged_in, dispatch_uid="common.typed")
def _mark_typist(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.typist = user.pk


def remember_typist(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: tell the browser who signed in last, for as long as a form can be sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if hasattr(request, "typist"):
            response.set_signed_cookie(
                COOKIE,
                str(request.typist),
                max_age=settings.CSRF_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def keep_typed(request: HttpRequest) -> None:
    """Put aside the fields of a form whose session ended; files are not kept."""
    typist = request.get_signed_cookie(COOKIE, default=None)
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if typist and typed and len(text) <= _LIMIT:
        request.session[_KEY] = {"path": request.path, "fields": text, "typist": typist}


def typed_before(request: HttpRequest) -> QueryDict | None:
    """Return, once, the fields that this person sent from this page, or None."""
    kept = request.session.get(_KEY)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    is_hers = kept.get("typist") == str(request.user.pk)
    return QueryDict(kept["fields"]) if is_hers else None
