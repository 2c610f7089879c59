from django.urls import path

from staff.views import employees

app_name = "staff"
urlpatterns = [
    path("", employees.EmployeeList.as_view(), name="employee-list"),
    path("add/", employees.create_employee, name="employee-create"),
    path("<int:pk>/", employees.employee, name="employee"),
    path("<int:pk>/edit/", employees.edit_employee, name="employee-edit"),
]
