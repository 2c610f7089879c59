"""What of the network happens by itself when its day comes."""

import datetime
import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from libraries.actions import apply_due

logger = logging.getLogger(__name__)


class _Clock:
    """The last day on which this process saw to the changes: once a day is enough.

    A change of a past day or of today is applied when it is recorded.
    """

    seen: datetime.date | None = None


def _see_to(today: datetime.date) -> None:
    try:
        apply_due(today)
    except DatabaseError:
        # The page itself tells what is wrong with the database; the next one tries again.
        logger.exception("Changes of the network were not applied")
    else:
        _Clock.seen = today


def changes_take_effect(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: apply the changes that are due before the day's first page is made."""

    def middleware(request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        if _Clock.seen != today:
            _see_to(today)
        return get_response(request)

    return middleware
