"""Addresses of tests only: pages with the faults that the browser harness must see."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.crypto import get_random_string

PAGE = """<!doctype html>
<html lang="ru"><title>Портал</title><link rel="icon" href="data:,"><body>{}</body></html>
"""


def sound(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.format("<main><h1>Портал</h1></main>"))


def without_words(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.format('<main><h1>Портал</h1><img src="data:,"></main>'))


def inline_script(request: HttpRequest) -> HttpResponse:
    page = PAGE.format("<main><h1>Портал</h1></main><script>document.title = '';</script>")
    response = HttpResponse(page)
    response.headers["Content-Security-Policy"] = "script-src 'self'"
    return response


def kept(request: HttpRequest) -> HttpResponse:
    """Answer something else each time, to be kept by the browser for an hour."""
    response = HttpResponse(get_random_string(12))
    response.headers["Cache-Control"] = "max-age=3600"
    return response


urlpatterns = [
    path("sound/", sound),
    path("without-words/", without_words),
    path("inline-script/", inline_script),
    path("kept/", kept),
    path("", include("methodportal.urls")),
]
