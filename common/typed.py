"""What a person typed must outlive her session, and reach nobody else.

When a form is sent after the session ended, `keep_typed` puts its fields aside in the new one;
after signing in the same person takes them back on the same page, and nothing is typed twice. A
view that shows the form again fills it by `typed_before`; what no view took, the shell of the page
on which the form stood shows by `left_typed`, to be looked through and sent again. Who she was, the
browser remembers by a signed cookie: signing in renews it together with the CSRF token, so a form
that the portal still accepts was opened by the person it names.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict

COOKIE = "typist"
_KEY = "typed"
# In a kept form a Russian letter takes six signs: this is the text of a small book.
_LIMIT = 1_000_000
# Codes and keys of rows, which people choose but do not type.
_CODE = re.compile(r"[a-z_-]*|\d+")
_SENT_BY_THE_PAGE = re.compile(r"version|next|base.*|theirs_.*")


@dataclass(frozen=True)
class LeftTyped:
    """A form sent after the session had ended, to be sent again: where to, its fields and files.

    Of a file only the name is known: the browser has to be given it again.
    """

    action: str
    fields: list[tuple[str, str]]
    files: list[str]

    @property
    def words(self) -> list[str]:
        """What a person knows as hers in it: neither codes nor what the page itself sent."""
        return [
            text
            for name, text in self.fields
            if not _SENT_BY_THE_PAGE.fullmatch(name) and not _CODE.fullmatch(text.strip())
        ]


@receiver(user_logged_in, dispatch_uid="common.typed")
def _mark_typist(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.typist = user.pk


def remember_typist(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: tell the browser who signed in last, for as long as a form can be sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _forget_what_is_sent_again(request)
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


def _forget_what_is_sent_again(request: HttpRequest) -> None:
    is_sent = request.method == "POST" and request.user.is_authenticated
    if is_sent and request.session.get(_KEY, {}).get("path") == request.path:
        del request.session[_KEY]


def keep_typed(request: HttpRequest, page: str) -> None:
    """Put aside the fields of a form whose session ended; of its files only the names are kept.

    `page` is the address of the page on which the form stood.
    """
    typist = request.get_signed_cookie(COOKIE, default=None)
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if typist and typed and len(text) <= _LIMIT:
        request.session[_KEY] = {
            "path": request.path,
            "action": request.get_full_path(),
            "page": urlsplit(page).path,
            "fields": text,
            "files": [file.name for files in request.FILES.lists() for file in files[1]],
            "typist": typist,
        }


def typed_before(request: HttpRequest) -> QueryDict | None:
    """Return, once, the fields that this person sent from this page, or None."""
    kept = _taken(request, "path")
    return None if kept is None else QueryDict(kept["fields"])


def left_typed(request: HttpRequest) -> LeftTyped | None:
    """Return, once, what this person sent from this page and no view has filled into its form."""
    kept = _taken(request, "page")
    if kept is None:
        return None
    fields = [(name, text) for name, texts in QueryDict(kept["fields"]).lists() for text in texts]
    return LeftTyped(kept["action"], fields, kept["files"])


def _taken(request: HttpRequest, place: str) -> dict[str, Any] | None:
    kept = request.session.get(_KEY)
    if request.method != "GET" or not kept or kept[place] != request.path:
        return None
    del request.session[_KEY]
    return kept if kept["typist"] == str(request.user.pk) else None
