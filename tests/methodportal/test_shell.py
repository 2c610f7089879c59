"""The shell of every page: menu, theme, top bar."""

import re
from contextlib import suppress

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse

from methodportal import menu
from methodportal.menu import Entry, Section, menu_of

HOME = "/"


def menu_seen(user, path=HOME):
    request = RequestFactory().get(path)
    request.user = user
    with suppress(Resolver404):
        request.resolver_match = resolve(path)
    return menu_of(request)


def current_of(user, path):
    return [item.title for part in menu_seen(user, path) for item in part.items if item.is_current]


def test_item_without_a_page_and_section_without_items_are_left_out(monkeypatch, methodist):
    entries = (Entry("Задачи", "home", bool), Entry("Нет", "no:such-page", bool))
    sections = (Section("Работа", entries), Section("Пусто", entries[1:]))
    monkeypatch.setattr(menu, "SECTIONS", sections)
    (section,) = menu_seen(methodist)
    assert [item.title for item in section.items] == ["Работа"], "named as the section: it is alone"
    assert not section.has_heading


@pytest.mark.parametrize(
    ("person", "sections", "items"),
    [("guest", 5, 10), ("librarian", 8, 19), ("methodist", 8, 24), ("head", 8, 25)],
)
def test_menu_is_sections_of_work_and_short_for_those_who_have_little(
    person, sections, items, request
):
    user = AnonymousUser() if person == "guest" else request.getfixturevalue(person)
    seen = menu_seen(user)
    assert len(seen) == sections
    assert sum(len(section.items) for section in seen) == items
    assert all(section.has_heading or len(section.items) == 1 for section in seen)


def test_sections_of_the_menu_are_named_for_those_who_hear_them(client_of, head):
    page = client_of(head).get(HOME).content.decode()
    for title in ("Отчётность", "Библиотеки", "Кадры", "Консультации", "Издания", "Служебное"):
        (number,) = re.findall(rf'<h2 class="menu__title" id="menu-(\d)">{title}</h2>', page)
        assert f'<ul aria-labelledby="menu-{number}">' in page


def test_person_sees_her_name_and_role_in_the_top_bar(client_of, methodist):
    page = client_of(methodist).get(HOME).content.decode()
    assert methodist.short_name in page
    assert "методист" in page


def test_high_contrast_theme_is_chosen_without_scripts_and_kept(client, db):
    response = client.post(reverse("theme"), {"theme": "contrast", "next": HOME})
    assert response.url == HOME
    assert 'data-theme="contrast"' in client.get(HOME).content.decode()
    client.post(reverse("theme"), {"theme": "usual", "next": HOME})
    assert 'data-theme="usual"' in client.get(HOME).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:0"])
def test_choice_of_theme_never_leads_to_another_site(client, target):
    assert client.post(reverse("theme"), {"theme": "contrast", "next": target}).url == HOME


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (HOME, "Мои задачи"),
        ("/reporting/campaigns/6-nk/2026/", "Отчёты"),
        ("/reporting/submissions/5/review/", "Отчёты"),
        ("/reporting/summary/6-nk/2026/", "Своды"),
        ("/libraries/organisations/3/", "Учреждения"),
        ("/libraries/competitions/3/", "Модельные"),
        ("/libraries/3/", "Реестр"),
        ("/libraries/3/passport/edit/", "Паспорта"),
        ("/libraries/3/photos/", "Паспорта"),
        ("/libraries/monitoring/3/", "Модельные"),
        ("/libraries/advice/3/", "Модельные"),
        ("/libraries/applications/3/edit/", "Модельные"),
        ("/libraries/experts/3/sheet/", "Экспертиза"),
        ("/consultations/archive/", "Вопросы и ответы"),
    ],
)
def test_menu_marks_the_nearest_item_above_the_page(path, title, methodist):
    assert current_of(methodist, path) == [title]


def test_ones_own_data_are_not_among_the_users(head):
    assert current_of(head, "/users/me/") == []
    assert current_of(head, "/users/invite/") == ["Пользователи"]


def test_part_of_a_page_asked_after_the_session_ended_is_not_the_sign_in_page(client, db):
    response = client.get(reverse("reports:document-list"), headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert client.get(reverse("accounts:profile")).status_code == 302
