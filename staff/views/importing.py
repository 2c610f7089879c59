"""The list of people in and out of workbooks."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from common.guards import allowed_to
from common.imports.pages import ImportPages
from common.imports.writing import workbook_response
from staff.actions import record_access
from staff.filters import EmploymentFilter
from staff.imports.employees import STAFF
from staff.imports.workbooks import write_staff, write_staff_template
from staff.queries import list_employments
from staff.rules import can_see_staff, employments_of

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
    template_file="shablon-kadrov.xlsx",
)


@allowed_to(can_see_staff)
def export(request: HttpRequest) -> HttpResponse:
    """Give the list of people, as it is filtered, as a workbook; the taking is recorded."""
    day = timezone.localdate()
    works = list_employments(employments_of(request.user), day)
    found = EmploymentFilter(request.GET, queryset=works, request=request).qs
    record_access(request.user, f"Выгрузка списка кадров: {request.GET.urlencode() or 'весь'}")
    return workbook_response(write_staff(found), f"kadry-{day}.xlsx")
