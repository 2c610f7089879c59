"""A document's tables as a Word file: letterhead, heading, tables, notes, the place to sign."""

import datetime as dt

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from common.russian import format_day
from common.tables import TableSet
from common.text import strip_controls
from reports.docx import Sheet, blank, number_pages, saved
from reports.docx_table import add_table, prepare_styles
from reports.letterhead import Letterhead

_SIGN = "____________________"
_TABLE_SIZE = 10


def render_docx(
    content: TableSet, letterhead: Letterhead, sheet: Sheet, made_on: dt.date | None
) -> bytes:
    """Return the tables of `content` one under another; with `made_on` there is a place to sign."""
    document = blank(content.title, letterhead.author, sheet)
    prepare_styles(document, _TABLE_SIZE)
    number_pages(document)
    for line in (letterhead.founder, letterhead.organisation, letterhead.department):
        if line:
            centred(document, line)
    document.add_heading(content.title, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if content.subtitle:
        centred(document, content.subtitle)
    for table in content.tables:
        document.add_heading(table.title, 1)
        if table.rows:
            add_table(document, table, sheet.width)
        for note in (*table.numbered_gap_notes, *table.notes) if table.rows else ("Записей нет.",):
            small(document, note)
    if made_on:
        document.add_paragraph(f"Составлено {format_day(made_on)}")
        sign(document, letterhead.signer_post, letterhead.signer, sheet)
    return saved(document)


def centred(document: WordDocument, text: str) -> Paragraph:
    paragraph = document.add_paragraph(strip_controls(text))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def small(document: WordDocument, text: str) -> None:
    """Add a note in smaller letters."""
    run = document.add_paragraph().add_run(strip_controls(text))
    run.font.size = Pt(_TABLE_SIZE)


def sign(document: WordDocument, post: str, name: str, sheet: Sheet) -> None:
    """Add who signs: the post at the left, the place to sign and the name at the right."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(24)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(sheet.width * 0.55))
    paragraph.add_run(strip_controls(f"{post}\t{_SIGN} {name}").rstrip())
