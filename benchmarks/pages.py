"""A list page against an empty page of the same portal, and against an empty answer of Django."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path, reverse

from accounts.models import User
from benchmarks.measure import Comparison

FRAME = engines["django"].from_string('{% extends "base.html" %}')
EMPTY = engines["django"].from_string("<!doctype html><title>{{ request.user }}</title>")


def frame(request: HttpRequest) -> HttpResponse:
    """Answer with the portal's own frame around nothing, to the person signed in."""
    return HttpResponse(FRAME.render({}, request))


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with nothing but the name of the person signed in."""
    return HttpResponse(EMPTY.render({}, request))


urlpatterns = [
    path("frame/", frame),
    path("empty/", empty),
    path("", include("methodportal.urls")),
]


def comparisons(user: User) -> list[Comparison]:
    """Return both: the frame is part of every page, the empty answer is the floor below all."""
    client = Client()
    client.force_login(user)
    address = reverse("libraries:library-list")

    def ask(url: str) -> None:
        response = client.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code}"

    return [
        Comparison(
            "Список библиотек / пустая страница портала, тот же вход",
            lambda: ask(address),
            lambda: ask("/frame/"),
            6,
        ),
        Comparison(
            "Пустая страница портала / пустой ответ Django",
            lambda: ask("/frame/"),
            lambda: ask("/empty/"),
            6,
        ),
    ]
