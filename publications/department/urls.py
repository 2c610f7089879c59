from django.urls import path

from publications.department import views

app_name = "department"
urlpatterns = [
    path("", views.department, name="department"),
    path("edit/", views.edit_department, name="department-edit"),
    path("people/add/", views.add_person, name="person-add"),
    path("people/<int:pk>/edit/", views.edit_person, name="person-edit"),
    path("people/<int:pk>/remove/", views.remove_person, name="person-remove"),
]
