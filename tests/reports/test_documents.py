"""What the documents say: the same figures everywhere, in Russian, ready to print and sign."""

import shutil
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import page
import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pypdf import PdfReader

from common.russian import format_day
from common.tables import Column, Row, Table, TableSet
from events.models import Plan
from publications.models import DepartmentPage, DepartmentPerson
from reports.documents import Document, ParameterError, open_document
from reports.documents.base import LOOK
from reports.pdf import render_pdf
from statistics.models import Submission
from tests.factories import OrganisationFactory, PlannedTrainingFactory

pytestmark = pytest.mark.django_db
WIDE = "Сравнение с прошлым годом"
SUMMARY = ("regional-summary", {"campaign": "6-nk/2025"})
BUILT = ("built-summary", {"query": "rows=territory&what=users&what=reading&picture=comparison"})


def pdf_of(name: str, **values: str) -> PdfReader:
    return PdfReader(BytesIO(open_document(name, values).render("pdf")))


def text_of(pdf: PdfReader) -> str:
    """The words of all pages, as a reader copies them."""
    text = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(text.replace("\u2011", "-").split())


def book_of(name: str, *, values_only: bool = True, **values: str):
    content = open_document(name, values).render("xlsx")
    return load_workbook(BytesIO(content), data_only=values_only)


def cells_of(book) -> list:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        SUMMARY,
        ("whole-form", {"campaign": "6-nk/2025"}),
        BUILT,
        ("submission", {"campaign": "6-nk/2025", "library": "@code"}),
        ("plan", {"plan": "@plan", "group": "months"}),
        ("passport", {"library": "@code", "audience": "inside"}),
    ],
)
def test_every_pdf_is_accessible_russian_and_has_a_title(
    submission: Submission, plan: Plan, name: str, values: dict[str, str]
):
    known = {"@code": submission.library.code, "@plan": str(plan.pk)}
    values = {key: known.get(value, value) for key, value in values.items()}
    document = open_document(name, values)
    content = document.render("pdf")
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant
    pdf = PdfReader(BytesIO(content))
    assert pdf.trailer["/Root"]["/Lang"] == "ru"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == document.heading
    assert pdf.outline
    fonts = {str(f) for p in pdf.pages for f in p["/Resources"]["/Font"].get_object().values()}
    assert fonts
    assert pdf.pages[0].extract_text().split()[0] != "1"


def test_a_loose_page_tells_its_number_and_its_document(submission: Submission):
    first, second = pdf_of(SUMMARY[0], **SUMMARY[1]).pages[:2]
    heading = "Свод показателей по региону за 2025 год. Форма № 6-НК"
    lines = [line.replace("\u00a0", " ").strip() for line in second.extract_text().splitlines()]
    assert {"2", heading} <= set(lines)
    assert first.extract_text().count("Свод показателей") == 1


def test_the_summary_says_the_same_on_paper_in_the_workbook_and_in_json(
    submission: Submission, foreign_submission: Submission
):
    document = open_document(*SUMMARY)
    row = document.table.as_json()["rows"][-1]
    assert row["values"]["users"] == 2000
    assert "2 000" in PdfText(document)
    sheet = load_workbook(BytesIO(document.render("xlsx")), data_only=True)[WIDE]
    total = [cell.value for cell in list(sheet.iter_rows())[sheet_total(sheet) - 1]]
    assert 2000 in total
    assert "2000" in document.render("csv").decode("utf-8-sig")


def PdfText(document: Document) -> str:  # noqa: N802 (reads as a value)
    return text_of(PdfReader(BytesIO(document.render("pdf"))))


def sheet_total(sheet) -> int:
    return next(cell.row for cell in sheet["A"] if str(cell.value).startswith("Всего"))


def test_totals_in_the_workbook_are_living_formulas_with_their_values(
    submission: Submission, foreign_submission: Submission
):
    formulas = book_of("regional-summary", values_only=False, campaign="6-nk/2025")[WIDE]
    known = book_of("regional-summary", campaign="6-nk/2025")[WIDE]
    total = sheet_total(known)
    living = [cell for cell in formulas[total] if cell.data_type == "f"]
    assert living
    for cell in living:
        letter = cell.column_letter
        assert cell.value == f"=SUM({letter}6:{letter}{total - 1})"
        # A dash with its mark, where nobody gave a number, is text: SUM passes over it too.
        column = [known[f"{letter}{row}"].value for row in range(6, total)]
        numbers = [float(value) for value in column if isinstance(value, int | float)]
        assert numbers
        assert float(known[cell.coordinate].value) == pytest.approx(sum(numbers))


def test_a_workbook_is_ready_to_read_and_print(submission: Submission):
    book = book_of("regional-summary", campaign="6-nk/2025")
    assert book.sheetnames[:3] == ["Итоги", "Основные показатели", "Относительные показатели"]
    sheet = book[WIDE]
    assert sheet.freeze_panes == "B6"
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_cols == "$A:$A"
    assert [stop.id for stop in sheet.col_breaks.brk][:1] == [13]
    assert book.worksheets[0].sheet_properties.pageSetUpPr.fitToPage
    assert sheet["B6"].data_type == "n"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert "D4:H4" in merged
    # A title over all the columns would be cut by pages; the head of each tells it.
    assert {"A1:M1", "A2:M2"} <= merged
    assert sheet.oddHeader.left.text == sheet["A1"].value
    assert sheet.print_area.startswith("'Сравнение с прошлым годом'!$A$4:")


def test_words_of_people_never_become_formulas(plan: Plan):
    book = book_of("plan", values_only=False, plan=str(plan.pk))
    dangerous = [cell for cell in cells_of(book) if str(cell.value).startswith("=")]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in dangerous] == [
        ("=Вебинар по четвергам", "s", True)
    ]


def test_a_plan_can_be_approved_and_signed(plan: Plan):
    text = text_of(pdf_of("plan", plan=str(plan.pk)))
    for words in (
        "УТВЕРЖДАЮ",
        "В. П. Островская",
        "«___» ________________ 20__ г.",
        "Помочь библиотекам.",
        "Обучить коллег.",
        "Консультации",
        "Проектный офис Министерство культуры",
        "Заведующая отделом",
        "Е. А. Полякова",
    ):
        assert words in text
    values = [str(cell.value) for cell in cells_of(book_of("plan", plan=str(plan.pk)))]
    assert "УТВЕРЖДАЮ" in values
    assert any("Е. А. Полякова" in value for value in values)


@pytest.mark.parametrize(
    ("group", "order"),
    [
        ("sections", ["Обучение", 1, "Вебинары", 2]),
        ("months", ["В течение года", 1, "Март", 2]),
    ],
)
def test_a_plan_is_numbered_by_sections_or_by_months(plan: Plan, group: str, order: list):
    document = open_document("plan", {"plan": str(plan.pk), "group": group})
    assert [row.values[0] for row in document.content.tables[0].rows] == order


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        (Plan.Kind.DEPARTMENT, ["Обучение", 1, "Вебинары", 2]),
        (Plan.Kind.CONSOLIDATED, ["В течение года", 1, "Март", 2]),
    ],
)
def test_a_plan_is_grouped_as_its_page_is_unless_asked_otherwise(
    plan: Plan, client_of, methodist, kind: str, order: list
):
    Plan.objects.filter(pk=plan.pk).update(kind=kind)
    document = open_document("plan", {"plan": str(plan.pk)})
    assert [row.values[0] for row in document.content.tables[0].rows] == order
    page = client_of(methodist).get(reverse("events:plan-documents", args=[plan.pk]))
    assert page.context["form"]["group"].value() == document.values["group"]
    asked = {"plan": str(plan.pk), "group": "sections"}
    assert open_document("plan", asked).content.tables[0].rows[0].values[0] == "Обучение"


@pytest.mark.parametrize("places", [0, 2])
def test_the_heading_of_the_numbers_is_not_torn(plan: Plan, places: int):
    """Upright with few columns, lying with many; «п/п» may not break at its stroke."""
    for item in plan.items.all()[:places]:
        item.place, item.audience, item.note = "г. Берёзов", "Для всех", "Очно"
        item.save()
    lines = [
        line.strip()
        for page in pdf_of("plan", plan=str(plan.pk)).pages
        for line in page.extract_text().splitlines()
    ]
    assert any(line.startswith("№ п/п") for line in lines)


def test_a_removed_item_is_not_printed(plan: Plan):
    item = plan.items.get(position=1)
    item.removed_at = plan.created_at
    item.save()
    assert "Семинар «Новое»" not in text_of(pdf_of("plan", plan=str(plan.pk)))


def test_the_form_is_printed_with_no_data_and_crossed_cells(submission: Submission):
    document = open_document(
        "submission", {"campaign": "6-nk/2025", "library": submission.library.code}
    )
    text = text_of(PdfReader(BytesIO(document.render("pdf"))))
    for words in ("Раздел 1.", "Раздел 7.", "1 234", "н/д", "×", "Берёзкина Анна Петровна"):
        assert words in text
    assert "учёт не вёлся" in text
    assert "0609521" in text


def test_the_version_follows_the_figures(submission: Submission):
    before = open_document(*SUMMARY).data_version()
    assert open_document(*SUMMARY).data_version() == before
    submission.values.filter(cell__address="4.12.2").update(number=1235)
    assert open_document(*SUMMARY).data_version() != before
    assert LOOK


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("nothing", {}, "Нет документа «nothing»"),
        ("plan", {}, "Не указан параметр plan"),
        ("plan", {"plan": "²"}, "Нет плана с номером «²»"),
        ("plan", {"plan": "1", "colour": "red"}, "Неизвестный параметр colour"),
        ("regional-summary", {"campaign": "6-nk/1999"}, "Нет сбора отчётности «6-nk/1999»"),
        ("regional-summary", {"campaign": "6-nk/2025", "by": "x"}, "Параметр by: есть territory"),
        ("whole-form", {"campaign": "6-nk/2025", "territory": "1"}, "Нет территории"),
    ],
)
def test_a_wrong_parameter_is_explained(campaign, name: str, values: dict[str, str], words: str):
    with pytest.raises(ParameterError, match=words):
        open_document(name, values)


def test_a_document_opens_nothing_but_shipped_files(plan: Plan):
    plan.goal = '<img src="file:///etc/passwd"> <img src="http://example.org/x.png">'
    plan.save()
    text = text_of(pdf_of("plan", plan=str(plan.pk)))
    assert '<img src="file:///etc/passwd">' in text


def test_workbooks_hold_no_outside_links(submission: Submission):
    content = open_document(*SUMMARY).render("xlsx")
    assert not [name for name in ZipFile(BytesIO(content)).namelist() if "external" in name]


@pytest.mark.skipif(
    shutil.which("localc") is None, reason="LibreOffice Calc is not on this machine"
)
def test_another_program_computes_the_same_totals(
    submission: Submission, foreign_submission: Submission, tmp_path: Path
):
    source = tmp_path / "summary.xlsx"
    source.write_bytes(open_document(*SUMMARY).render("xlsx"))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(source)],
        check=True,
        timeout=120,
        capture_output=True,
    )
    ours = load_workbook(source, data_only=True)[WIDE]
    theirs = load_workbook(tmp_path / "out" / "summary.xlsx", data_only=True)[WIDE]
    total = sheet_total(ours)
    assert [cell.value for cell in theirs[total]] == [cell.value for cell in ours[total]]
    assert 2000 in [cell.value for cell in theirs[total]]


@pytest.mark.parametrize("name", ["regional-summary", "whole-form"])
def test_a_summary_tells_its_date_and_maker_and_can_be_signed(
    submission: Submission, settings, name: str
):
    settings.DEPARTMENT_NAME = "Отдел методики"
    DepartmentPage.objects.create(
        pk=DepartmentPage.ONLY,
        organisation=OrganisationFactory(name="ГБУК «Областная»", founder="Министерство культуры"),
        signer=DepartmentPerson.objects.create(name="Зорина Анна Львовна", post="заведующая"),
    )
    text = text_of(pdf_of(name, campaign="6-nk/2025"))
    assert "Министерство культуры ГБУК «Областная» Отдел методики" in text
    today = " ".join(format_day(timezone.localdate()).split())
    assert f"Составлено {today} Заведующая" in text
    assert "(подпись)" in text and "А. Л. Зорина" in text
    book = book_of(name, campaign="6-nk/2025")
    assert book.properties.creator == "ГБУК «Областная», Отдел методики"


def test_a_plan_of_one_organisation_is_its_own_document_and_starts_with_its_table():
    owner = OrganisationFactory(name="МБУК «Лесная ЦБС»", director_name="И. И. Лесной")
    for _ in range(40):
        PlannedTrainingFactory(organisation=owner, year=2026, theme="Краеведение")
    first, *_, last = pdf_of("training-plan", year="2026", organisation=str(owner.pk)).pages
    assert "МБУК «Лесная ЦБС»" in first.extract_text()
    assert "Краеведение" in first.extract_text()
    assert "И. И. Лесной" in last.extract_text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_total_never_stands_alone_on_a_page(db: None):
    """Whatever the number of rows, some of them go to the last page with the total."""
    columns = (Column("name", "Муниципалитет", kind="text"), Column("n", "Фонд"))
    alone = []
    for number in range(30, 42):
        data = [Row((f"Район {place}", place)) for place in range(number)]
        table = Table("Фонд", columns, (*data, Row(("Всего", 1), "total")))
        context = {"content": TableSet("Фонд", (table,)), "tables": (table,)}
        pdf = PdfReader(BytesIO(render_pdf("documents/whole_form.html", context, ["tables"])))
        words = pdf.pages[-1].extract_text()
        alone.append("Всего" in words and "Район" not in words)
    assert alone == [False] * 12


def test_the_wide_sheet_prints_whole_groups_of_columns(submission: Submission):
    sheet = book_of("regional-summary", campaign="6-nk/2025")[WIDE]
    breaks = [0, *(one.id for one in sheet.col_breaks.brk), sheet.max_column]
    widths = [
        sum(sheet.column_dimensions[get_column_letter(at + 1)].width for at in range(start, stop))
        for start, stop in pairwise(breaks)
    ]
    # Measured in LibreOffice: at two thirds of the size 155 characters of columns fit a page.
    names = sheet.column_dimensions["A"].width
    assert max(widths[0], names + max(widths[1:])) <= 155
    assert sheet.page_setup.scale <= 66
