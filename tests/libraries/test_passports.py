"""A librarian proposes, a methodist confirms; nothing is lost and nothing shows too early."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.editing import StaleObjectError
from libraries.actions import change_library
from libraries.actions.passports import (
    confirm_passport,
    keep_passport,
    propose_passport,
    return_passport,
)
from libraries.models import Library, Passport, PassportDraft
from libraries.queries.passports import open_draft, proposed_changes
from tests.factories import LibraryFactory
from tests.libraries.passports import confirmed, facts, proposed
from tests.queries import assert_same_queries

State = PassportDraft.State


def _fresh(library):
    return Library.objects.select_related("passport", "organisation").get(pk=library.pk)


def _confirm(library, draft, by, **others):
    now = _fresh(library)
    passport = getattr(now, "passport", None)
    seen = {
        "version": draft.version,
        "library_version": now.version,
        "passport_version": passport.version if passport else 0,
    }
    return confirm_passport(draft, by=by, **{**seen, **others})


def test_a_proposal_is_seen_by_nobody_until_it_is_confirmed(client, library, librarian, methodist):
    draft = proposed(library, librarian, phone="+7 (4812) 55-01-77", seats=33)
    page = client.get(library.get_absolute_url()).content.decode()
    assert "55-01-77" not in page
    assert "Посадочных мест" not in page
    _confirm(library, draft, methodist)
    page = client.get(library.get_absolute_url()).content.decode()
    assert "55-01-77" in page
    assert "Посадочных мест" in page


def test_confirming_tells_who_proposed_in_the_history(library, librarian, methodist):
    draft = proposed(library, librarian, phone="+7 (4812) 55-01-77")
    passport = _confirm(library, draft, methodist)
    draft.refresh_from_db()
    assert (draft.state, draft.decided_by) == (State.CONFIRMED, methodist)
    assert passport.confirmed_by == methodist
    record = library.history.first()
    assert record.history_user == methodist
    assert librarian.short_name in record.history_change_reason


def test_the_methodist_sees_only_what_differs(library, librarian):
    draft = proposed(library, librarian, area_total=Decimal("100"), ownership="rented")
    shown = {change.label: (change.now, change.proposed) for change in proposed_changes(draft)}
    assert shown == {
        "помещение": ("пусто", "аренда"),
        "общая площадь, м²": ("пусто", "100"),
    }


def test_a_passport_may_be_confirmed_unchanged(library, librarian, methodist):
    draft = proposed(library, librarian)
    assert proposed_changes(draft) == []
    assert _confirm(library, draft, methodist).confirmed_at is not None


def test_what_the_department_changed_meanwhile_is_not_taken_back(library, librarian, methodist):
    draft = proposed(library, librarian, hours="Пн–Сб 10:00–18:00")
    change_library(library.pk, {"phone": "+7 (4812) 11-11-11"}, version=1, by=methodist)
    draft.library = _fresh(library)
    assert [change.name for change in proposed_changes(draft)] == ["hours"]
    _confirm(library, draft, methodist)
    now = _fresh(library)
    assert (now.phone, now.hours) == ("+7 (4812) 11-11-11", "Пн–Сб 10:00–18:00")


def test_a_fact_that_both_changed_is_marked(library, librarian, methodist):
    draft = proposed(library, librarian, phone="+7 (4812) 22-22-22")
    change_library(library.pk, {"phone": "+7 (4812) 11-11-11"}, version=1, by=methodist)
    draft.library = _fresh(library)
    change = proposed_changes(draft)[0]
    assert (change.now, change.proposed) == ("+7 (4812) 11-11-11", "+7 (4812) 22-22-22")
    assert change.meanwhile


def test_the_methodist_confirms_only_what_she_saw(library, librarian, methodist):
    draft = proposed(library, librarian, seats=10)
    with pytest.raises(StaleObjectError):
        _confirm(library, draft, methodist, passport_version=7)
    proposed(library, librarian, seats=11)
    with pytest.raises(StaleObjectError):
        _confirm(library, draft, methodist)
    assert not Passport.objects.exists()


def test_a_returned_draft_keeps_what_was_typed_and_is_sent_again(
    library, librarian, methodist, mailoutbox, django_capture_on_commit_callbacks
):
    draft = proposed(library, librarian, seats=10)
    with django_capture_on_commit_callbacks(execute=True):
        return_passport(draft, remark="Проверьте места.", version=draft.version, by=methodist)
    assert mailoutbox[0].to == [librarian.email]
    assert "Проверьте места." in mailoutbox[0].body
    with pytest.raises(StaleObjectError):
        _confirm(library, draft, methodist)
    again = proposed(library, librarian, hours="Вт–Вс")
    assert (again.pk, again.state, again.seats, again.hours) == (
        draft.pk,
        State.WAITING,
        10,
        "Вт–Вс",
    )
    assert again.history.filter(state=State.RETURNED, remark="Проверьте места.").exists()


def test_a_second_click_sends_once(library, librarian):
    first = proposed(library, librarian, seats=10)
    values = facts(library, seats=10)
    second = propose_passport(library, values, version=first.version, by=librarian)
    assert (second.version, second.sent_at) == (first.version, first.sent_at)
    assert library.passport_drafts.count() == 1


def test_two_librarians_do_not_overwrite_each_other(library, librarian):
    values = facts(library, seats=12)
    proposed(library, librarian, seats=10)
    with pytest.raises(StaleObjectError):
        propose_passport(library, values, version=0, by=librarian)
    assert open_draft(library).seats == 10


def test_the_department_changes_at_once(library, methodist):
    draft = keep_passport(library, facts(library, seats=20), version=0, by=methodist)
    assert draft.state == State.CONFIRMED
    assert Passport.objects.get(library=library).seats == 20


def test_the_department_is_shown_what_another_changed_meanwhile(library, methodist, head):
    values = facts(library, phone="+7 (4812) 22-22-22")
    change_library(library.pk, {"phone": "+7 (4812) 11-11-11"}, version=1, by=head)
    draft = keep_passport(library, values, version=0, by=methodist)
    assert draft.state == State.WAITING
    assert _fresh(library).phone == "+7 (4812) 11-11-11"


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": Decimal("91"), "longitude": Decimal("37")},
        {"latitude": Decimal("55")},
        {"area_total": Decimal("50"), "area_readers": Decimal("60")},
        {"computers": 2, "reader_computers": 3},
    ],
)
def test_impossible_facts_are_refused(library, librarian, wrong):
    with pytest.raises(ValidationError):
        proposed(library, librarian, **wrong)


def _typed(library, **changes):
    values = {
        key: value
        for key, value in facts(library).items()
        if not (value is None or value is False or value == "")
    }
    return {**values, "version": 0, **changes}


def test_coordinates_are_pasted_as_maps_give_them(client_of, library, librarian):
    data = _typed(library, latitude="55.751244, 37.618423")
    client_of(librarian).post(reverse("libraries:passport-edit", args=[library.pk]), data)
    draft = open_draft(library)
    assert draft.coordinates == "55.751244, 37.618423"


def test_the_form_keeps_what_was_typed_when_another_was_quicker(client_of, library, librarian):
    url = reverse("libraries:passport-edit", args=[library.pk])
    proposed(library, librarian, seats=10)
    page = client_of(librarian).post(url, _typed(library, hours="Вт–Вс", version=0))
    assert "Пока Вы правили" in page.content.decode()
    assert "Вт–Вс" in page.content.decode()


def test_registry_identity_is_not_in_the_librarians_form(client_of, library, librarian):
    data = _typed(library, name="Чужое имя", code="666", seats="5")
    client_of(librarian).post(reverse("libraries:passport-edit", args=[library.pk]), data)
    now = _fresh(library)
    assert (now.name, now.code) == (library.name, library.code)
    assert open_draft(library).seats == 5


def test_the_list_asks_the_same_questions_of_one_and_of_many(client_of, methodist, librarian):

    def make_row():
        library = LibraryFactory()
        confirmed(library, 500)
        proposed(library, librarian, seats=3)

    url = reverse("libraries:passport-list")
    assert_same_queries(client_of(methodist), url, make_row, at_most=15)


def test_a_librarian_comes_to_all_her_passports_and_chooses_among_her_own(
    client_of, methodist, librarian, library, foreign_library
):
    url = reverse("libraries:passport-list")
    own = client_of(librarian).get(url)
    assert [row.record for row in own.context["table"].rows] == [library]
    assert foreign_library.organisation.name not in own.text
    assert foreign_library.territory.name not in own.text
    whole = client_of(methodist).get(url)
    assert not whole.context["table"].rows, "nothing waits"
    assert foreign_library.organisation.name in whole.text


def test_the_list_tells_waiting_old_and_fresh_apart(client_of, methodist, librarian, library):

    old, fresh = LibraryFactory(name="Старинная"), LibraryFactory(name="Свежая")
    confirmed(old, 400)
    confirmed(fresh, 10)
    proposed(library, librarian, seats=3)
    client, url = client_of(methodist), reverse("libraries:passport-list")

    def names(state):
        page = client.get(url, {"state": state}).context["table"]
        return {row.record.name for row in page.rows}

    assert names("waiting") == {library.name}
    assert names("old") == {library.name, "Старинная"}
    assert names("fresh") == {"Свежая"}
