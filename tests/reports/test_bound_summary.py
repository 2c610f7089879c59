"""The bound summary: chapters, contents, pictures, completeness; its workbook counts itself."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import page
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from pypdf import PdfReader

from libraries.models import Library, NetworkChange, NetworkPart, Population, Territory
from reports.documents import Document, ParameterError, open_document
from statistics.builder.presets import shipped_presets
from statistics.models import Campaign, Submission
from tests.factories import LibraryFactory
from tests.statistics.reported import NO_DATA, report

pytestmark = pytest.mark.django_db
FIGURES = {"4.12.2": 1000, "4.12.7": 9000, "5.17.3": 20000, "2.04.3": 30000, "2.02.3": 900,
           "2.03.3": 333, "6.18.5": 7, "7.19.2": "1250.5", "7.19.10": "1187.3"}  # fmt: skip
OTHER = {"4.12.2": 333, "4.12.7": 2500, "5.17.3": 7777, "2.04.3": 12345, "2.02.3": 120,
         "2.03.3": NO_DATA, "6.18.5": 2, "7.19.2": "300.2"}  # fmt: skip


@pytest.fixture
def figures(campaign: Campaign, library: Library, foreign_library: Library) -> Campaign:
    """Two municipalities over two years, one library that is late and one that was closed."""
    before = Campaign.objects.get(year=2024)
    Library.objects.filter(pk=library.pk).update(model_year=2022)
    for year, less in ((before, 10), (campaign, 0)):
        model = report(year, library, {**FIGURES, "4.12.2": 1000 - less})
        Submission.objects.filter(pk=model.pk).update(is_model=True)
        report(year, foreign_library, {**OTHER, "4.12.2": 333 + less})
    late = LibraryFactory(name="=Опоздавшая", organisation=library.organisation)
    report(campaign, late, {"4.12.2": 5}, state=Submission.State.RETURNED)
    change = NetworkChange.objects.create(kind=NetworkChange.Kind.CLOSED, date="2025-03-01")
    NetworkPart.objects.create(
        change=change, library=foreign_library, role="subject", name="Дальняя библиотека"
    )
    for place in (library.territory, foreign_library.territory):
        Population.objects.create(territory=place, year=2026, number=5000)
    return campaign


def bound(**values: str) -> Document:
    return open_document("bound-summary", {"campaign": "6-nk/2025", **values})


def words_of(pdf: PdfReader) -> str:
    text = " ".join(one.extract_text() for one in pdf.pages)
    return " ".join(text.replace("\u2011", "-").replace("\u202f", " ").split())


def test_the_book_has_everything_a_ministry_reads(figures: Campaign, region: Territory):
    content = bound().render("pdf")
    found = page.validate_pdf_bytes(content, profile="ua1")
    assert [failure.message for failure in found.failures] == []
    book = PdfReader(BytesIO(content))
    text, titles = words_of(book), [one.title for one in shipped_presets()]
    for words in (
        "Свод по области за 2025 год Форма № 6-НК",
        "Приозёрская область",
        "УТВЕРЖДАЮ",
        "Содержание",
        *(f"{number}. {title}" for number, title in enumerate(titles, 1)),
        "7. Полнота сведений",
        "Отчитались 2 из 3 библиотек",
        "=Опоздавшая",
        "на доработке",
        "Выбыло",
        "Дальняя библиотека",
        "Форма за эти годы не менялась.",
        "Половина округляется от нуля",
        "1 333",
    ):
        assert words in text, words
    assert len(book.outline[1]) >= len(titles)
    _assert_contents_tell_pages(book, titles)
    _assert_pictures_tell_themselves(book)


def _assert_contents_tell_pages(book: PdfReader, titles: list[str]) -> None:
    pages = [" ".join(one.extract_text().split()) for one in book.pages]
    for number, title in enumerate(titles, 1):
        heading = f"{number}. {title}"
        starts = next(at for at, text in enumerate(pages, 1) if at > 2 and heading in text)
        told = pages[1].partition(heading)[2].lstrip(" .")
        assert told.startswith(str(starts)), (title, starts, told[:20])


def _assert_pictures_tell_themselves(book: PdfReader) -> None:
    told = _figures(book.trailer["/Root"]["/StructTreeRoot"])
    assert len(told) > 8
    assert all(told)
    assert any("2024 — 1\u202f333; 2025 — 1\u202f333" in words for words in told)


def _figures(node) -> list[str]:
    node = node.get_object()
    found = [str(node["/Alt"])] if node.get("/S") == "/Figure" else []
    inner = node.get("/K", [])
    for one in inner if isinstance(inner, list) else [inner]:
        if hasattr(one.get_object(), "get"):
            found += _figures(one)
    return found


def test_a_municipality_has_the_same_book_by_its_libraries(figures: Campaign, library: Library):
    document = bound(territory=library.territory.oktmo)
    assert document.heading == "Свод за 2025 год: Берёзовский район. Форма № 6-НК"
    titles = [table.title for table in document.content.tables]
    assert "Основные показатели: муниципалитет в целом" in titles
    assert "Основные показатели по библиотекам, 2024–2025 годы" in titles
    whole = next(one for one in document.content.tables if "в целом" in one.title)
    assert [one.title for one in whole.columns] == ["Показатель", "2024", "2025", "±, % к 2024"]
    told = {row.values[0]: [str(value) for value in row.values[1:]] for row in whole.rows}
    assert told["Пользователи, чел."] == ["990", "1000", "1.0"]
    assert told["Читаемость, экз. на пользователя"] == ["20.2", "20.0", "-1.0"]
    of_libraries = next(one for one in document.content.tables if "по библиотекам" in one.title)
    assert "of" not in [column.key for column in of_libraries.columns]
    text = words_of(PdfReader(BytesIO(document.render("pdf"))))
    assert library.name in text
    assert "Лесн" not in text
    assert "20,0" in text  # охват: 1 000 из 5 000 жителей, известен по муниципалитету в целом


def test_a_chapter_of_no_libraries_is_left_out_and_named(figures: Campaign, library: Library):
    Submission.objects.update(is_model=False)
    document = bound(territory=library.territory.oktmo)
    assert "Модельные библиотеки" not in [one.title for one in document.chapters]
    told = "Глава «Модельные библиотеки» пропущена: таких библиотек в отчётах нет."
    assert told in document.content.notes
    pdf = PdfReader(BytesIO(document.render("pdf")))
    assert told in words_of(pdf)
    cover = " ".join(pdf.pages[0].extract_text().split())
    assert cover.count("Берёзовский район") == 1
    assert "Берёзовский район." not in cover


def test_nobody_asked_has_no_book(figures: Campaign):
    with pytest.raises(ParameterError, match="В этом сборе нет отчётов по "):
        bound(territory=Territory.objects.get(kind=Territory.Kind.REGION).oktmo)


def book_of(*, data_only: bool) -> Workbook:
    return load_workbook(BytesIO(bound().render("xlsx")), data_only=data_only)


def test_the_workbook_has_a_sheet_a_table_the_values_and_explanations(figures: Campaign):
    book = book_of(data_only=False)
    assert book.sheetnames == [
        *(one.title for one in shipped_presets()),
        "Динамика",
        "Кто отчитался",
        "Не вошли в свод",
        "Ячейки с пропусками",
        "Изменения сети",
        "Значения",
        "Пояснения",
    ]
    for sheet in book.worksheets:
        assert sheet.freeze_panes
        assert sheet.print_area
        assert sheet.print_title_rows
    raw = book["Значения"]
    assert [cell.value for cell in raw[4]][:4] == [
        "Библиотека",
        "Код библиотеки",
        "Муниципалитет",
        "1.01.2",
    ]
    assert raw.freeze_panes == "D5"
    assert raw.cell(raw.max_row - 2, 1).value == "Всего"
    name = next(
        cell for row in book["Не вошли в свод"].iter_rows() for cell in row
        if cell.value == "=Опоздавшая"
    )  # fmt: skip
    assert (name.data_type, name.quotePrefix) == ("s", True)


def test_totals_and_ratios_are_formulas_that_give_what_the_screen_shows(figures: Campaign):
    living = {cell.coordinate: cell for row in book_of(data_only=False)["Фонд"].iter_rows()
              for cell in row if cell.data_type == "f"}  # fmt: skip
    texts = [str(cell.value) for cell in living.values()]
    assert any(text.startswith("=SUM(") for text in texts)
    assert any(text.startswith("=ROUND(") and "/" in text for text in texts)
    table = next(one for one in bound().chapters[1].tables)
    total = dict(zip((one.key for one in table.columns), table.rows[-1].values, strict=True))
    shown = [cell.value for row in book_of(data_only=True)["Фонд"].iter_rows() for cell in row]
    for key in ("fund_2025", "renewal_2025", "turnover_2025", "fund_per_person_2025"):
        assert float(total[key]) in [float(one) for one in shown if isinstance(one, int | float)]


@pytest.mark.skipif(
    shutil.which("localc") is None, reason="LibreOffice Calc is not on this machine"
)
def test_another_program_computes_the_same_book(figures: Campaign, tmp_path: Path):
    source, out = tmp_path / "book.xlsx", tmp_path / "out"
    source.write_bytes(bound().render("xlsx"))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(out), str(source)], check=True, timeout=300, capture_output=True
    )
    formulas, ours = load_workbook(source), load_workbook(source, data_only=True)
    theirs = load_workbook(out / "book.xlsx", data_only=True)
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    known = ours[sheet.title][cell.coordinate].value
                    again = theirs[sheet.title][cell.coordinate].value
                    assert float(again) == pytest.approx(float(known)), (sheet.title, cell.value)
                    compared += 1
    assert compared > 100


def test_a_region_takes_as_many_queries_as_two_libraries(figures: Campaign, library: Library):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert bound().content
        return len(captured)

    queries()
    few = queries()
    for _ in range(3):
        report(figures, LibraryFactory(organisation=library.organisation), {"4.12.2": 1})
    assert queries() == few <= 60
