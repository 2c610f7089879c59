"""Changing versioned rows: nobody overwrites another's work without seeing it.

A versioned model has `version` and `history` (django-simple-history). A page remembers the
version it was opened with; when the row has moved on, the change is refused with StaleObjectError,
and `rebase` puts the three texts side by side: opened, stored meanwhile, typed.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html

from common.text import number_in
from common.typed import typed_before

Row = TypeVar("Row", bound=models.Model)

MOVED_ON = (
    "Пока страница была открыта, запись изменили. Ничего не потеряно: "
    "проверьте её сейчас и повторите действие."
)


class StaleObjectError(Exception):
    """Somebody saved the row after the page was opened; `current` is the row as it stands."""

    def __init__(self, current: Any, opened_version: int) -> None:
        super().__init__(f"{current}: opened at {opened_version}, now {current.version}")
        self.current = current
        self.opened_version = opened_version

    @property
    def opened(self) -> Any | None:
        """The row as it was when the page was opened, from its history."""
        return self.current.history.filter(version=self.opened_version).first()

    @property
    def changed_by(self) -> Any | None:
        last = self.current.history.select_related("history_user").first()
        return last.history_user if last else None


@dataclass(frozen=True)
class Difference:
    """A field that two people left with different values; texts as people read them."""

    label: str
    theirs: str
    mine: str
    is_conflict: bool


def create_row(row: Row, by: Any, reason: str = "") -> Row:
    """Save a new row, validated, with its author.

    Raises ValidationError, also for what another person has added at the same moment.
    """
    try:
        with transaction.atomic():
            row.full_clean()
            return _save(row, by, reason)
    except IntegrityError:
        row.full_clean()  # now the other row is seen, and the refusal tells what is taken
        raise


def hold(row: Row) -> Row:
    """Return `row` as it stands, locked: until the transaction ends nobody else may hold it.

    What may exist once beside a row is looked for and added while its row is held.
    """
    rows = type(row)._base_manager.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=row.pk)


@transaction.atomic
def change_row(
    rows: models.QuerySet[Row],
    pk: int,
    values: Mapping[str, Any],
    version: int,
    by: Any,
    reason: str = "",
) -> Row:
    """Set `values` on the row and save it as the next version; equal values save nothing.

    Raises StaleObjectError when the row is no longer at `version`, ValidationError, DoesNotExist.
    """
    row: Any = rows.select_for_update(of=("self",)).get(pk=pk)
    if all(getattr(row, name) == value for name, value in values.items()):
        return row  # also what a second click on the button sends
    if row.version != version:
        raise StaleObjectError(row, version)
    _keep_first_state(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    return _save(row, by, reason)


def _keep_first_state(row: Any) -> None:
    """Rows loaded in bulk have no history: without their first state nothing can be compared."""
    if not row.history.exists():
        type(row).history.bulk_history_create(
            [row], update=True, default_change_reason="Как было до первой правки"
        )


def _save(row: Any, by: Any, reason: str) -> Any:
    row._history_user = by
    row._change_reason = reason
    row.save()
    return row


def data_of(request: HttpRequest) -> QueryDict | None:
    """Return what a form page is to be filled with: what was sent, or typed before signing in.

    None stands for a page opened anew.
    """
    if request.method == "POST":
        return request.POST
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, "Введённое до входа восстановлено. Проверьте и сохраните.")
    return typed


def seen_version(request: HttpRequest) -> int:
    """Return the version that the person acts upon; a page that names none has seen none."""
    version = number_in(request.POST.get("version", ""))
    return -1 if version is None else version


class VersionedForm(forms.ModelForm):
    """A form of a versioned row: remembers its version, asks for the reason of a change.

    `groups` of a subclass tell its parts: (legend, names of fields); `folded` are parts needed
    seldom, unfolded while something is told in them.
    """

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = getattr(self.instance, "version", None)

    def again(self, data: Any, row: Any) -> "VersionedForm":
        """Return the same form with other data; forms with arguments of their own override it."""
        return type(self)(data, instance=row)

    def validate_unique(self) -> None:
        """Name the row that has the same value already, with a way to it."""
        super().validate_unique()
        for name, faults in self.errors.as_data().items():
            for fault in faults:
                if fault.code == "unique":
                    fault.message = self._taken(name)

    def _taken(self, name: str) -> str:
        taken = {name: getattr(self.instance, name)}
        holder: Any = type(self.instance)._default_manager.get(**taken)
        return format_html('Уже занято: <a href="{}">{}</a>.', holder.get_absolute_url(), holder)

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values of the row's own fields."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, by field: a form that gathers several into one value parts them here."""
        return self.values

    def value_of(self, row: Any, name: str) -> Any:
        """Return what `row` holds for the field `name`."""
        return getattr(row, name)

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The parts in sight; a new row has nothing before it, so no reason of a change."""
        is_new = self.instance._state.adding
        return [
            (legend, [self[name] for name in names])
            for legend, names in self.groups
            if not (is_new and tuple(names) == ("reason",))
        ]

    @property
    def folded_parts(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The seldom parts, each with whether it stands open."""
        parts = [(legend, [self[name] for name in names]) for legend, names in self.folded]
        return [
            (legend, fields, any(field.value() or field.errors for field in fields))
            for legend, fields in parts
        ]


def rebase(form: VersionedForm, stale: StaleObjectError) -> tuple[VersionedForm, list[Difference]]:
    """Return the form moved to the stored version, and what differs from what was typed.

    What only the other person changed is taken over; what was typed stays as typed.
    """
    opened, data = stale.opened, form.data.copy()
    data[form.add_prefix("version")] = str(stale.current.version)
    differences = []
    for name, mine in form.typed.items():
        theirs = form.value_of(stale.current, name)
        if theirs == mine or (opened and theirs == form.value_of(opened, name)):
            continue
        is_conflict = opened is None or mine != form.value_of(opened, name)
        field = form.fields[name]
        shown = [shown_value(field, value) for value in (theirs, mine)]
        differences.append(Difference(str(field.label), *shown, is_conflict))
        if not is_conflict:
            _put(data, form.add_prefix(name), field.prepare_value(theirs))
    return form.again(data, stale.current), differences


def shown_value(field: forms.Field, value: Any) -> str:
    """Return what a person sees in `field` when it holds `value`."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return dict(field.choices).get(value, readable(value))
    return readable(value)


def _put(data: Any, key: str, value: Any) -> None:
    if value is False or value is None:
        data.pop(key, None)
    elif isinstance(value, list):
        data.setlist(key, [str(each) for each in value])
    else:
        data[key] = str(value)


def readable(value: Any) -> str:
    """Return a field's value as people read it; nothing is said as «пусто»."""
    if value is None or value in ("", []):
        return "пусто"
    if isinstance(value, list):
        return ", ".join(map(readable, value))
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return str(value)
