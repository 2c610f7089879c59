"""A form sent twice by a double click is carried out once.

Every page that shows a form masks its CSRF token anew, so the same fields with the same masked
token are the same page sent again: the second sending waits for the first, gets its answer, and
nothing is written twice. A page that was opened anew is a new wish, even with the same words.

The answers lie in files for a minute and not in the database or the cache, for a lock of a file
is released by the system itself when its process dies.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files import locks
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

SECONDS_KEPT = 60
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_MESSAGES = CookieStorage.cookie_name


def carry_out_once(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer the second sending of a page as the first, where it led elsewhere.

    A form that was refused is not kept: what leads nowhere has written nothing. Stands outside
    the middleware of messages, whose cookie is a part of the answer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not (request.method == "POST" and request.user.is_authenticated):
            return get_response(request)
        if _TOKEN not in request.POST:
            return get_response(request)
        with _kept(_name_of(request)) as kept:
            locks.lock(kept, locks.LOCK_EX)
            return _answer_again(kept) or _remember(get_response(request), kept)

    return middleware


def _name_of(request: HttpRequest) -> str:
    """Return a name that is the same only for the same page of the same person."""
    files = [
        (field, [(file.name, file.size) for file in request.FILES.getlist(field)])
        for field in request.FILES
    ]
    told = [request.user.pk, request.get_full_path(), [*request.POST.lists()], files]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _kept(name: str) -> IO[str]:
    """Open the place of an answer, and clear away those that nobody will ask for again."""
    folder = Path(settings.VAR_DIR) / "sent"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if _is_past(old):
            old.unlink(missing_ok=True)
    return os.fdopen(os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600), "r+")


def _is_past(place: Path) -> bool:
    try:
        return place.stat().st_mtime < time.time() - SECONDS_KEPT
    except FileNotFoundError:  # another process was quicker
        return False


def _answer_again(kept: IO[str]) -> HttpResponse | None:
    text = kept.read()
    if not text:
        return None
    target, said = json.loads(text)
    response = HttpResponseRedirect(target)
    if said:
        response.set_cookie(
            _MESSAGES,
            said,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=settings.SESSION_COOKIE_HTTPONLY,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
    return response


def _remember(response: HttpResponse, kept: IO[str]) -> HttpResponse:
    """Keep where the page led and what was said there, which the first answer may not bring."""
    if isinstance(response, HttpResponseRedirect):
        said = response.cookies.get(_MESSAGES)
        json.dump([response.url, said.value if said else ""], kept)
        kept.flush()
    return response
