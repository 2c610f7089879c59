"""The log in a real browser: written by keyboard alone, accessible at both sizes."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from consultations.askers import label_of
from consultations.models import Consultation
from tests.browser import PageMaker, assert_accessible
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.browser
# A slow typist: two keys a second. Counted, not timed, for the machine of the test may be slow.
SECONDS_A_KEY = 0.5


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


def test_methodist_logs_a_consultation_in_fifteen_seconds_by_keyboard_alone(
    page_of: PageMaker, methodist, library, topic
):
    page = page_of(methodist)
    page.goto(reverse("consultations:consultation-list"))
    pressed = _Keys(page)
    pressed.press("Alt+n")
    expect(page.get_by_role("combobox", name="Кто обратился")).to_be_focused()
    pressed.type("зелёная")
    expect(page.get_by_role("option", name="Зелёная сельская")).to_be_visible()
    pressed.press("Tab", "ArrowDown", "Tab", "Tab")
    expect(page.get_by_label("Минут", exact=True)).to_be_focused()
    pressed.type("10")
    pressed.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Записано")).to_contain_text("10 минут")
    expect(page.get_by_role("combobox", name="Кто обратился")).to_be_focused()
    added = Consultation.objects.get()
    assert (added.library, added.topic, added.methodist) == (library, topic, methodist)
    assert (added.form, added.minutes) == ("telephone", 10)
    assert pressed.number * SECONDS_A_KEY <= 15


class _Keys:
    """The keyboard of a page, counting what is pressed."""

    def __init__(self, page: Page) -> None:
        self.keyboard = page.keyboard
        self.number = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keyboard.press(key)
        self.number += len(keys)

    def type(self, text: str) -> None:
        self.keyboard.type(text)
        self.number += len(text)


def test_question_is_asked_answered_rated_published_and_found_by_a_stranger(
    page_of: PageMaker, librarian, methodist, topic
):
    asking = page_of(librarian)
    asking.goto(reverse("consultations:question-list"))
    asking.get_by_role("link", name="Задать вопрос").click()
    asking.get_by_label("Тема").select_option(label=topic.name)
    asking.get_by_label("Вопрос одной строкой").fill("Списание ветхих книг")
    asking.get_by_label("Подробнее").fill("С чего начать, если фонд старый?")
    asking.get_by_role("button", name="Отправить вопрос").click()
    expect(asking.get_by_text("Вопрос отправлен")).to_be_visible()

    answering = page_of(methodist)
    answering.goto(reverse("consultations:question-list"))
    answering.get_by_role("link", name="Списание ветхих книг").click()
    answering.get_by_role("link", name="Ответить").click()
    answering.get_by_role("textbox", name="Ответ").fill("Создайте комиссию и составьте акт.")
    answering.get_by_role("button", name="Ответить").click()
    expect(answering.get_by_text("Ответ отправлен")).to_be_visible()

    asking.reload()
    expect(asking.get_by_text("Создайте комиссию")).to_be_visible()
    asking.get_by_role("radio", name="5 — очень помог").check()
    asking.get_by_role("button", name="Оценить").click()
    expect(asking.get_by_text("Спасибо! Оценка записана.")).to_be_visible()

    answering.reload()
    expect(answering.get_by_text("5 из 5")).to_be_visible()
    answering.get_by_role("button", name="В архив без имён").click()
    answering.get_by_role("button", name="Сохранить").click()
    answering.get_by_role("button", name="Опубликовать для всех").click()
    expect(answering.get_by_text("этот ответ видят все")).to_be_visible()

    stranger = page_of(None, "phone")
    stranger.goto(f"{reverse('consultations:archive')}?q=списанию+книги")
    stranger.get_by_role("link", name="Списание ветхих книг").click()
    expect(stranger.get_by_text("Создайте комиссию")).to_be_visible()
    expect(stranger.get_by_text(librarian.last_name)).to_have_count(0)
    assert_accessible(stranger)


def test_others_who_took_part_are_chosen_from_what_is_offered(
    page_of: PageMaker, methodist, library, foreign_library, topic
):
    page = page_of(methodist)
    page.goto(reverse("consultations:consultation-create"))
    others = page.get_by_label("Участвовали также")
    others.press_sequentially("зелёная")
    expect(page.get_by_role("option", name="Зелёная сельская")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    others.press_sequentially("лесная библ")
    expect(page.get_by_role("option", name="Лесная библиотека")).to_be_visible()
    page.keyboard.press("Tab")
    expect(others).to_have_value(f"{label_of(library)}\n{label_of(foreign_library)}")
