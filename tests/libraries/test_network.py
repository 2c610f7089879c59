"""Changes of the network: what each verb does, refuses and takes back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.editing import StaleObjectError
from libraries import actions
from libraries.actions import Order
from libraries.models import Library, LibraryState, NetworkChange
from libraries.network_words import about_change, about_library, plain
from libraries.queries import (
    changes_of_library,
    list_libraries,
    opened,
    registry_on,
    years_of_network,
)
from tests.factories import EmployeeFactory, LibraryFactory, OrganisationFactory

MARCH = dt.date(2024, 3, 1)
JULY = dt.date(2024, 7, 1)


@pytest.fixture
def rename(methodist):
    def make(library: Library, name: str, day: dt.date = MARCH) -> NetworkChange:
        version = Library.objects.get(pk=library.pk).version
        order = Order(day, "15", dt.date(2024, 2, 20), "администрация района")
        return actions.rename_library(
            library.pk, {"name": name}, order, version=version, by=methodist
        )

    return make


def names_on(day: dt.date) -> list[str]:
    return [library.name for library in opened(registry_on(day), day)]


def story(library: Library) -> list[str]:
    return [plain(about_library(change, library)) for change in changes_of_library(library)]


def test_renamed_library_keeps_its_old_name_in_the_registry_of_the_past(library, rename, methodist):
    rename(library, "Библиотека имени Пришвина")
    library.refresh_from_db()
    assert (library.name, library.version) == ("Библиотека имени Пришвина", 2)
    assert library.history.first().history_user == methodist
    assert names_on(dt.date(2024, 2, 29)) == ["Зелёная сельская библиотека"]
    assert names_on(MARCH) == ["Библиотека имени Пришвина"]
    assert story(library) == [
        "переименована: «Зелёная сельская библиотека» → «Библиотека имени Пришвина»"
    ]
    assert NetworkChange.objects.get().order == "№ 15 от 20.02.2024, администрация района"


def test_change_forgotten_in_the_past_is_put_between_others(library, rename, methodist):
    rename(library, "Новая", JULY)
    library.refresh_from_db()
    actions.move_library(
        library.pk, {"locality": "с. Другое"}, Order(MARCH), version=library.version, by=methodist
    )
    told = {
        day: [(each.name, each.locality) for each in registry_on(day)]
        for day in (dt.date(2024, 2, 1), dt.date(2024, 5, 1), dt.date(2024, 8, 1))
    }
    assert list(told.values()) == [
        [("Зелёная сельская библиотека", "с. Зелёное")],
        [("Зелёная сельская библиотека", "с. Другое")],
        [("Новая", "с. Другое")],
    ]


def test_second_change_of_the_same_thing_before_the_first_is_refused(library, rename):
    rename(library, "Новая", JULY)
    with pytest.raises(ValidationError, match=r"уже записано: переименование 01.07.2024"):
        rename(library, "Старая", MARCH)


def test_two_changes_of_one_day_leave_one_state_and_undo_one_by_one(library, rename, methodist):
    other = OrganisationFactory(name="Лесная ЦБС")
    first = rename(library, "Новая")
    version = Library.objects.get().version
    second = actions.transfer_library(
        library.pk, other, Order(MARCH), version=version, by=methodist
    )
    assert LibraryState.objects.count() == 1
    with pytest.raises(ValidationError, match="Сначала отмените более позднее"):
        actions.undo_change(first.pk, "ошиблась", by=methodist)
    actions.undo_change(second.pk, "ошиблась", by=methodist)
    assert names_on(dt.date(2024, 2, 1)) == ["Зелёная сельская библиотека"]
    actions.undo_change(first.pk, "ошиблась", by=methodist)
    library.refresh_from_db()
    assert library.name == "Зелёная сельская библиотека"
    assert not LibraryState.objects.exists()
    assert story(library) == []
    first.refresh_from_db()
    assert (first.undone_by, first.undo_reason) == (methodist, "ошиблась")


def test_undo_needs_a_reason_and_happens_once(library, rename, methodist):
    change = rename(library, "Новая")
    with pytest.raises(ValidationError, match="почему"):
        actions.undo_change(change.pk, " ", by=methodist)
    actions.undo_change(change.pk, "не та", by=methodist)
    with pytest.raises(ValidationError, match="уже отменено"):
        actions.undo_change(change.pk, "не та", by=methodist)


def test_merged_libraries_close_and_point_at_the_one_that_stays(library, methodist):
    second = LibraryFactory(name="Вторая", organisation=library.organisation)
    whole = LibraryFactory(name="Главная", organisation=library.organisation)
    change = actions.merge_libraries(
        [library.pk, second.pk], whole, Order(MARCH), by=methodist, version=1
    )
    for each in (library, second):
        each.refresh_from_db()
        assert (each.closed_on, each.successor) == (MARCH, whole)
    assert story(whole) == ["к ней присоединены: «Зелёная сельская библиотека» и «Вторая»"]
    assert story(second) == ["присоединена к «Главная» вместе с «Зелёная сельская библиотека»"]
    assert sorted(names_on(dt.date(2024, 2, 1))) == ["Вторая", "Главная", library.name]
    assert names_on(MARCH) == ["Главная"]

    actions.undo_change(change.pk, "приказ отменён", by=methodist)
    assert opened(list_libraries(), MARCH).count() == 3


def test_split_library_gives_new_ones_that_can_be_taken_back_while_empty(library, methodist):
    new = [{"code": "77", "name": "Детская"}, {"code": "78", "name": "Взрослая"}]
    change = actions.split_library(
        library.pk, new, Order(MARCH), closes=True, version=1, by=methodist
    )
    child = Library.objects.get(code="77")
    assert (child.opened_on, child.organisation) == (MARCH, library.organisation)
    assert story(child) == ["выделена из библиотеки «Зелёная сельская библиотека»"]
    assert plain(about_change(change)) == (
        "«Зелёная сельская библиотека»: разделена, из неё выделены «Детская» и «Взрослая»"
    )
    assert names_on(MARCH) == ["Взрослая", "Детская"]

    employee = EmployeeFactory(library=child)
    with pytest.raises(ValidationError, match="уже есть"):
        actions.undo_change(change.pk, "ошибка", by=methodist)
    employee.delete()
    actions.undo_change(change.pk, "ошибка", by=methodist)
    assert Library.objects.get().closed_on is None


def test_opened_library_works_from_its_day(library, methodist):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    values = {name: getattr(library, name) for name in ("kind", "settlement", "locality")}
    values |= {"organisation": library.organisation, "territory": library.territory}
    new = actions.open_library(
        {**values, "code": "500", "name": "Будущая"}, Order(tomorrow), methodist
    )
    assert new not in opened(list_libraries())
    assert new in opened(list_libraries(), tomorrow)


def test_change_ahead_waits_for_its_day(library, rename):
    today = timezone.localdate()
    tomorrow = today + dt.timedelta(days=1)
    change = rename(library, "Будущее имя", tomorrow)
    library.refresh_from_db()
    assert library.name == "Зелёная сельская библиотека"
    assert actions.apply_due(today) == 0
    assert actions.apply_due(tomorrow) == 1
    assert actions.apply_due(tomorrow) == 0
    library.refresh_from_db()
    assert library.name == "Будущее имя"
    change.refresh_from_db()
    assert change.applied_at
    assert [state.name for state in library.states.all()] == ["Зелёная сельская библиотека"]


def test_change_that_cannot_take_effect_says_why_and_hinders_no_other(library, rename):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    change = rename(library, "Будущее имя", tomorrow)
    other = LibraryFactory()
    rename(other, "Другое имя", tomorrow)
    Library.objects.filter(pk=library.pk).update(phone="звоните")
    assert actions.apply_due(tomorrow) == 1
    change.refresh_from_db()
    assert "Телефон" in change.problem
    assert change.applied_at is None


def test_correction_of_a_mistake_is_corrected_in_the_past_too(library, rename, methodist):
    rename(library, "Новая")
    library.refresh_from_db()
    actions.change_library(
        library.pk, {"locality": "с. Зеленое"}, version=library.version, by=methodist
    )
    [then] = registry_on(dt.date(2024, 1, 1))
    assert (then.name, then.locality) == ("Зелёная сельская библиотека", "с. Зеленое")


def test_edited_form_with_an_order_becomes_changes_of_the_network(library, methodist):
    other = OrganisationFactory(name="Лесная ЦБС")
    values = {"name": "Новая", "organisation": other, "locality": "с. Другое", "phone": "2-15-55"}
    actions.edit_library(library.pk, values, order=Order(MARCH), version=1, by=methodist)
    kinds = NetworkChange.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["renamed", "transferred", "moved"]
    library.refresh_from_db()
    assert (library.name, library.organisation, library.phone) == ("Новая", other, "2-15-55")
    [then] = registry_on(dt.date(2024, 2, 1))
    assert then.organisation.name == "МБУК «Берёзовская ЦБС»"


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "message"),
    [
        (dt.date(2024, 5, 1), None, r"открыта только 1\S+мая\S+2024"),
        (None, dt.date(2024, 1, 1), r"закрыта с 1\S+января\S+2024"),
    ],
)
def test_nothing_happens_to_a_library_outside_its_life(
    library, rename, opened_on, closed_on, message
):
    Library.objects.filter(pk=library.pk).update(opened_on=opened_on, closed_on=closed_on)
    with pytest.raises(ValidationError, match=message):
        rename(library, "Новая")


def test_library_closes_once_and_into_one_that_works(library, methodist):
    closed = LibraryFactory(name="Прежняя", closed_on=dt.date(2023, 1, 1))
    for successor, message in ((closed, "«Прежняя» закрыта"), (library, "сама")):
        with pytest.raises(ValidationError, match=message):
            actions.close_library(library.pk, successor, Order(MARCH), version=1, by=methodist)
    actions.close_library(library.pk, None, Order(MARCH), version=1, by=methodist)
    with pytest.raises(ValidationError, match=r"уже закрыта с 1\S+марта\S+2024"):
        actions.close_library(library.pk, None, Order(JULY), version=2, by=methodist)


def test_library_cannot_close_before_what_is_recorded_later(library, rename, methodist):
    rename(library, "Новая", JULY)
    with pytest.raises(ValidationError, match=r"переименование 01.07.2024"):
        actions.close_library(library.pk, None, Order(MARCH), version=2, by=methodist)


def test_document_of_tomorrow_is_refused(library, methodist):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="ещё не наступила"):
        actions.close_library(
            library.pk, None, Order(MARCH, order_date=tomorrow), version=1, by=methodist
        )


def test_number_copied_with_its_sign_gets_no_second_one(library, methodist):
    order = Order(MARCH, "№ 118-п", dt.date(2024, 2, 20))
    actions.close_library(library.pk, None, order, version=1, by=methodist)
    assert NetworkChange.objects.get().order == "№ 118-п от 20.02.2024"


def test_stale_page_changes_nothing(library, methodist):
    actions.change_library(library.pk, {"phone": "2-15-01"}, version=1, by=methodist)
    with pytest.raises(StaleObjectError):
        actions.close_library(library.pk, None, Order(MARCH), version=1, by=methodist)
    assert not NetworkChange.objects.exists()


def test_failed_verb_leaves_no_trace(library, methodist):
    new = [{"code": "77", "name": "Детская"}, {"code": library.code, "name": "Код занят"}]
    with pytest.raises(ValidationError):
        actions.split_library(library.pk, new, Order(MARCH), closes=True, version=1, by=methodist)
    assert Library.objects.get().closed_on is None
    assert not NetworkChange.objects.exists()


def test_years_count_changes_by_kind_and_libraries_at_their_ends(library, rename, methodist):
    second = LibraryFactory()
    rename(library, "Новая", dt.date(2023, 5, 1))
    actions.close_library(second.pk, None, Order(MARCH), version=1, by=methodist)
    years = {each.year: each for each in years_of_network(dt.date(2024, 12, 1))}
    assert list(years) == [2024, 2023]
    assert (years[2023].at_start, years[2023].at_end, years[2023].counts) == (2, 2, {"renamed": 1})
    assert (years[2024].at_start, years[2024].at_end, years[2024].counts) == (2, 1, {"closed": 1})
