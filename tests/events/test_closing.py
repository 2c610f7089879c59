"""A plan is closed after its year: every row marked, the report kept, all else locked."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.kept_tables import unpack
from events import actions
from events.actions.closing import keep_missing_reports, keep_report
from events.actions.counting import CountingChoice, choose_counting
from events.actions.marks import (
    EventOutcome,
    MarkValues,
    forget_event,
    mark_from_event,
    remove_mark,
    set_mark,
    undo_marking,
)
from events.closing.queries import open_rows
from events.fulfilment.lines import lines_of
from events.models import ItemMark, Plan, PlanChange, PlanClosing, PlanItem
from events.rules import plans_visible_to
from tests.events.closed_plans import make_last_year
from tests.factories import UserFactory

State = ItemMark.State
pytestmark = pytest.mark.django_db


def fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def last_year(organisation, methodist) -> Plan:
    return make_last_year(organisation, methodist)


@pytest.fixture
def rows(last_year) -> dict[str, PlanItem]:
    return {item.name: item for item in last_year.items.all()}


@pytest.fixture
def close(last_year, head):
    """Return a function that closes the plan as the head would who has just seen it."""

    def make(reasons: dict[PlanItem, str] | None = None, *, accepts: bool = True) -> PlanClosing:
        told = {item.pk: reason for item, reason in (reasons or {}).items()}
        version = fresh(last_year).version
        return actions.close_plan(last_year, head, version=version, reasons=told, accepts=accepts)

    return make


def test_rows_without_a_mark_are_asked_for_a_reason_or_accepted_as_not_done(
    last_year, rows, close, head
):
    asked = open_rows(lines_of(last_year))
    assert [(row.item.name, row.words) for row in asked] == [
        ("Обзор", "не отмечено"),
        ("Вебинары", "не отмечено месяцев: 3"),
        ("Выезд", "перенесено на 05.11.2025, дальше не отмечено"),
    ], "what was moved into the next year is told of already"
    with pytest.raises(actions.NotMarkedError, match="осталось 2 пункта") as refused:
        close({rows["Обзор"]: "не было докладчика"}, accepts=False)
    assert [row.item.name for row in refused.value.rows] == ["Вебинары", "Выезд"]
    assert fresh(last_year).state == Plan.State.APPROVED and not PlanClosing.objects.exists()
    closing = close({rows["Обзор"]: " не было\nдокладчика "})
    assert fresh(last_year).state == Plan.State.CLOSED
    assert (closing.number, closing.not_done, closing.closed_by) == (1, 3, head)
    [mark] = rows["Обзор"].marks.all()
    assert (mark.state, mark.reason, mark.marked_by) == (State.NOT_DONE, "не было докладчика", head)
    webinars = rows["Вебинары"].marks.order_by("month").values_list("month", "state", "reason")
    assert list(webinars) == [(3, "held", ""), *((month, "not_done", "") for month in (6, 9, 12))]
    [moved] = rows["Выезд"].marks.all()
    assert (moved.state, moved.moved_to, moved.reason) == (
        State.NOT_DONE,
        dt.date(2025, 11, 5),
        "разлив",
    )
    assert rows["Курсы"].marks.get().state == State.MOVED
    told = last_year.changes.filter(action=PlanChange.Action.MARKED, made_by=head)
    assert {change.after["mark"] for change in told.filter(item=rows["Выезд"])} == {
        "март: не выполнено (переносилось на 05.11.2025), разлив"
    }


def test_a_row_that_one_has_a_reason_for_need_not_be_accepted(rows, close):
    reasons = {rows[name]: "нет денег" for name in ("Обзор", "Вебинары", "Выезд")}
    assert close(reasons, accepts=False).not_done == 3


def test_the_report_of_the_year_is_kept_whatever_is_changed_afterwards(
    last_year, rows, close, head, methodist, organisation, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = close({rows["Обзор"]: "не было докладчика"})
    first.refresh_from_db()
    data = first.file.read()
    assert data.startswith(b"%PDF") and len(first.file_hash) == 64
    tables = {table.key: table for table in unpack(first.contents["report"]).tables}
    # Expected, held, per cent; rows: held, in part, moved, cancelled, not done.
    assert tables["summary"].rows[-1].values == (
        *("Всего", 9, 2, Decimal("22.2")),
        *(6, 1, 1, 1, 1, 2),
    )
    assert "unmarked" not in tables
    assert [row.values[1:5] for row in tables["undone"].rows] == [
        ("Обзор", "октябрь", "не выполнено", "не было докладчика"),
        ("Вебинары", "ежеквартально", "выполнено частично: проведено 1 из 4", "не указана"),
        ("Выезд", "март", "не выполнено", "разлив"),
    ]
    actions.reopen_closed(last_year, "Нашли отчёт о выезде", head)
    organisation.name = "МБУК «Другая ЦБС»"
    organisation.save()
    values = MarkValues("held", date=dt.date(2025, 11, 6), participants=3)
    set_mark(rows["Выезд"], 3, values, methodist, seen=rows["Выезд"].marks.get().version)
    second = close()
    kept = PlanClosing.objects.get(pk=first.pk)
    assert kept.contents == first.contents and kept.file.name == first.file.name
    assert (kept.reason, kept.reopened_by) == ("Нашли отчёт о выезде", head)
    assert kept.contents["surroundings"]["letterhead"][1] == "МБУК «Берёзовская ЦБС»"
    assert second.contents["surroundings"]["letterhead"][1] == "МБУК «Другая ЦБС»"
    again = {table.key: table for table in unpack(second.contents["report"]).tables}
    assert again["summary"].rows[-1].values[1:3] == (9, 3)
    assert again["summary"].rows[-1].values[4:] == (6, 2, 1, 1, 1, 1)
    assert (second.number, second.not_done) == (2, 0)


def test_the_file_of_a_report_is_made_once_and_asked_for_again(close):
    closing = close()
    keep_missing_reports(timezone.localdate())
    closing.refresh_from_db()
    name = closing.file.name
    assert name
    keep_report.func(closing.pk)
    closing.refresh_from_db()
    assert closing.file.name == name


def test_everybody_goes_on_seeing_a_closed_plan(last_year, close, librarian, neighbour):
    close()
    for person in (librarian, neighbour):
        assert last_year in plans_visible_to(person)


def test_in_a_closed_plan_nothing_is_changed_marked_amended_or_approved(
    last_year, rows, close, head, methodist
):
    figure = last_year.figures.create(name="Консультации", number=600, position=1)
    mark = rows["Семинар"].marks.get()
    change = last_year.changes.filter(item=rows["Семинар"], action="marked").first()
    close()
    readers, soon = [actions.Reader(methodist)], timezone.localdate()
    version, item = fresh(last_year).version, rows["Семинар"]
    held, count = MarkValues("held"), CountingChoice("consultations", "number")
    refused = [
        lambda: actions.add_item(last_year, {"name": "Ещё"}, head, actions.Place()),
        lambda: actions.change_field(item, "place", "с. Зелёное", "", head),
        lambda: actions.remove_item(item, head),
        lambda: actions.add_section(last_year, "Ещё", head),
        lambda: actions.change_figure(figure, "Консультации", 1, head, str(figure)),
        lambda: actions.change_settings(last_year, {"goal": "Иная"}, {"goal": ""}, head),
        lambda: actions.begin_amendment(last_year, "", head),
        lambda: actions.approve(last_year, head, dt.date(2024, 12, 20), "1", version),
        lambda: actions.send_for_approval(
            last_year, readers, soon, "", head, version=version, despite_remarks=True
        ),
        lambda: actions.reopen_draft(last_year, "Ошибка", head),
        lambda: set_mark(item, 2, held, head, seen=mark.version),
        lambda: remove_mark(item, 2, head, seen=mark.version),
        lambda: undo_marking(change, head),
        lambda: choose_counting(figure, count, head, seen=0),
        lambda: actions.close_plan(last_year, head, version=version, reasons={}, accepts=True),
    ]
    for act in refused:
        with pytest.raises(actions.PlanClosedError, match="План завершён"):
            act()
    assert fresh(last_year).version == version
    assert ItemMark.objects.get(pk=mark.pk).version == mark.version


def test_a_plan_of_a_year_that_goes_on_a_draft_and_one_with_an_amendment_are_not_closed(
    plan, add, last_year, head, methodist, close
):
    def refuse(which: Plan, match: str) -> None:
        told = {"version": fresh(which).version, "reasons": {}, "accepts": True}
        with pytest.raises(actions.PlanError, match=match):
            actions.close_plan(which, head, **told)

    add("Семинар")
    refuse(plan, "не утверждён")
    this_year = timezone.localdate().year
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED, year=this_year)
    refuse(plan, f"с 1 января {this_year + 1} года")
    amendment = actions.begin_amendment(last_year, "", methodist)
    refuse(last_year, "Изменение № 1 ещё готовится")
    actions.drop_amendment(amendment, methodist)
    close()


def test_a_plan_marked_since_the_page_was_opened_is_not_closed_unseen(last_year, rows, head):
    seen = fresh(last_year).version
    set_mark(rows["Обзор"], 10, MarkValues("held"), head, seen=0)
    with pytest.raises(actions.PlanError, match="текст изменили"):
        actions.close_plan(last_year, head, version=seen, reasons={}, accepts=True)
    with pytest.raises(ValidationError, match="длиннее 500"):
        actions.close_plan(
            last_year,
            head,
            version=fresh(last_year).version,
            reasons={rows["Выезд"].pk: "о" * 501},
            accepts=True,
        )


def test_a_closed_plan_is_opened_again_with_a_reason_on_record(last_year, close, head):
    with pytest.raises(actions.PlanError, match="не завершён"):
        actions.reopen_closed(last_year, "Ошибка", head)
    close()
    with pytest.raises(ValidationError, match="почему"):
        actions.reopen_closed(last_year, " ", head)
    actions.reopen_closed(last_year, "Ошибка", head)
    assert fresh(last_year).state == Plan.State.APPROVED
    change = last_year.changes.first()
    assert (change.action, change.after) == ("closing_undone", {"reason": "Ошибка"})
    actions.begin_amendment(last_year, "", head)


def test_what_events_tell_of_a_closed_plan_comes_into_its_marks_when_it_is_opened_again(
    last_year, rows, close, head, methodist
):
    def tell(state: str, day: int, people: int | None = None) -> None:
        date = dt.date(2025, 10, day)
        told = EventOutcome(7, state, dt.date(2025, 10, 2), date, people)
        mark_from_event(rows["Обзор"], told, methodist)

    tell("held", 2, 20)
    mark = rows["Обзор"].marks.get()
    close()
    version = fresh(last_year).version
    tell("held", 3, 25)
    forget_event(rows["Семинар"], 99, methodist)
    stood = ItemMark.objects.get(pk=mark.pk)
    assert (stood.date, stood.participants, stood.version) == (dt.date(2025, 10, 2), 20, 1)
    assert fresh(last_year).version == version
    actions.reopen_closed(last_year, "Исправить итог", head)
    stood.refresh_from_db()
    assert (stood.date, stood.participants) == (dt.date(2025, 10, 3), 25)
    told = last_year.changes.filter(item=rows["Обзор"]).first()
    assert told.after["mark"] == "октябрь: проведено 03.10.2025, 25 участников"


def test_an_event_taken_back_after_closing_takes_its_mark_with_it_when_opened_again(
    last_year, rows, close, head, methodist
):
    told = EventOutcome(7, "held", dt.date(2025, 10, 2), dt.date(2025, 10, 2), 20)
    mark_from_event(rows["Обзор"], told, methodist)
    close()
    forget_event(rows["Обзор"], 7, methodist)
    assert rows["Обзор"].marks.get().state == State.HELD
    actions.reopen_closed(last_year, "Исправить итог", head)
    assert not rows["Обзор"].marks.exists()


def test_closing_asks_the_database_as_much_for_many_rows_as_for_few(
    last_year, methodist, head, close
):
    with CaptureQueriesContext(connection) as few:
        close()
    actions.reopen_closed(last_year, "Ещё пункты", head)
    ItemMark.objects.filter(state=State.NOT_DONE).delete()
    Plan.objects.filter(pk=last_year.pk).update(state=Plan.State.DRAFT)
    for number in range(40):
        values = {"name": f"Пункт {number}", "period": "октябрь", "responsibles": "Иванова А. А."}
        actions.add_item(last_year, values, methodist, actions.Place())
    Plan.objects.filter(pk=last_year.pk).update(state=Plan.State.APPROVED)
    with CaptureQueriesContext(connection) as many:
        assert close().not_done == 43
    assert len(many) <= len(few) + 1


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_who_close_at_once_one_is_told_that_it_is_done(last_year, head):
    other, version = UserFactory(role="head"), fresh(last_year).version
    told: list[str] = []

    def close(by) -> None:
        try:
            plan = fresh(last_year)
            actions.close_plan(plan, by, version=version, reasons={}, accepts=True)
        except actions.PlanError as error:
            told.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=[one]) for one in (head, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1 and "План завершён" in told[0]
    assert PlanClosing.objects.count() == 1
    assert ItemMark.objects.filter(state=State.NOT_DONE).count() == 5
