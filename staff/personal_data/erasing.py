"""Making what the staff holds of a person impersonal, its histories included.

Kept, since the totals of past years stand on it: where and at which posts and rates the person
worked and when, levels of schooling and awards, years of birth and of work, kinds, days and hours
of learning. All that names her, or leads to her, goes.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models

from common.imports.records import PreviewedImport
from common.text import normalise
from common.year_or_day import YearOrDay
from staff.actions.consent import delete_contact, delete_scans
from staff.models import (
    Award,
    Consent,
    Education,
    Employee,
    Employment,
    Leave,
    PersonalDataAccess,
    PlannedTraining,
    Registration,
    Training,
)
from staff.personal_data.files.reading import attached_files, forget_gone
from staff.personal_data.mentions.names import stems

ERASED_NAME = "Обезличено"
_WORD = re.compile(r"[^\W\d_]+")
# A shorter part of a name leads to half of the region.
_LEAST_PART = 3
# What every row that hangs on the person loses, and what stands there instead.
CLEARED: Mapping[type[models.Model], Mapping[str, Any]] = {
    Employment: {"order": "", "end_order": "", "name_then": "", "name_then_key": ""},
    Education: {"institution": "", "speciality": ""},
    Award: {"title": "награда"},
    Leave: {},
    Training: {"document_number": "", "document_on": None},
    Registration: {},
    PlannedTraining: {"note": ""},
    Consent: {"withdrawal_note": ""},
}
# Words that stay: they tell of the work, not of the person.
KEPT_WORDS = {
    Employment: {"post"},
    Training: {"title", "title_key", "organiser", "source_key"},
    PlannedTraining: {"theme"},
}


def erase(employee: Employee, mark: str) -> None:
    """Put `mark` in place of the name on the card and clear what leads to the person."""
    names = _names_of(employee)
    delete_contact(employee)
    delete_scans(employee)
    for model, cleared in CLEARED.items():
        if cleared:
            model._default_manager.filter(employee=employee).update(**cleared)
        model.history.filter(employee_id=employee.pk).update(**cleared, history_change_reason=None)
    _forget_imports(names)
    _forget_searches(names)
    forget_gone(attached_files())
    _rename(employee, mark)


def _names_of(employee: Employee) -> set[str]:
    """Return all last names the person has had, normalised."""
    had = employee.history.values_list("last_name", flat=True)
    return {normalise(name) for name in (*had, employee.last_name)} - {""}


def _rename(employee: Employee, mark: str) -> None:
    name = {"last_name": ERASED_NAME, "first_name": mark, "patronymic": ""}
    key = normalise(f"{ERASED_NAME} {mark}")
    employee.history.update(**name, name_key=key, history_change_reason=None)
    for row in employee.history.exclude(born=None):
        row.born = YearOrDay(row.born.year)
        row.save(update_fields=["born"])
    for field, value in name.items():
        setattr(employee, field, value)
    employee.born = YearOrDay(employee.born.year) if employee.born else None
    employee.version += 1
    employee.skip_history_when_saving = True
    employee.save()
    del employee.skip_history_when_saving


def _forget_imports(names: set[str]) -> None:
    """End the waiting imports in whose files the person stands."""
    for model in apps.get_models():
        if not issubclass(model, PreviewedImport):
            continue
        for found in model._default_manager.filter(state=PreviewedImport.State.WAITING):
            text = json.dumps([found.source, found.rows], ensure_ascii=False, default=str)
            if any(name in normalise(text) for name in names):
                found.end(found.State.CANCELLED)


def _forget_searches(names: set[str]) -> None:
    """Take the name, in any form or part, out of what people searched for in the record of looks.

    The lists find by a part of a word: «Кракоз» led to her too. That it takes along a word that
    led to others is no harm.
    """
    parts = {part for name in names for part in _WORD.findall(name)}
    sought = {stem for part in parts for stem in stems(part)}
    for look in PersonalDataAccess.objects.filter(what__contains=":").only("what").iterator():
        kept, _, asked = look.what.partition(":")
        if any(_leads_to(word, sought) for word in _WORD.findall(normalise(asked))):
            PersonalDataAccess.objects.filter(pk=look.pk).update(what=kept)


def _leads_to(word: str, sought: set[str]) -> bool:
    return any(
        asked.startswith(stem) or (len(asked) >= _LEAST_PART and asked in stem)
        for asked in stems(word)
        for stem in sought
    )
