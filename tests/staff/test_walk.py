"""A person's years in the libraries, walked by the librarian in a real browser."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from libraries.models import Library
from staff.models import Employee, PersonalDataAccess
from statistics.models import Submission, Value
from tests.browser import assert_accessible
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_campaign, make_submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill(page: Page, **told: str) -> None:
    """Type into the fields of the page's form, by their names."""
    for name, value in told.items():
        page.locator(f"main [name={name}]").fill(value)


def choose(page: Page, **told: str) -> None:
    for name, value in told.items():
        page.locator(f"main [name={name}]").select_option(value)


def works(page: Page) -> Locator:
    """The rows of the card's works; its history names them too."""
    return page.get_by_role("region", name="Места работы").get_by_role("row")


def send(page: Page) -> None:
    """Press the main button from the keyboard, as Enter in the last field does."""
    page.locator("main form[method=post] button.btn-primary").press("Enter")


def test_person_is_hired_works_in_two_libraries_and_leaves_and_section_6_knows_it(
    page_of, librarian, library
):
    other = LibraryFactory(organisation=library.organisation, name="Лесная библиотека")
    campaign = make_campaign(2025)
    here, there = (make_submission(campaign, each) for each in (library, other))
    page = page_of(librarian)
    hire_with_a_second_work(page, library, other)
    send_on_leave(page)
    take_section_6(page, here)
    taken = Value.objects.get(submission=here, cell__address="6.18.2")
    assert taken.number == Decimal("0.75")
    page.goto(reverse("statistics:section", args=[there.pk, 6]))
    expect(page.get_by_text("внутренних — 1")).to_be_visible()
    assert PersonalDataAccess.objects.filter(user=librarian, what__startswith="Раздел 6").exists()
    page.goto(Employee.objects.get().get_absolute_url())
    come_back_and_move(page, other)
    dismiss(page)


def hire_with_a_second_work(page: Page, library: Library, other: Library) -> None:
    page.goto(reverse("staff:employee-list"))
    page.get_by_role("link", name="Принять сотрудника").click()
    fill(page, last_name="Журавлёва", first_name="Анна", patronymic="Павловна", born="12.03.1985")
    fill(page, library=library.name, post="библиотекарь", rate="0.75", since="2020-09-01")
    fill(page, in_libraries_since="2010")
    choose(page, level="higher")
    assert_accessible(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Журавлёва Анна Павловна")

    page.get_by_role("link", name="Добавить совместительство").click()
    fill(page, library=other.name, post="библиограф", rate="0.5", since="2021-02-01")
    choose(page, kind="inner")
    send(page)
    second = works(page).filter(has_text="библиограф")
    expect(second).to_contain_text("внутренний совместитель")


def send_on_leave(page: Page) -> None:
    page.get_by_role("link", name="Записать отпуск").click()
    choose(page, kind="childcare")
    fill(page, since="2025-03-01")
    send(page)
    expect(page.locator(".page__sub .state")).to_have_text("в отпуске")
    assert_accessible(page)


def take_section_6(page: Page, report: Submission) -> None:
    """On 31 December she is on leave: on the list here, a part-timer there."""
    page.goto(reverse("statistics:section", args=[report.pk, 6]))
    expect(page.locator("[data-staff='6.18.3']")).to_contain_text("не заполнено")
    page.get_by_text("Кого портал посчитал и кого нет").click()
    told = page.get_by_role("row").filter(has_text="Журавлёва Анна Павловна")
    expect(told).to_contain_text("в численности и в основном персонале")
    assert_accessible(page)
    page.get_by_role("button", name="Взять весь раздел из списка кадров").click()
    expect(page.get_by_text("из списка кадров взято")).to_be_visible()


def come_back_and_move(page: Page, other: Library) -> None:
    page.get_by_role("button", name="Вышла на работу сегодня").click()
    expect(page.locator(".page__sub .state")).to_have_text("работает")
    first = works(page).filter(has_text="библиотекарь")
    first.get_by_role("link", name="Перевести").click()
    fill(page, library=other.name, post="заведующая филиалом", since="2026-02-01")
    send(page)
    first = works(page).filter(has_text="библиотекарь")
    expect(first).to_contain_text("31.01.2026")


def dismiss(page: Page) -> None:
    for post in ("заведующая филиалом", "библиограф"):
        works(page).filter(has_text=post).get_by_role("link", name="Уволить").click()
        fill(page, until="2026-06-30", end_order="приказ № 8-к")
        send(page)
        expect(works(page).filter(has_text=post)).to_contain_text("30.06.2026")
    expect(page.locator(".page__sub .state")).to_have_text("работала раньше")
    assert_accessible(page)
