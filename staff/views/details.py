"""Schooling, awards and leaves of a person: added, put right, taken away."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.editing import MOVED_ON, StaleObjectError, VersionedForm, data_of, seen_version
from common.guards import allowed_to
from staff import actions
from staff.forms import AwardForm, EducationForm, LeaveForm
from staff.models import Award, Education, Leave
from staff.rules import can_see_staff, kept_employees_of
from staff.views.pages import change_page, new_row_page


@dataclass(frozen=True)
class Kind:
    """What may be said of a person in several rows, and the verbs for it."""

    model: type[Any]
    form: type[VersionedForm]
    title: str
    add: Callable[..., Any]
    change: Callable[..., Any]
    remove: Callable[..., None]


KINDS = {
    "education": Kind(
        Education,
        EducationForm,
        "Образование",
        actions.add_education,
        actions.change_education,
        actions.remove_education,
    ),
    "award": Kind(
        Award,
        AwardForm,
        "Награда",
        actions.add_award,
        actions.change_award,
        actions.remove_award,
    ),
    "leave": Kind(
        Leave,
        LeaveForm,
        "Длительный отпуск",
        actions.start_leave,
        actions.change_leave,
        actions.remove_leave,
    ),
}


@allowed_to(can_see_staff)
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    about = _kind(kind)
    person = get_object_or_404(kept_employees_of(request.user), pk=pk)
    form = about.form(data_of(request), instance=about.model(employee=person))

    def create(values: Any, **told: Any) -> Any:
        return about.add(person, values, **told)

    return new_row_page(request, form, create, title=f"{about.title}: {person}", back=person)


@allowed_to(can_see_staff)
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    about = _kind(kind)
    row = _row(request, about, pk)
    form = about.form(data_of(request), instance=row)
    title = f"{about.title}: {row.employee}"
    return change_page(request, form, about.change, title=title, back=row.employee)


@require_POST
@allowed_to(can_see_staff)
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    about = _kind(kind)
    row = _row(request, about, pk)
    return _done(
        request,
        row.employee,
        lambda version: about.remove(pk, version=version, by=request.user),
        "Запись убрана.",
    )


@require_POST
@allowed_to(can_see_staff)
def end_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person is back at work today: the leave ended yesterday."""
    row = _row(request, KINDS["leave"], pk)
    yesterday = max(timezone.localdate() - datetime.timedelta(days=1), row.since)
    return _done(
        request,
        row.employee,
        lambda version: actions.end_leave(pk, yesterday, version=version, by=request.user),
        "Выход на работу записан.",
    )


def _done(request: HttpRequest, person: Any, act: Callable[[int], Any], words: str) -> HttpResponse:
    try:
        act(seen_version(request))
        messages.success(request, words)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    return redirect(person)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _row(request: HttpRequest, about: Kind, pk: int) -> Any:
    rows = about.model.objects.select_related("employee")
    return get_object_or_404(rows.filter(employee__in=kept_employees_of(request.user)), pk=pk)
