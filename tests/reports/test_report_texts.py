"""Texts of libraries on paper: collected under their headings, and in each library's report."""

import io

import docx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from common.files.checking import CheckedFile
from common.files.kinds import PDF
from reports.documents import ParameterError, open_document
from statistics.actions.attachments import attach_file
from statistics.models import ReportFile, Submission

WANTED = {"campaign": "6-nk/2025"}


def text_of(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_word_has_the_texts_under_real_headings(heading, library):
    document = docx.Document(io.BytesIO(open_document("report-texts", WANTED).render("docx")))
    told = [(one.style.name, one.text) for one in document.paragraphs]
    assert told[0] == ("Title", "Текстовая часть отчётов за 2025 год")
    assert ("Heading 1", "Главное за год") in told
    assert ("Heading 3", library.name) in told
    assert told[-2:] == [("Normal", "Год был <хорошим>."), ("Normal", "=Второй абзац")]


def test_pdf_and_workbook_say_the_same(heading, library):
    document = open_document("report-texts", WANTED)
    printed = text_of(document.render("pdf"))
    assert "Написала 1 библиотека из 1, отправивших отчёт." in printed
    assert "Год был <хорошим>. =Второй абзац" in printed
    sheet = load_workbook(io.BytesIO(document.render("xlsx"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).startswith("Год был <хорошим>.") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_a_report_not_sent_is_left_out(heading, submission):
    Submission.objects.update(state=Submission.State.DRAFT)
    assert "Год был" not in text_of(open_document("report-texts", WANTED).render("pdf"))


@pytest.mark.usefixtures("submission")
def test_a_campaign_without_headings_has_no_such_document():
    with pytest.raises(ParameterError, match="текстовой части нет"):
        open_document("report-texts", WANTED)


def test_the_printed_report_has_its_texts_and_its_list_of_files(heading, submission, librarian):
    wanted = WANTED | {"library": submission.library.code}
    before = open_document("submission", wanted).data_version()
    Submission.objects.update(state=Submission.State.DRAFT)
    scan = CheckedFile(b"%PDF-1.7 scan", PDF, "подпись.pdf")
    attach_file(submission, ReportFile.Kind.SCAN, scan, librarian)
    document = open_document("submission", wanted)
    assert document.data_version() != before
    printed = text_of(document.render("pdf"))
    assert "Текстовая часть Главное за год Год был <хорошим>." in printed
    assert "подпись.pdf — подписанный скан, PDF" in printed
