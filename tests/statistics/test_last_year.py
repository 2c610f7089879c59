"""Last year's figures in the year when the form changed, wherever they are shown and checked."""

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
import yaml
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from common.russian import format_number
from statistics.actions.editions import load_edition
from statistics.actions.prefill import take_from_last_year
from statistics.builder.cells import cells_as_indicators
from statistics.layout import EditionError
from statistics.models import Campaign, Edition, Submission
from statistics.queries.answers import read_sheet
from statistics.queries.campaign_checks import check_campaign
from statistics.queries.last_year import places_before
from statistics.queries.sheets import read_sheets
from statistics.queries.verification import judged_findings
from tests.factories import LibraryFactory
from tests.queries import count_queries
from tests.statistics.conftest import make_submission, type_in
from tests.statistics.offline_book import coordinates, given_out
from tests.statistics.reported import NO_DATA, make_campaign, report
from tests.statistics.small_form import small_definition

LAST = {
    "4.12.2": 500,
    "4.12.3": 480,
    "4.12.7": 1000,
    "2.04.3": 70,
    "1.01.16": 15,
    "4.12.5": NO_DATA,
}


@pytest.fixture
def changed(edition_2015: Edition, edition_2019: Edition) -> Campaign:
    """The collection of the year when the form changed."""
    return make_campaign(2025, edition=edition_2019)


@pytest.fixture
def submission(changed: Campaign, library) -> Submission:
    report(make_campaign(2024), library, LAST)
    return make_submission(changed, library)


@pytest.fixture
def client(client_of, librarian):
    return client_of(librarian)


def last(submission: Submission) -> dict[str, str]:
    cells = read_sheet(submission).cells
    return {address: cell.last.text for address, cell in cells.items() if cell.last}


def test_every_cell_finds_what_stood_in_its_place(submission):
    assert last(submission) == {
        "1.01.16": "15", "2.04.3": "70", "4.11.2": "500", "4.11.3": "480",
        "4.11.7": format_number(1000), "4.11.5": "н/д: учёт не вёлся",
    }  # fmt: skip
    of_many = read_sheets(submission.campaign, [submission])[submission.pk]
    assert of_many.previous == read_sheet(submission).previous


def test_the_screen_and_the_history_show_it(submission, client):
    page = client.get(reverse("statistics:section", args=[submission.pk, 4])).content.decode()
    assert "в 2024 году: </span>500" in page
    history = client.get(reverse("statistics:cell-history", args=[submission.pk, "4.11.2"]))
    assert "В 2024 году, ячейка 4.12.2" in history.content.decode()
    history = client.get(reverse("statistics:cell-history", args=[submission.pk, "2.04.3"]))
    assert "В 2024 году</dt>" in history.content.decode()


def test_checks_compare_with_it_on_the_screen_and_over_the_campaign(submission, librarian):
    type_in(submission, librarian, {"4.11.3": "900", "4.11.6": "0", "4.11.7": "1000"})
    submission.refresh_from_db()
    found = {one.finding.code for one in judged_findings(submission, read_sheet(submission))}
    assert {"y-users-change", "y-visits-same"} <= found
    (checked,) = check_campaign(submission.campaign)
    assert {one.finding.code for one in checked.findings} == found


def test_constant_cells_are_taken_from_it(submission, librarian):
    result = take_from_last_year(submission, 1, {}, librarian)
    assert [one.address for one in result.saved] == ["1.01.16"]


def test_the_workbook_gives_it_out(submission):
    book = load_workbook(io.BytesIO(given_out(submission.campaign, submission)))
    row, column = coordinates(submission.campaign, with_last=True)["4.11.2"]
    assert book.worksheets[1].cell(row + 1, column).value == 500


def test_a_section_takes_the_same_queries_however_much_was_answered(submission, client, changed):
    url = reverse("statistics:section", args=[submission.pk, 4])
    few = count_queries(client, url)
    other = LibraryFactory(organisation=submission.organisation)
    report(Campaign.objects.get(year=2024), other, {f"4.12.{column}": 1 for column in range(2, 12)})
    fuller = make_submission(changed, other)
    assert count_queries(client, reverse("statistics:section", args=[fuller.pk, 4])) == few
    assert few <= 15


def test_the_campaign_takes_the_same_queries_for_more_libraries(
    submission, changed, django_assert_max_num_queries
):
    before = Campaign.objects.get(year=2024)
    for _ in range(3):
        other = LibraryFactory()
        report(before, other, LAST)
        report(changed, other, {"4.11.2": 500})
    with django_assert_max_num_queries(10):
        assert len(list(check_campaign(changed))) == 4


def edition(code: str, change: Callable[[dict], object] = dict) -> Edition:
    definition = small_definition() | {"edition": code, "title": f"Редакция {code}"}
    change(definition)
    return load_edition(definition)


def following(code: str, was: dict | None = None) -> Callable[[dict], object]:
    return lambda data: data.update(follows=code, was=was or {})


def test_several_changes_are_gone_through(db, library):
    edition("a")
    edition("b", following("a", {"1.01.2": "1.01.3", "1.01.3": "1.01.2", "2.04.2": None}))
    latest = edition("c", following("b", {"1.03.2": "1.01.2", "1.01.2": None}))
    places = places_before(latest, "a")
    assert places["1.03.2"] == "1.01.3"
    assert places["1.01.3"] == "1.01.2"
    assert "1.01.2" not in places
    assert "2.04.2" not in places, "new in the edition between"
    before = make_campaign(2024, edition=Edition.objects.get(code="a"))
    report(before, library, {"1.01.3": 7, "2.04.2": 1})
    now = make_submission(make_campaign(2025, edition=latest), library)
    assert last(now) == {"1.03.2": "7"}


def test_an_edition_that_is_not_continued_gives_no_last_year(db, library):
    stranger = edition("a")
    report(make_campaign(2024, edition=stranger), library, {"1.01.2": 7})
    now = make_submission(make_campaign(2025, edition=edition("b")), library)
    assert last(now) == {}


def test_a_missing_former_edition_is_said_and_may_come_later(db, library, tmp_path, capsys):
    path = tmp_path / "b.yaml"
    path.write_text(yaml.safe_dump(small_definition() | {"edition": "b", "follows": "a"}))
    call_command("load_edition", str(path))
    assert "Редакции «a», которую продолжает эта («follows»), на портале нет" in (
        capsys.readouterr().out
    )
    report(make_campaign(2024, edition=edition("a")), library, {"1.01.2": 7})
    latest = Edition.objects.get(code="b")
    now = make_submission(make_campaign(2025, edition=latest), library)
    assert last(now) == {"1.01.2": "7"}
    call_command("load_edition", str(path))
    assert "на портале нет" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("was", "told"),
    [
        ({"1.01.2": "9.99.9"}, "ячейка 1.01.2 названа бывшей 9.99.9, а открытой ячейки 9.99.9"),
        ({"1.01.2": "1.02.5"}, "открытой ячейки 1.02.5 в редакции «a» нет"),
    ],
)
def test_a_former_place_that_was_not_there_is_refused(db, was: dict, told: str):
    edition("a")
    with pytest.raises(EditionError, match=told):
        edition("b", following("a", was))


def test_editions_that_continue_each_other_are_refused(db):
    edition("a", following("c"))
    edition("b", following("a"))
    with pytest.raises(EditionError, match="по кругу"):
        edition("c", following("b"))


def test_a_column_of_the_builder_follows_the_cell(submission, changed):
    campaigns = [*Campaign.objects.filter(year=2024), changed]
    (cell,) = cells_as_indicators(["4.11.3"], campaigns, {}).values()
    assert cell.cells == {"2019": "4.11.3", "2015": "4.12.3"}
    assert read_sheet(submission).previous["4.11.3"].number == Decimal(480)
