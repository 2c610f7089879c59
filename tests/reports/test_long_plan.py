"""A plan of many pages on paper and in Word: all of it, in order, each page with its heading."""

import re
from io import BytesIO

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn
from pypdf import PdfReader

from events.models import ItemPeriod, Plan, PlanItem
from reports.documents import open_document
from tests.factories import PlanFactory

SECTIONS, ROWS = 23, 230
NAME = "Занятие школы сельского библиотекаря, встреча"
# The heading of the table at the head of a page, and a section's title at its foot.
HEADINGS = ("№ п/п", "Наименование мероприятия", "Срок")


@pytest.fixture
def long_plan(organisation) -> Plan:
    """Sections of uneven length, so that their titles fall on every place of a page."""
    plan = PlanFactory(organisation=organisation)
    sections = [plan.sections.create(title=f"Раздел-{n}", position=n) for n in range(SECTIONS)]
    ends = [ROWS * n * n // SECTIONS**2 for n in range(1, SECTIONS + 1)]
    items = PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan,
            section=next(one for one, end in zip(sections, ends, strict=True) if n < end),
            position=n + 1,
            name=f"{NAME} {n + 1}-я",
        )
        for n in range(ROWS)
    )
    ItemPeriod.objects.bulk_create(ItemPeriod(item=item, wording="ежеквартально") for item in items)
    return plan


def rendered(plan: Plan, form: str) -> BytesIO:
    return BytesIO(open_document("plan", {"plan": str(plan.pk)}).render(form))


def pages_of(plan: Plan) -> list[str]:
    pages = [page.extract_text() for page in PdfReader(rendered(plan, "pdf")).pages]
    return [re.sub(r"[\u2010\u00ad]\n", "", text) for text in pages]


def test_every_row_is_printed_once_and_in_order(long_plan):
    whole = " ".join(" ".join(pages_of(long_plan)).split())
    assert re.findall(rf"{NAME} (\d+)-я", whole) == [str(n + 1) for n in range(ROWS)]
    sections = [int(number) for number in re.findall(r"Раздел-(\d+)", whole)]
    assert sections == list(range(SECTIONS))
    assert whole.count("ежеквартально") == ROWS


def test_each_page_has_the_heading_of_the_table_and_no_title_at_its_foot(long_plan):
    pages = pages_of(long_plan)
    assert len(pages) > 5
    for text in pages:
        assert all(heading in " ".join(text.split()) for heading in HEADINGS)
        assert not re.search(r"Раздел-\d+\s*(?:План|$)", text[text.rindex("Раздел-") :]), text[
            -200:
        ]


def test_the_signature_stands_under_a_row_of_the_table(organisation):
    """Whatever the number of rows: with one of them the signature would begin a page."""
    plan = PlanFactory(organisation=organisation)
    for position in range(1, 40):
        PlanItem.objects.create(plan=plan, position=position, name="Обзор")
        if position > 25:
            assert "Обзор" in pages_of(plan)[-1]


def test_the_word_file_holds_every_row_in_order_and_repeats_the_heading(long_plan):
    document = WordDocument(rendered(long_plan, "docx"))
    table = next(one for one in document.tables if len(one.rows) > ROWS)
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    named = [found[1] for row in texts if (found := re.search(r"встреча (\d+)-я", " ".join(row)))]
    assert named == [str(n + 1) for n in range(ROWS)]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:3])
