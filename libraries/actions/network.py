"""Changes of the network, a function a verb: each atomic, checked, on record and undoable.

All raise ValidationError with the reason, StaleObjectError when the page was opened before another
change, DoesNotExist. Openings and closings may lie ahead and hold by their dates; other changes
of a future day are applied on it by `apply_due`.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from common.editing import change_row, create_row
from libraries.actions import points, states
from libraries.actions.network_checks import (
    Order,
    check_can_vanish,
    check_closes_on,
    check_is_last,
    check_nothing_later,
    check_order,
    check_takes_over,
    check_works_on,
    is_new,
    locked,
    locked_together,
)
from libraries.models import Library, NetworkChange, NetworkPart, Organisation

Kind, Role = NetworkChange.Kind, NetworkPart.Role


@transaction.atomic
def open_library(values: Mapping[str, Any], order: Order, by: Any) -> Library:
    """Add a library that begins to work on the day of the order."""
    check_order(order)
    library = create_row(Library(**{**values, "opened_on": order.date}), by, "Открытие")
    _record(Kind.OPENED, order, by, [(library, Role.SUBJECT, [])])
    return library


@transaction.atomic
def close_library(
    pk: int, successor: Library | None, order: Order, *, version: int, by: Any
) -> NetworkChange:
    """Record that the library does not work from the day of the order, and who takes over."""
    check_order(order)
    held = locked_together([pk, successor.pk] if successor else [pk])
    library = locked(pk, version)
    check_closes_on(library, order.date)
    parts = [(library, Role.SUBJECT, [])]
    if successor:
        successor = held[successor.pk]
        check_takes_over(successor, order.date, [library])
        parts.append((successor, Role.SUCCESSOR, []))
    _close(library, order, successor, by, "Закрытие")
    return _record(Kind.CLOSED, order, by, parts)


@transaction.atomic
def merge_libraries(
    pks: Sequence[int], into: Library, order: Order, *, by: Any, version: int | None = None
) -> NetworkChange:
    """Let several libraries go into one, which stays; `version` is that of the first."""
    check_order(order)
    if not pks:
        raise ValidationError("Отметьте хотя бы одну библиотеку, которую присоединяют.")
    into = locked_together([*pks, into.pk])[into.pk]
    merged = [locked(pk, version if place == 0 else None) for place, pk in enumerate(pks)]
    check_takes_over(into, order.date, merged)
    for library in merged:
        check_closes_on(library, order.date)
        _close(library, order, into, by, "Объединение")
    parts = [(library, Role.SUBJECT, []) for library in merged]
    return _record(Kind.MERGED, order, by, [*parts, (into, Role.SUCCESSOR, [])])


@transaction.atomic
def split_library(
    pk: int,
    new: Sequence[Mapping[str, Any]],
    order: Order,
    *,
    closes: bool,
    version: int,
    by: Any,
) -> NetworkChange:
    """Let new libraries come out of one, which stays or, with `closes`, ceases."""
    check_order(order)
    source = locked(pk, version)
    if len(new) < (2 if closes else 1):
        least = "две новые библиотеки" if closes else "одну новую библиотеку"
        raise ValidationError(f"Впишите хотя бы {least}.")
    check_works_on(source, order.date)
    if closes:
        check_closes_on(source, order.date)
        _close(source, order, None, by, "Разделение")
    inherited = {name: getattr(source, name) for name in states.STATE_FIELDS}
    parts = [(source, Role.SUBJECT, [])]
    for values in new:
        library = Library(**{**inherited, **values, "opened_on": order.date})
        parts.append((create_row(library, by, "Разделение"), Role.SUCCESSOR, []))
    return _record(Kind.SPLIT, order, by, parts)


def rename_library(
    pk: int, values: Mapping[str, Any], order: Order, *, version: int, by: Any
) -> NetworkChange:
    """Give the library another name, and kind where `values` has one."""
    return _alter(Kind.RENAMED, pk, values, order, version, by)


def move_library(
    pk: int, values: Mapping[str, Any], order: Order, *, version: int, by: Any
) -> NetworkChange:
    """Put the library at another address: `values` of territory, locality, address, settlement.

    Of `values`, `point` is the new place on the map (latitude and longitude in degrees), None when
    it is not known yet, so that the former one does not mislead; without it the point stays.
    """
    return _alter(Kind.MOVED, pk, values, order, version, by)


def transfer_library(
    pk: int, organisation: Organisation, order: Order, *, version: int, by: Any
) -> NetworkChange:
    """Hand the library over to another organisation, which must be active."""
    if not organisation.is_active:
        raise ValidationError({"organisation": f"«{organisation}» больше не действует."})
    return _alter(Kind.TRANSFERRED, pk, {"organisation": organisation}, order, version, by)


@transaction.atomic
def undo_change(pk: int, reason: str, *, by: Any) -> NetworkChange:
    """Take back the last change of its libraries, as if it had never been; it stays on record."""
    change = NetworkChange.objects.select_for_update().get(pk=pk)
    if change.undone_at:
        raise ValidationError("Это изменение уже отменено.")
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, почему изменение отменяется."})
    parts = list(change.parts.select_related("library"))
    check_is_last(change, [part.library for part in parts if part.library])
    if change.applied_at:
        for part in parts:
            _take_back(change, part, by)
    change.undone_at, change.undone_by, change.undo_reason = timezone.now(), by, reason.strip()
    change.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    return change


def apply_due(today: datetime.date) -> int:
    """Apply the changes whose day has come; return how many. What cannot be is told in it."""
    due = NetworkChange.objects.filter(applied_at=None, undone_at=None, date__lte=today)
    applied = 0
    for change in due.order_by("date", "pk"):
        try:
            with transaction.atomic():
                applied += _apply_waiting(change.pk)
        except ValidationError as error:
            change.problem = " ".join(error.messages)[:500]
            change.save(update_fields=["problem"])
    return applied


def _apply_waiting(pk: int) -> bool:
    change = NetworkChange.objects.select_for_update().get(pk=pk)
    if change.applied_at or change.undone_at:
        return False  # another process was quicker
    for part in change.parts.select_related("library"):
        _apply(change, part, change.made_by)
    change.applied_at, change.problem = timezone.now(), ""
    change.save(update_fields=["applied_at", "problem"])
    return True


@transaction.atomic
def _alter(
    kind: str, pk: int, values: Mapping[str, Any], order: Order, version: int, by: Any
) -> NetworkChange:
    check_order(order)
    library = locked(pk, version)
    check_works_on(library, order.date)
    was = states.state_on(library, order.date)
    plain = {
        _column(name): getattr(value, "pk", value)
        for name, value in values.items()
        if name != points.FIELD
    }
    changed = [
        states.told(name, getattr(was, name), value)
        for name, value in plain.items()
        if getattr(was, name) != value
    ]
    if not changed:
        raise ValidationError("Всё осталось как было: впишите, что изменилось.")
    _check_valid(library, changed)
    if points.FIELD in values and (point := points.told_point(library, values[points.FIELD])):
        changed.append(point)
    check_nothing_later(library, order.date, [each["field"] for each in changed])
    change = _record(kind, order, by, [(library, Role.SUBJECT, changed)])
    if change.is_ahead:
        change.applied_at = None
        change.save(update_fields=["applied_at"])
    else:
        _apply(change, change.parts.get(), by)
    return change


def _column(name: str) -> str:
    return f"{name}_id" if name in ("organisation", "territory") else name


def _check_valid(library: Library, changed: Sequence[Mapping[str, Any]]) -> None:
    """Refuse now what the day itself would refuse."""
    trial = Library.objects.get(pk=library.pk)
    for each in changed:
        setattr(trial, each["field"], each["after"])
    trial.full_clean()


def _apply(change: NetworkChange, part: NetworkPart, by: Any) -> None:
    after = _registry_fields(part, "after")
    states.begin_state(part.library, change.date, after)
    _save(part.library, after, by, str(change))
    points.apply_point(part, by, str(change))


def _registry_fields(part: NetworkPart, side: str) -> dict[str, Any]:
    return {each["field"]: each[side] for each in part.fields if each["field"] != points.FIELD}


def _take_back(change: NetworkChange, part: NetworkPart, by: Any) -> None:
    library, reason = part.library, f"Отменено: {change}"
    if library is None:
        return
    if part.fields:
        others = NetworkPart.objects.filter(
            library=library, change__date=change.date, change__undone_at=None
        ).exclude(pk=part.pk)
        if not any(other.fields for other in others):
            states.end_state(library, change.date)
        _save(library, _registry_fields(part, "before"), by, reason)
        points.restore_point(part, by, reason)
    elif is_new(change, part):
        check_can_vanish(library)
        library._history_user, library._change_reason = by, reason
        library.delete()
    elif part.role == Role.SUBJECT and _has_closed(change, library):
        _save(library, {"closed_on": None, "successor": None}, by, reason)


def _has_closed(change: NetworkChange, library: Library) -> bool:
    """Whether the change closed the library: a split may leave it working."""
    return change.kind in (Kind.CLOSED, Kind.MERGED) or library.closed_on == change.date


def _close(library: Library, order: Order, successor: Library | None, by: Any, reason: str) -> None:
    _save(library, {"closed_on": order.date, "successor": successor}, by, reason)


def _save(library: Library, values: Mapping[str, Any], by: Any, reason: str) -> None:
    version = Library.objects.values_list("version", flat=True).get(pk=library.pk)
    change_row(Library.objects.all(), library.pk, values, version, by, reason)


def _record(
    kind: str, order: Order, by: Any, parts: Sequence[tuple[Library, str, list[dict[str, Any]]]]
) -> NetworkChange:
    change = NetworkChange(kind=kind, made_by=by, applied_at=timezone.now(), **asdict(order))
    change.full_clean()
    change.save()
    for library, role, fields in parts:
        name = states.state_on(library, order.date).name
        NetworkPart.objects.create(
            change=change, library=library, role=role, name=name, fields=fields
        )
    return change
