"""Marks of fulfilment: which are due, how they are set, refused, undone, and come from events."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from events import actions
from events.actions.marks import (
    EventOutcome,
    MarkConflictError,
    MarkValues,
    forget_event,
    mark_from_event,
    remove_mark,
    said_otherwise,
    set_mark,
    take_from_events,
    undo_marking,
)
from events.fulfilment.dues import Due, due_for, dues_of
from events.fulfilment.words import mark_in_words
from events.models import ItemMark, Plan, PlanChange, PlanItem

HELD = ItemMark.State.HELD


def approve(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)


@pytest.fixture
def marked_item(item: PlanItem, plan: Plan) -> PlanItem:
    """«Семинар», planned for February, in an approved plan."""
    approve(plan)
    return item


def mark_of(item: PlanItem, month: int = 2) -> ItemMark:
    return ItemMark.objects.get(item=item, month=month)


@pytest.mark.parametrize(
    ("wording", "dues"),
    [
        ("12–13 февраля", [(2, 2)]),
        ("сентябрь–ноябрь", [(11, 9)]),
        ("до 15 мая", [(5, 1)]),
        ("12 февраля; 3 июня", [(2, 2), (6, 6)]),
        ("ежемесячно", [(month, month) for month in range(1, 13)]),
        ("февраль–апрель, еженедельно", [(2, 2), (3, 3), (4, 4)]),
        ("ежеквартально", [(3, 1), (6, 4), (9, 7), (12, 10)]),
        ("постоянно", [(3, 1), (6, 4), (9, 7), (12, 10)]),
        ("январь–декабрь", [(3, 1), (6, 4), (9, 7), (12, 10)]),
        ("по запросам", [(3, 1), (6, 4), (9, 7), (12, 10)]),
        ("2 раза в год", [(6, 1), (12, 7)]),
        ("5 раз в год", [(3, 1), (5, 4), (8, 6), (10, 9), (12, 11)]),
        ("ежегодно", [(12, 1)]),
        ("подготовка: январь; июнь", [(6, 6)]),
        ("подготовка: январь", [(1, 1)]),
        ("как получится", [(12, 1)]),
        ("", [(12, 1)]),
    ],
)
def test_a_row_is_marked_as_often_as_it_takes_place(add, wording: str, dues: list):
    row = add("Семинар", period=wording)
    assert dues_of(row) == [Due(month, first) for month, first in dues]


def test_a_mark_is_never_out_of_sight_when_its_row_moves_to_another_month(
    marked_item: PlanItem, methodist: User
):
    set_mark(marked_item, 2, MarkValues(HELD), methodist, seen=0)
    marked_item.periods.update(start="2026-05-01", end="2026-05-31")
    row = PlanItem.objects.get(pk=marked_item.pk)
    assert dues_of(row, row.marks.all()) == [Due(2, 2), Due(5, 5)]


@pytest.mark.parametrize(
    ("day", "month"),
    [("2026-02-10", 3), ("2026-04-01", 3), ("2026-08-01", 9), ("2025-12-30", 3), ("2027-01-09", 9)],
)
def test_a_day_finds_the_mark_that_covers_it_or_the_nearest(day: str, month: int):
    dues = [Due(3, 1), Due(9, 9)]
    assert due_for(dues, dt.date.fromisoformat(day), 2026).month == month


def test_a_mark_is_written_with_its_history(marked_item: PlanItem, methodist: User):
    values = MarkValues(HELD, date=dt.date(2026, 2, 12), participants=34, note="  онлайн ")
    change = set_mark(marked_item, 2, values, methodist, seen=0)
    mark = mark_of(marked_item)
    assert mark_in_words(mark) == "проведено 12.02.2026, 34 участника, онлайн"
    assert (mark.marked_by, mark.version) == (methodist, 1)
    assert (change.action, change.before) == (PlanChange.Action.MARKED, {})
    assert change.after["mark"] == "февраль: проведено 12.02.2026, 34 участника, онлайн"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (MarkValues("cancelled"), "Напишите причину"),
        (MarkValues("moved", reason="карантин"), "на какое число"),
        (MarkValues("moved", moved_to=dt.date(2026, 3, 1)), "Напишите причину"),
        (MarkValues("moved", moved_to=dt.date(2029, 3, 1), reason="карантин"), "далеко от 2026"),
        (MarkValues(HELD, date=dt.date(2099, 12, 31)), "ещё не наступило"),
        (MarkValues(HELD, date=dt.date(2016, 2, 1)), "далеко от 2026"),
        (MarkValues(HELD, participants=10_000_000), "1000000"),
        (MarkValues("perhaps"), "Выберите отметку"),
    ],
)
def test_what_cannot_be_is_refused(
    marked_item: PlanItem, methodist: User, values: MarkValues, words: str
):
    with pytest.raises(ValidationError) as refused:
        set_mark(marked_item, 2, values, methodist, seen=0)
    assert words in " ".join(refused.value.messages).replace("\N{NARROW NO-BREAK SPACE}", "")
    assert not ItemMark.objects.exists()


def test_a_month_without_a_due_mark_is_refused(marked_item: PlanItem, methodist: User):
    with pytest.raises(ValidationError, match="Срок этого пункта изменился"):
        set_mark(marked_item, 7, MarkValues(HELD), methodist, seen=0)


def test_a_draft_and_a_removed_row_are_not_marked(item: PlanItem, plan: Plan, methodist: User):
    with pytest.raises(actions.PlanError, match="не утверждён"):
        set_mark(item, 2, MarkValues(HELD), methodist, seen=0)
    actions.remove_item(item, methodist)
    approve(plan)
    with pytest.raises(actions.ItemRemovedError):
        set_mark(item, 2, MarkValues(HELD), methodist, seen=0)


def test_nobody_marks_over_what_she_has_not_seen(
    marked_item: PlanItem, methodist: User, head: User
):
    set_mark(marked_item, 2, MarkValues("cancelled", reason="карантин"), head, seen=0)
    with pytest.raises(MarkConflictError, match=r"отменено, карантин.*Заведующая") as conflict:
        set_mark(marked_item, 2, MarkValues(HELD), methodist, seen=0)
    assert conflict.value.mark == mark_of(marked_item)
    with pytest.raises(MarkConflictError):
        remove_mark(marked_item, 2, methodist, seen=0)
    assert mark_of(marked_item).state == "cancelled"


def test_a_moved_row_that_is_held_tells_both(marked_item: PlanItem, methodist: User):
    moved = MarkValues("moved", moved_to=dt.date(2026, 3, 5), reason="болезнь лектора")
    set_mark(marked_item, 2, moved, methodist, seen=0)
    set_mark(marked_item, 2, MarkValues(HELD, date=dt.date(2026, 3, 6)), methodist, seen=1)
    words = mark_in_words(mark_of(marked_item))
    assert words == "проведено 06.03.2026 (переносилось на 05.03.2026)"


def test_marking_is_undone_step_by_step(marked_item: PlanItem, methodist: User):
    first = set_mark(marked_item, 2, MarkValues(HELD, participants=5), methodist, seen=0)
    second = set_mark(marked_item, 2, MarkValues(HELD, participants=6), methodist, seen=1)
    with pytest.raises(MarkConflictError):
        undo_marking(first, methodist)
    undo_marking(second, methodist)
    assert mark_of(marked_item).participants == 5
    removed = remove_mark(marked_item, 2, methodist, seen=3)
    undo_marking(removed, methodist)
    assert mark_of(marked_item).participants == 5
    assert PlanChange.objects.filter(action=PlanChange.Action.UNMARKED).count() == 1


def test_undoing_the_first_mark_takes_it_away(marked_item: PlanItem, methodist: User):
    change = set_mark(marked_item, 2, MarkValues(HELD), methodist, seen=0)
    undone = undo_marking(change, methodist)
    assert not ItemMark.objects.exists()
    undo_marking(undone, methodist)
    assert mark_of(marked_item).state == HELD


def outcome(event: int, state: str = "held", day: str = "2026-02-12", **told) -> EventOutcome:
    day = dt.date.fromisoformat(day)
    return EventOutcome(event, state, planned_on=dt.date(2026, 2, 12), date=day, **told)


def test_events_mark_their_row_together(marked_item: PlanItem, methodist: User):
    mark_from_event(marked_item, outcome(1, participants=20), methodist)
    mark_from_event(marked_item, outcome(2, day="2026-02-20", participants=15), methodist)
    mark_from_event(marked_item, outcome(3, "cancelled", reason="метель"), methodist)
    mark = mark_of(marked_item)
    assert mark_in_words(mark) == "проведено 20.02.2026, 35 участников"
    forget_event(marked_item, 2, methodist)
    assert mark_in_words(mark_of(marked_item)) == "проведено 12.02.2026, 20 участников"
    forget_event(marked_item, 1, methodist)
    assert mark_in_words(mark_of(marked_item)) == "отменено, метель"
    forget_event(marked_item, 3, methodist)
    assert not ItemMark.objects.exists()


def test_an_event_told_twice_changes_nothing(marked_item: PlanItem, methodist: User):
    mark_from_event(marked_item, outcome(1, participants=20), methodist)
    mark_from_event(marked_item, outcome(1, participants=20), methodist)
    assert PlanChange.objects.filter(action=PlanChange.Action.MARKED).count() == 1


def test_a_moved_event_keeps_the_mark_of_its_month(marked_item: PlanItem, methodist: User):
    mark_from_event(marked_item, outcome(1, "moved", "2026-04-03"), methodist)
    assert mark_in_words(mark_of(marked_item)) == "перенесено на 03.04.2026"
    mark_from_event(marked_item, outcome(1, "held", "2026-04-03", participants=9), methodist)
    assert mark_of(marked_item).state == HELD
    assert ItemMark.objects.count() == 1


def test_an_event_leaves_alone_what_a_person_wrote(marked_item: PlanItem, methodist: User):
    mark_from_event(marked_item, outcome(1, participants=20), methodist)
    set_mark(marked_item, 2, MarkValues(HELD, participants=25), methodist, seen=1)
    mark_from_event(marked_item, outcome(1, participants=21), methodist)
    assert mark_of(marked_item).participants == 25
    forget_event(marked_item, 1, methodist)
    assert mark_of(marked_item).participants == 25


def test_what_the_event_says_is_taken_in_place_of_a_persons_mark(
    marked_item: PlanItem, methodist: User
):
    moved = MarkValues("moved", moved_to=dt.date(2026, 3, 5), reason="ремонт")
    set_mark(marked_item, 2, moved, methodist, seen=0)
    assert said_otherwise(mark_of(marked_item)) is None
    mark_from_event(marked_item, outcome(1, day="2026-03-04", participants=20), methodist)
    said = said_otherwise(mark_of(marked_item))
    assert (said.state, said.date, said.participants) == (HELD, dt.date(2026, 3, 4), 20)
    with pytest.raises(MarkConflictError):
        take_from_events(marked_item, 2, methodist, seen=7)
    taken = take_from_events(marked_item, 2, methodist, seen=1)
    words = "проведено 04.03.2026 (переносилось на 05.03.2026), 20 участников"
    assert mark_in_words(mark_of(marked_item)) == words
    assert said_otherwise(mark_of(marked_item)) is None
    with pytest.raises(MarkConflictError):
        take_from_events(marked_item, 2, methodist, seen=2)
    undo_marking(taken, methodist)
    assert mark_of(marked_item).state == "moved"
    assert said_otherwise(mark_of(marked_item)) == said


def test_an_event_of_a_removed_row_marks_nothing(item: PlanItem, methodist: User):
    actions.remove_item(item, methodist)
    assert mark_from_event(item, outcome(1), methodist) is None
