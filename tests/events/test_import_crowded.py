"""Cells that hold dozens of works at once: taken apart, paired, put together again."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.imports.clipboard import read_paste
from events.imports.draft import Draft
from events.imports.figures import is_figure, read_figures, read_sum
from events.imports.files import read_file
from events.imports.items import build_figures, build_items
from events.imports.lines import tell_lines
from events.imports.pairing import fingerprint, propose
from events.imports.steps import Step
from events.names import NameBook
from tests.events import crowded_plan as plan

EMPTY_BOOK = NameBook([])
INFORMING, HELPING = "2", "4"


@pytest.fixture(scope="module")
def table():
    return read_file(plan.crowded_plan(), "план.docx")


@pytest.fixture
def draft(table) -> Draft:
    return Draft.of_table(table)


def items_of(draft: Draft):
    return build_items(draft, 2013, EMPTY_BOOK)


def kinds_of(text: str) -> list[str]:
    return [line.kind for line in tell_lines(text)]


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def test_every_line_of_work_arrives_in_its_section(draft):
    items = items_of(draft)
    works = [row for row in draft.rows if row.kind == "item"]
    assert len(items) == len(works) == 74
    first = next(item for item in items if item.name.startswith("Подбор выставок"))
    assert first.section == "Информирование библиотекарей"
    last = items[-1]
    assert (last.name, last.section) == ("Отчёт о работе отдела.", "Управление отделом")
    assert not any(item.errors for item in items)


def test_no_letter_of_the_file_is_lost(draft, table):
    written = letters("".join(cell for row in table.rows for cell in row.cells))
    kept = letters("".join(cell for row in draft.rows for cell in row.cells))
    assert sorted(written) == sorted(kept)


def test_headings_inside_a_cell_stand_under_the_heading_across_the_table(draft):
    sections = [(row.cells[0], row.level) for row in draft.rows if row.kind == "section"]
    assert sections[:5] == [
        ("УСЛУГА ПО ОБСЛУЖИВАНИЮ НАСЕЛЕНИЯ", 1),
        ("Работа с читателями", 2),
        ("Информирование библиотекарей", 2),
        ("Разработка советов к областным акциям:", 2),
        ("Издательская деятельность", 2),
    ]
    assert ("Семинары по программе «Школа роста»:", 3) in sections


def test_a_line_that_only_goes_on_belongs_to_the_work_above(draft):
    (item,) = [
        item for item in items_of(draft) if item.name.startswith("«Зарядка для ума». Советы")
    ]
    assert item.name == "«Зарядка для ума». Советы к циклу занятий.\n/Рассылка, блог/"


def test_cells_with_as_many_lines_as_works_are_certain(draft):
    keeping = [item for item in items_of(draft) if item.section == "Сохранность фонда"]
    assert [item.responsibles for item in keeping] == [["Синицына Л.А."]] * 6
    assert not any(item.doubts for item in keeping)


def test_works_up_to_the_one_that_names_its_time_are_certain(draft):
    helping = [row for row in draft.rows if row.block == HELPING and row.kind == "item"]
    anchored = next(n for n, row in enumerate(helping) if "по отдельному графику" in row.cells[0])
    assert helping[anchored].cells[1] == "По отдельному графику"
    assert [1 in row.doubts for row in helping] == [False] * (anchored + 1) + [True] * (
        len(helping) - anchored - 1
    )
    assert all(2 in row.doubts for row in helping)


def test_lines_beyond_the_last_work_stay_with_it_until_somebody_pairs_them(draft):
    item = next(
        item for item in items_of(draft) if item.name.startswith("«Зелёная полка». Сборник")
    )
    assert [reading.wording for reading in item.readings] == [
        "30 октября", "27 июля", "31 августа", "10 сентября", "25 сентября", "25 июля",
    ]  # fmt: skip
    assert item.doubts == ["срок", "ответственные"]
    assert any("не проверено" in message for message in item.messages)


def test_a_line_that_ends_with_a_comma_goes_on_in_the_next(draft):
    item = next(item for item in items_of(draft) if item.name.startswith("Ведение страницы"))
    assert item.responsibles == ["Левина А.Л.", "Туманова В.В."]


def join(draft: Draft, key: str, column: int, *places: int) -> None:
    base = fingerprint(draft.pairing(key).to_json())
    draft.take_steps(key, [Step("join", column, place) for place in places], base)


def test_joining_five_lines_brings_every_time_to_its_work(draft):
    join(draft, INFORMING, 1, 3, 5, 6, 7, 8)
    works = [row for row in draft.rows if row.block == INFORMING and row.kind == "item"]
    assert works[3].cells[1] == "28 января\nФевраль"
    assert works[-1].cells[1] == "25 июля"
    assert not any(1 in row.doubts for row in works)
    item = next(item for item in items_of(draft) if item.name.startswith("Областная акция «Помним"))
    assert [reading.understood for reading in item.readings] == [True, True]


def test_a_heading_takes_no_time_so_the_times_below_move_up(draft):
    index = next(
        n for n, row in enumerate(draft.rows) if row.cells[0].startswith("«Библиотека завтра")
    )
    moving = draft.rows[index].cells[1]
    draft.set_kind(index, "section")
    assert draft.rows[index].cells[1] == ""
    assert draft.rows[index + 1].cells[1] == moving
    assert len(items_of(draft)) == 73


def test_a_checked_cell_has_no_doubts_left(draft):
    for key in (INFORMING, HELPING):
        draft.check(key)
    assert not any(row.doubts for row in draft.rows)


def test_a_cell_is_put_together_and_taken_apart_again(draft, table):
    before = draft.to_json()["rows"]
    place = next(n for n, row in enumerate(draft.rows) if row.block == INFORMING)
    draft.fold(INFORMING)
    assert draft.rows[place].cells == table.rows[3].cells
    draft.unfold(place)
    kept = [{**row, "block": ""} for row in draft.to_json()["rows"]]
    assert kept == [{**row, "block": ""} for row in before]


def test_a_cell_put_together_forgets_neither_its_pairing_nor_its_steps(draft):
    base = fingerprint(draft.pairing(INFORMING).to_json())
    draft.take_steps(INFORMING, [Step("join", 1, 3), Step("down", 1, 0)], base)
    paired = draft.pairing(INFORMING).to_json()
    draft = Draft.from_json(draft.to_json())
    place = draft.fold(INFORMING)
    draft = Draft.from_json(draft.to_json())
    key = draft.unfold(place)
    assert draft.pairing(key).to_json() == paired
    draft.take_steps(key, [Step("undo"), Step("undo")], fingerprint(paired))
    assert fingerprint(draft.pairing(key).to_json()) == base


def test_a_cell_put_together_and_written_anew_is_taken_apart_as_it_is_written(draft):
    place = draft.fold(INFORMING)
    row = draft.rows[place]
    draft.set_cells(place, ["Обзор\nВыставка", *row.cells[1:]])
    key = draft.unfold(place)
    assert [entry.text for entry in draft.pairing(key).entries] == ["Обзор", "Выставка"]


def test_other_columns_take_the_cells_apart_anew(draft):
    draft.set_roles(["name", "note", "skip"])
    assert all(not row.cells[2] for row in draft.rows if row.block)
    draft.set_roles(["name", "period", "responsibles"])
    assert len(items_of(draft)) == 74


def test_columns_named_otherwise_and_back_keep_the_pairing(draft):
    """An arrow key in a list of roles is pressed by mistake soon enough."""
    base = fingerprint(draft.pairing(INFORMING).to_json())
    draft.take_steps(INFORMING, [Step("join", 1, 3)], base)
    paired = [draft.pairing(key).to_json() for key in draft.blocks]
    for roles in (["name", "skip", "responsibles"], ["name", "period", "responsibles"]):
        draft.set_roles(roles)
        draft = Draft.from_json(draft.to_json())
    assert [draft.pairing(key).to_json() for key in draft.blocks] == paired
    assert [len(block.past) for block in draft.blocks.values()].count(1) == 1


def test_one_time_beside_many_works_is_meant_for_all_when_taken_apart_by_hand():
    pairing = propose(["- Обзор\n- Выставка\n- Беседа", "март"], 0, [1])
    assert pairing.columns == {1: ["март"] * 3}
    assert pairing.certain(1, names_time=True) == 3


@pytest.mark.parametrize(
    "cell",
    [
        "Семинар «Чтение»\nдля сельских библиотек\nи школ",
        "-5 мероприятий\n-7 мероприятий",
        "Семинар\n«Чтение»",
    ],
)
def test_one_work_written_in_a_few_lines_stays_one(cell):
    text = f"<table><tr><td>Название<td>Срок<tr><td>{cell}<td>5 мая\nиюнь</table>"
    draft = Draft.of_table(read_paste("x", text.replace("\n", "<br>")))
    (item,) = items_of(draft)
    assert letters(item.name) == letters(cell)


def test_kinds_of_lines_are_told():
    text = "Учёба:\n- Обзор\n/по графику/\nДни информации – 4\n1) Семинар\nИТОГИ\n- Отчёт"
    assert kinds_of(text) == ["section", "item", "figure", "item", "section", "item"]


LINES = [
    "- Обзор",
    "Учёба:",
    "Дни информации – 4",
    "Семинар",
    "/блог/",
    "март",
    "",
    "-5",
    "«",
    "1) А",
]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(LINES), max_size=12), st.lists(st.sampled_from(LINES), max_size=8))
def test_taking_apart_keeps_all_letters_whatever_the_cell(names, times):
    pairing = propose(["\n".join(names), "\n".join(times)], 0, [1])
    told = "".join(entry.text for entry in pairing.entries)
    assert letters(told) == letters("".join(names))
    if len([line for line in times if letters(line)]) != 1:
        assert letters("".join(pairing.columns[1])) == letters("".join(times))


# Planned figures.


def test_figures_of_the_text_come_with_their_parts(draft):
    told = {figure.name: figure for figure in build_figures(draft)}
    assert told["Количество посещений"].number == 70400
    assert [tuple(part) for part in told["Количество посещений"].parts] == [
        ("в отделе", 400), ("блог", 40000), ("страница отдела", 30000),
    ]  # fmt: skip
    assert told["Количество посещений, из них на занятиях"].number == 300
    asked = next(f for f in build_figures(draft) if f.name == "Методические консультации")
    assert [(part.number, part.name) for part in asked.parts] == [
        (500, "личные"), (70, "письменные"), (30, "групповые"),
    ]  # fmt: skip
    assert told["Дни информации"].number == 4


def test_a_sum_that_does_not_add_up_is_pointed_at_and_kept(draft):
    trips = next(figure for figure in build_figures(draft) if figure.parts_sum == 15)
    assert (trips.name, trips.number) == ("Выезды", 17)
    assert "в сумме 15, а записано 17" in trips.messages[0]


def test_a_total_that_is_not_written_is_counted_and_said(draft):
    name = "Обслуживание в интернете /блог, портал/: количество сообщений"
    figure = next(figure for figure in build_figures(draft) if figure.name == name)
    assert figure.number == 540
    assert "посчитан по частям" in figure.messages[0]


def test_a_figure_named_twice_is_pointed_at(draft):
    repeated = [f for f in build_figures(draft) if f.name == "Методические консультации"]
    assert len(repeated) == 2
    assert any("уже есть выше" in message for message in repeated[1].messages)


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("600 = 500 + 70 + 30", 600, [500, 70, 30]),
        ("500 + 70 + 30 = 600", 600, [500, 70, 30]),
        ("600 (500 устных, 70 письменных и 30 групповых)", 600, [500, 70, 30]),
        ("600, в том числе: устные – 500; письменные – 100", 600, [500, 100]),
        ("1 200 /блог/ + 300 /портал/", None, [1200, 300]),
        ("12 500", 12500, []),
        ("20 шт.", 20, []),
        ("45 %", None, None),
        ("4,5", None, None),
        ("март 2013", None, None),
        ("5 + ", None, None),
    ],
)
def test_sums_are_read(text, total, parts):
    found = read_sum(text)
    if parts is None:
        assert found is None or found.is_list
    else:
        assert (found.total, [part.number for part in found.parts]) == (total, parts)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Консультации – 600", True),
        ("выезды - 16", True),
        ("Консультации: 600 = 500 + 100", True),
        ("Конкурс «Аналитика-2023»", False),
        ("Олимпиада – 2014", False),
        ("Вестник. Вып. 13", False),
        ("Семинар – 5 марта", False),
        ("к 180 – летию библиотеки", False),
        ("Охват – 45 %", False),
        ("-5 мероприятий", False),
        ("", False),
    ],
)
def test_figures_are_told_from_works(line, is_one):
    assert is_figure(line, among_figures=False) is is_one


@settings(max_examples=40)
@given(st.text(alphabet="абв 0123456789+-–=/().,;%:\n", max_size=40))
def test_no_text_breaks_the_reader_of_figures(text):
    for figure in read_figures([(0, "figure", text, None), (1, "figure", f"А – {text}", None)]):
        assert 0 <= figure.number < 2**31
        assert figure.name
