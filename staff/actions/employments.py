"""Hiring, transfer, work at two places, dismissal: every step leaves the earlier work on record."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.editing import change_row, create_row, hold
from common.text import normalise
from staff.actions.vacancies import close_vacancy
from staff.models import Education, Employee, Employment, Vacancy

Values = Mapping[str, Any]


@transaction.atomic
def hire(
    person: Values,
    work: Values,
    *,
    by: Any,
    education: Values | None = None,
    fills: Vacancy | None = None,
    reason: str = "",
) -> Employee:
    """Put a new person on the list with her first work; the vacancy she fills closes that day.

    `education` holds the fields of her highest schooling. Raises ValidationError, also when she
    is on the list of this library already, or the vacancy has been filled.
    """
    first = Employment(**work)
    hold(first.library)
    _refuse_hired_already(person, first)
    if fills is not None and hold(fills).closed_on is not None:
        raise ValidationError("Эта вакансия уже закрыта. Посмотрите, кого на неё приняли.")
    employee = create_row(Employee(**person), by, reason)
    first.employee = employee
    create_row(first, by, reason)
    if education:
        create_row(Education(employee=employee, **education), by, reason)
    if fills is not None:
        day = max(work.get("since") or fills.opened_on, fills.opened_on)
        close_vacancy(fills.pk, day, version=fills.version, by=by, reason="Принят сотрудник")
    return employee


def _refuse_hired_already(person: Values, work: Employment) -> None:
    """Raise ValidationError for a person whose open main work in this library is on the list."""
    if work.kind != Employment.Kind.MAIN or not person.get("born"):
        return
    names = (person["last_name"], person["first_name"], person.get("patronymic", ""))
    same = Employment.objects.filter(
        library=work.library,
        kind=Employment.Kind.MAIN,
        until=None,
        employee__name_key=normalise(" ".join(names)),
        employee__born=person["born"],
    ).first()
    if same is not None:
        raise ValidationError(
            f"{' '.join(filter(None, names))} с той же датой рождения уже работает в этой "
            f"библиотеке: {same.post}. Откройте карточку в списке сотрудников."
        )


def add_part_time(employee: Employee, work: Values, *, by: Any, reason: str = "") -> Employment:
    """Begin another work beside what the person has. Raises ValidationError."""
    return create_row(Employment(employee=employee, **work), by, reason)


@transaction.atomic
def transfer(pk: int, work: Values, *, version: int, by: Any, reason: str = "") -> Employment:
    """End the work `pk` on the eve of `work["since"]` and begin the new one; return the new.

    The order stands at both. Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    eve = work["since"] - datetime.timedelta(days=1)
    ended = dismiss(pk, eve, work.get("order", ""), version=version, by=by, reason=reason)
    return create_row(Employment(employee=ended.employee, **work), by, reason or "Перевод")


def dismiss(
    pk: int,
    until: datetime.date,
    end_order: str = "",
    *,
    version: int,
    by: Any,
    reason: str = "",
) -> Employment:
    """End the work; `until` is its last day. The name the person bears now stays with it.

    Raises StaleObjectError, ValidationError, DoesNotExist.
    """
    values = {"until": until, "end_order": end_order}
    return change_employment(pk, values, version=version, by=by, reason=reason)


@transaction.atomic
def change_employment(
    pk: int, values: Values, *, version: int, by: Any, reason: str = ""
) -> Employment:
    """Put the record of a work right. Raises StaleObjectError, ValidationError, DoesNotExist."""
    rows = Employment.objects.select_related("employee")
    values = dict(values)
    if "until" in values:
        values["name_then"] = _name_at_the_end(rows.get(pk=pk), values["until"])
    return change_row(rows, pk, values, version, by, reason)


def _name_at_the_end(row: Employment, until: datetime.date | None) -> str:
    if until is None:
        return ""
    return row.name_then or row.employee.full_name
