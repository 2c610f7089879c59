"""The bank of practices: from a librarian's proposal to every reader."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from publications.models import Practice
from publications.practices import actions
from publications.practices.rules import practices_of
from tests.factories import PracticeFactory
from tests.publications.pictures import checked
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
LIST = "/practices/"
TODAY = dt.date(2026, 5, 5)


@pytest.fixture
def practice(library, librarian) -> Practice:
    values = {
        "title": "Книги во дворе",
        "theme": "reading",
        "library": library,
        "summary": "Выдача во дворах.",
        "description": "Составить маршрут.",
    }
    return actions.propose_practice(values, by=librarian)


def test_proposed_practice_is_seen_by_its_scope_and_the_department_only(
    practice, librarian, neighbour, methodist, admin
):
    assert practice.state == Practice.State.PROPOSED
    assert [practices_of(user).exists() for user in (librarian, methodist)] == [True, True]
    assert [practices_of(user).exists() for user in (neighbour, admin)] == [False, False]


def test_publishing_opens_it_to_all_and_tells_the_author(
    practice, methodist, client, mailoutbox, django_capture_on_commit_callbacks
):
    assert practice.title not in client.get(LIST).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish_practice(practice.pk, on=TODAY, version=1, by=methodist)
    page = client.get(practice.get_absolute_url()).content.decode()
    assert "Книги во дворе" in page and practice.library.get_absolute_url() in page
    assert practice.title in client.get(LIST).content.decode()
    assert [letter.to for letter in mailoutbox] == [[practice.proposed_by.email]]


def test_returned_practice_carries_the_remark_and_is_proposed_again_when_changed(
    practice, methodist, librarian, client_of
):
    actions.return_practice(practice.pk, remark="Допишите итоги", version=1, by=methodist)
    page = client_of(librarian).get(practice.get_absolute_url()).content.decode()
    assert "Допишите итоги" in page and "Исправить и отправить снова" in page
    changed = actions.change_practice(
        practice.pk, {"result": "Сто новых читателей"}, version=2, by=librarian
    )
    assert changed.state == Practice.State.PROPOSED
    assert changed.history.first().history_user == librarian


def test_remark_of_a_practice_sent_again_is_history(practice, methodist, librarian, client_of):
    actions.return_practice(practice.pk, remark="Допишите итоги", version=1, by=methodist)
    client = client_of(librarian)
    url = reverse("practices:practice-edit", args=[practice.pk])
    page = client.get(url)
    assert "Отправить снова" in page.text and "Сохранить" not in page.text
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"result": "Сто читателей"}
    assert "снова у методистов" in client.post(url, sent, follow=True).text
    practice.refresh_from_db()
    assert (practice.state, practice.remark) == (Practice.State.PROPOSED, "")
    judged = client_of(methodist).get(practice.get_absolute_url()).text
    assert "замечание методиста: Допишите итоги → пусто" in judged
    assert "notice_warn" not in judged
    assert "Допишите итоги" not in client.get(practice.get_absolute_url()).text
    assert "Отправить снова" not in client.get(url).text


def test_nothing_is_returned_without_a_remark(practice, methodist, client_of):
    with pytest.raises(ValidationError):
        actions.return_practice(practice.pk, remark="  ", version=1, by=methodist)
    url = reverse("practices:practice-return", args=[practice.pk])
    response = client_of(methodist).post(url, {"version": "1", "remark": ""})
    assert response.status_code == 200
    practice.refresh_from_db()
    assert practice.state == Practice.State.PROPOSED


def test_published_practice_when_returned_is_hidden_again(practice, methodist, client):
    actions.publish_practice(practice.pk, on=TODAY, version=1, by=methodist)
    actions.return_practice(practice.pk, remark="Сверьте числа", version=2, by=methodist)
    assert client.get(practice.get_absolute_url()).status_code == 404


def test_remark_is_not_shown_to_the_public_and_neighbours(practice, methodist, client):
    actions.return_practice(practice.pk, remark="Тайное", version=1, by=methodist)
    actions.publish_practice(practice.pk, on=TODAY, version=2, by=methodist)
    assert "Тайное" not in client.get(practice.get_absolute_url()).content.decode()


def test_old_page_publishes_nothing_that_was_changed_meanwhile(
    practice, librarian, methodist, client_of
):
    actions.change_practice(practice.pk, {"summary": "Другое"}, version=1, by=librarian)
    url = reverse("practices:practice-publish", args=[practice.pk])
    client_of(methodist).post(url, {"version": "1"})
    practice.refresh_from_db()
    assert not practice.is_published


def test_methodist_publishes_no_photo_that_she_has_not_seen(
    practice, librarian, methodist, client_of
):
    url = reverse("practices:practice-publish", args=[practice.pk])
    version = 1
    for change in (
        lambda: actions.put_photo(practice.pk, checked("red"), alt="Крыльцо", by=librarian),
        lambda: actions.remove_photo(practice.pk, by=librarian),
    ):
        change()
        shown = client_of(methodist).post(url, {"version": version}, follow=True)
        assert "изменили" in shown.text
        practice.refresh_from_db()
        version += 1
        assert (practice.is_published, practice.version) == (False, version)
    assert practice.history.first().history_user == librarian


def test_photo_of_what_is_published_meanwhile_stays(practice, librarian, methodist):
    actions.put_photo(practice.pk, checked(), alt="Двор", by=librarian)
    actions.publish_practice(practice.pk, on=TODAY, version=2, by=methodist)
    with pytest.raises(Practice.DoesNotExist):
        actions.put_photo(practice.pk, checked("red"), alt="Крыльцо", by=librarian)
    with pytest.raises(Practice.DoesNotExist):
        actions.remove_photo(practice.pk, by=librarian)
    assert Practice.objects.get().photo.alt == "Двор"


def test_new_photo_takes_the_place_of_the_old_one(
    practice, librarian, django_capture_on_commit_callbacks
):
    first = actions.put_photo(practice.pk, checked(), alt="Двор", by=librarian)
    storage, name = first.file.storage, first.file.name
    with django_capture_on_commit_callbacks(execute=True):
        second = actions.put_photo(practice.pk, checked("red"), alt="Крыльцо", by=librarian)
    assert not storage.exists(name) and storage.exists(second.file.name)
    assert Practice.objects.get().photo.alt == "Крыльцо"


def test_list_is_narrowed_by_words_and_theme(client):
    for title, theme in (("Читаем вслух", "reading"), ("Летопись села", "local")):
        PracticeFactory(title=title, theme=theme, state="published", published_on=TODAY)
    page = client.get(LIST, {"theme": "local"}).content.decode()
    assert "Летопись села" in page and "Читаем вслух" not in page
    assert "Читаем вслух" in client.get(LIST, {"q": "ВСЛУХ"}).content.decode()


def test_queries_of_the_list_do_not_grow(client_of, methodist):
    assert_same_queries(client_of(methodist), LIST, PracticeFactory, at_most=15)


def test_librarian_cannot_propose_for_a_foreign_library(librarian, foreign_library, client_of):
    client = client_of(librarian)
    data = {
        "title": "Чужая",
        "theme": "reading",
        "library": foreign_library.name,
        "summary": "с",
        "description": "о",
    }
    response = client.post(reverse("practices:practice-propose"), data)
    assert response.status_code == 200
    assert not Practice.objects.exists()


def test_text_typed_while_the_practice_was_published_is_refused_but_not_lost(
    practice, librarian, methodist, client_of
):
    client = client_of(librarian)
    url = reverse("practices:practice-edit", args=[practice.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    actions.publish_practice(practice.pk, on=TODAY, version=1, by=methodist)
    answer = client.post(url, {**sent, "result": "Сорок новых читателей."})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Практика уже опубликована" in page and "Сорок новых читателей." in page
    practice.refresh_from_db()
    assert practice.result == ""
    assert client.get(url).status_code == 403


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Ребёнок и книга", "ребёнка"),
        ("Книга для ребёнка", "ребенок"),
        ("День чтения", "дня"),
        ("Дни чтения", "день"),
        ("Встречи подростков", "подросток"),
        ("Чтение на лето", "чтения лет"),
    ],
)
def test_the_list_is_searched_by_words_in_any_form(client, title, words):
    PracticeFactory(title=title, state=Practice.State.PUBLISHED, published_on=TODAY)
    PracticeFactory(title="Иное", state=Practice.State.PUBLISHED, published_on=TODAY)
    page = client.get(reverse("practices:practice-list"), {"q": words}).content.decode()
    assert title in page
    assert "Иное" not in page
