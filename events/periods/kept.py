"""A reading as the database keeps it, and back."""

from events.models import ItemPeriod
from events.periods.reading import PeriodReading
from events.periods.roles import role_in
from events.periods.stretches import as_pairs

_NOTE = ItemPeriod._meta.get_field("note").max_length or 0


def period_of(reading: PeriodReading) -> ItemPeriod:
    """Return an unsaved period that means what was read."""
    has_gaps = len(reading.stretches) > 1
    return ItemPeriod(
        role=role_in(reading.wording),
        wording=reading.wording,
        start=reading.start,
        end=reading.end,
        stretches_apart=as_pairs(reading.stretches) if has_gaps else [],
        recurrence=reading.recurrence,
        times=reading.times,
        condition=reading.condition,
        note=reading.note[:_NOTE],
        is_understood=reading.understood,
    )


def reading_of(period: ItemPeriod) -> PeriodReading:
    """Return what a period means, as it was read."""
    return PeriodReading(
        wording=period.wording,
        stretches=period.stretches,
        recurrence=period.recurrence,
        times=period.times,
        condition=period.condition,
        note=period.note,
        understood=period.is_understood,
    )
