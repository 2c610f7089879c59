"""The status of an information and library centre in the passport of a school or college."""

from django.utils import timezone

from common.russian import format_day
from libraries.models import Library
from libraries.passport.sections import Audience, Content, Fact
from libraries.queries import statuses_on


def read_centre(library: Library, audience: Audience) -> Content | None:
    """Which status the library bears today, since when and till when; others tell nothing."""
    if library.kind not in Library.OF_EDUCATION:
        return None
    found = statuses_on(timezone.localdate()).filter(library=library)
    status = found.select_related("criteria").order_by("-valid_until", "-pk").first()
    if status is None or status.decided_on is None or status.valid_until is None:
        return None
    return Content(
        facts=(
            Fact("Статус", status.criteria.status),
            Fact("Присвоен", format_day(status.decided_on)),
            Fact("Действует до", format_day(status.valid_until)),
        )
    )
