"""The log in a real browser: written by keyboard alone, accessible at both sizes."""

import pytest
from django.urls import reverse

from consultations.models import Consultation
from tests.browser import PageMaker, assert_accessible
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.browser


def test_record_is_made_by_keyboard_alone_and_the_next_one_waits(
    page_of: PageMaker, methodist, library, topic
):
    page = page_of(methodist)
    page.goto(reverse("consultations:consultation-create"))
    page.keyboard.type("зелёная")
    for _ in range(3):  # past the organisation and the person, to the form
        page.keyboard.press("Tab")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Как заполнить строку 4?")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Записано").wait_for()
    assert page.get_by_label("Библиотека").input_value() == ""
    assert page.get_by_label("Форма").input_value() == "telephone"
    assert_accessible(page)
    added = Consultation.objects.get()
    assert (added.library, added.topic, added.methodist) == (library, topic, methodist)


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_of_the_log_are_accessible(page_of: PageMaker, methodist, consultation, size):
    ConsultationFactory(methodist=methodist, form="group", participants=5)
    page = page_of(methodist, size)
    for url in (
        reverse("consultations:consultation-list"),
        consultation.get_absolute_url(),
        reverse("consultations:consultation-edit", args=[consultation.pk]),
        reverse("consultations:topic-list"),
        reverse("consultations:topic-edit", args=[consultation.topic_id]),
    ):
        page.goto(url)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


def test_form_that_was_refused_is_accessible(page_of: PageMaker, methodist, topic):
    page = page_of(methodist)
    page.goto(reverse("consultations:consultation-create"))
    page.get_by_label("Библиотека").fill("Несуществующая")
    page.get_by_role("button", name="Записать", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert_accessible(page)
    assert page.get_by_label("Библиотека").input_value() == "Несуществующая"


def test_list_is_searched_while_typing(page_of: PageMaker, methodist, consultation):
    ConsultationFactory(question="Списание книг")
    page = page_of(methodist)
    page.goto(reverse("consultations:consultation-list"))
    page.get_by_role("searchbox", name="Поиск", exact=True).fill("списание")
    page.locator("#list-status", has_text="Найдено: 1").wait_for()
    assert page.locator("table.data tbody tr").count() == 1
    assert_accessible(page)
