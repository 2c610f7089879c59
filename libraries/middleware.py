"""What happens by itself when its day comes, without anybody asking for it."""

import datetime
import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from common.daily import do_daily_work

logger = logging.getLogger(__name__)


class _Clock:
    """The last day on which this process saw to it: once a day is enough.

    A change of a past day or of today is applied when it is recorded.
    """

    seen: datetime.date | None = None


def _see_to(today: datetime.date) -> None:
    try:
        do_daily_work(today)
    except DatabaseError:
        # The page itself tells what is wrong with the database; the next one tries again.
        logger.exception("What the day brings was not done")
    else:
        _Clock.seen = today


def day_begins(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: before the day's first page, do what the applications told `common.daily` of.

    Changes of the network that are due are applied, imports that nobody has confirmed in time
    are forgotten, letters about due dates are written.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        if _Clock.seen != today:
            _see_to(today)
        return get_response(request)

    return middleware
