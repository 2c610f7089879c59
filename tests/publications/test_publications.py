import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.files.checking import check_file
from common.files.kinds import DOCUMENTS
from publications import actions
from publications.models import Publication
from publications.validators import validate_isbn
from tests.factories import PracticeFactory, PublicationFactory, RegulationFactory
from tests.queries import assert_same_queries, count_queries

LIST = reverse("publications:publication-list")
CREATE = reverse("publications:publication-create")
FORM = {"kind": "guide", "audience": "all", "medium": "text"}


def titles(response) -> list[str]:
    return [row.record.title for row in response.context["table"].rows]


@pytest.fixture
def shelf(db) -> list[Publication]:
    return [
        PublicationFactory(title="Ёлка в библиотеке", year=2024, authors="Зимина, Анна Павловна"),
        PublicationFactory(title="Итоги года", year=2025, kind="collection", annotation="Своды"),
        PublicationFactory(title="Черновик", state="planned", year=None, published_on=None),
    ]


def test_everybody_sees_what_is_published_and_no_drafts(client, shelf):
    response = client.get(LIST)
    assert titles(response) == ["Итоги года", "Ёлка в библиотеке"]
    page = response.content.decode()
    assert "Черновик" not in page
    assert "Состояние" not in page


def test_department_sees_drafts_above(client_of, methodist, shelf):
    client = client_of(methodist)
    assert titles(client.get(LIST)) == ["Черновик", "Итоги года", "Ёлка в библиотеке"]
    assert titles(client.get(LIST, {"state": "planned"})) == ["Черновик"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "елка"}, ["Ёлка в библиотеке"]),
        ({"q": "зимина"}, ["Ёлка в библиотеке"]),
        ({"q": "СВОДЫ"}, ["Итоги года"]),
        ({"q": "черновик"}, []),
        ({"state": "planned"}, ["Итоги года", "Ёлка в библиотеке"]),
        ({"kind": "collection"}, ["Итоги года"]),
        ({"year": "2024"}, ["Ёлка в библиотеке"]),
    ],
)
def test_filters_narrow_the_public_list_and_never_widen_it(client, shelf, query, found):
    assert titles(client.get(LIST, query)) == found


def test_list_asks_the_same_few_questions_for_any_number(client, client_of, methodist):
    assert_same_queries(client, LIST, PublicationFactory, at_most=4)
    assert_same_queries(client_of(methodist), LIST, PublicationFactory, at_most=8)


def test_page_of_a_publication_takes_few_queries(client, client_of, methodist, published):
    assert count_queries(client, published.get_absolute_url()) <= 3
    assert count_queries(client_of(methodist), published.get_absolute_url()) <= 8


def test_public_page_shows_no_history_and_no_buttons(client, published):
    page = client.get(published.get_absolute_url()).content.decode()
    assert published.title in page
    assert "История изменений" not in page
    assert "Снять с публикации" not in page


def test_publication_goes_from_plan_to_the_public_and_back(client, client_of, methodist):
    own = client_of(methodist)
    own.post(CREATE, {**FORM, "title": "Новое издание", "year": 2026})
    added = Publication.objects.get()
    assert (added.state, added.history.get().history_user) == ("planned", methodist)
    page = added.get_absolute_url()

    own.post(reverse("publications:publication-start", args=[added.pk]), {"version": 1})
    assert client.get(page).status_code == 404

    form = {"version": 2, "published_on": "2026-02-03"}
    own.post(reverse("publications:publication-publish", args=[added.pk]), form)
    assert (
        "с 3\N{NO-BREAK SPACE}февраля\N{NO-BREAK SPACE}2026\N{NO-BREAK SPACE}г."
        in client.get(page).content.decode()
    )

    own.post(reverse("publications:publication-withdraw", args=[added.pk]), {"version": 3})
    assert client.get(page).status_code == 404
    reasons = added.history.values_list("history_change_reason", flat=True)
    assert list(reasons)[:2] == ["Снято с публикации", "Публикация"]


def test_acts_of_another_state_change_nothing(client_of, methodist, published, draft):
    client = client_of(methodist)
    for name, publication, data in (
        ("start", published, {}),
        ("withdraw", draft, {}),
        ("publish", published, {"published_on": "2026-01-01"}),
    ):
        url = reverse(f"publications:publication-{name}", args=[publication.pk])
        page = client.post(url, {"version": 1, **data}, follow=True).content.decode()
        assert "изменили" in page
        before = (publication.state, publication.published_on)
        publication.refresh_from_db()
        assert (publication.state, publication.published_on) == before


def test_publication_without_a_year_is_not_published(client_of, methodist, shelf):
    planned = shelf[2]
    url = reverse("publications:publication-publish", args=[planned.pk])
    client = client_of(methodist)
    assert "Не указан год издания" in client.get(url).content.decode()
    page = client.post(url, {"version": 1, "published_on": "2026-02-03"}).content.decode()
    assert "У опубликованного издания нужен год" in page
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_day_of_publication_lies_not_ahead(client_of, methodist, draft):
    url = reverse("publications:publication-publish", args=[draft.pk])
    page = client_of(methodist).post(url, {"version": 1, "published_on": "2999-01-01"})
    assert "ещё не наступила" in page.content.decode()


def test_published_publication_keeps_its_year(methodist, published):
    with pytest.raises(ValidationError, match="нужен год"):
        actions.change_publication(published.pk, {"year": None}, version=1, by=methodist)


def test_two_people_at_one_publication_lose_no_word(client_of, methodist, head, published):
    changes = {"extent": "64", "kind": "digest"}
    actions.change_publication(published.pk, changes, version=1, by=head)
    client = client_of(methodist)
    url = reverse("publications:publication-edit", args=[published.pk])
    typed = {**FORM, "version": 1, "title": "Моё название", "kind": "collection", "year": 2025}
    response = client.post(url, typed)
    page = response.content.decode()
    assert "в базе сейчас «дайджест», у Вас «сборник»" in page
    assert "изменено на «64», учтено в форме" in page
    merged = response.context["form"]
    client.post(url, {name: merged[name].value() or "" for name in merged.fields})
    published.refresh_from_db()
    assert (published.title, published.extent) == ("Моё название", "64")
    assert published.published_on == datetime.date(2025, 6, 1)


@pytest.mark.parametrize("isbn", ["978-3-16-148410-0", "5-02-013850-9", "080442957X"])
def test_right_isbn_is_taken(isbn):
    assert validate_isbn(isbn) is None


@pytest.mark.parametrize("isbn", ["978-3-16-148410-1", "5-02-013850-8", "12345", "978316148410X"])
def test_wrong_isbn_is_refused(isbn):
    with pytest.raises(ValidationError, match="Проверьте ISBN"):
        validate_isbn(isbn)


@pytest.mark.parametrize("words", ["библиотеки", "Сельскими  библиотеками", "колёс"])
def test_lists_find_words_in_any_form(client, db, words):
    PublicationFactory(title="Сельская библиотека на колёсах")
    practice = {"state": "published", "published_on": datetime.date(2026, 3, 1)}
    PracticeFactory(title="Сельская библиотека на колёсах", **practice)
    RegulationFactory(title="О сельской библиотеке на колёсах")
    for path in ("/publications/", "/practices/", "/regulations/"):
        assert "на колёсах" in client.get(path, {"q": words}).content.decode(), path
        assert "на колёсах" not in client.get(path, {"q": "музей"}).content.decode(), path


def test_pages_of_the_file_are_no_extent_of_what_is_told_by_volumes(methodist, pdf):
    told = PublicationFactory(volume_list="Т. 1. – 894 с.")
    file = check_file(pdf, "том.pdf", DOCUMENTS)
    assert actions.attach_file(told.pk, file, version=1, by=methodist).extent == ""
