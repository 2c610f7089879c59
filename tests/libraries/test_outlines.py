"""Headings of applications and criteria of visits: data of the department, by editions."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from libraries import actions
from libraries.imports.outlines import ItemLine, read_outline, write_outline
from libraries.models import ModelMonitoring, Outline
from libraries.queries import active_outline
from tests.libraries.model_cast import (
    PROGRAMME,
    criteria,
    headings,
    make_application,
    make_competition,
    make_model_library,
    make_monitoring,
)
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
MONITORING = Outline.Purpose.MONITORING


def issue(by, text: str, programme: str = "", purpose: str = "monitoring") -> Outline:
    return actions.issue_outline(purpose=purpose, programme=programme, text=text, by=by)


def test_lines_are_read_and_written_the_same():
    text = "Концепция* — Какой станет — и для кого\nФонд"
    lines = [ItemLine("Концепция", "Какой станет — и для кого", True), ItemLine("Фонд")]
    assert read_outline(text) == lines
    assert write_outline(lines) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n \n", "хотя бы одну строку"),
        ("Фонд\n# Группа\nКадры", "Строка 3: группы"),
        ("* — подсказка", "Строка 1: перед тире нужно название"),
        ("а" * 301, "Строка 1: слишком длинно"),
        ("\n".join(f"Строка {n}" for n in range(41)), "Строк больше 40"),
    ],
)
def test_a_line_that_is_not_understood_is_named(text, fault):
    with pytest.raises(ValidationError, match=fault):
        read_outline(text)


def test_old_visits_keep_the_criteria_they_were_made_by(client_of, methodist):
    library = make_model_library()
    old = make_monitoring(library, methodist)
    issue(methodist, "Тихий зал — Есть ли где читать в тишине")
    client = client_of(methodist)
    page = client.get(reverse("libraries:monitoring-create", args=[library.pk])).content.decode()
    assert "Тихий зал" in page
    assert "Есть ли где читать в тишине" in page
    assert "Часы работы удобны жителям" not in page
    page = client.get(old.get_absolute_url()).content.decode()
    assert "Часы работы удобны жителям" in page
    assert "Тихий зал" not in page


def test_a_programme_has_criteria_of_its_own_until_it_returns_to_the_common(methodist):
    own = issue(methodist, "Тихий зал", programme=PROGRAMME)
    assert active_outline(MONITORING, PROGRAMME) == own
    assert active_outline(MONITORING, "другая") == criteria()
    actions.retire_outline(own)
    assert active_outline(MONITORING, PROGRAMME) == criteria()
    with pytest.raises(ValidationError, match="только заменить"):
        actions.retire_outline(criteria())


def test_what_was_answered_is_not_lost_to_a_new_edition(client_of, methodist):
    library, opened = make_model_library(), criteria()
    issue(methodist, "Тихий зал")
    answers = {f"is_{each.pk}": "yes" for each in opened.items.all()}
    typed = {"outline": opened.pk, "visited_on": "2026-01-15", "visitors": "Лаврова", **answers}
    client_of(methodist).post(reverse("libraries:monitoring-create", args=[library.pk]), typed)
    visit = ModelMonitoring.objects.get()
    assert visit.outline == opened
    assert visit.answers.count() == opened.items.count()


def test_an_application_keeps_the_headings_of_its_competition(client_of, library, librarian, head):
    found = make_application(library)
    issue(head, "Зачем это жителям*", purpose="application")
    page = client_of(librarian).get(reverse("libraries:application-edit", args=[found.pk]))
    assert "Концепция модернизации" in page.content.decode()
    with pytest.raises(ValidationError, match="разделы не сменить"):
        actions.change_competition(
            found.competition_id, {"outline": headings()}, version=1, by=head
        )
    later = actions.apply(make_competition(), library, librarian)
    with pytest.raises(ValidationError, match="«Зачем это жителям»"):
        actions.submit_application(later.pk, version=1, by=librarian)


def test_two_people_writing_different_parts_lose_nothing(client_of, library, librarian, head):
    found = make_application(library)
    address = reverse("libraries:application-edit", args=[found.pk])
    first, second, third = (f"text_{each.pk}" for each in found.headings[:3])
    words = {f"text_{pk}": text for pk, text in found.texts.items()}
    client = client_of(librarian)
    client.post(address, {**words, "version": "1", first: "Тесно", third: "Пандус"})
    typed = {**words, "version": "1", first: "Темно", second: "Дом для всех"}
    page = client.post(address, typed).content.decode()
    assert "Тесно" in page  # the other's words for the same part are laid beside
    assert "Дом для всех" in page
    assert ">\nПандус</textarea>" in page  # what only the other wrote is taken over
    found.refresh_from_db()
    assert found.texts[first.removeprefix("text_")] == "Тесно"


def test_the_history_tells_parts_by_their_headings(client_of, library, librarian, methodist):
    found = make_application(library)
    texts = {**found.texts, str(found.headings[0].pk): "Тесно"}
    actions.change_application(found.pk, {"texts": texts}, version=1, by=librarian)
    page = client_of(methodist).get(found.get_absolute_url()).content.decode()
    history = page.partition("История изменений")[2]
    assert "Здание 1965 года." in history
    assert "Библиотека сегодня" in history


def test_a_refused_edition_keeps_what_was_typed(client_of, methodist):
    typed = {"purpose": "monitoring", "programme": "", "text": "Фонд\n* — пусто"}
    page = client_of(methodist).post(reverse("libraries:outline-create"), typed).content.decode()
    assert "Строка 2: перед тире нужно название." in page
    assert "* — пусто" in page
    assert Outline.objects.filter(purpose=MONITORING).count() == 1


def test_pages_ask_the_same_questions_for_any_number_of_lines(client_of, methodist):
    client, common = client_of(methodist), criteria()

    def make_row():
        common.items.create(position=common.items.count() + 1, title="Ещё")
        issue(methodist, "Фонд", programme=f"программа {Outline.objects.count()}")

    for url in (common.get_absolute_url(), reverse("libraries:outline-list")):
        assert_same_queries(client, url, make_row, at_most=15)
