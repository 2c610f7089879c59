"""The report of fulfilment as a document: in three formats the same figures."""

from io import BytesIO

import page
import pytest
from django.core.exceptions import PermissionDenied
from docx import Document as WordDocument
from openpyxl import load_workbook
from pypdf import PdfReader

from events.actions.marks import MarkValues, set_mark
from events.models import Plan
from reports.documents import open_document
from reports.rules import check_may_ask


@pytest.fixture
def marked(plan: Plan, methodist) -> Plan:
    """The plan of 2027 of this folder, approved: its seminar held, a formula among the words."""
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED, year=2026)
    for item in plan.items.all():
        item.periods.update(start="2026-03-12", end="2026-03-12", recurrence="")
    first, second = plan.items.order_by("position")
    set_mark(first, 3, MarkValues("held", participants=34), methodist, seen=0)
    reason = MarkValues("cancelled", reason="=1+1")
    set_mark(second, 3, reason, methodist, seen=0)
    plan.refresh_from_db()
    return plan


def made(plan: Plan, format_: str, part: str = "q1") -> bytes:
    document = open_document("plan-fulfilment", {"plan": str(plan.pk), "part": part})
    return document.render(format_)


def test_the_pdf_is_tagged_and_tells_all(marked: Plan):
    content = made(marked, "pdf")
    text = " ".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)
    text = " ".join(text.split())
    for words in ("Выполнение плана за I квартал 2026 года", "50,0", "отменено", "=1+1"):
        assert words in text
    assert page.validate_pdf_bytes(content, profile="ua1").is_compliant


def test_the_workbook_holds_numbers_and_no_formula_of_people(marked: Plan):
    book = load_workbook(BytesIO(made(marked, "xlsx")))
    assert book.sheetnames[:1] == ["Итоги"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 34 in [cell.value for cell in cells]
    reason = next(cell for cell in cells if cell.value == "=1+1")
    assert reason.data_type == "s"


def test_the_word_file_holds_real_tables_with_repeated_headings(marked: Plan):
    document = WordDocument(BytesIO(made(marked, "docx")))
    summary, *_, items = document.tables
    assert [cell.text for cell in summary.rows[-1].cells][:3] == ["Всего", "2", "1"]
    assert "отменено" in [cell.text for cell in items.rows[-1].cells]
    for table in document.tables:
        first = table.rows[0]._tr.trPr
        assert first.xpath("w:tblHeader")
    section = document.sections[0]
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (20, 10)
    assert section.page_width > section.page_height


def test_a_report_is_the_departments(marked: Plan, methodist, librarian):
    document = open_document("plan-fulfilment", {"plan": str(marked.pk)})
    check_may_ask(methodist, document)
    with pytest.raises(PermissionDenied):
        check_may_ask(librarian, document)
