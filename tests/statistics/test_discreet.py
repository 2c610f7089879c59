"""Small numbers of people are not published, nor can they be computed from what is."""

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from libraries.models import Library
from reports.documents import open_document
from statistics.actions.indicators import add_indicator
from statistics.builder.asked import Query
from statistics.builder.presets import Preset
from statistics.models import Campaign
from statistics.published.content import PublicContent
from statistics.published.discreet import FEWEST, HIDDEN, NOTE, _past_guessing
from statistics.published.keeping import kept, read_content
from statistics.published.making import content_of, offered_chapters
from tests.factories import LibraryFactory, TerritoryFactory
from tests.statistics.published import FIGURES, make_closed, publish
from tests.statistics.reported import make_campaign, report

PEOPLE = st.lists(st.integers(0, 12), min_size=1, max_size=8)


@settings(max_examples=400, deadline=None)
@given(PEOPLE)
def test_no_hidden_number_follows_from_the_total_and_the_rest(numbers: list[int]):
    rows = {row: Decimal(number) for row, number in enumerate(numbers)}
    few = {row for row, number in rows.items() if 0 < number < FEWEST}
    hidden = _past_guessing(few, rows)
    if hidden is None:  # the total is hidden then
        return
    assert few <= hidden
    assert bool(few) == bool(hidden)
    if hidden:
        # Each may be from one to what the others leave, if they are one each: more than one number.
        assert sum(numbers[row] for row in hidden) > len(hidden) > 1


@pytest.fixture
def content(db, library: Library, foreign_library: Library) -> PublicContent:
    campaign = make_closed(library, foreign_library)
    offered = offered_chapters(campaign)
    return content_of(campaign, [offered["main"], offered["staff"]])


def figures(content: PublicContent, code: str) -> list[object]:
    """The values of a column over all rows, the total last."""
    table = next(
        t for c in content.chapters for t in c.tables if code in [k.key for k in t.columns]
    )
    place = [column.key for column in table.columns].index(code)
    return [row.values[place] for row in table.rows]


def test_a_small_number_takes_another_with_it_and_the_total_stays(content: PublicContent):
    """Two of one district are hidden; the five of the other would give them away."""
    assert figures(content, "young_staff_2025") == [HIDDEN, HIDDEN, Decimal(7)]
    assert figures(content, "young_staff_change") == [HIDDEN, HIDDEN, Decimal(0)]
    assert figures(content, "higher_staff_2025") == [Decimal(5), Decimal(6), Decimal(11)]
    assert figures(content, "users_2025") == [Decimal(1000), Decimal(333), Decimal(1333)]
    staff = content.chapters[1]
    assert NOTE in staff.tables[0].notes
    assert NOTE not in content.chapters[0].tables[0].notes


@pytest.mark.django_db
def test_with_nothing_to_hide_behind_the_total_is_hidden_too(library: Library):
    campaign = make_campaign(2025)
    report(campaign, library, FIGURES)
    found = content_of(campaign, [offered_chapters(campaign)["staff"]])
    assert figures(found, "young_staff_2025") == [HIDDEN, HIDDEN]
    rows = {row.anchor: row.values for row in found.totals.rows}
    assert rows["young_staff"][1:] == (HIDDEN,)
    assert rows["main_staff"][1:] == (Decimal(7),)


@pytest.mark.django_db
def test_a_ratio_of_a_hidden_number_is_hidden(
    library: Library, foreign_library: Library, methodist
):
    told = {"code": "young_share", "title": "Доля молодых", "unit": "%", "places": 1,
            "form": "6-nk", "cells": "", "formula": "100 * young_staff / main_staff"}  # fmt: skip
    campaign = make_closed(library, foreign_library)
    add_indicator(told, methodist)
    query = Query.read("form=6-nk&rows=territory&what=young_share&show=rank&show=change")
    found = content_of(campaign, [Preset("Молодые", query)])
    assert figures(found, "young_share_2025")[:2] == [HIDDEN, HIDDEN]
    assert figures(found, "young_share_rank")[:2] == [HIDDEN, HIDDEN]
    assert figures(found, "young_share_change")[:2] == [HIDDEN, HIDDEN]


@pytest.mark.django_db
def test_the_pdf_and_the_workbook_hide_the_same(library, foreign_library, head):
    # A number that stands nowhere else: three people of a third district.
    third = LibraryFactory(territory=TerritoryFactory(name="Малый район"))
    campaign = make_closed(library, foreign_library)
    report(campaign, third, {**FIGURES, "6.18.14": 3})
    summary = publish(campaign, head)
    document = open_document("published-summary", {"publication": str(summary.pk)})
    book = load_workbook(BytesIO(document.render("xlsx")))
    assert book.sheetnames == ["Главное", "Основные показатели", "Кадры"]
    staff = book["Кадры"]
    names = [str(cell.value) for row in staff.iter_rows() for cell in row if cell.value is not None]
    assert HIDDEN in names
    place = next(cell.column for row in staff.iter_rows() for cell in row
                 if str(cell.value).startswith("Основной персонал до 30 лет"))  # fmt: skip
    told = {row[0].value: row[place].value for row in staff.iter_rows(min_row=6)}
    assert told["Малый район"] == HIDDEN
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(document.render("pdf"))).pages)
    assert "Многоточие — число скрыто" in " ".join(text.split()).replace("\xa0", " ")


def test_what_is_kept_is_read_as_it_was(content: PublicContent):
    assert read_content(kept(content)) == content


STAFF = "what=young_staff&what=main_staff"


def preset(rows: str, more: str = "") -> Preset:
    return Preset(rows, Query.read(f"form=6-nk&rows={rows}&{STAFF}&{more}"))


def columns_of(content: PublicContent, code: str) -> list[list[object]]:
    """The values of a column in every chapter."""
    found = []
    for chapter in content.chapters:
        (table,) = chapter.tables
        place = [column.key for column in table.columns].index(code)
        found.append([row.values[place] for row in table.rows])
    return found


@pytest.mark.django_db
def test_people_hidden_in_one_table_stand_in_no_other_arranged_otherwise(library, foreign_library):
    """By municipalities 2 and 5 are hidden; by kinds of library they would be told as 7."""
    campaign = make_closed(library, foreign_library)
    found = content_of(campaign, [preset("territory"), preset("kind"), preset("territory")])
    first, second, again = columns_of(found, "young_staff_2025")
    assert first == again == [HIDDEN, HIDDEN, Decimal(7)]
    assert set(second) == {HIDDEN}
    assert [set(one) & {HIDDEN} for one in columns_of(found, "main_staff_2025")] == [set()] * 3


@pytest.mark.django_db
def test_open_people_are_not_told_where_another_table_would_have_to_hide_them(
    library, foreign_library
):
    """By kinds nothing is small; by libraries the two would follow from it and the five."""
    campaign = make_closed(library, foreign_library)
    found = content_of(campaign, [preset("kind"), preset("library")])
    first, second = columns_of(found, "young_staff_2025")
    assert HIDDEN not in first
    assert set(second) == {HIDDEN}


@pytest.mark.django_db
def test_the_summary_of_another_year_gives_no_hidden_number_away(library, foreign_library, head):
    campaign = make_closed(library, foreign_library)
    former = make_closed_year_before(campaign)
    publish(former, head, "staff")
    (same,) = columns_of(content_of(campaign, [preset("territory")]), "young_staff_2024")
    assert same == [HIDDEN, HIDDEN, Decimal(7)]
    (other,) = columns_of(content_of(campaign, [preset("kind")]), "young_staff_2024")
    assert set(other) == {HIDDEN}
    (own,) = columns_of(content_of(campaign, [preset("kind")]), "young_staff_2025")
    assert HIDDEN not in own, "of this year nothing is published otherwise"


def make_closed_year_before(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_related("form", "edition").get(year=campaign.year - 1)
