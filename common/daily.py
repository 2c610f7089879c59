"""Work that is due when a new day begins, in whichever application it stands.

An application tells of its work in its AppConfig.ready by `every_day`; the middleware
`libraries.middleware.day_begins` has it all done before the day's first page. It may be done more
than once a day, by several processes at a time, so it must not mind.
"""

import datetime
from collections.abc import Callable

Work = Callable[[datetime.date], object]
_works: list[Work] = []


def every_day(work: Work) -> None:
    """Let `work(today)` be done when a day begins."""
    if work not in _works:
        _works.append(work)


def do_daily_work(today: datetime.date) -> None:
    """Do all that the day brings, in the order in which it was told."""
    for work in _works:
        work(today)
