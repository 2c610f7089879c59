from django.urls import include, path

from staff.views import details, employees, importing, vacancies, work

app_name = "staff"
urlpatterns = [
    path("training/", include("staff.training_urls")),
    path("privacy/", include("staff.privacy_urls")),
    path("", employees.EmployeeList.as_view(), name="employee-list"),
    path("add/", employees.create_employee, name="employee-create"),
    path("export/", importing.export, name="employee-export"),
    *importing.STAFF_PAGES.urls("import/"),
    path("<int:pk>/", employees.employee, name="employee"),
    path("<int:pk>/edit/", employees.edit_employee, name="employee-edit"),
    path("<int:pk>/employments/add/", work.add_part_time, name="employment-create"),
    path("employments/<int:pk>/edit/", work.edit_employment, name="employment-edit"),
    path("employments/<int:pk>/transfer/", work.transfer, name="employment-transfer"),
    path("employments/<int:pk>/dismiss/", work.dismiss, name="employment-dismiss"),
    path("vacancies/", vacancies.VacancyList.as_view(), name="vacancy-list"),
    path("vacancies/add/", vacancies.create_vacancy, name="vacancy-create"),
    path("vacancies/<int:pk>/", vacancies.vacancy, name="vacancy"),
    path("vacancies/<int:pk>/edit/", vacancies.edit_vacancy, name="vacancy-edit"),
    path("vacancies/<int:pk>/close/", vacancies.close_vacancy, name="vacancy-close"),
    path("<int:pk>/about/<slug:kind>/add/", details.add, name="detail-create"),
    path("leave/<int:pk>/end/", details.end_leave, name="leave-end"),
    path("about/<slug:kind>/<int:pk>/edit/", details.edit, name="detail-edit"),
    path("about/<slug:kind>/<int:pk>/remove/", details.remove, name="detail-remove"),
]
