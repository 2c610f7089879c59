"""Changes of the registry: each in one transaction, with author and reason in the history."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.editing import change_row, create_row, hold
from common.russian import format_number
from libraries.actions.network import move_library, rename_library, transfer_library
from libraries.actions.network_checks import Order, locked
from libraries.actions.states import STATE_FIELDS, correct_states
from libraries.models import (
    Library,
    NetworkChange,
    NetworkPart,
    Organisation,
    Population,
    Territory,
)

CLOSING_KINDS = (NetworkChange.Kind.CLOSED, NetworkChange.Kind.MERGED, NetworkChange.Kind.SPLIT)


def create_library(values: Mapping[str, Any], by: Any, reason: str = "") -> Library:
    """Add a library. Raises ValidationError, e.g. when its code is taken."""
    return create_row(Library(**values), by, reason)


@transaction.atomic
def change_library(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Library:
    """Put the fields of `values` right; what was mistaken in the past is put right there too.

    For what really changed use the verbs of libraries.actions.network. Raises StaleObjectError,
    ValidationError, DoesNotExist.
    """
    before = _state(Library.objects.get(pk=pk))
    library = change_row(Library.objects.all(), pk, values, version, by, reason)
    correct_states(library, before, _state(library))
    return library


def _state(library: Library) -> dict[str, Any]:
    return {name: getattr(library, name) for name in STATE_FIELDS}


@transaction.atomic
def edit_library(
    pk: int,
    values: Mapping[str, Any],
    *,
    order: Order | None,
    version: int,
    by: Any,
    reason: str = "",
) -> Library:
    """Save an edited form: without `order` as a correction, with it as changes of the network.

    Raises as change_library and the verbs do.
    """
    if order is None:
        return change_library(pk, values, version=version, by=by, reason=reason)
    library = Library.objects.get(pk=pk)
    changed = {name for name, value in values.items() if getattr(library, name) != value}
    if not changed:
        return library  # also what a second click on the button sends
    plain = {name: values[name] for name in values if name not in _NETWORK_FIELDS}
    locked(pk, version)
    change_library(pk, plain, version=version, by=by, reason=reason)
    for names, verb in _VERBS:
        if part := {name: values[name] for name in names if name in changed}:
            verb(pk, part, order, version=locked(pk).version, by=by)
    return Library.objects.get(pk=pk)


def _transfer(pk: int, values: Mapping[str, Any], order: Order, *, version: int, by: Any) -> Any:
    return transfer_library(pk, values["organisation"], order, version=version, by=by)


def _move(pk: int, values: Mapping[str, Any], order: Order, *, version: int, by: Any) -> Any:
    """Move the library; where it went is not known to the map until somebody tells."""
    has_gone = "locality" in values or "address" in values
    told = {**values, "point": None} if has_gone else values
    return move_library(pk, told, order, version=version, by=by)


_VERBS = (
    (("name", "kind"), rename_library),
    (("organisation",), _transfer),
    (("territory", "settlement", "locality", "address"), _move),
)
_NETWORK_FIELDS = {name for names, _ in _VERBS for name in names}


def reopen_library(pk: int, *, version: int, by: Any, reason: str = "") -> Library:
    """Undo a closing that has no change of the network on record, such as an imported one.

    Raises StaleObjectError, and ValidationError for one that has: undo that change.
    """
    recorded = NetworkPart.objects.filter(
        library_id=pk,
        role=NetworkPart.Role.SUBJECT,
        change__undone_at=None,
        change__kind__in=CLOSING_KINDS,
    )
    if recorded.exists():
        raise ValidationError("Закрытие записано как изменение сети: отмените его там.")
    values = {"closed_on": None, "successor": None}
    return change_library(pk, values, version=version, by=by, reason=reason or "Закрытие отменено")


def create_organisation(values: Mapping[str, Any], by: Any, reason: str = "") -> Organisation:
    """Add an organisation. Raises ValidationError, e.g. when its name is taken."""
    return create_row(Organisation(**values), by, reason)


def change_organisation(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Organisation:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Organisation.objects.all(), pk, values, version, by, reason)


def create_territory(values: Mapping[str, Any], by: Any, reason: str = "") -> Territory:
    """Add a territory. Raises ValidationError, e.g. when its ОКТМО code is taken."""
    return create_row(Territory(**values), by, reason)


def change_territory(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> Territory:
    """Change the fields of `values`. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(Territory.objects.all(), pk, values, version, by, reason)


@transaction.atomic
def set_population(territory: Territory, year: int, number: int, by: Any) -> Population:
    """Record the inhabitants on 1 January of `year`, in place of what stood there.

    The history of the territory tells who did it. Raises ValidationError.
    """
    held = hold(territory)
    found = Population.objects.filter(territory=territory, year=year).first()
    population = found or Population(territory=territory, year=year)
    before = population.number if found else None
    population.number = number
    population.full_clean()
    population.save()
    was = "" if before is None else f" вместо {format_number(before)}"
    reason = f"Жителей на 1 января {year} года: {format_number(number)}{was}"
    held._history_user, held._change_reason = by, reason
    held.save()
    return population
