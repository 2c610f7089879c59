"""Events in the passport of a library: what its organisation holds by approved plans."""

from django.utils import timezone

from events.models import ItemPeriod, Plan
from libraries.models import Library
from libraries.passport import Audience, Content, Entry, SectionSource

SHOWN = 10


def read_events(library: Library, audience: Audience) -> Content | None:
    """Return the organisation's events of last year and later, the newest first.

    A plan names organisations, not libraries, so the section says whose events they are.
    """
    periods = (
        ItemPeriod.objects.filter(
            role=ItemPeriod.Role.MAIN,
            item__organisers__organisation=library.organisation_id,
            item__removed_at=None,
            item__plan__state=Plan.State.APPROVED,
            item__plan__year__gte=timezone.localdate().year - 1,
        )
        .select_related("item__plan")
        .order_by("-item__plan__year", "item__position", "position", "pk")
        .distinct()
    )
    entries = tuple(_entry(period) for period in periods[:SHOWN])
    if not entries:
        return None
    note = f"По утверждённым планам; проводит учреждение: {library.organisation}."
    return Content(entries=entries, notes=(note,))


def _entry(period: ItemPeriod) -> Entry:
    plan = period.item.plan
    note = f"{period.wording}, план на {plan.year} год"
    return Entry(period.item.name, plan.get_absolute_url(), note=note)


SOURCE = SectionSource("events", "Мероприятия", 60, read_events)
