"""A consolidated plan: organisations write their own parts until a day, and hand them in."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.actions.participants import remind_late_participants
from events.checking.report import report_on
from events.models import Participant, Plan, PlanLetter
from events.queries import rows_of
from tests.factories import OrganisationFactory, PlanFactory
from tests.queries import assert_same_queries, count_queries

pytestmark = pytest.mark.django_db


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def plan(db) -> Plan:
    return PlanFactory(kind=Plan.Kind.CONSOLIDATED, title="Сводный план")


@pytest.fixture
def own(plan, organisation, librarian, methodist) -> Participant:
    """The invitation of the librarian's organisation."""
    return actions.invite(plan, [organisation], days(10), "Ждём конкурсы", methodist)[0]


def test_organisations_are_invited_once_and_written_to(
    plan, organisation, foreign_library, librarian, neighbour, methodist
):
    both = [organisation, foreign_library.organisation]
    mute = OrganisationFactory(email="cbs@example.org")
    actions.invite(plan, [*both, mute], days(10), "", methodist)
    written = plan.letters.filter(kind=PlanLetter.Kind.INVITATION)
    assert set(written.values_list("address", flat=True)) == {
        librarian.email,
        neighbour.email,
        "cbs@example.org",
    }
    with pytest.raises(actions.PlanError, match="уже приглашены"):
        actions.invite(plan, both, days(10), "", methodist)
    with pytest.raises(ValidationError, match="хотя бы одну"):
        actions.invite(plan, [], days(10), "", methodist)
    with pytest.raises(ValidationError, match="прошёл"):
        actions.invite(plan, both, days(-1), "", methodist)
    with pytest.raises(actions.PlanError, match="план отдела"):
        actions.invite(PlanFactory(year=2030), both, days(10), "", methodist)


def test_a_librarian_hands_in_and_the_coordinator_opens_her_rows_again(
    client_of, plan, own, librarian, methodist
):
    client = client_of(librarian)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Сдать пункты" in page and "Ждём конкурсы" in page
    row = actions.add_item(plan, {"name": "Конкурс"}, librarian, actions.Place())
    client.post(reverse("events:participant-hand-in", args=[own.pk]))
    own.refresh_from_db()
    assert own.answered_by == librarian
    change = plan.changes.first()
    assert change.after == {"organisation": str(own.organisation), "rows": 1}
    with pytest.raises(actions.NotYourRowError):
        actions.remove_item(row, librarian)
    form = {"due_on": days(3).isoformat(), "note": "Уточните срок"}
    client_of(methodist).post(reverse("events:participant-reopen", args=[own.pk]), form)
    own.refresh_from_db()
    assert (own.answered_at, own.due_on) == (None, days(3))
    letter = plan.letters.get(kind=PlanLetter.Kind.HANDED_BACK)
    assert letter.address == librarian.email and "Уточните срок" in letter.body
    actions.change_field(row, "period", "март", "", librarian)


def test_nothing_is_handed_in_once_the_plan_is_read(plan, own, librarian, methodist, head):
    actions.add_item(plan, {"name": "Конкурс"}, methodist, actions.Place())
    plan.refresh_from_db()
    readers = [actions.Reader(head)]
    actions.send_for_approval(plan, readers, days(5), "", methodist, version=plan.version)
    with pytest.raises(actions.PlanClosedError):
        actions.hand_in(own, librarian)
    with pytest.raises(actions.PlanClosedError):
        actions.hand_back(own, days(5), "", methodist)


def test_the_page_of_sending_names_who_has_not_handed_in(client_of, plan, own, methodist):
    actions.add_item(plan, {"name": "Конкурс"}, methodist, actions.Place())
    page = client_of(methodist).get(reverse("events:plan-send", args=[plan.pk])).content.decode()
    assert "Ещё не сдали свои пункты" in page and "Берёзовская" in page


def test_late_organisations_are_reminded_by_themselves_and_by_hand(
    client_of, plan, own, librarian, methodist
):
    assert not remind_late_participants(days(6))
    assert len(remind_late_participants(days(7))) == 1
    assert not remind_late_participants(days(8))
    assert len(remind_late_participants(days(11))) == 1
    url = reverse("events:participants-remind", args=[plan.pk])
    told = client_of(methodist).post(url, {"note": "Очень ждём"}, follow=True)
    assert "Напоминания отправлены" in told.content.decode()
    assert "Писать некому" in client_of(methodist).post(url, follow=True).content.decode()
    assert "Очень ждём" in plan.letters.first().body
    assert set(plan.letters.values_list("address", flat=True)) == {librarian.email}


def test_who_has_handed_in_is_not_reminded(
    plan, own, foreign_library, librarian, neighbour, methodist
):
    actions.invite(plan, [foreign_library.organisation], days(10), "", methodist)
    actions.hand_in(own, librarian)
    with pytest.raises(actions.PlanError, match="Писать некому"):
        actions.remind_participants(plan, [own], "", methodist)
    assert [letter.address for letter in remind_late_participants(days(11))] == [neighbour.email]


def test_an_invitation_is_taken_back_only_while_nothing_is_written(plan, own, librarian, methodist):
    actions.add_item(plan, {"name": "Конкурс"}, librarian, actions.Place())
    with pytest.raises(actions.PlanError, match="уже внесла"):
        actions.uninvite(own, methodist)
    actions.remove_item(plan.items.get(), methodist)
    actions.uninvite(own, methodist)
    assert not plan.participants.exists()


def test_the_board_tells_how_far_all_are_in_the_same_queries(
    client_of, plan, own, librarian, methodist
):
    actions.add_item(plan, {"name": "Конкурс"}, librarian, actions.Place())
    url, client = reverse("events:participants", args=[plan.pk]), client_of(methodist)
    board = client.get(url).context["board"]
    assert [(one.organisation, one.item_count, bool(one.written_at)) for one in board] == [
        (own.organisation, 1, True)
    ]

    def another() -> None:
        one = OrganisationFactory(email="cbs@example.org")
        actions.invite(plan, [one], days(10), "", methodist)

    assert_same_queries(client, url, another, at_most=15)
    actions.hand_in(own, librarian)
    assert client.get(url).context["tally"].answered == 1


def test_tasks_tell_librarians_to_hand_in_and_the_department_who_is_late(
    client_of, plan, own, librarian, neighbour, methodist
):
    def titles(user) -> list[str]:
        return [pile.kind.title for pile in client_of(user).get("/").context["piles"]]

    assert "Внесите свои пункты в сводный план" in titles(librarian)
    assert "Внесите свои пункты в сводный план" not in titles(neighbour)
    assert "Не сдали пункты сводного плана" not in titles(methodist)
    Participant.objects.update(due_on=days(-1))
    assert "Не сдали пункты сводного плана" in titles(methodist)


def test_duplicates_and_clashes_of_two_organisations_are_pointed_out(
    client_of, plan, own, librarian, methodist
):
    put = actions.Place()
    readers = "сельские библиотекари"
    first = {"name": "Конкурс чтецов «Живое слово»", "period": "12–13 марта", "audience": readers}
    like = {
        "name": "Областной конкурс чтецов «Живое слово»!",
        "period": "13 марта",
        "audience": "директора ЦБС, сельские библиотекари",
    }
    other = {"name": "Семинар по краеведению", "period": "март", "audience": readers}
    actions.add_item(plan, first, librarian, put)
    actions.add_item(plan, like, methodist, put)
    actions.add_item(plan, other, methodist, put)
    later = {"name": "Школа библиотекаря", "period": "20 марта", "audience": readers}
    actions.add_item(plan, later, methodist, put)
    elsewhere = {"name": "Слёт молодых", "period": "13 марта", "audience": "молодые специалисты"}
    actions.add_item(plan, elsewhere, methodist, put)
    report = report_on(plan, rows_of(plan))
    [pair] = report.pairs
    assert {pair.first.name, pair.second.name} == {first["name"], like["name"]}
    assert pair.is_of_two and not pair.is_same
    [clash] = report.clashes
    assert {clash.first.name, clash.second.name} == {first["name"], like["name"]}
    page = client_of(librarian).get(reverse("events:plan-check", args=[plan.pk]))
    assert "Те же люди в те же дни" in page.content.decode()
    assert "Берёзовская" in page.content.decode()


def test_the_check_takes_the_same_queries_whatever_the_rows(client_of, plan, own, methodist):
    url, client = reverse("events:plan-check", args=[plan.pk]), client_of(methodist)

    def another() -> None:
        values = {"name": "Конкурс чтецов", "period": "7 марта", "audience": "все"}
        actions.add_item(plan, values, methodist, actions.Place())

    assert_same_queries(client, url, another, at_most=15)


def test_the_page_of_a_consolidated_plan_stays_within_its_queries(
    client_of, plan, own, librarian, methodist
):
    actions.add_item(plan, {"name": "Конкурс", "period": "март"}, librarian, actions.Place())
    assert count_queries(client_of(librarian), plan.get_absolute_url()) <= 15
    assert count_queries(client_of(methodist), plan.get_absolute_url()) <= 15


def test_a_new_consolidated_plan_leads_to_the_invitations(client_of, organisation, methodist):
    form = {"organisation": organisation.pk, "kind": "consolidated", "year": 2030, "title": "План"}
    made = client_of(methodist).post(reverse("events:plan-create"), form)
    assert made.url == reverse("events:participants-invite", args=[Plan.objects.get().pk])


def test_rows_of_nobody_are_given_to_their_first_organisers(
    client_of, plan, own, organisation, foreign_library, librarian, methodist
):
    other = foreign_library.organisation
    both = f"{organisation.name}\n{other.name}"
    mine = actions.add_item(
        plan, {"name": "Конкурс", "organisers": both}, methodist, actions.Place()
    )
    values = {"name": "Акция", "organisers": f"{other.name}\n{organisation.name}"}
    theirs = actions.add_item(plan, values, methodist, actions.Place())
    url = reverse("events:participants", args=[plan.pk])
    client = client_of(methodist)
    assert client.get(url).context["to_share"] == 1
    client.post(reverse("events:participants-share", args=[plan.pk]))
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.owner, theirs.owner) == (organisation, None)
    actions.change_field(mine, "place", "Берёзов", "", librarian)
    with pytest.raises(actions.PlanError, match="Раздавать нечего"):
        actions.share_out(plan, methodist)


def test_a_librarian_writes_her_row_in_the_grid_and_in_the_form(
    client_of, plan, own, librarian, methodist
):
    theirs = actions.add_item(plan, {"name": "Чужой"}, methodist, actions.Place())
    client = client_of(librarian)
    new = reverse("events:item-new", args=[plan.pk])
    client.post(new, {"name": "Конкурс", "period": "март"})
    row = plan.items.get(name="Конкурс")
    assert row.owner == own.organisation
    edit = reverse("events:item-edit", args=[row.pk])
    page = client.get(edit).content.decode()
    assert "Сохранить пункт" in page and "Завести издание" not in page
    assert client.get(reverse("events:item-edit", args=[theirs.pk])).status_code == 403
    field = {"field": "place", "text": "Берёзов", "base": ""}
    as_script = {"Accept": "application/json"}
    saved = client.post(reverse("events:item-field", args=[row.pk]), field, headers=as_script)
    assert saved.status_code == 200
    other = client.post(reverse("events:item-field", args=[theirs.pk]), field, headers=as_script)
    assert other.status_code == 403
    shown = client.get(plan.get_absolute_url())
    assert "Пункт: МБУК" in shown.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    open_rows = [
        item.name for group in shown.context["groups"] for item in group.items if item.is_open
    ]
    assert open_rows == ["Конкурс"]
    sifted = client.get(plan.get_absolute_url(), {"owner": own.organisation_id})
    assert sifted.context["shown"] == 1
    client.post(reverse("events:participant-hand-in", args=[own.pk]))
    assert client.get(edit).status_code == 403
    assert client.get(new).status_code == 403
