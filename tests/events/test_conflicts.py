"""Two people at one row: nothing that was typed is lost."""

import threading

import pytest
from django.db import connection

from events import actions
from events.item_fields import text_of
from events.models import PlanItem
from tests.factories import PlanItemFactory


def fresh(item: PlanItem) -> PlanItem:
    return PlanItem.objects.get(pk=item.pk)


def test_two_people_change_two_fields_of_one_row(item, methodist, head):
    base = item.name
    first = actions.change_field(item, "name", "Семинар о семье", base, methodist)
    second = actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    assert isinstance(first, actions.Saved) and isinstance(second, actions.Saved)
    assert (fresh(item).name, fresh(item).place) == ("Семинар о семье", "с. Зелёное")


@pytest.mark.parametrize(
    ("field", "base", "theirs", "yours"),
    [
        ("place", "г. Берёзов", "с. Зелёное", "п. Лесной"),
        ("period", "февраль", "март", "апрель\nмай"),
        ("organisers", "", "Первая библиотека", "Вторая библиотека"),
    ],
)
def test_the_same_field_gives_both_texts_and_writes_nothing(
    item, methodist, head, field, base, theirs, yours
):
    actions.change_field(item, field, theirs, base, head)
    result = actions.change_field(item, field, yours, base, methodist)
    assert isinstance(result, actions.Conflict)
    assert (result.theirs, result.yours, result.who) == (theirs, yours, head)
    assert result.when is not None
    assert text_of(fresh(item), field) == theirs


def test_the_conflict_is_settled_by_writing_over_the_shown_text(item, methodist, head):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    result = actions.change_field(item, "place", "п. Лесной", "с. Зелёное", methodist)
    assert isinstance(result, actions.Saved)
    assert fresh(item).place == "п. Лесной"


def test_two_people_who_write_the_same_do_not_quarrel(item, methodist, head):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    result = actions.change_field(item, "place", " с.  Зелёное", "г. Берёзов", methodist)
    assert isinstance(result, actions.Saved)
    assert item.changes.filter(action="changed").count() == 1


def test_a_conflict_over_a_text_that_history_does_not_know_names_nobody(methodist, plan):
    item = PlanItemFactory(plan=plan, place="с. Зелёное")
    result = actions.change_field(item, "place", "п. Лесной", "г. Берёзов", methodist)
    assert isinstance(result, actions.Conflict)
    assert (result.theirs, result.who, result.when) == ("с. Зелёное", None, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_simultaneous_changes_one_is_saved_and_one_is_told(item, methodist, head):
    """Both threads start from the same text; whichever comes second must hear of the first."""
    results: list[object] = []
    start = threading.Barrier(2)

    def write(text: str, by: object) -> None:
        start.wait(timeout=10)
        results.append(actions.change_field(item, "place", text, "г. Берёзов", by))
        connection.close()

    threads = [
        threading.Thread(target=write, args=("с. Зелёное", methodist)),
        threading.Thread(target=write, args=("п. Лесной", head)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    conflict = next(result for result in results if isinstance(result, actions.Conflict))
    assert len(results) == 2
    assert {conflict.yours, conflict.theirs} == {"с. Зелёное", "п. Лесной"}
    assert fresh(item).place == conflict.theirs


@pytest.mark.django_db(transaction=True)
def test_simultaneous_moves_lose_no_row_and_no_order(plan, add, methodist):
    rows = [add(name) for name in "абвгд"]
    start = threading.Barrier(2)

    def shift(row: PlanItem, way: str) -> None:
        start.wait(timeout=10)
        actions.shift_item(row, way, methodist)
        connection.close()

    threads = [
        threading.Thread(target=shift, args=(rows[0], "down")),
        threading.Thread(target=shift, args=(rows[4], "up")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    order = [row.name for row in plan.items.order_by("position")]
    assert order == ["б", "а", "в", "д", "г"]
