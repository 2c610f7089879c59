from django.urls import path

from staff import views

app_name = "staff"
urlpatterns = [
    path("", views.EmployeeList.as_view(), name="employee-list"),
    path("add/", views.create_employee, name="employee-create"),
    path("<int:pk>/", views.employee, name="employee"),
    path("<int:pk>/edit/", views.edit_employee, name="employee-edit"),
]
