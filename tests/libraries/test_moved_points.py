"""The point on the map goes along with a move, so that passports and distances tell the truth."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from libraries import actions
from libraries.actions import Order
from libraries.models import Library, NetworkChange, Passport
from libraries.network_words import about_library, plain
from tests.factories import LibraryFactory
from tests.libraries.passports import confirmed

OLD, NEW = (Decimal("55.751244"), Decimal("37.618423")), (Decimal("55.9"), Decimal("37.4"))
DAY = dt.date(2024, 3, 1)


@pytest.fixture
def housed(library):
    confirmed(library, latitude=OLD[0], longitude=OLD[1], seats=20)
    return library


def point(library) -> tuple:
    return Passport.objects.values_list("latitude", "longitude").get(library=library)


def move(library, by, day=DAY, **values) -> NetworkChange:
    version = Library.objects.get(pk=library.pk).version
    told = {"address": "ул. Новая, 1", **values}
    return actions.move_library(library.pk, told, Order(day), version=version, by=by)


def sent(library, **typed) -> dict:
    library.refresh_from_db()
    kept = ("territory_id", "settlement", "locality")
    values = {name.removesuffix("_id"): getattr(library, name) for name in kept}
    return {**values, "address": "ул. Новая, 1", "date": DAY, "version": library.version, **typed}


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ({}, (None, None)),
        ({"same_point": "on"}, OLD),
        ({"latitude": "55,9", "longitude": "37,4"}, NEW),
        ({"latitude": "55.900000, 37.400000"}, NEW),
    ],
)
def test_form_of_the_move_asks_for_the_new_point(client_of, methodist, housed, typed, after):
    browser, url = client_of(methodist), reverse("libraries:library-move", args=[housed.pk])
    assert "Точка на карте: 55.751244, 37.618423" in browser.get(url).content.decode()
    assert browser.post(url, sent(housed, **typed)).status_code == 302
    assert point(housed) == after
    undo = reverse("libraries:network-undo", args=[NetworkChange.objects.get().pk])
    assert browser.post(undo, {"reason": "по ошибке"}).status_code == 302
    assert point(housed) == OLD


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"latitude": "55,9"}, "Нужны обе координаты"),
        ({"latitude": "55,9", "longitude": "37,4", "same_point": "on"}, "Впишите новую точку или"),
    ],
)
def test_half_a_point_moves_nothing(client_of, methodist, housed, typed, refusal):
    url = reverse("libraries:library-move", args=[housed.pk])
    page = client_of(methodist).post(url, sent(housed, **typed))
    assert refusal in page.content.decode()
    assert not NetworkChange.objects.exists()


def test_library_without_a_point_is_not_asked_whether_it_is_the_same(client_of, methodist, library):
    browser, url = client_of(methodist), reverse("libraries:library-move", args=[library.pk])
    assert "same_point" not in browser.get(url).content.decode()
    browser.post(url, sent(library, latitude="55,9", longitude="37,4"))
    assert point(library) == NEW


def test_move_tells_of_the_point_and_the_passport_asks_for_it(client_of, methodist, housed):
    neighbour = LibraryFactory(name="Соседняя библиотека", territory=housed.territory)
    confirmed(neighbour, latitude=Decimal("55.8"), longitude=OLD[1])
    change = move(housed, methodist, point=None)
    told = plain(about_library(change, housed))
    assert told.endswith("точка на карте 55.751244, 37.618423 → не указана")
    browser = client_of(methodist)
    page = browser.get(housed.get_absolute_url()).content.decode()
    assert "место на карте" in page.partition("В паспорте не хватает")[2]
    assert "passport-place" not in page
    beside = browser.get(neighbour.get_absolute_url()).content.decode()
    assert "других библиотек с известными координатами нет" in beside


def test_waiting_move_leaves_the_point_until_its_day(methodist, housed):
    ahead = timezone.localdate() + dt.timedelta(days=10)
    move(housed, methodist, day=ahead, point=NEW)
    assert point(housed) == OLD
    actions.apply_due(ahead)
    assert point(housed) == NEW


def test_point_told_while_the_move_waits_is_kept_and_undone(methodist, housed):
    ahead = timezone.localdate() + dt.timedelta(days=10)
    change = move(housed, methodist, day=ahead, point=None)
    Passport.objects.filter(library=housed).update(latitude=NEW[0], longitude=NEW[1])
    actions.apply_due(ahead)
    assert point(housed) == NEW
    actions.undo_change(change.pk, "по ошибке", by=methodist)
    assert point(housed) == NEW


def test_move_recorded_in_the_registry_forgets_the_point(methodist, housed):
    values = {"address": "ул. Новая, 1"}
    actions.edit_library(housed.pk, values, order=Order(DAY), version=housed.version, by=methodist)
    assert point(housed) == (None, None)


def test_undoing_is_offered_only_for_the_last_change(client_of, methodist, housed):
    first = move(housed, methodist)
    last = move(housed, methodist, dt.date(2024, 5, 1), address="ул. Дальняя, 7")
    browser = client_of(methodist)
    links = [reverse("libraries:network-undo", args=[each.pk]) for each in (first, last)]
    for page in (reverse("libraries:network-list"), housed.get_absolute_url()):
        words = browser.get(page).content.decode()
        assert [link in words for link in links] == [False, True]
    refusal = browser.get(links[0]).content.decode()
    assert "Отменить его сейчас нельзя" in refusal and "Сначала отмените более" in refusal
    assert "Отменить изменение</button>" not in refusal
    assert "Отменить изменение</button>" in browser.get(links[1]).content.decode()


def test_change_of_two_stays_while_one_of_them_has_a_later(client_of, methodist, library):
    into = LibraryFactory(name="Соседняя", organisation=library.organisation)
    merged = actions.merge_libraries([library.pk], into, Order(DAY), by=methodist)
    move(into, methodist, dt.date(2024, 5, 1))
    page = client_of(methodist).get(library.get_absolute_url()).content.decode()
    assert reverse("libraries:network-undo", args=[merged.pk]) not in page


def test_opening_that_others_speak_of_is_not_offered_to_be_undone(client_of, methodist, library):
    values = {"code": "77-001", "name": "Новая", "organisation": library.organisation}
    values |= {"territory": library.territory, "kind": "rural", "settlement": "rural"}
    made = actions.open_library({**values, "locality": "с. Новое"}, Order(DAY), methodist)
    confirmed(made, seats=3)
    url = reverse("libraries:network-undo", args=[NetworkChange.objects.get().pk])
    page = client_of(methodist).get(url).content.decode()
    assert "паспорта библиотек (1)" in page and "Отменить изменение</button>" not in page
