"""A figure that lacks libraries says so: «н/д» apart from blanks, on screen, in files, by API."""

from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import User
from common.tables import Row, Table, TableSet
from libraries.models import Library
from reports.delimited import render_csv
from reports.documents import open_document
from reports.xlsx import render_xlsx
from statistics.builder import Query, Scope, built, read_grounds
from statistics.builder.pictures import picture_of
from statistics.forms.builder import BuilderForm
from statistics.models import Campaign
from statistics.summaries import Choice, main_indicators, shown_indicators, whole_form
from statistics.summaries.arrangement import totals
from tests.factories import LibraryFactory
from tests.statistics.reported import NO_DATA, make_campaign, report

pytestmark = pytest.mark.django_db

LACKS = "без данных: 2 библиотеки; не ответили: 1"
UNEVEN = (
    "части даны разными библиотеками: «Выдача документов» — без данных: 1 библиотека; "
    "«Пользователи» — без данных: 2 библиотеки; не ответили: 1"
)


@pytest.fixture
def campaign(library: Library) -> Campaign:
    """Five libraries of one municipality: users are told by two, loans by four."""
    campaign = make_campaign(2025)
    told = [
        {"4.12.2": 100, "5.17.3": 1000, "2.04.3": 10},
        {"4.12.2": 50, "5.17.3": 500, "2.04.3": 20},
        {"4.12.2": NO_DATA, "5.17.3": NO_DATA, "2.04.3": 30},
        {"4.12.2": NO_DATA, "5.17.3": 250, "2.04.3": 40},
        {"5.17.3": 250, "2.04.3": 50},
    ]
    for answers in told:
        one = LibraryFactory(organisation=library.organisation, territory=library.territory)
        report(campaign, one, answers)
    return campaign


def gaps_of(table: Table, row: Row) -> dict[str, str]:
    told = zip(table.columns, row.gaps, strict=True)
    return {column.key: gap.words for column, gap in told if gap}


def total_of(table: Table) -> Row:
    return next(row for row in table.rows if row.kind == "total")


def table_of(text: str) -> tuple:
    query = Query.read(text)
    form = BuilderForm(query, read_grounds(query, Scope()))
    assert form.is_valid(), form.errors
    return form.build, built(form.build).table


def test_no_data_is_told_apart_from_silence_and_a_full_sum_says_nothing(campaign: Campaign):
    table = main_indicators(Choice(campaign))
    for row in table.rows:
        told = gaps_of(table, row)
        assert told["users"] == LACKS
        assert "fund" not in told
    few = [one for one in shown_indicators("6-nk") if one.code in ("users", "fund")]
    lines = {row.anchor: row for row in totals(table, few).rows}
    assert [gap.words for gap in lines["users"].gaps if gap] == [LACKS]


def test_a_ratio_of_sums_from_different_libraries_says_so(campaign: Campaign):
    table = main_indicators(Choice(campaign))
    assert gaps_of(table, total_of(table))["reading"] == UNEVEN


def test_equal_counts_prove_nothing_of_who_gave_the_parts(library: Library):
    campaign = make_campaign(2025)
    for answers in ({"4.12.2": 5, "5.17.3": NO_DATA}, {"4.12.2": NO_DATA, "5.17.3": 9}):
        report(campaign, LibraryFactory(organisation=library.organisation), answers)
    table = main_indicators(Choice(campaign))
    assert gaps_of(table, total_of(table))["reading"].startswith("части, возможно, даны разными")


def test_a_dash_of_no_data_is_no_dash_of_silence(library: Library):
    campaign = make_campaign(2025)
    report(campaign, library, {"4.12.2": NO_DATA})
    table = main_indicators(Choice(campaign))
    told = gaps_of(table, total_of(table))
    assert told["users"] == "без данных: 1 библиотека"
    assert "loans" not in told


def test_the_whole_form_and_the_builder_tell_the_same(campaign: Campaign):
    fund = next(t for t in whole_form(Choice(campaign)).tables if t.key == "section_4_1")
    row = next(row for row in fund.rows if row.anchor == "4.12")
    assert gaps_of(fund, row)["c2"] == LACKS
    _, table = table_of("rows=territory&what=users&what=reading&what=fund")
    assert gaps_of(table, total_of(table)) == {"users_2025": LACKS, "reading_2025": UNEVEN}


def test_pictures_carry_the_marks_of_the_table(campaign: Campaign):
    build, table = table_of("rows=territory&what=users")
    for kind in ("dynamics", "comparison", "structure"):
        picture = picture_of(build, table, kind, "users")
        assert LACKS in picture.table.gap_notes
    dynamics = picture_of(build, table, "dynamics", "users")
    assert f"2025 — 150 ({LACKS})" in dynamics.in_words
    assert "150¹" in [text.text for text in dynamics.texts]


def test_the_mark_speaks_and_leads_to_its_note(campaign: Campaign):
    _, table = table_of("rows=territory&what=users")
    html = render_to_string("components/summary_table.html", {"table": table})
    assert f'href="#built-gap-1" aria-label="Примечание 1: {LACKS}"' in html
    assert f'<li id="built-gap-1">{LACKS}</li>' in html


def test_a_number_with_a_mark_stays_a_number_in_a_workbook(campaign: Campaign):
    _, table = table_of("rows=territory&what=users&what=reading")
    sheet = load_workbook(BytesIO(render_xlsx(TableSet(table.title, (table,))))).worksheets[0]
    cells = {cell.value: cell for line in sheet.iter_rows() for cell in line}
    assert '"¹"' in cells[150].number_format
    assert f"¹ {LACKS}" in cells
    assert f"² {UNEVEN}" in cells


def test_a_plain_file_tells_it_in_a_column_of_its_own(campaign: Campaign):
    _, table = table_of("rows=territory&what=users")
    head, first, *_ = render_csv(TableSet("", (table,))).decode("utf-8-sig").splitlines()
    assert head.endswith(";Чего не хватает")
    assert LACKS in first


def test_the_paper_has_the_mark_and_the_note(campaign: Campaign):
    document = open_document("built-summary", {"query": "rows=territory&what=users"})
    text = " ".join(
        "".join(
            page.extract_text() for page in PdfReader(BytesIO(document.render("pdf"))).pages
        ).split()
    )
    assert LACKS in text


def test_programs_get_the_counts(client_of, methodist: User, campaign: Campaign):
    answer = client_of(methodist).get(
        reverse("api:built-summary-list"), {"rows": "territory", "what": ["users", "reading"]}
    )
    gaps = answer.json()["rows"][-1]["gaps"]
    assert gaps["users_2025"]["parts"] == [{"title": "Пользователи", "no_data": 2, "unanswered": 1}]
    assert gaps["reading_2025"]["uneven"] == "yes"
