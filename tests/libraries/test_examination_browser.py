"""An examination in a real browser: methodist, librarian of a school, expert, commission, PDF."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.models import User
from common.russian import format_day
from tests.browser import assert_accessible
from tests.libraries.examination_cast import STATUS, TEXT, make_school
from tests.libraries.passports import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_school_applies_is_examined_and_gets_a_decision_on_paper(
    page_of, librarian, neighbour, methodist, head, organisation
):
    school = make_school(organisation)
    department, applicant, expert = page_of(methodist), page_of(librarian), page_of(neighbour)
    _issue_criteria(department)
    _apply(applicant, school)
    _appoint(department, neighbour)
    _fill_sheet(expert, "Открыть мой оценочный лист", points=(5, 3, 8))
    _fill_sheet(department, "Заполнить лист", points=(4, 3, 7))
    _conclude(department)
    commission = page_of(head, "phone")
    until = _decide(commission)
    _see_the_renewal(department, school, until)
    applicant.reload()
    with applicant.expect_download() as given:
        applicant.get_by_role("button", name="Решение в PDF").click()
    words = " ".join(_words_of(given.value.path()).split()).replace("- ", "-")
    assert f"РЕШЕНИЕ о присвоении статуса «{STATUS}»" in words
    assert "(средний балл 15,0 из 18" in words
    assert f"Библиотека {school.name}" in words
    assert f"до {' '.join(format_day(until).split())}" in words
    assert "Е. А. Полякова" in words
    assert neighbour.last_name not in words  # experts are not named to the applicant


def _issue_criteria(page):
    page.goto("/libraries/examinations/")
    page.get_by_role("link", name="Критерии").click()
    page.get_by_role("link", name="Добавить набор").click()
    page.get_by_label("Какой статус присваивают").fill(STATUS)
    page.get_by_label("Проходной балл").fill("10")
    page.get_by_label("Критерии", exact=True).fill(TEXT.replace("Компьютеры — 3", "Компьютеры"))
    page.get_by_role("button", name="Ввести в действие").click()
    expect(page.get_by_text("Строка 3: «Компьютеры»").first).to_be_visible()
    page.get_by_label("Критерии", exact=True).fill(TEXT)
    page.get_by_role("button", name="Ввести в действие").click()
    expect(page.get_by_text("проходной балл 10 из 18")).to_be_visible()
    assert_accessible(page)


def _apply(page, school):
    page.goto("/libraries/examinations/")
    page.get_by_role("link", name="Подать заявку").click()
    page.get_by_label("Библиотека", exact=True).select_option(label=str(school))
    page.get_by_label("Статус").select_option(label=f"{STATUS}, редакция 1")
    page.get_by_role("button", name=re.compile("заявк", re.IGNORECASE)).click()
    for text in page.locator("main textarea").all():
        text.fill("Зал на 30 мест, уроки чтения, победы учеников.")
    assert_accessible(page)
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_label("Что за документ").fill("Положение о библиотеке")
    page.get_by_label("Файл").set_input_files(
        {"name": "положение.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    )
    page.get_by_role("button", name="Приложить").click()
    expect(page.get_by_role("link", name="Положение о библиотеке").first).to_be_visible()
    page.get_by_role("button", name="Отправить заявку").click()
    expect(page.get_by_role("button", name="Отправить заявку")).to_have_count(0)
    assert_accessible(page)


def _appoint(page, user: User):
    page.goto("/libraries/examinations/")
    page.get_by_role("link", name="Библиотека школы № 1").first.click()
    page.get_by_role("link", name="Назначить эксперта").click()
    page.get_by_label("Пользователь портала").fill(user.full_name)
    page.get_by_role("button", name="Назначить").click()
    page.get_by_role("link", name="Назначить ещё эксперта").click()
    page.get_by_label("Или приглашённый").fill("Орлова Вера Павловна")
    page.get_by_label("Место работы приглашённого").fill("Институт развития образования")
    page.get_by_role("button", name="Назначить").click()
    expect(page.get_by_text("Орлова Вера Павловна").first).to_be_visible()
    assert_accessible(page)


def _fill_sheet(page, link: str, points: tuple[int, ...]):
    if "sheet" not in page.url and link.startswith("Открыть"):
        page.goto("/")
        page.get_by_role("link", name="Библиотека школы № 1").first.click()
    if "sheet" not in page.url:
        page.get_by_role("link", name=link).first.click()
    for field, number in zip(page.locator("input[name^=points_]").all(), points, strict=True):
        field.fill(str(number))
    assert_accessible(page)
    page.get_by_role("button", name="Сдать лист").click()
    expect(page.get_by_role("button", name="Сдать лист")).to_have_count(0)


def _conclude(page):
    page.get_by_role("link", name="Записать заключение").click()
    page.get_by_label("Заключение").fill("Библиотека работает как центр.")
    page.get_by_role("button", name="Записать").click()
    expect(page.get_by_role("link", name="Записать решение комиссии")).to_be_visible()


def _decide(page) -> dt.date:
    page.goto("/libraries/examinations/")
    page.get_by_role("link", name="Библиотека школы № 1").first.click()
    page.get_by_role("link", name="Записать решение комиссии").click()
    page.get_by_label("Номер протокола").fill("2")
    page.get_by_label("Председатель").fill("Е. А. Полякова")
    page.get_by_label("Члены комиссии").fill("О. Н. Лаврова\nТ. С. Зимина")
    until = timezone.localdate() + dt.timedelta(days=150)
    page.get_by_label("Статус до").fill(until.isoformat())
    assert_accessible(page)
    page.get_by_role("button", name="Записать").click()
    expect(page.get_by_role("button", name="Решение в PDF")).to_be_visible()
    assert_accessible(page)
    return until


def _see_the_renewal(page, school, until: dt.date):
    """The date is in the list of what ends soon, in the registry and in the passport of all."""
    page.goto("/libraries/examinations/")
    expect(page.get_by_text(format_day(until)).first).to_be_visible()
    page.goto(school.get_absolute_url())
    expect(page.get_by_text(format_day(until)).first).to_be_visible()


def _words_of(path) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(path).pages)
