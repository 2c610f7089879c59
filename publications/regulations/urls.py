from django.urls import path

from publications.regulations import views

app_name = "regulations"
urlpatterns = [
    path("", views.RegulationList.as_view(), name="regulation-list"),
    path("add/", views.create_regulation, name="regulation-create"),
    path("<int:pk>/", views.regulation, name="regulation"),
    path("<int:pk>/edit/", views.edit_regulation, name="regulation-edit"),
    path("<int:pk>/remove/", views.remove_regulation, name="regulation-remove"),
    path("<int:pk>/file/", views.download, name="download"),
    path("<int:pk>/file/put/", views.put_file, name="file-put"),
    path("<int:pk>/file/remove/", views.remove_file, name="file-remove"),
]
