"""Addresses of the portal."""

from django.urls import URLPattern, URLResolver, include, path

from methodportal.health import health
from methodportal.planned.views import planned_list, show_item, start
from methodportal.search.views import search_page
from methodportal.themes import choose_theme
from methodportal.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("search/", search_page, name="search"),
    path("theme/", choose_theme, name="theme"),
    path("healthz", health, name="health"),
    path("accounts/", include("accounts.sign_in_urls")),
    path("users/", include("accounts.urls")),
    path("libraries/", include("libraries.urls")),
    path("staff/", include("staff.urls")),
    path("reporting/", include("statistics.urls")),
    path("plans/", include("events.urls")),
    path("events/", include("events.gatherings.urls")),
    path("visits/", include("events.visits.urls")),
    path("calendar/", include("events.schedule.urls")),
    path("consultations/", include("consultations.urls")),
    path("publications/planned/", planned_list, name="planned-publications"),
    path("publications/planned/<int:pk>/", start, name="planned-start"),
    path("publications/planned/<int:pk>/item/", show_item, name="planned-item"),
    path("publications/", include("publications.urls")),
    path("news/", include("publications.news.urls")),
    path("department/", include("publications.department.urls")),
    path("practices/", include("publications.practices.urls")),
    path("regulations/", include("publications.regulations.urls")),
    path("documents/", include("reports.urls")),
    path("api/", include("methodportal.api")),
]
