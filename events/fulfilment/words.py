"""Marks of fulfilment in words."""

from datetime import date

from common.russian import format_number, plural, short_day
from events.models import ItemMark

_State = ItemMark.State


def mark_in_words(mark: ItemMark) -> str:
    """Return the mark in a line: «проведено 12.11.2026, 34 участника»."""
    parts = [f"{_done(mark)}{_moved(mark)}"]
    if mark.participants is not None:
        people = plural(mark.participants, "участник", "участника", "участников")
        parts.append(f"{format_number(mark.participants)} {people}")
    return ", ".join([*parts, *filter(None, (mark.reason, mark.note))])


def _done(mark: ItemMark) -> str:
    if mark.state == _State.HELD and mark.date:
        return f"проведено {short_day(mark.date)}"
    if mark.state == _State.MOVED:
        return f"перенесено на {_day(mark.moved_to)}"
    return str(mark.get_state_display())


def _moved(mark: ItemMark) -> str:
    """Return what is told of a row that had been moved before it was held or cancelled."""
    if mark.state == _State.MOVED or mark.moved_to is None:
        return ""
    return f" (переносилось на {_day(mark.moved_to)})"


def _day(day: date | None) -> str:
    return short_day(day) if day else "другой срок"
