"""The list of people, and of what they have learnt, in and out of workbooks."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from common.guards import allowed_to
from common.imports.pages import ImportPages
from common.imports.writing import on_day, workbook_response
from staff.actions import record_access
from staff.filters import EmploymentFilter, staff_day_of
from staff.filters.training import TrainingFilter
from staff.imports.employees import STAFF
from staff.imports.trainings import TRAINING
from staff.imports.workbooks import (
    write_staff,
    write_staff_template,
    write_training,
    write_training_template,
)
from staff.queries import list_employments
from staff.queries.training import kept_trainings, list_trainings, with_library_code
from staff.rules import can_see_staff, employments_of, wholly_seen_trainings_of

STAFF_PAGES = ImportPages(
    importer=STAFF,
    namespace="staff",
    prefix="import",
    is_allowed=can_see_staff,
    title="Загрузка кадров из таблицы",
    about="staff/import_about.html",
    list_url_name="staff:employee-list",
    list_title="Кадры",
    write_template=write_staff_template,
    template_file="Шаблон для загрузки кадров",
)

TRAINING_PAGES = ImportPages(
    importer=TRAINING,
    namespace="staff",
    prefix="training-import",
    is_allowed=can_see_staff,
    title="Загрузка обучения из таблицы",
    about="staff/training/import_about.html",
    list_url_name="staff:training-list",
    list_title="Кто чему обучен",
    write_template=write_training_template,
    template_file="Шаблон для загрузки обучения",
)


@allowed_to(can_see_staff)
def export(request: HttpRequest) -> HttpResponse:
    """Give the list of people, as it is filtered, as a workbook; the taking is recorded."""
    day = staff_day_of(request.GET)
    works = list_employments(employments_of(request.user), day)
    asked = EmploymentFilter(request.GET, queryset=works, request=request)
    record_access(request.user, f"Выгрузка списка кадров: {asked.in_words}")
    return workbook_response(write_staff(asked.qs), on_day("Кадры", day))


@allowed_to(can_see_staff)
def export_training(request: HttpRequest) -> HttpResponse:
    """Give what people have learnt, as it is filtered, as a workbook; the taking is recorded."""
    day = timezone.localdate()
    trainings = list_trainings(kept_trainings(wholly_seen_trainings_of(request.user)))
    asked = TrainingFilter(request.GET, queryset=trainings, request=request)
    record_access(request.user, f"Выгрузка обучения: {asked.in_words}")
    rows = with_library_code(asked.qs, employments_of(request.user), day)
    return workbook_response(write_training(rows), on_day("Обучение", day))
