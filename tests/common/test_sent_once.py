"""A double click adds one row; the same words from a page opened anew add another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import reverse

from common import sent_once
from common.sent_once import carry_out_once
from publications.models import Series

PAGE = {"name": "Методист — библиотеке", "issn": "", "about": "", "csrfmiddlewaretoken": "одна"}


def send(person, view, data, path="/добавить/"):
    request = RequestFactory().post(path, data)
    request.user = person
    return carry_out_once(view)(request)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def anna():
    return SimpleNamespace(pk=1, is_authenticated=True)


@pytest.fixture
def done():
    """A view that leads to what it has added, and tells how often it has."""

    def view(_request):
        view.times += 1
        return HttpResponseRedirect(f"/series/{view.times}/")

    view.times = 0
    return view


def test_double_click_adds_one_row_and_both_answers_lead_to_it(client_of, methodist):
    url, client = reverse("publications:series-create"), client_of(methodist)
    first = client.post(url, PAGE)
    del client.cookies["messages"]  # the browser dropped the first answer together with its words
    second = client.post(url, PAGE)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url == Series.objects.get().get_absolute_url()
    assert "Добавлена серия" in client.get(second.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_add_one_row(client_of, methodist):
    url, start = reverse("publications:series-create"), Barrier(4)
    clients = [client_of(methodist) for _click in range(4)]

    def click(client):
        try:
            start.wait(10)
            return client.post(url, PAGE).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        led_to = set(pool.map(click, clients))
    assert led_to == {Series.objects.get().get_absolute_url()}


def test_page_opened_anew_is_a_new_wish(anna, done):
    send(anna, done, PAGE)
    send(anna, done, {**PAGE, "csrfmiddlewaretoken": "другая"})
    send(SimpleNamespace(pk=2, is_authenticated=True), done, PAGE)
    send(anna, done, {**PAGE, "name": "Другая серия"})
    send(anna, done, PAGE, path="/иначе/")
    assert done.times == 5


def test_other_file_is_another_sending_and_the_same_is_not(anna, done):
    for data in (b"12", b"123", b"12"):
        send(anna, done, {**PAGE, "file": SimpleUploadedFile("а.pdf", data)})
    assert done.times == 2


def test_refused_form_and_stranger_are_asked_again(anna, done):
    stranger = SimpleNamespace(pk=None, is_authenticated=False)
    send(stranger, done, PAGE)
    send(stranger, done, PAGE)
    assert done.times == 2
    refused = HttpResponse("Заполните поле")
    assert [send(anna, lambda _request: refused, PAGE) for _click in "12"] == [refused, refused]
    assert send(anna, done, PAGE).status_code == 302


def test_failed_sending_leaves_the_way_free(anna, done):
    def broken(_request):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        send(anna, broken, PAGE)
    assert send(anna, done, PAGE).url == "/series/1/"


def test_second_click_waits_for_the_first(anna, done):
    entered, may_end = Event(), Event()

    def slow(request):
        entered.set()
        may_end.wait(10)
        return done(request)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(send, anna, slow, PAGE)
        entered.wait(10)
        second = pool.submit(send, anna, slow, PAGE)
        may_end.set()
        assert first.result(10).url == second.result(10).url == "/series/1/"
    assert done.times == 1


def test_answers_are_forgotten_after_a_minute(anna, done, monkeypatch, tmp_path):
    send(anna, done, PAGE)
    monkeypatch.setattr(sent_once, "SECONDS_KEPT", -1)
    send(anna, done, PAGE)
    assert done.times == 2
    assert len(list((tmp_path / "sent").iterdir())) == 1
