"""Many cells at one go: all of them or none, and nobody's words are written over."""

import pytest

from events import actions
from events.actions import Cell
from events.item_fields import text_of
from events.models import PlanItem
from events.queries import rows_of
from tests.factories import PlanItemFactory


def fresh(item: PlanItem) -> PlanItem:
    return PlanItem.objects.select_related("plan").get(pk=item.pk)


def texts(rows, field: str) -> list[str]:
    return [text_of(fresh(row), field) for row in rows]


@pytest.fixture
def rows(add) -> list[PlanItem]:
    return [
        add("а", responsibles="Иванова А. П.; Все методисты", place="г. Берёзов"),
        add("б", responsibles="Петрова В. С."),
        add("в"),
    ]


def versions(rows) -> dict[int, int]:
    return {row.pk: fresh(row).version for row in rows}


def test_cells_of_several_rows_and_fields_are_written_together(plan, rows, methodist):
    cells = [
        Cell(rows[0].pk, "place", "с. Зелёное", "г. Берёзов"),
        Cell(rows[0].pk, "period", "март; апрель", ""),
        Cell(rows[2].pk, "period", "май", ""),
    ]
    actions.change_cells(plan, cells, methodist, "вставка")
    assert texts(rows, "period") == ["март\nапрель", "", "май"]
    assert fresh(rows[0]).place == "с. Зелёное"
    change = rows[0].changes.first()
    assert change.before == {"place": "г. Берёзов", "period": ""}
    assert change.after == {"place": "с. Зелёное", "period": "март\nапрель"}


def test_new_rows_come_with_the_cells_in_one_step(plan, rows, methodist):
    cells = [Cell(rows[2].pk, "place", "с. Зелёное", "")]
    added = [{"name": "г", "period": "июнь"}, {"name": "д"}]
    actions.change_cells(plan, cells, methodist, "вставка", added, actions.Place(after=rows[1]))
    assert [row.name for row in rows_of(plan)] == ["а", "б", "г", "д", "в"]
    actions.undo_step(plan, methodist)
    assert [row.name for row in rows_of(plan)] == ["а", "б", "в"]
    assert fresh(rows[2]).place == ""


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (("name", " ", "б"), "наименование"),
        (("place", "а" * 301, ""), "301 знаков"),
        (("place", "п. Лесной", "то, чего там нет"), "уже записали"),
    ],
)
def test_one_wrong_cell_keeps_all_from_being_written(plan, rows, methodist, cell, told):
    cells = [Cell(rows[0].pk, "period", "март", ""), Cell(rows[1].pk, *cell)]
    with pytest.raises(actions.CellsRefusedError, match=told) as caught:
        actions.change_cells(plan, cells, methodist, "вставка")
    assert len(caught.value.reasons) == 1
    assert texts(rows, "period") == ["", "", ""]


def test_a_cell_written_by_another_person_is_told_with_her_text(plan, rows, methodist, head):
    actions.change_field(rows[1], "place", "п. Лесной", "", head)
    with pytest.raises(actions.CellsRefusedError, match=r"«б», «Место».*Заведующая.*«п. Лесной»"):
        actions.change_cells(plan, [Cell(rows[1].pk, "place", "с. Зелёное", "")], methodist, "")


def test_a_removed_row_keeps_all_from_being_written(plan, rows, methodist, head):
    actions.remove_item(rows[1], head)
    cells = [Cell(row.pk, "note", "Очно", "") for row in rows]
    with pytest.raises(actions.CellsRefusedError, match="«б» уже удалён"):
        actions.change_cells(plan, cells, methodist, "вставка")
    assert texts(rows, "note") == ["", "", ""]


def test_a_row_of_another_plan_is_not_there(plan, approved_plan, methodist):
    other = PlanItemFactory(plan=approved_plan)
    with pytest.raises(actions.CellsRefusedError):
        actions.change_cells(plan, [Cell(other.pk, "place", "х", "")], methodist, "")


@pytest.mark.parametrize(
    ("way", "text", "expected"),
    [
        ("replace", "Все отделы", ["Все отделы", "Все отделы", "Все отделы"]),
        (
            "add",
            "Все методисты; Иванова А.П.",
            [
                "Иванова А. П.\nВсе методисты",
                "Петрова В. С.\nВсе методисты\nИванова А.П.",
                "Все методисты\nИванова А.П.",
            ],
        ),
        ("drop", "ИВАНОВА А.П.", ["Все методисты", "Петрова В. С.", ""]),
        ("replace", "", ["", "", ""]),
    ],
)
def test_people_are_put_added_and_taken_out_in_several_rows(
    plan, rows, methodist, way, text, expected
):
    actions.change_many(plan, versions(rows), "responsibles", way, text, methodist)
    assert texts(rows, "responsibles") == expected


def test_rows_that_have_the_text_already_are_not_touched(plan, rows, methodist):
    changed = actions.change_many(plan, versions(rows), "place", "replace", "г. Берёзов", methodist)
    assert changed == rows[1:]
    assert actions.change_many(plan, versions(rows), "place", "add", "", methodist) == []
    assert rows[0].changes.count() == 1


def test_a_row_changed_since_it_was_seen_keeps_all_as_they_are(plan, rows, methodist, head):
    seen = versions(rows)
    actions.change_field(rows[1], "note", "Очно", "", head)
    for act in (
        lambda: actions.change_many(plan, seen, "place", "replace", "с. Зелёное", methodist),
        lambda: actions.remove_many(plan, seen, methodist),
    ):
        with pytest.raises(actions.CellsRefusedError, match="«б» изменили"):
            act()
    assert texts(rows, "place") == ["г. Берёзов", "", ""]


def test_several_rows_are_removed_and_brought_back(plan, rows, methodist):
    actions.remove_many(plan, versions(rows[:2]), methodist)
    assert [row.name for row in rows_of(plan)] == ["в"]
    actions.restore_items(plan, [row.pk for row in rows], methodist)
    assert [row.name for row in rows_of(plan)] == ["а", "б", "в"]


def test_more_rows_than_can_be_looked_over_are_refused(plan, methodist):
    seen = dict.fromkeys(range(1, 502), 1)
    with pytest.raises(actions.PlanError, match="не больше 500 пунктов, отмечено 501"):
        actions.change_many(plan, seen, "place", "replace", "с. Зелёное", methodist)


def test_a_text_that_was_not_written_stays_in_the_history_once(plan, rows, methodist, head):
    actions.change_field(rows[1], "place", "п. Лесной", "", head)
    version = plan.__class__.objects.get(pk=plan.pk).version
    for _ in range(2):
        actions.change_field(rows[1], "place", "с. Зелёное", "", methodist)
    kept = rows[1].changes.get(action="variant")
    assert (kept.made_by, kept.before, kept.after) == (
        methodist,
        {"place": "п. Лесной"},
        {"place": "с. Зелёное"},
    )
    assert plan.__class__.objects.get(pk=plan.pk).version == version
