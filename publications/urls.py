from django.urls import path

from publications.views import keeping, reading

app_name = "publications"
urlpatterns = [
    path("", reading.PublicationList.as_view(), name="publication-list"),
    path("add/", keeping.create_publication, name="publication-create"),
    path("<int:pk>/", reading.publication, name="publication"),
    path("<int:pk>/edit/", keeping.edit_publication, name="publication-edit"),
    path("<int:pk>/start/", keeping.start_work, name="publication-start"),
    path("<int:pk>/publish/", keeping.publish, name="publication-publish"),
    path("<int:pk>/withdraw/", keeping.withdraw, name="publication-withdraw"),
    path("<int:pk>/file/", reading.download, name="download"),
    path("<int:pk>/file/upload/", keeping.upload_file, name="file-upload"),
    path("<int:pk>/file/remove/", keeping.remove_file, name="file-remove"),
]
