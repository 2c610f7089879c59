from django.urls import path

from libraries.views import editing, importing, reading

app_name = "libraries"
urlpatterns = [
    path("", reading.LibraryList.as_view(), name="library-list"),
    path("add/", editing.create_library, name="library-create"),
    path("<int:pk>/", reading.library, name="library"),
    path("<int:pk>/history/", reading.library_history, name="library-history"),
    path("<int:pk>/edit/", editing.edit_library, name="library-edit"),
    path("<int:pk>/close/", editing.close_library, name="library-close"),
    path("<int:pk>/reopen/", editing.reopen_library, name="library-reopen"),
    path("export/", importing.export, name="library-export"),
    *importing.LIBRARY_PAGES.urls("import/"),
    path("organisations/", reading.OrganisationList.as_view(), name="organisation-list"),
    path("organisations/add/", editing.create_organisation, name="organisation-create"),
    path("organisations/<int:pk>/", reading.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", editing.edit_organisation, name="organisation-edit"),
    path("territories/", reading.territory_list, name="territory-list"),
    path("territories/add/", editing.create_territory, name="territory-create"),
    path("territories/<int:pk>/", reading.territory, name="territory"),
    path("territories/<int:pk>/edit/", editing.edit_territory, name="territory-edit"),
    path("territories/<int:pk>/population/", editing.set_population, name="population"),
]
