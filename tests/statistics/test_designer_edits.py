"""Changing a definition step by step: numbers, checks and places follow one another."""

from typing import Any

import pytest
import yaml
from django.core.exceptions import ValidationError

from statistics.checks.syntax import RuleError
from statistics.designer import checks, files, lines, sections
from statistics.designer.closing import told_of_closing
from statistics.designer.lines import Place
from statistics.designer.origins import finished, origins, plain, stamped
from statistics.designer.tree import columns_of, inherited, put_columns
from statistics.layout import EditionError, parse_definition
from tests.statistics.small_form import small_definition

ROW = {"of": None, "ask_above": None, "constant": False, "closed": []}
COLUMN = {
    "kind": "whole", "places": 0, "unit": "посещение", "okei": "5451", "of": None,
    "ask_above": 1000, "constant": False, "groups": [],
}  # fmt: skip


@pytest.fixture
def form() -> dict[str, Any]:
    definition = small_definition()
    definition["checks"].append(
        {"code": "all", "rule": "1.03.* = sum(1.01:02.*) for columns 2:4", "message": "{1.3.2}"}
    )
    return stamped(definition)


def read(definition: dict[str, Any]) -> Any:
    return parse_definition(plain(definition))


def test_an_edit_leaves_what_was_given_as_it_was(form: dict[str, Any]):
    before = yaml.safe_dump(form)
    lines.add_lines(form, Place(0, 0, "rows"), ["Хранение"])
    lines.remove_line(form, Place(0, 0, "columns", 3))
    assert yaml.safe_dump(form) == before


def test_pasted_titles_become_rows_numbered_on(form: dict[str, Any]):
    changed = lines.add_lines(form, Place(0, 0, "rows"), ["Хранение", "Отдел"])
    rows = read(changed).section(1).rows
    assert [(row.number, row.title) for row in rows[3:]] == [(4, "Хранение"), (5, "Отдел")]


def test_columns_are_added_under_a_heading(form: dict[str, Any]):
    changed = lines.add_lines(form, Place(1, 0, "columns"), ["сдано", "принято"], "Акты")
    assert [c.full_title for c in read(changed).section(2).columns[2:]] == [
        "Акты: сдано",
        "Акты: принято",
    ]


def test_too_many_lines_are_refused(form: dict[str, Any]):
    with pytest.raises(ValidationError, match="298 строк, а в таблице уже 3 строки"):
        lines.add_lines(form, Place(0, 0, "rows"), ["строка"] * 298)
    with pytest.raises(ValidationError, match=r"521 графу\. В таблице не бывает больше 300 граф"):
        sections.add_section(form, {"title": "Новый"}, (), ["графа"] * 521)


@pytest.mark.parametrize(
    ("line", "of", "told"),
    [
        (0, 1, "Строка 1 не бывает частью самой себя"),
        (1, 7, "Строка 7 в таблице не найдена"),
        (2, 1, "Строка 1 сама входит в 3"),
    ],
)
def test_a_row_is_no_part_of_itself_nor_of_its_parts(
    form: dict[str, Any], line: int, of: int, told: str
):
    form["sections"][0]["rows"][0]["of"] = 3
    values = {**ROW, "title": "Строка", "number": line + 1, "of": of}
    with pytest.raises(ValidationError) as error:
        lines.change_row(form, Place(0, 0, "rows", line), values)
    assert told in error.value.message_dict["of"][0]


def test_a_column_is_no_part_of_itself(form: dict[str, Any]):
    values = {**COLUMN, "title": "всего", "number": 2, "of": 2}
    with pytest.raises(ValidationError, match="Графа 2 не бывает частью самой себя"):
        lines.change_column(form, Place(0, 0, "columns", 0), values)


def test_a_section_gets_a_second_table_and_loses_it_again(form: dict[str, Any]):
    changed = sections.add_table(form, 0, ["Выставки", "Лекции"], ["проведено"])
    layout = read(changed)
    assert [row.number for row in layout.section(1).rows] == [1, 2, 3, 4, 5]
    assert layout.cell("1.04.3").title == "Выставки — проведено"
    assert "1.04.2" not in layout.cells
    longer = lines.add_lines(changed, Place(0, 0, "rows"), ["Хранение"])
    assert read(longer).cell("1.06.2").title == "Хранение — всего"
    third = sections.add_table(changed, 0, ["Акты"], ["сдано"])
    assert [one.rows[0].number for one in read(third).section(1).blocks] == [1, 4, 6]
    assert sections.remove_table(changed, 0, 1) == form
    with pytest.raises(ValidationError, match="хотя бы одна таблица"):
        sections.remove_table(form | {"sections": [{"tables": [{}]}]}, 0, 0)


def test_a_row_of_another_number_takes_its_checks_along(form: dict[str, Any]):
    changed = lines.change_row(
        form, Place(0, 0, "rows", 2), {**ROW, "title": "Итого", "number": 10}
    )
    check = checks.checks_of(changed)[1]
    assert check["rule"] == "1.10.* = sum(1.01:02.*) for columns 2:4"
    assert check["message"] == "{1.10.2}"
    assert read(changed).cell("1.10.2").title == "Итого — всего"


def test_a_column_of_another_number_takes_closed_cells_parts_and_checks_along(form: dict[str, Any]):
    place = Place(0, 0, "columns", 0)
    changed = lines.change_column(form, place, {**COLUMN, "title": "всего", "number": 1})
    layout = read(changed)
    assert [check.expression for check in layout.checks] == [
        "1.*.1 = sum(1.*.3:4)",
        "1.03.* = sum(1.01:02.*) for columns 1:4",
    ]
    assert {column.part_of for column in layout.section(1).columns[1:]} == {1}
    place = Place(0, 0, "columns", 3)
    changed = lines.change_column(form, place, {**COLUMN, "title": "на дому", "number": 9, "of": 2})
    assert changed["sections"][0]["rows"][1]["closed"] == [9]


def test_the_only_number_may_not_be_taken_twice(form: dict[str, Any]):
    with pytest.raises(ValidationError, match="Строка 2 в таблице уже есть"):
        lines.change_row(form, Place(0, 0, "rows", 0), {**ROW, "title": "А", "number": 2})
    with pytest.raises(ValidationError, match="Раздел 2 уже есть"):
        sections.change_section(form, 0, {"title": "А", "number": 2})


def test_numbering_anew_keeps_cells_by_their_lines(form: dict[str, Any]):
    changed = lines.move_line(form, Place(0, 0, "rows", 2), -1)
    changed = lines.number_lines(changed, Place(0, 0, "rows"))
    assert [row.title for row in read(changed).section(1).rows] == [
        "Абонемент",
        "Всего",
        "Читальный зал",
    ]
    assert origins(changed, {}, read(form).cells)["1.02.2"] == "1.03.2"


def test_a_section_of_another_number_takes_its_checks_along(form: dict[str, Any]):
    changed = sections.change_section(form, 0, {"title": "Посещения", "number": 7})
    assert checks.checks_of(changed)[0]["rule"] == "7.*.2 = sum(7.*.3:4)"


def test_a_removed_column_is_no_longer_closed_nor_a_whole(form: dict[str, Any]):
    changed = lines.remove_line(form, Place(0, 0, "columns", 3))
    changed = lines.remove_line(changed, Place(0, 0, "columns", 0))
    table = changed["sections"][0]
    assert "closed" not in table["rows"][1]
    assert all("of" not in column.node for column in columns_of(table))


def test_a_cell_is_closed_and_opened(form: dict[str, Any]):
    closed = lines.set_closed(form, Place(0, 0, "rows", 0), 3, True)
    assert "1.01.3" not in read(closed).cells
    assert lines.set_closed(closed, Place(0, 0, "rows", 0), 3, False) == form
    with pytest.raises(ValidationError):
        lines.set_closed(form, Place(0, 0, "rows", 0), 33, True)


def test_a_wide_table_is_still_printed_in_its_parts(form: dict[str, Any]):
    form["sections"][0]["blocks"] = ["2:3", "4:5"]
    added = lines.add_lines(form, Place(0, 0, "columns"), ["ещё"])
    assert added["sections"][0]["blocks"] == ["2:3", "4:6"]
    moved = lines.number_lines(
        lines.remove_line(added, Place(0, 0, "columns", 0)), Place(0, 0, "columns")
    )
    assert moved["sections"][0]["blocks"] == ["3:3", "4:6"]
    assert read({**moved, "checks": []})


def test_headings_survive_being_laid_flat():
    definition = small_definition()
    table = definition["sections"][0]
    put_columns(table, columns_of(table))
    assert definition == small_definition()


def test_a_column_says_only_what_its_section_does_not(form: dict[str, Any]):
    place = Place(0, 0, "columns", 1)
    same = {**COLUMN, "title": "взрослые", "number": 3, "of": 2, "groups": ["в том числе"]}
    assert lines.change_column(form, place, same) == form
    decimal = lines.change_column(form, place, {**same, "kind": "decimal", "places": 1})
    assert read(decimal).cell("1.01.3").places == 1
    whole = lines.change_column(decimal, place, same)
    assert whole == form
    assert inherited(form["sections"][0])["unit"] == "посещение"


def test_a_wrong_rule_points_at_its_character(form: dict[str, Any]):
    values = {"code": "", "rule": "1.*.2 = 1.*.9", "message": "", "severity": "error"}
    with pytest.raises(RuleError, match="графы 9 в разделе 1 нет") as caught:
        checks.put_check(form, None, {**values, "total": False})
    assert caught.value.position == 8


def test_a_total_of_another_shape_is_refused(form: dict[str, Any]):
    values = {"code": "", "rule": "1.01.2 <= 1.02.2", "message": "", "severity": "error"}
    with pytest.raises(RuleError, match="итог пишется так"):
        checks.put_check(form, None, {**values, "total": True})


def test_a_check_without_a_code_gets_one(form: dict[str, Any]):
    values = {"code": "", "rule": "1.01.2 <= 1.03.2", "message": "", "severity": "warning"}
    changed = checks.put_check(form, None, {**values, "total": False})
    assert checks.checks_of(changed)[2] == {
        "code": "check-1",
        "rule": "1.01.2 <= 1.03.2",
        "severity": "warning",
    }


def test_closing_a_cell_tells_the_checks_that_hold_no_more_from_those_that_pass_it_over(
    form: dict[str, Any],
):
    form["checks"].append({"code": "named", "rule": "1.01.3 <= 1.01.2"})
    closed = lines.set_closed(form, Place(0, 0, "rows", 0), 3, is_closed=True)
    words = checks.words_of_checks(form)
    assert told_of_closing(form, closed, 1, 1, 3) == (
        f"Контроль больше не работает, поправьте его: {words['named']} "
        f"Контроли её теперь пропускают: 1) {words['parts']} 2) {words['all']}"
    )
    form["checks"] += [{"code": f"n{at}", "rule": f"1.01.3 < {at}"} for at in range(3)]
    closed = lines.set_closed(form, Place(0, 0, "rows", 0), 3, is_closed=True)
    assert "3) " in told_of_closing(form, closed, 1, 1, 3)
    assert " И ещё 1. Контроли её" in told_of_closing(form, closed, 1, 1, 3)
    assert told_of_closing(form, closed, 2, 4, 2) == ""


def test_checks_that_look_at_a_row_are_found(form: dict[str, Any]):
    assert list(checks.checks_at(form, 1, row=3)) == ["parts", "all"]
    assert checks.checks_at(form, 1, column=5) == {}
    assert checks.checks_at(form, 2) == {}


def test_was_tells_of_moved_and_new_cells_only(form: dict[str, Any]):
    followed = read(form).cells
    form["follows"] = "2023"
    assert "was" not in finished(form, {}, followed)
    changed = lines.change_row(
        form, Place(1, 0, "rows", 0), {**ROW, "title": "Договор", "number": 7}
    )
    changed = lines.add_lines(changed, Place(1, 0, "rows"), ["Новое"])
    changed = lines.set_closed(changed, Place(0, 0, "rows", 1), 5, False)
    assert finished(changed, {}, followed)["was"] == {
        "1.02.5": None,
        "2.07.2": "2.04.2",
        "2.07.3": "2.04.3",
        "2.08.2": None,
        "2.08.3": None,
    }


def test_was_of_a_file_is_kept(form: dict[str, Any]):
    changed = lines.change_row(form, Place(1, 0, "rows", 0), {**ROW, "title": "Д", "number": 7})
    found = origins(changed, {"2.04.2": "9.01.1", "2.04.3": None}, {"9.01.1"})
    assert (found["2.07.2"], found["2.07.3"]) == ("9.01.1", None)


def test_a_written_file_reads_back_equal(form: dict[str, Any]):
    definition = finished(form, {}, ())
    text = files.written(definition)
    assert dict(files.read(text.encode(), "visits.yaml")) == definition
    assert "{number: 1, title: Абонемент}" in text


HOSTILE = {
    "a: &x [1]\nb: *x": "ссылки",
    "sections: " + "[" * 5000: "слишком много вложений",
    "\x00": "YAML",
    "- 1": "ожидались ключи",
    "!!python/object/apply:os.system ['true']": "YAML",
    "form: 1\nform: 2": "повторяется",
}


@pytest.mark.parametrize(("text", "words"), HOSTILE.items())
def test_a_hostile_file_is_refused_in_words(text: str, words: str):
    with pytest.raises(EditionError) as caught:
        files.read(text.encode(), "f.yaml")
    assert words in str(caught.value)


def test_a_small_file_of_a_million_cells_is_refused_before_it_is_read():
    definition = small_definition()
    table = definition["sections"][0]
    table["rows"] = [{"number": n, "title": "а"} for n in range(1000)]
    table["columns"] = [{"number": n, "title": "а"} for n in range(1000)]
    with pytest.raises(EditionError, match="больше 5000 ячеек"):
        files.read(yaml.safe_dump(definition).encode(), "f.yaml")


def test_every_fault_of_a_file_is_told_with_its_place():
    definition = small_definition()
    definition["sections"][0]["rows"][1]["closed"] = [55]
    definition["checks"][0]["rule"] = "1.*.2 = 1.*.77"
    with pytest.raises(EditionError) as caught:
        files.read(yaml.safe_dump(definition).encode(), "f.yaml")
    assert [message.partition(":")[0] for message in caught.value.messages] == [
        "Раздел 1, строка 02",
        "Контроль parts",
    ]
