"""Addresses of tests only: pages with the faults that the browser harness must see."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

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


urlpatterns = [
    path("sound/", sound),
    path("without-words/", without_words),
    path("inline-script/", inline_script),
    path("", include("methodportal.urls")),
]
