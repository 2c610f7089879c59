"""What a change of the network must keep to; every refusal says why and what to do."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.editing import StaleObjectError
from common.russian import format_day
from libraries.models import Library, NetworkChange, NetworkPart


@dataclass(frozen=True)
class Order:
    """From which day a change holds, and by which document."""

    date: datetime.date
    order_number: str = ""
    order_date: datetime.date | None = None
    issuer: str = ""
    note: str = ""


def locked(pk: int, version: int | None = None) -> Library:
    """Return the library, locked. Raises StaleObjectError when it is no longer at `version`."""
    library = Library.objects.select_for_update().get(pk=pk)
    if version is not None and library.version != version:
        raise StaleObjectError(library, version)
    return library


def locked_together(pks: Iterable[int]) -> dict[int, Library]:
    """Return the libraries by number, locked in one order: no two changes wait for each other."""
    rows = Library.objects.select_for_update().filter(pk__in=list(pks)).order_by("pk")
    return {library.pk: library for library in rows}


def check_order(order: Order) -> None:
    """The document exists already when the change is entered."""
    if order.order_date and order.order_date > timezone.localdate():
        raise ValidationError({"order_date": "Дата документа ещё не наступила. Проверьте её."})


def check_works_on(library: Library, day: datetime.date, field: str = "date") -> None:
    """Raise ValidationError unless the library works on `day`."""
    if library.opened_on and day < library.opened_on:
        opened = format_day(library.opened_on)
        raise ValidationError({field: f"«{library}» открыта только {opened} Укажите дату позже."})
    if library.closed_on and day >= library.closed_on:
        raise ValidationError({field: f"«{library}» закрыта с {format_day(library.closed_on)}"})


def check_closes_on(library: Library, day: datetime.date) -> None:
    """Raise ValidationError when it is closed already, or something is recorded after `day`."""
    if library.closed_on:
        raise ValidationError(
            f"«{library}» уже закрыта с {format_day(library.closed_on)}, второй раз закрыть "
            "нельзя. Если дата неверна, отмените закрытие на странице библиотеки."
        )
    check_works_on(library, day)
    _refuse_later(library, day, changes_of_library(library).filter(date__gte=day))


def check_takes_over(successor: Library, day: datetime.date, closing: Iterable[Library]) -> None:
    """The successor is another library, and works on `day`."""
    if any(successor.pk == each.pk for each in closing):
        raise ValidationError({"successor": "Библиотека не может наследовать сама себе."})
    check_works_on(successor, day, "successor")


def check_nothing_later(library: Library, day: datetime.date, fields: Sequence[str]) -> None:
    """Raise ValidationError when the same fields are changed on `day` or after it."""
    touching = [
        part.change
        for part in NetworkPart.objects.filter(
            library=library, change__date__gte=day, change__undone_at=None
        ).select_related("change")
        if {each["field"] for each in part.fields} & set(fields)
    ]
    _refuse_later(library, day, touching)


def changes_of_library(library: Library) -> QuerySet[NetworkChange]:
    """Return the changes that hold, or will, in which the library takes part."""
    return NetworkChange.objects.filter(parts__library=library, undone_at=None)


def check_is_last(change: NetworkChange, libraries: Iterable[Library]) -> None:
    """Only the last change of a library can be undone, or its later history would hang."""
    after = Q(date__gt=change.date) | Q(date=change.date, pk__gt=change.pk)
    for library in libraries:
        later = changes_of_library(library).filter(after).order_by("date", "pk").first()
        if later:
            raise ValidationError(
                f"После этого о библиотеке «{library}» записано: {later}. "
                "Сначала отмените более позднее изменение."
            )


def is_new(change: NetworkChange, part: NetworkPart) -> bool:
    """Whether the library of the part began with the change."""
    kinds, roles = NetworkChange.Kind, NetworkPart.Role
    role = {kinds.OPENED: roles.SUBJECT, kinds.SPLIT: roles.SUCCESSOR}.get(kinds(change.kind))
    return part.role == role


def why_it_stays(change: NetworkChange) -> str:
    """Return why the change cannot be undone, with what to do; nothing when it can."""
    parts = [part for part in change.parts.select_related("library") if part.library]
    try:
        check_is_last(change, [part.library for part in parts])
        for part in parts:
            if change.applied_at and is_new(change, part):
                check_can_vanish(part.library)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _refuse_later(library: Library, day: datetime.date, later: Any) -> None:
    for change in later:
        raise ValidationError(
            {
                "date": f"На {format_day(day)} или позже о библиотеке «{library}» уже записано: "
                f"{change}. Укажите дату позже или сначала отмените ту запись."
            }
        )


def check_can_vanish(library: Library) -> None:
    """Raise ValidationError when anything but the network's own records speaks of the library."""
    kept = {"librarystate", "networkpart"}
    told = []
    for relation in Library._meta.get_fields(include_hidden=True):
        is_reverse = relation.one_to_many or relation.one_to_one
        if not (is_reverse and relation.auto_created) or not relation.on_delete:
            continue
        model = relation.related_model
        if model._meta.model_name in kept or model._meta.model_name.startswith("historical"):
            continue
        number = model._base_manager.filter(**{relation.field.name: library}).count()
        if number:
            told.append(f"{model._meta.verbose_name_plural} ({number})")
    if told:
        raise ValidationError(
            f"О библиотеке «{library}» на портале уже есть: {', '.join(told)}. Отменить открытие "
            "нельзя; если её больше нет, закройте её."
        )
