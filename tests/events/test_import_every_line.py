"""No line of a department's plan is lost on its way from the Word file into the portal.

The column of works of `crowded_plan` is made after a real plan of 2013 and counted by hand like it:
73 works, 12 headings (7 of them end in a colon), planned figures, and 1 line that only goes on with
the work above. Who takes for work whatever is neither a figure nor ends in a colon counts 79 lines:
73 works, 5 headings without a colon, 1 line that goes on. All 79 arrive: 73 as items, 5 as
sections, 1 inside its item. One more work stands between the figures across the table: 74 items.
"""

import re
from collections import Counter
from io import BytesIO

import pytest
from docx import Document
from docx.table import Table

from events.actions.imports import save_import, start_import
from events.imports.draft import Draft
from events.imports.files import read_file
from events.models import Plan
from events.order import sections_in_order
from events.queries import figures_of, rows_of
from tests.events import crowded_plan
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db
# What only names a part of the document stands in the portal as the name of a field.
NAMES_OF_PARTS = {
    "I. ЦЕЛИ, ЗАДАЧИ, ПРИОРИТЕТЫ",
    "ЦЕЛЬ:",
    "ОСНОВНЫЕ ЗАДАЧИ:",
    "ПРИОРИТЕТНЫЕ НАПРАВЛЕНИЯ:",
    "II. УСЛУГИ И РАБОТЫ",
    "Статистические показатели:",
}


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def lines_of(texts) -> list[str]:
    return [line for text in texts for line in text.split("\n") if re.search(r"\w", line)]


@pytest.fixture
def plan(organisation, methodist) -> Plan:
    """The plan into which the file has been loaded as it is, nothing put right by hand."""
    plan = PlanFactory(organisation=organisation, year=2013)
    read = read_file(crowded_plan.crowded_plan(), "план.docx")
    made = save_import(
        start_import(plan, read, "план.docx", methodist), methodist, takes_title=True
    )
    plan.refresh_from_db()
    plan.draft = Draft.from_json(made.rows)
    return plan


@pytest.fixture
def table() -> Table:
    return Document(BytesIO(crowded_plan.crowded_plan())).tables[0]


def columns(table: Table) -> list[list[str]]:
    """The lines of the three columns, without the head and without what goes across them."""
    rows = [row.cells for row in table.rows if row.cells[0]._tc is not row.cells[2]._tc]
    return [lines_of(row[number].text for row in rows[1:]) for number in range(3)]


def test_the_column_of_works_arrives_line_by_line(plan, table):
    works, *_ = columns(table)
    figures = [line for line in works if re.search(r"\s[–-]\s\d+$", line)]
    with_colon = [line for line in works if line.endswith(":")]
    assert (len(figures), len(with_colon)) == (6, 7)
    assert len(works) - len(figures) - len(with_colon) == 79

    items, sections = rows_of(plan), sections_in_order(plan)
    of_items = [letters(line) for row in items for line in row.name.split("\n")]
    of_sections = Counter(letters(section.title) for section in sections)
    arrived = Counter()
    for line in set(works) - set(figures) - {"Статистические показатели:"}:
        places = of_items.count(letters(line)), of_sections[letters(line)]
        assert sum(places) == works.count(line), line
        arrived["item" if places[0] else "section"] += works.count(line)
    # 73 works and the line that goes on; two headings of figures name no section.
    assert arrived == {"item": 74, "section": 11}
    assert len(items) == 74


def test_every_time_and_every_name_of_a_person_arrives(plan, table):
    _, times, people = columns(table)
    assert (len(times), len(people)) == (81, 83)
    kept = Counter(period.wording for row in rows_of(plan) for period in row.periods.all())
    assert kept == Counter(times)
    by_item = [[letters(str(one)) for one in row.responsibles.all()] for row in rows_of(plan)]
    read = lines_of(row.cells[2] for row in plan.draft.rows if row.kind != "skip")
    assert Counter(map(letters, read)) == Counter(map(letters, people))
    # Who is named twice for one work, as lines without a pair are, answers for it once.
    assert all(len(set(names)) == len(names) for names in by_item)
    assert {name for names in by_item for name in names} == set(map(letters, people))


def test_every_number_of_the_figures_arrives(plan, table):
    told = lines_of((row.kind == "figure" and row.cells[0]) or "" for row in plan.draft.rows)
    written = Counter(number for line in told for number in re.findall(r"\d+", line))
    kept = Counter(str(one.number) for row in figures_of(plan) for one in (row.figure, *row.parts))
    # A total that nobody wrote is counted from its parts.
    assert kept - written == {"540": 1}
    assert written - kept == {}
    assert len(told) == 14


def test_every_line_of_prose_and_every_line_across_the_table_arrives(plan, table):
    document = Document(BytesIO(crowded_plan.crowded_plan()))
    across = [row.cells[0].text for row in table.rows if row.cells[0]._tc is row.cells[2]._tc]
    figures = {row.cells[0] for row in plan.draft.rows if row.kind == "figure"}
    held = letters(
        "\n".join(
            [
                plan.title,
                plan.goal,
                plan.tasks,
                plan.priorities,
                *(section.title for section in sections_in_order(plan)),
                *(row.name for row in rows_of(plan)),
                *(row.figure.name for row in figures_of(plan)),
            ]
        )
    )
    written = lines_of([*(one.text for one in document.paragraphs), *across])
    lost = [
        line
        for line in written
        if letters(line) not in held and line not in NAMES_OF_PARTS and line not in figures
    ]
    assert lost == []
