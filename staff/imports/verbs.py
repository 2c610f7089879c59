"""Writing one confirmed row of the list of people, by the verbs of the staff."""

from collections.abc import Callable
from typing import Any

from common.imports.importer import PreviewRow
from staff import actions
from staff.imports.columns import PERSON, SCHOOL, WORK
from staff.imports.values import Values, some_of
from staff.models import Employment
from staff.posts import group_of_post


def _hire(row: PreviewRow, values: Values, by: Any, reason: str) -> None:
    school = some_of(values, SCHOOL) if values.get("level") else None
    actions.hire(some_of(values, PERSON), _work(values), education=school, by=by, reason=reason)


def _change(row: PreviewRow, values: Values, by: Any, reason: str) -> None:
    work = _change_person(row, values, by, reason)
    told = some_of(values, WORK)
    if "post" in told:
        told["post_group"] = group_of_post(told["post"])
    if told:
        actions.change_employment(work.pk, told, version=row["versions"][0], by=by, reason=reason)


def _transfer(row: PreviewRow, values: Values, by: Any, reason: str) -> None:
    work = _change_person(row, values, by, reason)
    actions.transfer(work.pk, _work(values), version=row["versions"][0], by=by, reason=reason)


def _beside(row: PreviewRow, values: Values, by: Any, reason: str) -> None:
    work = _change_person(row, values, by, reason)
    actions.add_part_time(work.employee, _work(values), by=by, reason=reason)


def _change_person(row: PreviewRow, values: Values, by: Any, reason: str) -> Employment:
    """Change the card and the highest school as the row tells; return the work it is about."""
    work = Employment.objects.select_related("employee").get(pk=row["pk"])
    _, version, school_version = row["versions"]
    if person := some_of(values, PERSON):
        actions.change_employee(work.employee_id, person, version=version, by=by, reason=reason)
    if values.get("level"):
        school = {"level": values["level"], "is_library": bool(values.get("is_library"))}
        if row["school"]:
            told = {"version": school_version, "by": by, "reason": reason}
            actions.change_education(row["school"], school, **told)
        else:
            actions.add_education(work.employee, school, by=by, reason=reason)
    return work


def _work(values: Values) -> Values:
    return {**some_of(values, WORK), "post_group": group_of_post(values["post"])}


VERBS: dict[str, Callable[[PreviewRow, Values, Any, str], None]] = {
    "hire": _hire,
    "change": _change,
    "transfer": _transfer,
    "beside": _beside,
}
