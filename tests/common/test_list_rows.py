"""The rows of lists, drawn in one go, say what django-tables2 says cell by cell."""

import datetime
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import conditional_escape

from common.russian import bound
from common.templatetags.lists import body
from consultations.tables import ConsultationTable
from libraries.models import Library
from libraries.tables import LibraryTable
from publications.tables import PublicationTable
from staff.models import Employment
from staff.queries import list_employments
from staff.tables import EmploymentTable
from tests.factories import (
    ConsultationFactory,
    EmployeeFactory,
    LibraryFactory,
    PublicationFactory,
)


class Cells(HTMLParser):
    """Collects the pieces of the cells: texts and where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in ("tr", "td", "th"):
            self.found += [(tag, None), *sorted(attrs)]

    def handle_data(self, data):
        if data.strip():
            self.found.append(("text", data))


def listed_employment() -> Employment:
    rows = list_employments(Employment.objects.all(), datetime.date(2026, 1, 1))
    return rows.get(employee=EmployeeFactory())


@pytest.mark.parametrize(
    ("table", "factory"),
    [
        (LibraryTable, LibraryFactory),
        (EmploymentTable, listed_employment),
        (ConsultationTable, ConsultationFactory),
        (PublicationTable, PublicationFactory),
    ],
)
def test_rows_say_what_the_cells_say(db, table, factory):
    drawn = table([factory(), factory()])

    cells = [row.get_cell(name) for row in drawn.rows for name in drawn.columns.names()]
    told = "".join(f"<td>{conditional_escape(localize(cell))}</td>" for cell in cells)
    assert Cells(body(drawn)).found == Cells(bound(told)).found


def test_what_people_typed_is_text_and_never_markup(db):
    library = LibraryFactory(name='<script>alert("1")</script>', locality="<b>Ёлкино</b>")

    html = body(LibraryTable([library]))

    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(&quot;1&quot;)" in html


def test_days_numbers_and_what_is_not_known_are_shown_as_people_write_them(db):
    LibraryFactory(model_year=2020, closed_on=datetime.date(2024, 2, 1))
    LibraryFactory(model_year=None)

    html = body(LibraryTable(Library.objects.order_by("pk")))

    assert "01.02.2024" in html
    assert "с&nbsp;2020&nbsp;года" in html
    assert "None" not in html


def test_list_in_which_nothing_was_found_says_what_to_try(client, library):
    page = client.get(reverse("libraries:library-list"), {"q": "ыыы & ё"}).text
    assert "нет ли опечатки" in page
    assert f'href="{reverse("libraries:library-list")}">Показать весь список' in page
    assert f'href="{reverse("search")}?q=%D1%8B%D1%8B%D1%8B+%26+%D1%91"' in page
