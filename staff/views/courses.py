"""Pages of courses: list, registration, attendance."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import edit_page
from common.guards import allowed_to
from common.lists import ListPage
from common.russian import format_days, plural
from common.text import number_in
from libraries.models import Library
from libraries.queries import changes_of
from staff.actions import courses as actions
from staff.actions.employees import record_access
from staff.filters.training import CourseFilter, employing_organisations
from staff.forms.training import AttendanceForm, CourseForm, RegistrationForm
from staff.models import Course, Registration
from staff.queries.training import list_courses, placed, registered
from staff.rules import can_keep_courses, can_see_staff, courses_of, registrations_of
from staff.tables.training import MARKS, CourseTable


@method_decorator(allowed_to(can_see_staff), name="dispatch")
class CourseList(ListPage):
    """The courses that libraries may send their people to."""

    table_class = CourseTable
    filterset_class = CourseFilter
    template_name = "staff/training/course_list.html"
    title = "Обучение"
    counted = "курс,курса,курсов"

    def get_queryset(self) -> QuerySet[Course]:
        return list_courses(courses_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "can_keep": can_keep_courses(self.request.user)}


@allowed_to(can_see_staff)
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a course with those registered for it who are in the person's scope."""
    found = _in_scope(request, pk)
    people = placed(registered(registrations_of(request.user), found), timezone.localdate())
    if people:
        record_access(request.user, f"Записанные на курс «{found}»")
    context = {
        "course": found,
        "mark": MARKS[found.state],
        "days": format_days(found.starts_on, found.ends_on),
        "people": people,
        "can_register": _is_open(found),
        "can_keep": can_keep_courses(request.user),
        "has_begun": found.starts_on <= timezone.localdate(),
        "changes": changes_of(found) if can_keep_courses(request.user) else [],
    }
    return render(request, "staff/training/course.html", context)


@allowed_to(can_keep_courses)
def create_course(request: HttpRequest) -> HttpResponse:
    form = CourseForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        added = actions.add_course(form.values, request.user, form.cleaned_data["reason"])
        messages.success(request, f"Добавлен курс «{added}». Откройте запись, когда всё готово.")
        return redirect(added)
    context = {"form": form, "title": "Новый курс"}
    return render(request, "staff/training/course_edit.html", context)


@allowed_to(can_keep_courses)
def edit_course(request: HttpRequest, pk: int) -> HttpResponse:
    found = _in_scope(request, pk)
    form = CourseForm(data_of(request), instance=found)
    return edit_page(request, form, found, actions.change_course, "staff/training/course_edit.html")


@require_POST
@allowed_to(can_keep_courses)
def open_registration(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.open_registration, "Запись открыта, библиотеки видят курс.")


@require_POST
@allowed_to(can_keep_courses)
def cancel_course(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.cancel_course, "Курс отменён.")


@allowed_to(can_see_staff)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person choose of her people; the department chooses an organisation first."""
    found = _in_scope(request, pk)
    organisation = _organisation(request)
    libraries = Library.objects.filter(organisation=organisation)
    form = RegistrationForm(data_of(request), user=request.user, course=found, libraries=libraries)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.register_people(pk, form.cleaned_data["people"], request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _told(done))
            return redirect(found)
    record_access(request.user, f"Выбор людей для курса «{found}»: {organisation}")
    context = {
        "course": found,
        "form": form,
        "organisation": organisation,
        "organisations": employing_organisations(request),
        "can_register": _is_open(found),
    }
    return render(request, "staff/training/register.html", context)


def _told(done: list[Registration]) -> str:
    waiting = sum(each.state == Registration.State.WAITING for each in done)
    placed_now = len(done) - waiting
    told = [f"Записано: {_people(placed_now)}."] if placed_now else []
    if waiting:
        full = "" if placed_now else "Мест нет. "
        told.append(f"{full}В листе ожидания: {_people(waiting)}.")
    return " ".join(told)


def _people(number: int) -> str:
    return f"{number} {plural(number, 'человек', 'человека', 'человек')}"


def _organisation(request: HttpRequest) -> Any:
    """Return the organisation that the address names, of those in scope; else the first."""
    organisations = employing_organisations(request)
    asked = number_in(request.GET.get("organisation", ""))
    own = request.user.organisation_id
    if asked is not None:
        return get_object_or_404(organisations, pk=asked)
    return organisations.filter(pk=own).first() or organisations.first()


@require_POST
@allowed_to(can_see_staff)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    registration = get_object_or_404(
        registrations_of(request.user).select_related("course", "employee"), pk=pk, is_kept=True
    )
    try:
        actions.withdraw(pk, request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, f"Запись отменена: {registration.employee}.")
    return redirect(registration.course)


@allowed_to(can_keep_courses)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark who was there; those who were get a record on their cards."""
    found = _in_scope(request, pk)
    rows = registered(registrations_of(request.user).filter(is_kept=True), found)
    present = [each for each in rows if each.state in actions.IN_COURSE]
    form = AttendanceForm(data_of(request), registrations=present, initial=_marked(found, present))
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["document_on"]
        try:
            actions.mark_attendance(pk, form.marks, day, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Посещение отмечено, обучение записано в карточки.")
            return redirect(found)
    record_access(request.user, f"Посещение курса «{found}»")
    return render(request, "staff/training/attendance.html", {"course": found, "form": form})


def _marked(found: Course, present: list[Registration]) -> dict[str, Any]:
    """Return what is marked already; before that, all who are registered are taken as present."""
    known = found.trainings.filter(is_removed=False)
    numbers = dict(known.values_list("employee", "document_number"))
    marked: dict[str, Any] = {"document_on": found.ends_on}
    for each in present:
        marked[f"attended_{each.pk}"] = each.state != Registration.State.ABSENT
        marked[f"number_{each.pk}"] = numbers.get(each.employee_id, "")
    return marked


def _act(request: HttpRequest, pk: int, action: Callable[..., Course], done: str) -> HttpResponse:
    found = _in_scope(request, pk)
    try:
        action(pk, version=seen_version(request), by=request.user)
    except (StaleObjectError, Course.DoesNotExist):
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, done)
    return redirect(found)


def _is_open(found: Course) -> bool:
    try:
        actions.refuse_closed_registration(found, timezone.localdate())
    except ValidationError:
        return False
    return True


def _in_scope(request: HttpRequest, pk: int) -> Course:
    return get_object_or_404(list_courses(courses_of(request.user)), pk=pk)
