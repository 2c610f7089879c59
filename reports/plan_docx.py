"""The plan as a Word file: one table to go on writing in, what stands before it and after it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm, Pt

from common.text import strip_controls
from events.own_files import ITEMS
from reports.docx import Sheet, blank, number_pages, saved
from reports.docx_pages import centred
from reports.docx_table import add_table, prepare_styles

if TYPE_CHECKING:
    from reports.documents.plan import PlanDocument


def render_plan(plan: "PlanDocument", about: str) -> bytes:
    """Return the file; `about` stands among its properties and tells the portal that it is ours."""
    sheet, signed = plan.word_sheet, plan.signatures
    document = blank(plan.heading, plan.letterhead.author, sheet)
    document.core_properties.comments = about
    prepare_styles(document, max(sheet.size - 2, 10))
    number_pages(document)
    if signed.approval:
        _beside(document, [(signed.agreed, signed.approval)], sheet)
    document.add_heading(plan.plan.title, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in (*plan.under_title(), plan.plan.department, plan.plan.organisation.name):
        if line:
            centred(document, line)
    for title, paragraphs in plan.prose:
        document.add_heading(title, 1)
        for paragraph in paragraphs:
            document.add_paragraph(strip_controls(paragraph))
    if plan.figures:
        document.add_heading(plan.figures.title, 1)
        add_table(document, plan.figures, sheet.width)
    document.add_heading(ITEMS, 1)
    add_table(document, plan.working(), sheet.width)
    # No page has signatures alone: the last row comes over with them.
    _hold(document.element.body.tbl_lst[-1].tr_lst[-1].xpath("w:tc/w:p"))
    _beside(document, [((signed.signer_post,), (signed.signer_line,))], sheet, is_held=True)
    if signed.visas:
        document.add_heading("СОГЛАСОВАНО", 1)
        rows = [((each.post,), (_visa(each),)) for each in signed.visas]
        _beside(document, rows, sheet, is_held=True)
    return saved(document)


def _visa(visa: Any) -> str:
    return f"____________________ {visa.name}   {visa.day}".rstrip()


def _beside(
    document: WordDocument,
    rows: list[tuple[tuple[str, ...], tuple[str, ...]]],
    sheet: Sheet,
    *,
    is_held: bool = False,
) -> None:
    """Add blocks of lines at the left and at the right, in a table without rules.

    Blocks that are held stand on one page with each other and with the end of what is before.
    """
    opening = document.add_paragraph()
    opening.paragraph_format.space_after = Pt(0)
    table = document.add_table(rows=len(rows), cols=2)
    table.autofit = False
    for row, blocks in zip(table.rows, rows, strict=True):
        for cell, lines in zip(row.cells, blocks, strict=True):
            cell.width = Mm(sheet.width / 2)
            first, *others = lines or ("",)
            cell.paragraphs[0].add_run(strip_controls(first))
            for line in others:
                cell.add_paragraph(strip_controls(line))
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
    if is_held:
        _hold([opening._p, *table._tbl.xpath("w:tr[position() < last()]/w:tc/w:p")])
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _hold(paragraphs: Iterable[CT_P]) -> None:
    for paragraph in paragraphs:
        paragraph.get_or_add_pPr().keepNext_val = True
