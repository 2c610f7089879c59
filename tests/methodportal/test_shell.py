"""The shell of every page: menu, theme, top bar."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from methodportal import menu
from methodportal.menu import Entry, menu_of

HOME = "/"


def test_item_without_a_page_is_left_out(monkeypatch, methodist):
    monkeypatch.setattr(
        menu, "ENTRIES", (Entry("Задачи", "home", bool), Entry("Нет", "no:such-page", bool))
    )
    request = RequestFactory().get(HOME)
    request.user = methodist
    assert [item.title for item in menu_of(request)] == ["Задачи"]


def test_item_of_the_present_page_is_marked(methodist):
    request = RequestFactory().get(HOME)
    request.user = methodist
    assert [item.title for item in menu_of(request) if item.is_current] == ["Мои задачи"]


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
        ("/reporting/campaigns/6-nk/2026/", "Отчётность"),
        ("/reporting/submissions/5/review/", "Отчётность"),
        ("/reporting/summary/6-nk/2026/", "Своды"),
        ("/libraries/organisations/3/", "Учреждения"),
        ("/libraries/3/", "Библиотеки"),
    ],
)
def test_menu_marks_the_nearest_item_above_the_page(path, title, methodist):
    request = RequestFactory().get(path)
    request.user = methodist
    assert [item.title for item in menu_of(request) if item.is_current] == [title]


def test_part_of_a_page_asked_after_the_session_ended_is_not_the_sign_in_page(client, db):
    response = client.get(reverse("reports:document-list"), headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert client.get(reverse("accounts:profile")).status_code == 302
