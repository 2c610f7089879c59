"""The official form summed: for an organisation, a municipality and the region."""

from io import BytesIO

import page
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from libraries.models import Library, Organisation
from reports.documents import Document, ParameterError, open_document, whole_form
from statistics.models import Submission
from tests.factories import LibraryFactory, OrganisationFactory
from tests.statistics.reported import NO_DATA, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(submission: Submission, foreign_submission: Submission) -> Submission:
    """Two accepted reports, and a third that is still a draft."""
    behind = LibraryFactory(
        name="Отставшая библиотека", organisation=submission.organisation, code="0999"
    )
    report(submission.campaign, behind, {"4.12.2": NO_DATA}, state=Submission.State.DRAFT)
    return submission


def form_of(**values: str) -> Document:
    return open_document("whole-form", {"campaign": "6-nk/2025", **values})


def words_of(document: Document) -> str:
    pdf = PdfReader(BytesIO(document.render("pdf")))
    text = " ".join(one.extract_text() for one in pdf.pages)
    return " ".join(text.replace("\u2011", "-").split())


def test_the_regions_form_has_the_official_title_page(figures: Submission, region):
    text = words_of(form_of())
    for words in (
        "СВОДНЫЙ ОТЧЁТ",
        "Форма № 6-НК",
        "за 2025 год",
        "Сводный отчёт: Приозёрская область",
        "Отчитались 2 из 3 библиотек.",
        "0609521",
        region.oktmo,
        "Раздел 1.",
        "Раздел 7.",
        "2 000",
        "×",
        "Не вошли в свод",
        "Отставшая библиотека — заполняется",
    ):
        assert words in text


def test_an_organisation_sums_up_itself_in_its_own_name(
    figures: Submission, organisation: Organisation
):
    Organisation.objects.filter(pk=organisation.pk).update(
        okpo="12345678", founder="Администрация района", director_name="А. А. Главная"
    )
    document = form_of(organisation=str(organisation.pk))
    text = words_of(document)
    for words in ("Берёзовская ЦБС", "12345678", "Отчиталась 1 из 2", "1 234", "А. А. Главная"):
        assert words in text
    assert document.letterhead.organisation == organisation.name
    assert "Лесная" not in text


def test_a_municipality_is_summed_by_its_code(figures: Submission, foreign_library: Library):
    document = form_of(territory=foreign_library.territory.oktmo)
    assert document.heading == "Свод по Лесному району: Форма № 6-НК за 2025 год"
    text = words_of(document)
    assert "Сводный отчёт: Лесной район" in text
    assert foreign_library.territory.oktmo in text
    assert "766" in text and "1 234" not in text
    assert "Не вошли в свод" not in text


def test_of_many_libraries_that_are_missing_only_the_number_is_told(
    figures: Submission, monkeypatch
):
    monkeypatch.setattr(whole_form, "_MOST_SILENT", 0)
    assert form_of().silent == ["МБУК «Берёзовская ЦБС» — 1"]


def test_whoever_was_not_asked_has_no_form(figures: Submission):
    other = OrganisationFactory()
    with pytest.raises(ParameterError, match="В этом сборе нет отчётов по учреждению"):
        form_of(organisation=str(other.pk))


def test_the_workbook_begins_with_the_title_page_and_ends_with_who_is_missing(
    figures: Submission,
):
    book = load_workbook(BytesIO(form_of().render("xlsx")))
    assert book.sheetnames[0] == "Титульный лист"
    assert book.sheetnames[-1] == "Не вошли в свод"
    told = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert told["Полнота свода"] == "Отчитались 2 из 3 библиотек."
    assert told["Код формы по ОКУД"] == "0609521"
    names = [row[0].value for row in book["Не вошли в свод"].iter_rows()]
    assert "Отставшая библиотека" in names


def test_one_librarys_workbook_has_its_title_page_too(figures: Submission, library: Library):
    values = {"campaign": "6-nk/2025", "library": library.code}
    book = load_workbook(BytesIO(open_document("submission", values).render("xlsx")))
    told = {row[0].value: row[1].value for row in book["Титульный лист"].iter_rows()}
    assert told["Наименование библиотеки (филиала)"] == library.name
    assert told["Фамилия, имя, отчество"] == "Берёзкина Анна Петровна"
    assert any("учёт не вёлся" in str(words) for words in told)


def test_the_form_of_an_organisation_is_accessible(figures: Submission, organisation: Organisation):
    content = form_of(organisation=str(organisation.pk)).render("pdf")
    found = page.validate_pdf_bytes(content, profile="ua1")
    assert [failure.message for failure in found.failures] == []
