"""Section 6 beside the list of people: shown, taken by a cell or whole, on record."""

import re

import pytest
from django.urls import reverse

from common.year_or_day import parse_year_or_day
from staff.models import PersonalDataAccess
from statistics.layout import layout_of
from statistics.models import Submission, Value, ValueChange
from statistics.queries.from_staff import FOLDER, staff_cells_of
from tests.factories import EmployeeFactory, VacancyFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import type_in

LISTED = {
    "6.18.2": "1,5", "6.18.3": "1", "6.18.5": "1", "6.18.7": "1", "6.18.8": "1", "6.18.13": "1",
    "6.18.16": "1",
}  # fmt: skip


@pytest.fixture
def client(client_of, librarian):
    return client_of(librarian)


@pytest.fixture
def listed(library):
    """The one person of the library, and half a post vacant."""
    opened = parse_year_or_day("01.02.2025").day
    VacancyFactory(library=library, rate="0.5", opened_on=opened)
    born, since = parse_year_or_day("1965"), parse_year_or_day("1990")
    return EmployeeFactory(library=library, born=born, in_libraries_since=since, is_library=True)


def page_of(client, submission) -> str:
    return client.get(reverse("statistics:section", args=[submission.pk, 6])).content.decode()


def post(client, submission, act, cells=(), seen=()):
    """Send the section as a browser without scripts does, by a button of the list of people."""
    layout = layout_of(submission.campaign.edition)
    addresses = [each.address for each in layout.section(6).cells]
    data = {f"cell:{key}": dict(cells).get(key, "") for key in addresses}
    data |= {f"seen:{key}": dict(seen).get(key, "0|") for key in addresses}
    url = reverse("statistics:section", args=[submission.pk, 6])
    return client.post(url, data | {"act": act}, follow=True).content.decode()


def stored(submission) -> dict[str, str]:
    values = Value.objects.filter(submission=submission, cell__section=6).order_by("cell__position")
    return {
        value.cell.address: f"{value.number.normalize():f}".replace(".", ",") for value in values
    }


def test_list_is_shown_beside_the_cells_with_the_difference(client, submission, librarian, listed):
    type_in(submission, librarian, {"6.18.3": "3", "6.18.5": "1"})
    page = re.sub(r"<[^>]+>", " ", page_of(client, submission))
    words = " ".join(page.split())
    assert "кадры: 1 −2" in words
    assert "ставок вместе с вакансиями — 1,5" in words
    assert "на 31 декабря 2025 г." in words
    assert f"{listed.full_name} библиотекарь 1 в численности и в основном персонале" in words
    assert "правилу Росстата о списочной численности" in words
    assert PersonalDataAccess.objects.get(user=librarian).what.startswith("Раздел 6")


def test_one_cell_is_taken_and_the_others_stay(client, submission, listed):
    page = post(client, submission, "staff:6.18.2")
    assert "списка кадров взято: 1 ячейка" in page
    assert stored(submission) == {"6.18.2": "1,5"}


def test_whole_section_is_taken_and_told_in_the_history(client, submission, librarian, listed):
    post(client, submission, "staff", cells={"6.18.4": "0", "6.18.3": "7"})
    found = stored(submission)
    assert {key: found[key] for key in LISTED} == LISTED
    assert (found["6.18.4"], found["6.18.9"]) == ("0", "0")
    assert "6.18.6" not in found, "the list knows nothing of it"
    change = ValueChange.objects.get(cell__address="6.18.2")
    assert (change.get_source_display(), change.changed_by) == ("из списка кадров", librarian)


def test_what_another_has_written_meanwhile_is_asked_about(client, submission, methodist, listed):
    type_in(submission, methodist, {"6.18.3": "5"})
    page = post(client, submission, "staff:6.18.3")
    assert "записал(а) сюда" in page
    assert stored(submission) == {"6.18.3": "5"}


def test_unknown_years_are_told_and_an_empty_list_leads_to_hiring(client, submission, library):
    assert "никого нет" in page_of(client, submission)
    EmployeeFactory(library=library)
    page = page_of(client, submission)
    assert "Год рождения не указан: 1" in page


def test_sent_report_offers_nothing(client, submission, listed):
    Submission.objects.update(state=Submission.State.SUBMITTED)
    assert "По списку кадров" not in page_of(client, submission)
    assert "изменить его сейчас нельзя" in post(client, submission, "staff")
    assert stored(submission) == {}


def test_other_sections_ask_nothing_of_the_list(client, submission, listed):
    url = reverse("statistics:section", args=[submission.pk, 2])
    assert "По списку кадров" not in client.get(url).content.decode()


def test_section_takes_the_same_few_queries_for_any_number_of_people(client, submission, library):
    url = reverse("statistics:section", args=[submission.pk, 6])
    assert_same_queries(client, url, lambda: EmployeeFactory(library=library), at_most=14)


def test_files_of_cells_name_real_cells_of_their_section(edition_2015, campaign):
    cells = staff_cells_of(campaign)
    layout = layout_of(edition_2015)
    assert {layout.cells[address].section for address in cells.figures} == {cells.section}
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == ["6-nk-2015", "6-nk-2019"]
