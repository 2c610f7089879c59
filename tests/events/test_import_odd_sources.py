"""Plans from old and odd programs, and text that only looks like markup, formulas or plans."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from common.uploads import UploadError
from events.imports.clipboard import read_paste
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem
from events.imports.files import read_file
from events.imports.items import build_items
from events.names import NameBook
from tests.common.hostile import saved, with_member

EMPTY_BOOK = NameBook([])
HEADING = ["№", "Название", "Срок", "Ответственные"]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcff"
    "ff3f0300060005001a6f5ea90000000049454e44ae426082"
)


def items_of(draft: Draft) -> list[DraftItem]:
    return build_items(draft, 2024, EMPTY_BOOK)


def read(data: bytes, name: str = "план.docx") -> list[DraftItem]:
    return items_of(Draft.of_table(read_file(data, name)))


def table_in(document, rows: list[list[str]]):
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def packed(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain_plan() -> bytes:
    document = Document()
    table_in(
        document, [HEADING, ["1", "Семинар", "март", "Левина А.Л."], ["2", "Обзор", "май", ""]]
    )
    return packed(document)


def number(paragraph, level: int, list_id: int = 77) -> None:
    """Let Word number a paragraph by itself, as its button does."""
    properties = paragraph._p.get_or_add_pPr()
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>"))


def add_nested_list(document) -> None:
    """Define a list numbered 1., 1.1., 1.1.1. under the key 77."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{"".join(f"%{n + 1}." for n in range(level + 1))}"/></w:lvl>'
        for level in range(3)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )


def test_a_column_numbered_by_word_itself_has_its_numbers():
    document = Document()
    add_nested_list(document)
    rows = [HEADING, ["", "Обучение", "", ""], ["", "Семинар", "март", ""], ["", "Совет", "", ""],
            ["", "Издания", "", ""], ["", "Вестник", "июнь", ""]]  # fmt: skip
    table = table_in(document, rows)
    for row, level in zip(table.rows[1:], (0, 1, 1, 0, 1), strict=True):
        number(row.cells[0].paragraphs[0], level)
    items = read(packed(document))
    assert [(item.number, item.section, item.name) for item in items] == [
        ("1.1", "1. Обучение", "Семинар"),
        ("1.2", "1. Обучение", "Совет"),
        ("2.1", "2. Издания", "Вестник"),
    ]


def test_lists_drawn_by_word_inside_cells_do_not_spoil_times_and_people():
    document = Document()
    table = table_in(document, [HEADING, ["1", "Семинар", "", ""]])
    for cell, lines in zip(
        table.rows[1].cells[2:], (["5 мая", "июнь"], ["Левина А.Л.", "Озёрова Е.Ю."]), strict=True
    ):
        cell.paragraphs[0].text = lines[0]
        cell.add_paragraph(lines[1])
        for paragraph in cell.paragraphs:
            paragraph.style = document.styles["List Number"]
    (item,) = read(packed(document))
    assert [(each.wording, each.understood) for each in item.readings] == [
        ("5 мая", True), ("июнь", True),
    ]  # fmt: skip
    assert item.responsibles == ["Левина А.Л.", "Озёрова Е.Ю."]


def test_numbers_before_names_tell_sections_and_leave_the_names():
    text = (
        "Название\tСрок\n1. Обучение\t\n1.1. Семинар\tмарт\n1.1.1 Занятие\tапрель\n2) Обзор\tмай\n"
        "3. Издания\t\n3.1. Вестник\tиюнь"
    )
    items = items_of(Draft.of_table(read_paste(text)))
    assert [(item.number, item.section, item.name) for item in items] == [
        ("1.1", "1. Обучение", "Семинар"),
        ("1.1.1", "1. Обучение", "Занятие"),
        ("2", "1. Обучение", "Обзор"),
        ("3.1", "3. Издания", "Вестник"),
    ]


def test_headings_with_roman_and_arabic_numbers_stand_inside_each_other():
    text = (
        "№\tНазвание\tСрок\nI\tУслуги\t\n1\tОбучение\t\n1.1\tСеминар\tмарт\n"
        "II\tРаботы\t\n2\tОбзор\tмай"
    )
    draft = Draft.of_table(read_paste(text))
    assert [(row.cells[1], row.level) for row in draft.rows if row.kind == "section"] == [
        ("Услуги", 1), ("Обучение", 2), ("Работы", 1),
    ]  # fmt: skip


def test_merged_cells_of_a_workbook_reach_down_and_across():
    book = Workbook()
    sheet = book.active
    for row in (
        ["План отдела на 2024 год"],
        HEADING,
        [None, "Обучение"],
        [1, "Семинар", "март", "Левина А.Л."],
        [2, "Обзор"],
        [3, "Выставка", "май"],
    ):
        sheet.append(row)
    for merged in ("A1:D1", "B3:D3", "C4:C5", "D4:D6"):
        sheet.merge_cells(merged)
    items = read(saved(book), "план.xlsx")
    assert [(item.section, item.name, item.reading.wording) for item in items] == [
        ("Обучение", "Семинар", "март"),
        ("Обучение", "Обзор", "март"),
        ("Обучение", "Выставка", "май"),
    ]
    assert {tuple(item.responsibles) for item in items} == {("Левина А.Л.",)}


WORD_CLIPBOARD = """<html xmlns:o="urn:x"><head><style>p {color: red}</style></head><body>
<table><tr><td><b>№</b></td><td><b>Мероприятие</b></td><td>Срок</td><td>Организаторы</td>
<td>Ответственные</td></tr>
<tr><td><p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>
<![endif]></p></td><td><p><b>Обу</b><i>чение</i></p></td><td></td><td></td><td></td></tr>
<tr><td>1.1.</td><td><p><i>Семинар</i><o:p></o:p></p><p>«Чтение»</p></td><td><p>5 мая,</p>
<p>12 июня</p></td><td>ГБУК «А»<br>МБУК «Б»</td><td><p>Левина А.Л.</p><p>Озёрова Е. Ю.</p></td></tr>
<tr><td>1.2.</td><td>Обзор</td><td rowspan=2>май</td><td colspan=2>ЦБС</td></tr>
<tr><td>1.3</td><td>Выставка</td><td>ЦБС</td><td></td></tr></table></body></html>"""


def test_a_table_copied_from_word_keeps_numbers_merges_dates_and_organisers():
    items = items_of(Draft.of_table(read_paste("x", WORD_CLIPBOARD)))
    assert [(item.number, item.section, item.name) for item in items] == [
        ("1.1", "1. Обучение", "Семинар\n«Чтение»"),
        ("1.2", "1. Обучение", "Обзор"),
        ("1.3", "1. Обучение", "Выставка"),
    ]
    first = items[0]
    assert [each.wording for each in first.readings] == ["5 мая", "12 июня"]
    assert [each.mention.wording for each in first.organisers] == ["ГБУК «А»", "МБУК «Б»"]
    assert first.responsibles == ["Левина А.Л.", "Озёрова Е. Ю."]
    assert [item.reading.wording for item in items[1:]] == ["май", "май"]


def test_numbered_lists_of_a_page_are_read_as_they_are_drawn():
    page = (
        "<table><tr><td>№<td>Название<td>Срок<tr><td><ol><li></ol><td>Семинар<td>март"
        "<tr><td><ol start=2><li></li></ol><td>Совет<td><tr><td><ol><li value=7>x</ol>"
        "<td><ul><li>Обзор</ul><td>май</table>"
    )
    items = items_of(Draft.of_table(read_paste("x", page)))
    assert [(item.number, item.name) for item in items] == [
        ("1", "Семинар"), ("2", "Совет"), ("7. x", "Обзор"),
    ]  # fmt: skip


# Programs of other makes and years.


def libre_cell(text: str, properties: str = "", between: str = "") -> str:
    """Return a cell as LibreOffice writes it: a word cut into runs, with marks between them."""
    middle = len(text) // 2
    runs = f"<w:r><w:rPr><w:rFonts w:ascii='Liberation Serif'/></w:rPr><w:t>{text[:middle]}</w:t>"
    runs += f"</w:r>{between}<w:r><w:t>{text[middle:]}</w:t></w:r>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{runs if text else ''}</w:p></w:tc>"


def libre_table(*rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (500, 5000, 2000))
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def test_a_document_of_libre_office_is_read_like_one_of_word():
    start, on = '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'
    document = Document()
    xml = libre_table(
        "".join(libre_cell(text) for text in HEADING[:3]),
        libre_cell("Обучение", '<w:gridSpan w:val="3"/>', "<w:bookmarkStart w:id='1'/>"),
        libre_cell("1") + libre_cell("Семинар") + libre_cell("март", start),
        libre_cell("2") + libre_cell("Обзор", "", "<w:proofErr/>") + libre_cell("", on),
    )
    document.element.body.insert(0, parse_xml(xml))
    items = read(packed(document))
    assert [(item.section, item.name) for item in items] == [
        ("Обучение", "Семинар"), ("Обучение", "Обзор"),
    ]  # fmt: skip
    assert [item.reading.wording for item in items] == ["март", "март"]


def renamed(data: bytes, changes: list[tuple[bytes, bytes]], names: dict[str, str]) -> bytes:
    """Return the archive with texts changed in every part, and parts under other names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in changes:
                part = part.replace(before, after)
            new.writestr(names.get(name, name), part)
    return out.getvalue()


def test_a_document_in_the_strict_format_is_read():
    schemas, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    changes = [
        (schemas + b"wordprocessingml/2006/main", strict + b"wordprocessingml/main"),
        (
            schemas + b"officeDocument/2006/relationships",
            strict + b"officeDocument/relationships",
        ),
    ]
    assert [item.name for item in read(renamed(plain_plan(), changes, {}))] == ["Семинар", "Обзор"]


def test_a_document_whose_main_part_has_another_name_is_read():
    changes = [(b"word/document.xml", b"word/document2.xml")]
    names = {
        "word/document.xml": "word/document2.xml",
        "word/_rels/document.xml.rels": "word/_rels/document2.xml.rels",
    }
    data = renamed(plain_plan(), changes, names)
    assert [item.name for item in read(data)] == ["Семинар", "Обзор"]


PAGE = "<table><tr><td>Название<td>Срок<tr><td>Семинар<td>март<tr><td>Обзор<td>май</table>"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_page_under_the_name_of_a_document_is_read(encoding):
    data = f"<html><body>{PAGE}</body></html>".encode(encoding)
    assert [item.name for item in read(data, "план.doc")] == ["Семинар", "Обзор"]


def with_picture(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(PIXEL))
    return packed(document)


def workbook_with_picture() -> bytes:
    return with_member(saved(Workbook()), "xl/media/image1.png", lambda _: PIXEL)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (with_picture("План работы на 2024 год"), "план.docx", "вместо таблицы картинка"),
        (workbook_with_picture(), "план.xlsx", "только картинка"),
        (OLE + b"\0" * 600, "план.doc", "в старом формате"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "план.docx", "паролем"),
        (rb"{\rtf1\ansi \trowd Plan\cell}", "план.doc", "формате RTF"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "план.doc", "веб-страница"),
        (b"%PDF-1.7", "план.pdf", "не таблица и не документ"),
        (PIXEL, "план.png", "не таблица и не документ"),
        (b"<html><body><p>Plan</p></body></html>", "план.doc", "нет таблицы"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, name, message):
    with pytest.raises(UploadError, match=message) as refused:
        read_file(data, name)
    assert len(str(refused.value)) > 40


# Text that only looks like something else.

TEXTS = [
    "=1+1",
    "-5 мероприятий",
    "+7 (812) 000-00-00",
    "@адрес",
    "<script>alert(1)</script>",
    "<b>Семинар</b> & «Чтение»",
    "{{ plan.title }} {% now %}",
    "'; DROP TABLE plans; --",
    "\N{FACE WITH TEARS OF JOY} Семинар",
]


def as_document(texts: list[str]) -> bytes:
    document = Document()
    table_in(document, [["Название", "Срок"], *([text, "март"] for text in texts)])
    return packed(document)


def as_workbook(texts: list[str]) -> bytes:
    book = Workbook()
    book.active.append(["Название", "Срок"])
    for row, text in enumerate(texts, start=2):
        book.active.cell(row, 1).value = text
        book.active.cell(row, 1).data_type = "s"
        book.active.cell(row, 2, "март")
    return saved(book)


def as_text(texts: list[str]) -> bytes:
    return "\n".join(["Название\tСрок", *(f"{text}\tмарт" for text in texts)]).encode()


@pytest.mark.parametrize(
    ("make", "name"),
    [(as_document, "план.docx"), (as_workbook, "план.xlsx"), (as_text, "план.tsv")],
    ids=["docx", "xlsx", "tsv"],
)
def test_formulas_markup_and_emoji_stay_the_text_they_are(make, name):
    assert [item.name for item in read(make(TEXTS), name)] == TEXTS


def test_a_paste_of_five_thousand_rows_is_refused_soon_and_says_what_to_do():
    text = "Название\tСрок\n" + "Семинар «Чтение»\tмарт\n" * 5_000
    began = time.monotonic()
    with pytest.raises(UploadError, match="больше 2000 строк"):
        read_paste(text)
    assert time.monotonic() - began < 5


def test_a_path_can_be_read_too(tmp_path: Path):
    path = tmp_path / "план.docx"
    path.write_bytes(plain_plan())
    assert len(items_of(Draft.of_table(read_file(path, path.name)))) == 2
