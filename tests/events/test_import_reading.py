"""Plans read from documents, workbooks, texts and the clipboard."""

import io
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from common.uploads import UploadError
from events.imports.clipboard import read_paste
from events.imports.clipboard_reader import read_page
from events.imports.draft import Draft
from events.imports.files import read_file
from events.imports.headings import role_of
from events.imports.items import build_items
from events.imports.rows import DraftError
from events.imports.tables import MAX_COLUMNS
from events.names import NameBook
from tests.common.hostile import bomb, workbook
from tests.events.make_plan_files import TITLE, table_rows

DATA = Path(__file__).parent / "data"
EMPTY_BOOK = NameBook([])


def draft_of(name: str) -> Draft:
    return Draft.of_table(read_file(DATA / name, name))


def items_of(draft: Draft, year: int = 2024):
    return build_items(draft, year, EMPTY_BOOK)


def document(*rows: list[str], before: str = "") -> bytes:
    made = Document()
    if before:
        made.add_paragraph(before)
    if rows:
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.tsv"])
def test_each_format_gives_the_same_35_items_with_every_wording(name):
    items = items_of(draft_of(name))
    whole = [row for row in table_rows()[1:] if len(row) == 4 and row[0]]
    assert len(items) == len(whole) == 35
    for item, (number, wording, period, _) in zip(items, whole, strict=True):
        assert item.number == number.strip(".")
        assert item.name.startswith(wording)
        assert item.reading.wording == period
        assert item.reading.understood
        assert not item.errors


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.tsv"])
def test_a_row_split_over_two_is_joined_and_says_so(name):
    draft = draft_of(name)
    item = items_of(draft)[24]
    assert item.name.endswith("общение с незрячими читателями»")
    (joined,) = item.joined
    assert draft.rows[joined].kind == "join"
    assert "продолжение" in draft.rows[joined].why


def test_a_joined_row_can_be_split_again():
    draft = draft_of("plan.tsv")
    (joined,) = items_of(draft)[24].joined
    draft.set_kind(joined, "item")
    items = items_of(draft)
    assert len(items) == 36
    assert items[25].name == "читателями»"


def test_organisers_of_one_cell_are_told_apart():
    items = items_of(draft_of("plan.docx"))
    assert [each.mention.wording for each in items[0].organisers] == [
        "Проектный офис ПРО",
        "Министерство культуры и туризма ПО",
        "ГБУК «Приозёрская областная научная библиотека»",
    ]
    assert [len(item.organisers) for item in items[8:10]] == [3, 2]


def test_a_month_heading_over_the_whole_year_is_left_out_but_can_become_a_section():
    draft = draft_of("plan.xlsx")
    (index,) = [i for i, row in enumerate(draft.rows) if row.cells[0] == "Январь"]
    assert draft.rows[index].kind == "skip"
    assert "другие месяцы" in draft.rows[index].why
    draft.set_kind(index, "section")
    sections = [item.section for item in items_of(draft)]
    assert sections == [""] * 10 + ["Январь"] * 25


def test_a_month_heading_over_its_own_month_becomes_a_section():
    text = (
        "Название\tСрок\nЯнварь\t\nСовет\t5 января\nСеминар\t12 января\nФевраль\t\nОбзор\tфевраль"
    )
    items = items_of(Draft.of_table(read_paste(text)))
    assert [item.section for item in items] == ["Январь", "Январь", "Февраль"]


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_text_over_the_table_gives_the_title(name):
    assert draft_of(name).title == TITLE


def test_the_form_is_offered_and_the_name_stays_whole():
    item = items_of(draft_of("plan.tsv"))[11]
    assert item.event_form == "Вебинар"
    assert item.name.startswith("Вебинар для библиотекарей")


def test_a_file_in_windows_1251_is_read():
    data = (DATA / "plan.tsv").read_text(encoding="utf-8").encode("cp1251")
    assert len(items_of(Draft.of_table(read_file(data, "plan.tsv")))) == 35


def test_merged_cells_nested_tables_and_paragraphs_keep_their_text():
    made = Document()
    table = made.add_table(rows=3, cols=3)
    for cell, text in zip(table.rows[0].cells, ["Название", "Срок", "Ответственные"], strict=True):
        cell.text = text
    table.cell(1, 0).text = "Семинар"
    table.cell(2, 0).text = "Обзор"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "март"
    table.cell(1, 2).text = "Левина А.Л."
    table.cell(1, 2).add_paragraph("Все методисты")
    inner = table.cell(2, 2).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Озёрова Е.Ю.", "Трофимова В.В."
    out = io.BytesIO()
    made.save(out)
    first, second = items_of(Draft.of_table(read_file(out.getvalue(), "план.docx")))
    assert first.responsibles == ["Левина А.Л.", "Все методисты"]
    assert (second.name, second.reading.wording) == ("Обзор", "март")
    assert second.responsibles == ["Озёрова Е.Ю.", "Трофимова В.В."]


def test_columns_are_told_by_their_headings():
    draft = Draft.of_table(
        read_paste(
            "№\tФорма и название\tДата и время\tМесто проведения\tЦелевая аудитория\t"
            "Ответственный за проведение мероприятия\tПримечание\n"
            "1\tСеминар\tмарт\tБерёзов\tбиблиотекари\tЛевина А.Л.\t-"
        )
    )
    assert [column["role"] for column in draft.columns] == [
        "number", "name", "period", "place", "audience", "responsibles", "note",
    ]  # fmt: skip


def test_a_table_without_headings_is_understood_by_its_content():
    text = "1\tСеминар по краеведению для библиотекарей\tмарт\n2\tОбзор новинок методики\tмай"
    draft = Draft.of_table(read_paste(text))
    assert [column["role"] for column in draft.columns] == ["number", "name", "period"]
    assert len(items_of(draft)) == 2


def test_responsible_organisations_count_as_organisers():
    text = "Мероприятие\tСрок\tОтветственные\nСеминар\tмарт\tМБУК «Лесная ЦБС»"
    draft = Draft.of_table(read_paste(text))
    assert draft.columns[2]["role"] == "organisers"


def test_pasted_html_is_read_cell_by_cell_and_only_tables_are_kept():
    html = (
        "<html><style>td {color: red}</style><script>alert(1)</script><p>План на 2024 год</p>"
        "<table><tr><td>№</td><td>Название</td><td>Срок</td><td>Организаторы</td></tr>"
        "<tr><td>1</td><td><p>Семинар</p><p>«Чтение»</p></td><td rowspan=2>март</td>"
        "<td>ЦБС &laquo;А&raquo;</td></tr><tr><td>2</td><td>Обзор</td><td></td></tr>"
        "<tr><td colspan=4>Февраль и март</td></tr></table></html>"
    )
    draft = Draft.of_table(read_paste("ничего", html))
    items = items_of(draft)
    assert draft.title == "План на 2024 год"
    assert [item.name for item in items] == ["Семинар\n«Чтение»", "Обзор"]
    assert [item.reading.wording for item in items] == ["март", "март"]
    assert [[each.mention.wording for each in item.organisers] for item in items] == [
        ["ЦБС «А»"], [],
    ]  # fmt: skip
    assert not any("alert" in cell for row in draft.rows for cell in row.cells)


@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "<td colspan=99>",
                "<td rowspan=9>",
                "x",
                "<br>",
                "<!--",
            ]
        ),
        max_size=30,
    )
)
def test_no_html_breaks_the_reader_of_pastes(pieces):
    page = read_page("".join(pieces).encode())
    assert all(len(row["cells"]) <= MAX_COLUMNS for row in page["rows"])


def test_a_cell_with_many_lines_and_one_time_is_pointed_at_and_stays_whole():
    names = "\n".join(f"- Выставка {n}" for n in range(28))
    table = read_file(document(["Вид деятельности", "Срок"], [names, "март"]), "план.docx")
    draft = Draft.of_table(table)
    (item,) = items_of(draft)
    assert item.name == names.removeprefix("- ")
    assert any("28 строк" in message for message in item.messages)
    draft.unfold(1)
    assert [each.reading.wording for each in items_of(draft)] == ["март"] * 28


def test_several_times_of_one_cell_are_each_understood():
    text = "<table><tr><td>Название<td>Срок<tr><td>Семинар<td>5 мая<br>12 июня; осень<br>как-то"
    (item,) = items_of(Draft.of_table(read_paste("x", text)))
    assert [(each.wording, each.understood) for each in item.readings] == [
        ("5 мая", True), ("12 июня", True), ("осень", True), ("как-то", False),
    ]  # fmt: skip
    assert [each.wording for each in item.unread] == ["как-то"]


@pytest.mark.parametrize("cell", ["1 - 5<br>июля", "январь–декабрь<br>(ежеквартально)"])
def test_one_time_broken_over_two_lines_stays_one(cell):
    text = f"<table><tr><td>Название<td>Срок<tr><td>Семинар<td>{cell}"
    (item,) = items_of(Draft.of_table(read_paste("x", text)))
    (reading,) = item.readings
    assert reading.understood


def test_a_row_without_a_name_must_be_put_right_before_saving():
    draft = Draft.of_table(read_paste("№\tНазвание\tСрок\n1\tСеминар\tмарт\n2\t\tмай"))
    faulty = items_of(draft)[1]
    assert "Нет названия" in faulty.errors[0]
    draft.set_cells(2, ["2", "Обзор", "май"])
    assert not items_of(draft)[1].errors


def test_repeated_headings_and_column_numbers_are_skipped():
    text = "№\tНазвание\tСрок\n1\t2\t3\n1\tСеминар\tмарт\n№\tНазвание\tСрок\n2\tОбзор\tмай"
    items = items_of(Draft.of_table(read_paste(text)))
    assert [item.name for item in items] == ["Семинар", "Обзор"]


def test_headings_of_sections_are_told_from_items_in_plain_rows():
    text = (
        "№\tНазвание\tСрок\nI\tМетодическая работа\t\n1\tСеминар\tмарт\n"
        "2\tОБУЧЕНИЕ КАДРОВ\t\n2.1\tОбзор\tмай\n2.2\tСбор сведений\t"
    )
    items = items_of(Draft.of_table(read_paste(text)))
    assert [(item.section, item.name) for item in items] == [
        ("I Методическая работа", "Семинар"),
        ("2 ОБУЧЕНИЕ КАДРОВ", "Обзор"),
        ("2 ОБУЧЕНИЕ КАДРОВ", "Сбор сведений"),
    ]


def test_a_name_broken_over_rows_is_joined_without_a_column_of_numbers_too():
    text = "Название\tСрок\nСеминар «Чтение\tмарт\nи письмо»\t\nОбзор\tмай"
    items = items_of(Draft.of_table(read_paste(text)))
    assert [item.name for item in items] == ["Семинар «Чтение и письмо»", "Обзор"]


def test_the_approval_above_a_table_makes_no_sections():
    rows = (
        [None, None, "УТВЕРЖДАЮ"],
        ["Директор библиотеки ________ 2024 г."],
        ["План работы отдела на 2024 год"],
        ["Раздел первый", None, None],
        ["№", "Название", "Срок"],
        [1, "Семинар", "март"],
    )
    draft = Draft.of_table(read_file(workbook(*rows), "план.xlsx"))
    (item,) = items_of(draft)
    assert (item.section, draft.title) == ("Раздел первый", "План работы отдела на 2024 год")
    assert [row.kind for row in draft.rows] == ["skip", "skip", "skip", "section", "skip", "item"]


def test_a_draft_survives_being_kept_as_json():
    draft = draft_of("plan.tsv")
    assert Draft.from_json(draft.to_json()) == draft


@pytest.mark.parametrize("roles", [["number", "period", "skip", "skip"], ["name"], ["x"] * 4])
def test_impossible_columns_are_refused(roles):
    with pytest.raises(DraftError):
        draft_of("plan.tsv").set_roles(roles)


def test_the_first_row_cannot_be_joined_to_anything():
    with pytest.raises(DraftError, match="Выше нет пункта"):
        draft_of("plan.tsv").set_kind(1, "join")


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (document(before="План работы"), "план.docx", "нет ни одной таблицы"),
        (b"PK\x03\x04 nothing", "план.xlsx", "повреждён"),
        (bomb(100), "план.xlsx", "слишком большим"),
        (b"\x89PNG\r\n\x1a\n", "план.png", "не таблица и не документ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "план.doc", "старом формате"),
        (
            "Название мероприятия\tСрок проведения\nСеминар\tмарт".encode("koi8-r"),
            "план.txt",
            "кодировке",
        ),
        (b"", "план.tsv", "пуст"),
        (b"one line only", "план.tsv", "нет таблицы"),
        (workbook(["Название"]), "план.xlsx", "нет таблицы"),
    ],
)
def test_what_is_not_a_plan_is_refused_with_what_to_do(data, name, message):
    with pytest.raises(UploadError, match=message):
        read_file(data, name)


def test_an_empty_paste_is_refused():
    with pytest.raises(UploadError, match="Ничего не вставлено"):
        read_paste("  \n ")


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Отв.", "responsibles"), ("Исп.", "responsibles"), ("Орг.", "organisers"), ("Отвод", None)],
)
def test_headings_cut_short_are_known(heading, role):
    assert role_of(heading) == role
