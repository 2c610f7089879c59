from django.urls import path

from publications.views import keeping, letters, reading, series

app_name = "publications"
urlpatterns = [
    path("", reading.PublicationList.as_view(), name="publication-list"),
    path("feed/", letters.NewestFeed(), name="feed"),
    path("letters/", letters.letters, name="letters"),
    path("letters/off/<str:key>/", letters.unsubscribe, name="unsubscribe"),
    path("add/", keeping.create_publication, name="publication-create"),
    path("removed/", keeping.removed_list, name="removed"),
    path("series/", reading.series_list, name="series-list"),
    path("series/add/", series.create_series, name="series-create"),
    path("series/<int:pk>/", reading.series, name="series"),
    path("series/<int:pk>/edit/", series.edit_series, name="series-edit"),
    path("<int:pk>/", reading.publication, name="publication"),
    path("<int:pk>/edit/", keeping.edit_publication, name="publication-edit"),
    path("<int:pk>/start/", keeping.start_work, name="publication-start"),
    path("<int:pk>/publish/", keeping.publish, name="publication-publish"),
    path("<int:pk>/withdraw/", keeping.withdraw, name="publication-withdraw"),
    path("<int:pk>/remove/", keeping.remove, name="publication-remove"),
    path("<int:pk>/restore/", keeping.restore, name="publication-restore"),
    path("<int:pk>/file/", reading.download, name="download"),
    path("<int:pk>/file/upload/", keeping.upload_file, name="file-upload"),
    path("<int:pk>/file/remove/", keeping.remove_file, name="file-remove"),
    path("<int:pk>/cover/", reading.cover, name="cover"),
    path("<int:pk>/cover/upload/", keeping.upload_cover, name="cover-upload"),
    path("<int:pk>/cover/remove/", keeping.remove_cover, name="cover-remove"),
    path("<int:pk>/libraries/add/", keeping.add_library, name="library-add"),
    path(
        "<int:pk>/libraries/<int:library_pk>/remove/", keeping.remove_library, name="library-remove"
    ),
]
