"""Learning and personal data in a real browser, from registration to erasure."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from staff.models import Employee, Erasure, Training
from tests.browser import assert_accessible
from tests.factories import CourseFactory, EmployeeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_course_from_registration_to_the_card_and_a_person_from_document_to_erasure(
    page_of, librarian, methodist, head, library
):
    people = [EmployeeFactory(library=library, last_name=each) for each in ("Абрамова", "Белова")]
    left = EmployeeFactory(library=library, last_name="Ушедшая", until=datetime.date(2024, 12, 31))
    course = CourseFactory(name="Краеведение без архива")
    page = page_of(librarian)
    page.goto(course.get_absolute_url())
    page.get_by_role("link", name="Записать сотрудников").click()
    for person in people:
        page.get_by_label(person.last_name).check()
    assert_accessible(page)
    page.get_by_role("button", name="Записать выбранных").click()
    expect(page.get_by_text("Записано: 2 человека.")).to_be_visible()
    assert_accessible(page)

    page = page_of(methodist)
    page.goto(course.get_absolute_url())
    page.get_by_role("link", name="Отметить посещение").click()
    page.get_by_label("Был на занятиях: Белова").uncheck()
    page.get_by_label("Номер документа: Абрамова").fill("УД-15")
    assert_accessible(page)
    page.get_by_role("button", name="Записать в карточки").click()
    expect(page.get_by_text("Посещение отмечено")).to_be_visible()
    page.goto(people[0].get_absolute_url())
    expect(page.get_by_text("№ УД-15")).to_be_visible()
    assert Training.objects.get().employee == people[0]

    page = page_of(head)
    page.goto(reverse("staff:personal-data", args=[left.pk]))
    with page.expect_download() as download:
        page.get_by_role("button", name="Все сведения, XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("link", name="Обезличить").click()
    page.get_by_label("Основание").fill("приказ от 12.03.2026 № 45")
    page.get_by_label("Фамилия, имя и отчество").fill(left.full_name)
    assert_accessible(page)
    page.get_by_role("button", name="Обезличить навсегда").click()
    expect(page.get_by_text("Сведения обезличены: теперь это запись")).to_be_visible()
    assert Erasure.objects.get().employee_id == left.pk
    assert not Employee.objects.filter(last_name="Ушедшая").exists()


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_are_accessible_and_fit_the_screen(page_of, head, library, size):
    EmployeeFactory(library=library, in_libraries_since="1990")
    page = page_of(head, size)
    for name in (
        "course-list",
        "course-create",
        "training-list",
        "training-gaps",
        "training-plan",
        "consent-list",
        "consent-text-create",
        "access-list",
    ):
        page.goto(reverse(f"staff:{name}"))
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{name} is wider than the screen"
