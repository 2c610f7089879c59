"""The changes of the network on pages, in files and by API, and the registry of a past day."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from libraries import actions, middleware
from libraries.actions import Order
from libraries.models import Library, NetworkChange
from reports.documents import open_document
from tests.factories import (
    EmployeeFactory,
    LibraryFactory,
    OrganisationFactory,
    QuestionFactory,
    TerritoryFactory,
)
from tests.pages import with_spaces
from tests.queries import assert_same_queries, count_queries

LIST = reverse("libraries:library-list")
CHANGES = reverse("libraries:network-list")
MARCH = dt.date(2024, 3, 1)


@pytest.fixture
def transferred(library, methodist) -> Library:
    """A library of the Lesnaya system, which the Beryozovskaya owned until March 2024."""
    other = OrganisationFactory(name="МБУК «Лесная ЦБС»", territory=TerritoryFactory(name="Лесной"))
    order = Order(MARCH, "15", dt.date(2024, 2, 20), "администрация района")
    values = {"name": "Новая", "organisation": other, "territory": other.territory}
    return actions.edit_library(library.pk, values, order=order, version=1, by=methodist)


def rows(client, **query) -> list[tuple[str, str]]:
    page = client.get(LIST, query).context["table"].page.object_list
    return [(row.record.name, row.record.organisation.name) for row in page]


def test_stranger_sees_the_registry_as_of_a_past_day(client, transferred):
    page = client.get(LIST, {"on": "2024-01-01"}).content.decode()
    assert "Реестр на 1\N{NO-BREAK SPACE}января\N{NO-BREAK SPACE}2024\N{NO-BREAK SPACE}г." in page
    assert rows(client, on="2024-01-01") == [
        ("Зелёная сельская библиотека", "МБУК «Берёзовская ЦБС»")
    ]
    assert rows(client, on="2024-03-01") == [("Новая", "МБУК «Лесная ЦБС»")]
    assert rows(client) == [("Новая", "МБУК «Лесная ЦБС»")]


def test_row_of_a_past_day_opens_the_library_as_it_was_then(client, transferred):
    listed = client.get(LIST, {"on": "2024-01-01"}).content.decode()
    address = f"{transferred.get_absolute_url()}?on=2024-01-01"
    assert f'href="{address}"' in listed
    then = client.get(address).content.decode()
    assert (
        "какой она была 1\N{NO-BREAK SPACE}января\N{NO-BREAK SPACE}2024\N{NO-BREAK SPACE}г." in then
    )
    assert "Зелёная сельская библиотека" in then and "МБУК «Берёзовская ЦБС»" in then
    assert "действовала" in then and "Лесная ЦБС" not in then
    assert f'href="{transferred.get_absolute_url()}">Открыть сегодняшний паспорт' in then
    Library.objects.filter(pk=transferred.pk).update(opened_on="2020-05-01", closed_on="2023-02-01")
    assert (
        "закрыта с 1\N{NO-BREAK SPACE}февраля\N{NO-BREAK SPACE}2023\N{NO-BREAK SPACE}г."
        in client.get(address).content.decode()
    )
    before = client.get(transferred.get_absolute_url(), {"on": "2019-01-01"})
    assert before.status_code == 404, "it was not there yet"
    today = client.get(transferred.get_absolute_url(), {"on": "не дата"})
    assert "Паспорт библиотеки" in today.content.decode()


def test_search_and_filters_of_a_past_day_ask_what_was_then(client, transferred, municipality):
    then = {"on": "2024-01-01"}
    old, new = municipality.pk, transferred.territory_id
    for query, number in (
        ({"q": "зеленая"}, 1),
        ({"q": "новая"}, 0),
        ({"q": "березовская"}, 1),
        ({"territory": old}, 1),
        ({"territory": new}, 0),
        ({"organisation": transferred.organisation_id}, 0),
        ({"kind": "rural"}, 1),
        ({"kind": "city"}, 0),
        ({"model": "yes"}, 0),
        ({"sort": "organisation"}, 1),
    ):
        assert len(rows(client, **then, **query)) == number, query


def test_library_not_yet_opened_or_since_closed_is_as_it_was_then(client, library):
    LibraryFactory(name="Позже", opened_on=dt.date(2024, 5, 1), organisation=library.organisation)
    Library.objects.filter(pk=library.pk).update(closed_on="2024-02-01", model_year=2023)
    assert [name for name, _ in rows(client, on="2024-01-01")] == [library.name]
    assert [name for name, _ in rows(client, on="2024-06-01")] == ["Позже"]
    assert rows(client, on="2022-01-01", model="yes") == []
    assert len(rows(client, on="2024-01-01", model="yes")) == 1


@pytest.mark.parametrize("day", ["весной", "2999-01-01", "0055-01-01"])
def test_day_that_is_none_is_refused_with_advice(client, library, day):
    response = client.get(LIST, {"on": day})
    assert response.status_code == 200
    assert response.context["filter"].form.errors["on"]
    assert "Реестр на" not in response.content.decode()


def test_file_of_a_past_day_holds_what_was_then(client, transferred):
    Library.objects.update(closed_on="2025-01-01")
    response = client.get(reverse("libraries:library-export"), {"on": "2024-01-01"})
    remark, headings, row = load_workbook(io.BytesIO(response.content)).active.values
    told = dict(zip(headings, row, strict=True))
    assert "Реестр на 01.01.2024" in remark[0]
    assert (told["Название"], told["Закрыта"]) == ("Зелёная сельская библиотека", None)
    assert told["Учреждение"] == "МБУК «Берёзовская ЦБС»"


def test_programs_read_the_registry_of_a_past_day(client_of, methodist, transferred):
    url = reverse("api:library-list")
    [found] = client_of(methodist).get(url, {"on": "2024-01-01"}).json()["results"]
    assert found["organisation"]["name"] == "МБУК «Берёзовская ЦБС»"
    assert client_of(methodist).get(url, {"on": "весной"}).status_code == 400


def test_page_of_a_library_tells_its_life_with_links(client, transferred, client_of, methodist):
    page = with_spaces(client.get(transferred.get_absolute_url()))
    assert "переименована: «Зелёная сельская библиотека» → «Новая»" in page
    assert "передана другому учреждению: МБУК «Берёзовская ЦБС» → МБУК «Лесная ЦБС»" in page
    assert "№ 15 от 20.02.2024, администрация района" in page
    assert "Отменить это изменение" not in page
    page = client_of(methodist).get(transferred.get_absolute_url()).content.decode()
    assert page.count("Отменить это изменение") == 1


def test_list_of_changes_is_found_by_year_kind_and_library(client, transferred):
    for query, number in (
        ({}, 3),
        ({"year": "2024"}, 3),
        ({"year": "2023"}, 0),
        ({"kind": "renamed"}, 1),
        ({"q": "новая"}, 3),
        ({"q": "нет такой"}, 0),
        ({"territory": transferred.territory_id}, 3),
    ):
        assert client.get(CHANGES, query).context["total"] == number, query
    page = client.get(CHANGES).content.decode()
    assert "Сеть по годам" in page
    assert "Отменить" not in page


def test_merging_by_the_form_takes_neighbours_along(client_of, methodist, library):
    second = LibraryFactory(organisation=library.organisation)
    whole = LibraryFactory(organisation=library.organisation)
    url = reverse("libraries:library-merge", args=[library.pk])
    EmployeeFactory(library=second)
    form = {"version": 1, "date": "2024-03-01", "successor": whole.pk, "others": [second.pk]}
    form |= {"order_number": "12-п", "order_date": "2024-02-20"}
    client = client_of(methodist)
    page = client.post(url, {**form, "confirmed_name": "Не та"}).content.decode()
    assert f"Закрывается «{library.name}»" in page
    done = client.post(url, {**form, "confirmed_name": library.name}, follow=True).content.decode()
    assert f"Записано. «{library.name}» и «{second.name}»: присоединены к" in done
    assert set(Library.objects.filter(successor=whole)) == {library, second}


def test_closing_tells_what_hangs_on_the_library_and_asks_for_document_and_name(
    client_of, methodist, library
):
    EmployeeFactory(library=library)
    EmployeeFactory(library=library)
    QuestionFactory(library=library, title="Как закрыть фонд?")
    client, url = client_of(methodist), reverse("libraries:library-close", args=[library.pk])
    page = with_spaces(client.get(url))
    assert "Работают 2 человека" in page
    assert "Вопрос «Как закрыть фонд?»: новый" in page
    form = {"version": 1, "date": "2024-03-01"}
    page = client.post(url, form).content.decode()
    assert not Library.objects.filter(closed_on__isnull=False).exists()
    form |= {"order_number": "12-п", "order_date": "2024-02-20", "confirmed_name": library.name}
    page = with_spaces(client.post(url, form, follow=True))
    assert f"Записано. «{library.name}»: закрыта." in page
    assert "Работают 2 человека" in page  # her page goes on telling it until it is done


def test_half_filled_new_library_of_a_split_is_asked_for(client_of, methodist, library):
    url = reverse("libraries:library-split", args=[library.pk])
    form = {"version": 1, "date": "2024-03-01", "code_1": "77"}
    page = client_of(methodist).post(url, form).content.decode()
    assert "нужны и код, и название" in page
    assert not NetworkChange.objects.exists()


def test_first_page_of_the_day_brings_changes_into_effect(client, library, methodist, monkeypatch):
    today = dt.date.today()
    order = Order(today + dt.timedelta(days=1))
    actions.rename_library(library.pk, {"name": "Новая"}, order, version=1, by=methodist)
    NetworkChange.objects.update(date=today)
    monkeypatch.setattr(middleware._Clock, "seen", None)
    assert "Новая" in client.get(library.get_absolute_url()).content.decode()


def test_document_counts_the_years_and_lists_the_changes(transferred):
    document = open_document("network-changes", {"year": "2024"})
    years, changes = document.content.tables
    told = dict(zip([c.key for c in years.columns], years.rows[0].values, strict=True))
    assert (told["year"], told["renamed"], told["moved"], told["total"]) == (2024, 1, 1, 3)
    assert "«Зелёная сельская библиотека»: переименована" in changes.rows[0].values[3]
    sheet = load_workbook(io.BytesIO(document.render("xlsx")))["Перечень"]
    first = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "d"]
    assert first[0].value.date() == changes.rows[0].values[1]
    assert first[0].number_format == "dd.mm.yyyy"
    assert document.render("pdf").startswith(b"%PDF")


def _changed() -> None:
    library = LibraryFactory()
    actions.rename_library(
        library.pk, {"name": f"Новая {library.pk}"}, Order(MARCH), version=1, by=None
    )


@pytest.mark.parametrize("url", [CHANGES, f"{LIST}?on=2024-01-01"])
def test_lists_ask_the_same_few_questions(client_of, methodist, url):
    assert_same_queries(client_of(methodist), url, _changed, at_most=12)


def test_page_of_a_library_with_a_long_life_asks_few_questions(client_of, methodist, library):
    names = iter(range(100))

    def change() -> None:
        number = next(names)
        version = Library.objects.get(pk=library.pk).version
        order = Order(MARCH + dt.timedelta(days=number))
        actions.rename_library(
            library.pk, {"name": f"Имя {number}"}, order, version=version, by=None
        )

    assert_same_queries(client_of(methodist), library.get_absolute_url(), change, at_most=15)


def test_nobody_is_asked_to_renew_the_passport_of_a_closed_library(client_of, librarian, library):
    assert "Обновить паспорт" in client_of(librarian).get(library.get_absolute_url()).text
    Library.objects.filter(pk=library.pk).update(closed_on=MARCH)
    assert "Обновить паспорт" not in client_of(librarian).get(library.get_absolute_url()).text


def test_page_of_a_library_takes_few_queries_before_and_after_it_is_merged(
    client_of, head, library
):
    stays = LibraryFactory(organisation=library.organisation)
    EmployeeFactory(library=library)
    pages = [library.get_absolute_url(), stays.get_absolute_url()]
    client = client_of(head)
    assert max(count_queries(client, page) for page in pages) <= 15
    actions.merge_libraries([library.pk], stays, Order(MARCH), by=head)
    assert max(count_queries(client, page) for page in pages) <= 15
