"""The page of marks of one month: what it asks for, saves, refuses and never loses."""

import datetime as dt

import pytest
from django.urls import reverse

from common.waiting import piles_of
from events.actions.marks import EventOutcome, MarkValues, mark_from_event, set_mark
from events.fulfilment.tasks import waiting_of
from events.models import ItemMark, ItemResponsible, Plan, PlanChange
from tests.queries import assert_same_queries

HELD = ItemMark.State.HELD


@pytest.fixture
def approve(plan):
    def make() -> Plan:
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
        plan.refresh_from_db()
        return plan

    return make


@pytest.fixture
def page(client_of, methodist, plan):
    """Return a function: the page of a month as the methodist sees it."""
    client = client_of(methodist)

    def make(month: int, **query):
        address = reverse("events:marks-month", args=[plan.pk, month])
        return client.get(address, query_params=query)

    return make


def names(response, key: str = "rows") -> list[str]:
    return [row.line.item.name for row in response.context[key]]


def send(client, item, month: int = 2, htmx: bool = False, **fields):
    address = reverse("events:mark-set", args=[item.pk, month])
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address, {"version": "0", "page": month, **fields}, headers=headers)


def test_a_month_asks_for_what_ends_in_it_and_for_what_was_moved_to_it(
    add, approve, page, methodist
):
    add("Семинар", period="12 ноября")
    add("Конкурс", period="сентябрь–ноябрь")
    add("Курсы", period="июль–декабрь")
    add("Вебинары", period="ежемесячно")
    moved = add("Выезд", period="март")
    approve()
    values = MarkValues("moved", moved_to=dt.date(2026, 11, 20), reason="разлив")
    set_mark(moved, 3, values, methodist, seen=0)
    assert names(page(11)) == ["Семинар", "Конкурс", "Вебинары", "Выезд"]
    assert names(page(11), "early") == ["Курсы"]
    assert names(page(3)) == ["Вебинары", "Выезд"]
    assert page(3).context["waits"] == 1


def test_months_tell_how_much_they_still_wait_for(add, approve, page, methodist):
    row = add("Вебинары", period="ежемесячно")
    add("Семинар", period="февраль")
    approve()
    set_mark(row, 2, MarkValues(HELD), methodist, seen=0)
    waits = {one.number: one.waits for one in page(1).context["months"]}
    assert (waits[1], waits[2], waits[3]) == (1, 1, 1)


def test_the_day_of_the_plan_is_offered_once_it_is_over(add, approve, page):
    add("Семинар", period="12–13 февраля")
    add("Конкурс", period="февраль")
    add("Отчёт", period="до 15 февраля")
    approve()
    forms = [row.form for row in page(2).context["rows"]]
    assert [form["date"].value() for form in forms] == [dt.date(2026, 2, 13), None, None]
    assert [form["state"].value() for form in forms] == [HELD] * 3


def test_a_mark_is_saved_and_told_back(client_of, methodist, item, approve):
    approve()
    answer = send(client_of(methodist), item, htmx=True, state="held", participants="34")
    assert "Проведено, 34 участника" in answer.content.decode()
    assert "Отменить" in answer.content.decode()
    assert '<span class="mark-row__number">1.</span>' in answer.content.decode()
    assert ItemMark.objects.get(item=item).participants == 34


def test_what_was_refused_keeps_what_was_typed(client_of, methodist, item, approve):
    approve()
    client = client_of(methodist)
    for htmx in (True, False):
        answer = send(client, item, htmx=htmx, state="cancelled", note="звонили в район")
        html = answer.content.decode()
        assert "Напишите причину" in html
        assert 'value="звонили в район"' in html
    assert not ItemMark.objects.exists()


def test_a_mark_made_meanwhile_is_shown_and_what_was_typed_can_be_sent_again(
    client_of, methodist, head, item, approve
):
    approve()
    set_mark(item, 2, MarkValues("cancelled", reason="карантин"), head, seen=0)
    client = client_of(methodist)
    answer = send(client, item, htmx=True, state="held", participants="12")
    html = answer.content.decode()
    assert "здесь уже стоит «отменено, карантин» (Заведующая А. П.)" in html.replace("\xa0", " ")
    assert 'value="12"' in html
    form = answer.context["row"].form
    assert form["version"].value() == "1"
    send(client, item, htmx=True, state="held", participants="12", version="1")
    assert ItemMark.objects.get(item=item).state == HELD


def test_the_rest_is_marked_at_one_press_and_undone_at_another(
    client_of, methodist, add, approve, plan
):
    dated = add("Семинар", period="12 февраля")
    add("Конкурс", period="январь–февраль")
    add("Вебинар", period="март")
    marked = add("Выезд", period="февраль")
    approve()
    set_mark(marked, 2, MarkValues("cancelled", reason="метель"), methodist, seen=0)
    client = client_of(methodist)
    page = client.post(reverse("events:marks-held", args=[plan.pk, 2]), follow=True)
    assert ItemMark.objects.filter(state=HELD).count() == 2
    assert ItemMark.objects.get(item=dated).date == dt.date(2026, 2, 12)
    changes = page.context["marked"]
    client.post(reverse("events:marks-undo", args=[plan.pk]), {"change": changes, "page": 2})
    assert [mark.item for mark in ItemMark.objects.all()] == [marked]


def test_nobody_undoes_the_marks_of_others(client_of, methodist, head, item, approve, plan):
    approve()
    change = set_mark(item, 2, MarkValues(HELD), head, seen=0)
    client_of(methodist).post(reverse("events:marks-undo", args=[plan.pk]), {"change": change.pk})
    assert ItemMark.objects.filter(item=item).exists()


def test_a_mark_is_taken_away(client_of, methodist, item, approve):
    approve()
    set_mark(item, 2, MarkValues(HELD), methodist, seen=0)
    address = reverse("events:mark-remove", args=[item.pk, 2])
    client = client_of(methodist)
    client.post(address, {"version": "7"})
    assert ItemMark.objects.exists()
    client.post(address, {"version": "1"})
    assert not ItemMark.objects.exists()


def test_hers_are_her_own_rows_and_those_of_nobody_in_particular(
    add, approve, page, methodist, head
):
    rows = [add(name, period="февраль") for name in ("Её", "Чужое", "Общее")]
    ItemResponsible.objects.create(item=rows[0], user=methodist, wording="Она", position=1)
    ItemResponsible.objects.create(item=rows[1], user=head, wording="Не она", position=1)
    ItemResponsible.objects.create(item=rows[2], wording="Все методисты", position=1)
    approve()
    assert names(page(2, mine=1)) == ["Её", "Общее"]


def test_a_draft_is_not_marked_and_says_why(item, page):
    html = page(2).content.decode()
    assert "когда план утверждён" in html
    assert "Сохранить отметку" not in html


def test_the_history_of_the_plan_tells_of_marks(client_of, methodist, item, approve, plan):
    approve()
    set_mark(item, 2, MarkValues(HELD, participants=5), methodist, seen=0)
    html = client_of(methodist).get(reverse("events:plan-history", args=[plan.pk])).content.decode()
    assert PlanChange.Action.MARKED.label in html
    assert "февраль: проведено, 5 участников" in html


def test_queries_do_not_grow_with_rows(client_of, methodist, add, plan):
    def row():
        made = add("Семинар", period="ежемесячно", responsibles="Все методисты")
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
        set_mark(made, 2, MarkValues(HELD), methodist, seen=0)
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)

    address = reverse("events:marks-month", args=[plan.pk, 2])
    assert_same_queries(client_of(methodist), address, row, at_most=15)


def test_what_was_not_marked_last_month_waits_on_the_home_page(
    add, approve, client_of, methodist, head
):
    rows = [add(name, period="октябрь") for name in ("Её", "Чужое", "Общее")]
    add("Впереди", period="ноябрь")
    ItemResponsible.objects.create(item=rows[1], user=head, wording="Не она", position=1)
    approve()
    set_mark(rows[2], 10, MarkValues(HELD), methodist, seen=0)

    def waits(user, day: str) -> list[str]:
        piles = piles_of(waiting_of(user, dt.date.fromisoformat(day)))
        return [row.name for pile in piles for row in pile.rows]

    assert waits(methodist, "2026-11-28") == ["Её"]
    assert waits(head, "2026-11-28") == ["Её", "Чужое"]
    assert waits(head, "2026-10-28") == []
    assert waits(head, "2027-01-10") == ["Её", "Чужое", "Впереди"]
    address = reverse("events:item-marks", args=[rows[0].pk])
    answer = client_of(methodist).get(address)
    assert answer.url == f"/plans/{rows[0].plan_id}/marks/10/#mark-{rows[0].pk}-10"


def test_a_moved_row_waits_again_after_its_new_day(add, approve, methodist):
    row = add("Выезд", period="март")
    approve()
    moved = MarkValues("moved", moved_to=dt.date(2026, 10, 5), reason="разлив")
    set_mark(row, 3, moved, methodist, seen=0)
    assert waiting_of(methodist, dt.date(2026, 10, 28)) == []
    assert len(waiting_of(methodist, dt.date(2026, 11, 2))) == 1


def test_the_api_marks_and_never_writes_over(client_of, methodist, item, approve, plan):
    approve()
    client, address = client_of(methodist), f"/api/plans/{plan.pk}/marks/"
    told = {"item": item.pk, "month": 2, "state": "held", "participants": 7, "version": 0}

    def post(**more):
        return client.post(address, {**told, **more}, content_type="application/json")

    assert post().json()["participants"] == 7
    refused = post(participants=9)
    assert (refused.status_code, refused.json()["current"]["participants"]) == (409, 7)
    assert post(state="cancelled", version=1).json() == {
        "reason": ["Напишите причину: она войдёт в отчёт о выполнении."]
    }
    assert [mark["version"] for mark in client.get(address).json()] == [1]
    report = client.get(f"/api/plans/{plan.pk}/fulfilment/", {"part": "q1"}).json()
    assert report["title"] == "Выполнение плана за I квартал 2026 года"


def test_the_page_offers_what_the_event_says_against_a_persons_mark(
    add, approve, page, methodist, client_of
):
    item = add("Семинар", period="12 февраля")
    approve()
    set_mark(item, 2, MarkValues(HELD, participants=5), methodist, seen=0)
    held = EventOutcome(1, "held", planned_on=dt.date(2026, 2, 12), participants=34)
    mark_from_event(item, held, methodist)
    shown = page(2).text
    assert "По мероприятию иначе: проведено, 34 участника" in shown
    url = reverse("events:mark-from-event", args=[item.pk, 2])
    client_of(methodist).post(url, {"version": "0"})
    assert ItemMark.objects.get().participants == 5, "another version was seen"
    client_of(methodist).post(url, {"version": "1"})
    assert ItemMark.objects.get().participants == 34
    assert "По мероприятию иначе" not in page(2).text
