"""The shell and the pages of sign-in in a real browser: both sizes, both themes, keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts import actions
from accounts.invitations import key_of
from common.roles import Role
from tests.browser import PageMaker, assert_accessible
from tests.factories import LibraryFactory

pytestmark = pytest.mark.browser
SIZES = ("laptop", "phone")
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
GUEST_PAGES = (
    "home",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
)
HEAD_PAGES = (
    "home",
    "accounts:user-list",
    "accounts:invite",
    "accounts:profile",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
)


def assert_sound_page(page, url):
    page.goto(url)
    assert page.evaluate(FITS), f"{url} is wider than the screen"
    assert_accessible(page)


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_a_guest_are_accessible_and_fit(page_of: PageMaker, size):
    page = page_of(None, size)
    for name in GUEST_PAGES:
        assert_sound_page(page, reverse(name))


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_the_head_are_accessible_and_fit(page_of: PageMaker, size, head, librarian):
    page = page_of(head, size)
    for name in HEAD_PAGES:
        assert_sound_page(page, reverse(name))
    assert_sound_page(page, reverse("accounts:user", args=[librarian.pk]))


@pytest.mark.parametrize("person", ["librarian", "methodist", "admin"])
def test_home_pages_are_accessible_and_fit(page_of: PageMaker, person, request):
    assert_sound_page(page_of(request.getfixturevalue(person), "phone"), "/")


def test_invitation_page_is_accessible(page_of: PageMaker, head):
    person = actions.invite(
        {
            "email": "new@example.ru",
            "last_name": "Новикова",
            "first_name": "Ольга",
            "role": Role.METHODIST,
        },
        head,
    )
    assert_sound_page(page_of(None, "phone"), reverse("accounts:accept", args=[key_of(person)]))


@pytest.mark.parametrize(("url", "status"), [("/nothing/", 404), ("/users/", 403)])
def test_error_pages_are_accessible_and_fit(page_of: PageMaker, librarian, url, status):
    assert_sound_page(page_of(librarian, "phone", forgive=(f"status of {status}",)), url)


def test_theme_for_weak_eyes_is_accessible_and_fits(page_of: PageMaker, head):
    page = page_of(head, "phone")
    page.goto("/users/")
    page.get_by_role("button", name="Версия для слабовидящих").click()
    assert page.locator("html[data-theme=contrast]").count() == 1
    assert_sound_page(page, "/users/")
    assert_sound_page(page, "/")


def test_menu_of_a_phone_opens_and_closes_by_keyboard(page_of: PageMaker, head):
    page = page_of(head, "phone")
    page.goto("/")
    button = page.get_by_role("button", name="Меню")
    menu = page.get_by_role("navigation", name="Разделы портала")
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Меню"


def test_first_tab_leads_past_the_menu_to_the_content(page_of: PageMaker, head):
    page = page_of(head)
    page.goto("/users/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Перейти к содержанию"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_menu_stands_open_on_a_phone_without_scripts(page_of: PageMaker, head):
    page = page_of(head, "phone")
    without = page.context.browser.new_context(
        base_url=page_of.url, viewport=page.viewport_size, java_script_enabled=False
    )
    without.add_cookies(page.context.cookies())
    plain = without.new_page()
    plain.goto("/")
    assert plain.get_by_role("navigation", name="Разделы портала").is_visible()
    assert not plain.get_by_role("button", name="Меню").is_visible()
    without.close()


def test_dangerous_act_asks_in_place_by_keyboard(page_of: PageMaker, head, librarian):
    page = page_of(head)
    page.goto(reverse("accounts:user", args=[librarian.pk]))
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Закрыть вход на портал? Берёзкина").is_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Закрыть вход").last.click()
    assert (
        page.get_by_role("status").inner_text() == "Готово. Вход закрыт: Берёзкина Анна Петровна."
    )


def test_list_is_cards_on_a_phone_and_a_table_of_figures_says_it_goes_on(
    page_of: PageMaker, head, library
):
    page = page_of(head, "phone")
    page.goto(reverse("libraries:library-list"))
    row = page.locator("table.data tbody tr")
    name, code = row.locator("th").bounding_box(), row.locator("td").first.bounding_box()
    assert code["y"] >= name["y"] + name["height"], "the code stands under the name"
    label = row.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Код"'
    assert_sound_page(page, reverse("libraries:territory-list"))
    expect(page.locator("table.data_cards td[data-label=Библиотек]").first).to_be_visible()


def test_list_of_boxes_longer_than_a_dozen_is_searched(page_of: PageMaker, head, library):
    LibraryFactory.create_batch(13, organisation=library.organisation, territory=library.territory)
    found = LibraryFactory(
        name="Озёрная", organisation=library.organisation, territory=library.territory
    )
    page = page_of(head)
    page.goto(reverse("libraries:library-merge", args=[library.pk]))
    boxes = page.locator("[name=others]")
    boxes.first.check()
    page.get_by_label("Найти в списке").fill("озерная")
    expect(boxes.filter(visible=True)).to_have_count(2)
    expect(page.locator(f"[name=others][value='{found.pk}']")).to_be_visible()
    assert_accessible(page)


def test_refused_form_is_told_at_the_top_with_the_focus_there(page_of: PageMaker, methodist):
    page = page_of(methodist)
    page.goto(reverse("libraries:organisation-create"))
    page.locator("main .form-buttons .btn-primary").click()
    told = page.locator(".error-list")
    expect(told).to_be_focused()
    expect(told.get_by_role("heading")).to_contain_text("Исправьте")
    assert page.title().startswith("Ошибка: ")
    assert_accessible(page)
    told.get_by_role("link", name="Название").first.click()
    expect(page.locator(":focus")).to_have_attribute("name", "name")


# The sign of a calendar in a field of a day shows its own focus, and the field has none then.
WITHOUT_RING = """() => {
  const focused = document.activeElement;
  const isSeen = getComputedStyle(focused).outlineStyle !== "none";
  if (isSeen || focused === document.body || !focused.matches(":focus")) return "";
  return `${focused.tagName} ${focused.innerText || focused.name || ""}`;
}"""


@pytest.mark.parametrize("name", ["accounts:user-list", "consultations:consultation-list"])
def test_whatever_the_keyboard_reaches_is_seen_to_have_the_focus(page_of, head, name):
    page = page_of(head)
    page.goto(reverse(name))
    bare = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        bare.add(page.evaluate(WITHOUT_RING))
    assert bare - {""} == set()
