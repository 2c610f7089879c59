"""The API of the portal: every application registers its addresses here. Signed-in people only."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

import consultations.api
import events.api
import libraries.api
import publications.api
import staff.api
import statistics.api

app_name = "api"
router = SimpleRouter()
libraries.api.register(router)
staff.api.register(router)
consultations.api.register(router)
events.api.register(router)
publications.api.register(router)
statistics.api.register(router)

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    *router.urls,
]
