import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.editing import StaleObjectError
from libraries import actions
from libraries.models import Library, NetworkChange
from libraries.queries import changes_of
from tests.factories import LibraryFactory, OrganisationFactory
from tests.pages import with_spaces


@pytest.fixture
def typed(library):
    def make(**changes) -> dict:
        names = ("code", "name", "locality", "kind", "settlement", "version", "phone", "address")
        form = {name: getattr(library, name) for name in names}
        form |= {"organisation": library.organisation_id, "territory": library.territory_id}
        form["nature"] = "correction"
        return form | changes

    return make


@pytest.fixture
def edit_url(library) -> str:
    return reverse("libraries:library-edit", args=[library.pk])


def test_change_is_saved_with_author_reason_and_next_version(library, methodist):
    changed = actions.change_library(
        library.pk, {"phone": "55-01-23"}, version=1, by=methodist, reason="Новый номер"
    )
    assert (changed.phone, changed.version) == ("55-01-23", 2)
    record = changed.history.first()
    assert (record.history_user, record.history_change_reason) == (methodist, "Новый номер")


def test_saving_the_same_values_leaves_no_trace(library, methodist):
    actions.change_library(library.pk, {"name": library.name}, version=1, by=methodist)
    library.refresh_from_db()
    assert library.version == 1
    assert library.history.count() == 1


def test_stale_change_is_refused_and_writes_nothing(library, methodist, head):
    actions.change_library(library.pk, {"phone": "2-15-01"}, version=1, by=methodist)
    with pytest.raises(StaleObjectError) as caught:
        actions.change_library(library.pk, {"phone": "2-15-02"}, version=1, by=head)
    assert caught.value.current.phone == "2-15-01"
    assert caught.value.opened.phone == ""
    assert caught.value.changed_by == methodist
    assert Library.objects.get(pk=library.pk).phone == "2-15-01"


def test_invalid_change_is_refused(library, methodist):
    other = LibraryFactory()
    with pytest.raises(ValidationError):
        actions.change_library(library.pk, {"code": other.code}, version=1, by=methodist)


def test_two_people_at_one_page_lose_no_word(client_of, methodist, head, library, typed, edit_url):
    actions.change_library(
        library.pk, {"phone": "11-11-11", "address": "ул. Новая, 1"}, version=1, by=head
    )
    client = client_of(methodist)
    response = client.post(edit_url, typed(phone="22-22-22", name="Моё имя"))

    page = with_spaces(response)
    assert "Заведующая" in page
    assert "в базе сейчас «11-11-11», у Вас «22-22-22»" in page
    assert "изменено на «ул. Новая, 1», учтено в форме" in page
    form = response.context["form"]
    assert form["name"].value() == "Моё имя"
    assert form["phone"].value() == "22-22-22"
    assert form["address"].value() == "ул. Новая, 1"

    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(edit_url, again).status_code == 302
    library.refresh_from_db()
    assert (library.name, library.phone, library.address) == ("Моё имя", "22-22-22", "ул. Новая, 1")


def test_errors_of_the_form_keep_what_was_typed(client_of, methodist, typed, edit_url):
    response = client_of(methodist).post(edit_url, typed(name="", phone="звоните"))
    page = response.content.decode()
    assert "Телефон пишется цифрами" in page
    assert "звоните" in page
    assert Library.objects.get().version == 1


def test_library_is_added_by_the_form(client_of, methodist, typed, library):
    url = reverse("libraries:library-create")
    response = client_of(methodist).post(url, typed(code="7777", name="Новая"))
    added = Library.objects.get(code="7777")
    assert response.headers["Location"] == added.get_absolute_url()
    assert added.history.get().history_user == methodist


def test_closing_keeps_the_library_and_can_be_undone(client_of, methodist, library):
    successor = LibraryFactory()
    client = client_of(methodist)
    client.post(
        reverse("libraries:library-close", args=[library.pk]),
        {
            "version": 1,
            "date": "2025-03-01",
            "successor": successor.pk,
            "order_number": "4",
            "order_date": "2025-02-01",
            "confirmed_name": library.name,
        },
    )
    library.refresh_from_db()
    assert (library.closed_on, library.successor) == (datetime.date(2025, 3, 1), successor)
    assert library.is_closed
    assert successor.name in client.get(library.get_absolute_url()).content.decode()

    [change] = NetworkChange.objects.all()
    undo = reverse("libraries:network-undo", args=[change.pk])
    client.post(undo, {"reason": "приказ отменён"})
    library.refresh_from_db()
    assert (library.closed_on, library.successor) == (None, None)


def test_library_cannot_close_before_it_opened(client_of, methodist, library):
    Library.objects.filter(pk=library.pk).update(opened_on=datetime.date(2020, 1, 1))
    response = client_of(methodist).post(
        reverse("libraries:library-close", args=[library.pk]),
        {
            "version": 1,
            "date": "2019-01-01",
            "order_number": "4",
            "order_date": "2018-12-01",
            "confirmed_name": library.name,
        },
    )
    assert (
        "открыта только 1\N{NO-BREAK SPACE}января\N{NO-BREAK SPACE}2020"
        in response.content.decode()
    )


def test_history_names_people_fields_and_rows(library, methodist):
    other = OrganisationFactory(name="Лесная ЦБС")
    before = library.organisation.name
    actions.change_library(
        library.pk,
        {"organisation": other, "kind": "city", "has_mfc": True},
        version=1,
        by=methodist,
    )
    last, first = changes_of(Library.objects.get(pk=library.pk))
    assert first.is_first
    assert last.by == methodist
    assert [(each.label, each.before, each.after) for each in last.fields] == [
        ("филиал МФЦ", "нет", "да"),
        ("учреждение", before, "Лесная ЦБС"),
        ("вид", "сельская", "городская"),
    ]


def test_row_loaded_in_bulk_keeps_its_first_state_at_the_first_change(library, methodist):
    library.history.all().delete()
    actions.change_library(library.pk, {"phone": "2-15-11"}, version=1, by=methodist)
    last, first = changes_of(library)
    assert [(each.before, each.after) for each in last.fields] == [("пусто", "2-15-11")]
    assert first.reason == "Как было до первой правки"


def test_without_history_every_difference_is_shown_as_a_conflict(
    client_of, methodist, head, library, typed, edit_url
):
    actions.change_library(library.pk, {"phone": "11-11-11"}, version=1, by=head)
    library.history.all().delete()
    page = client_of(methodist).post(edit_url, typed(phone="22-22-22")).content.decode()
    assert "в базе сейчас «11-11-11», у Вас «22-22-22»" in page


def test_second_click_on_save_is_no_conflict(client_of, methodist, library, typed, edit_url):
    client, form = client_of(methodist), typed(phone="22-22-22")
    assert client.post(edit_url, form).status_code == 302
    assert client.post(edit_url, form).status_code == 302
    library.refresh_from_db()
    assert (library.phone, library.version) == ("22-22-22", 2)


@pytest.mark.parametrize("day", ["0055-09-01", "9999-12-31"])
def test_day_with_a_slip_of_the_pen_is_refused(client_of, methodist, typed, edit_url, library, day):
    page = client_of(methodist).post(edit_url, typed(opened_on=day)).content.decode()
    assert "Проверьте год" in page
    close = reverse("libraries:library-close", args=[library.pk])
    page = client_of(methodist).post(close, {"version": 1, "date": day}).content.decode()
    assert "Проверьте год" in page
    library.refresh_from_db()
    assert library.version == 1


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("inn", "77a", "ИНН состоит из 10 или 12 цифр"),
        ("okpo", "123", "Код ОКПО состоит из 8 цифр"),
        ("aliases", "ЦБС\n" * 1000, "а помещается 2"),
    ],
)
def test_organisation_is_not_saved_with_nonsense(
    client_of, methodist, organisation, field, text, message
):
    url = reverse("libraries:organisation-edit", args=[organisation.pk])
    form = {"name": organisation.name, "kind": organisation.kind, "version": 1, field: text}
    assert message in client_of(methodist).post(url, form).content.decode()
    organisation.refresh_from_db()
    assert organisation.version == 1


def test_change_of_the_name_is_asked_to_be_a_mistake_or_a_change(
    client_of, methodist, typed, edit_url, library
):
    client, form = client_of(methodist), typed(name="Имени Пришвина")
    page = client.post(edit_url, {**form, "nature": ""}).content.decode()
    assert "Изменилось: название. Отметьте" in page
    page = client.post(edit_url, {**form, "nature": "change"}).content.decode()
    assert "Укажите, с какого дня" in page
    order = {"nature": "change", "date": "2024-03-01", "order_number": "15"}
    assert client.post(edit_url, {**form, **order}).status_code == 302
    [change] = NetworkChange.objects.all()
    assert (change.kind, change.order_number, change.made_by) == ("renamed", "15", methodist)
    library.refresh_from_db()
    assert library.name == "Имени Пришвина"


def test_refused_change_keeps_the_form_and_says_why(client_of, methodist, typed, edit_url, library):
    Library.objects.filter(pk=library.pk).update(opened_on="2024-05-01")
    order = {"nature": "change", "date": "2024-03-01", "opened_on": "2024-05-01"}
    page = client_of(methodist).post(edit_url, typed(name="Имени Пришвина", **order))
    assert "открыта только 1\N{NO-BREAK SPACE}мая\N{NO-BREAK SPACE}2024" in page.content.decode()
    assert "Имени Пришвина" in page.content.decode()
    assert not NetworkChange.objects.exists()


def test_new_library_may_be_an_opening_by_an_order(client_of, methodist, typed):
    url = reverse("libraries:library-create")
    order = {"nature": "change", "date": "2024-03-01"}
    client_of(methodist).post(url, typed(code="7777", name="Новая", **order))
    assert str(Library.objects.get(code="7777").opened_on) == "2024-03-01"
    assert NetworkChange.objects.get().kind == "opened"


def test_closing_without_a_record_is_simply_taken_back(client_of, methodist, library):
    Library.objects.filter(pk=library.pk).update(closed_on="2020-01-01")
    url = reverse("libraries:library-reopen", args=[library.pk])
    client_of(methodist).post(url, {"version": 1})
    library.refresh_from_db()
    assert library.closed_on is None
