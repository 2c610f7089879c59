"""Staff in the passport of a library: totals only, never people."""

from django.utils import timezone

from common.russian import format_number, plural
from libraries.models import Library
from libraries.passport import Audience, Content, Fact, SectionSource
from staff.models import Employment, Vacancy
from staff.queries import StaffTotals, list_employments, totals, vacant, working


def read_staff(library: Library, audience: Audience) -> Content | None:
    """Count those who work in the library now; None when nobody is known or it is closed.

    Who still stands on the list of a closed one is told to the department as a leftover. In a
    small library a share of education tells of a person one can name, so it is not public.
    """
    if library.is_closed:
        return None
    today = timezone.localdate()
    works = Employment.objects.filter(library=library)
    empty = vacant(Vacancy.objects.filter(library=library), today)
    now = totals(list_employments(working(works, today), today), empty)
    if not now.people and not now.vacant:
        return None
    inside = _education(now) if now.people and audience >= Audience.INSIDE else ()
    return Content(facts=(*_posts(now), *inside))


def _posts(now: StaffTotals) -> tuple[Fact, ...]:
    people = f"{format_number(now.people)} {plural(now.people, 'человек', 'человека', 'человек')}"
    facts = (Fact("Работают", people), Fact("Занято ставок", format_number(now.rates)))
    vacant_rates = Fact("Вакантно ставок", format_number(now.vacant))
    return (*facts, vacant_rates) if now.vacant else facts


def _education(now: StaffTotals) -> tuple[Fact, ...]:
    share = format_number(now.library_educated_percent or 0, 1)
    number = format_number(now.library_educated)
    return (
        Fact("С высшим образованием", format_number(now.higher)),
        Fact("С библиотечным образованием", f"{number} ({share} %)"),
    )


SOURCE = SectionSource("staff", "Кадры", 40, read_staff)
