"""Staff in the passport of a library: totals only, never people."""

from common.russian import format_number, plural
from libraries.models import Library
from libraries.passport import Audience, Content, Fact, SectionSource
from staff.models import Employee
from staff.queries import StaffTotals, totals


def read_staff(library: Library, audience: Audience) -> Content | None:
    """Count those who work in the library now; None when nobody is known.

    In a small library a share of education tells of a person one can name, so it is not public.
    """
    now = totals(Employee.objects.filter(library=library, left_on__isnull=True))
    if not now.people:
        return None
    inside = _education(now) if audience >= Audience.INSIDE else ()
    return Content(facts=(*_posts(now), *inside))


def _posts(now: StaffTotals) -> tuple[Fact, ...]:
    people = f"{format_number(now.people)} {plural(now.people, 'человек', 'человека', 'человек')}"
    return Fact("Работают", people), Fact("Занято ставок", format_number(now.rates))


def _education(now: StaffTotals) -> tuple[Fact, ...]:
    share = format_number(now.library_educated_percent or 0, 1)
    number = format_number(now.library_educated)
    return (Fact("С библиотечным образованием", f"{number} ({share} %)"),)


SOURCE = SectionSource("staff", "Кадры", 40, read_staff)
