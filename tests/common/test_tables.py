"""The one table from which the screen, PDF, XLSX, CSV and JSON are made."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from django.template.loader import render_to_string

from common.russian import format_number, round_half_up
from common.tables import Column, Row, Table

TABLE = Table(
    title="Фонд",
    columns=(
        Column("name", "Район", kind="text", width=30),
        Column("users", "2025", groups=("Пользователи",)),
        Column("growth", "±", groups=("Пользователи",), signed=True),
        Column("reading", "2025", groups=("Читаемость",), places=1),
    ),
    rows=(
        Row(("Лесной", 1200, 50, Decimal("21.5")), anchor="12", behind=(None, 3, None, None)),
        Row(("Всего", 1200, -5, None), kind="total"),
    ),
)


def test_neighbouring_columns_share_the_heading_above_them():
    top, bottom = TABLE.header_rows()
    assert [(c.title, c.colspan, c.rowspan) for c in top] == [
        ("Район", 1, 2),
        ("Пользователи", 2, 1),
        ("Читаемость", 1, 1),
    ]
    assert [(c.title, c.start) for c in bottom] == [("2025", 1), ("±", 2), ("2025", 3)]


def test_figures_are_shown_as_russian_readers_expect():
    shown = [[cell.text for cell in cells] for _, cells in TABLE.display_rows()]
    assert shown == [
        ["Лесной", "1\u202f200", "+50", "21,5"],
        ["Всего", "1\u202f200", "−5", "—"],
    ]


def test_days_and_ordinals_are_told_whole_and_known_to_programs_for_what_they_are():
    columns = (
        Column("number", "№ п/п", kind="ordinal"),
        Column("day", "Дата", kind="date"),
        Column("at", "Когда", kind="date"),
    )
    moment = datetime(2026, 1, 11, 9, 5, tzinfo=UTC)
    table = Table("Список", columns, (Row((1200, date(2026, 1, 11), moment)),))
    ((_, cells),) = table.display_rows()
    assert [cell.text for cell in cells] == ["1200", "11.01.2026", "11.01.2026 09:05"]
    assert all(cell.is_whole and not cell.is_numeric for cell in cells)
    told = json.loads(json.dumps(table.as_json()))["rows"][0]["values"]
    assert (told["number"], told["day"]) == (1200, "2026-01-11")


def test_table_of_words_is_a_list_and_becomes_cards_with_the_words_of_its_columns():
    words = tuple(Column(name, name.title(), kind="text") for name in ("кто", "место", "срок"))
    register = Table("Кто не обращался", words, (Row(("Филиал № 11", "с. Лесное", "никогда")),))
    html = render_to_string("components/summary_table.html", {"table": register})
    assert '<td data-label="Место">с.\u00a0Лесное</td>' in html
    assert "data_cards" in html and "table-scroll_tall" not in html
    figures = render_to_string("components/summary_table.html", {"table": TABLE})
    assert "data_cards" not in figures and "table-scroll_tall" in figures


def test_a_selection_of_columns_keeps_the_figures_and_their_counts():
    part = TABLE.select(["name", "users"], title="Пользователи")
    assert part.rows[0].values == ("Лесной", 1200)
    assert part.rows[0].behind == (None, 3)
    assert part.title == "Пользователи"


def test_json_holds_plain_numbers_under_the_keys_of_columns():
    first = json.loads(json.dumps(TABLE.as_json()))["rows"][0]
    assert first == {
        "kind": "data",
        "key": "12",
        "values": {"name": "Лесной", "users": 1200, "growth": 50, "reading": 21.5},
        "libraries": {"users": 3},
    }


def test_the_screen_names_rows_and_columns_for_screen_readers():
    html = render_to_string("components/summary_table.html", {"table": TABLE})
    assert '<th scope="colgroup" colspan="2">Пользователи</th>' in html
    assert '<th scope="row">Лесной</th>' in html
    assert "3\xa0библиотеки" in html


def test_a_number_that_rounds_to_nought_has_no_sign():
    assert str(round_half_up(Decimal("-0.04"), 1)) == "0.0"
    assert format_number(Decimal("-0.04"), 1) == "0,0"
