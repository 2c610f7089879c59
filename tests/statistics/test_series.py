"""Series over years: across editions of the form, and across changes of the network."""

from datetime import date

import pytest

from libraries import actions as registry
from libraries.actions import Order
from libraries.models import Library
from libraries.passport import Audience
from statistics.actions.editions import SHIPPED, load_edition
from statistics.models import Campaign
from statistics.passport import read_figures
from statistics.summaries import Choice, main_indicators
from tests.factories import LibraryFactory
from tests.statistics.reported import make_campaign, report
from tests.statistics.test_builder import row_of, table_of, total_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_years(library: Library) -> list[Campaign]:
    """Five years of one library; from 2024 on by the later edition, whose section 4 moved."""
    campaigns = []
    for year in range(2021, 2026):
        campaign, users = make_campaign(year), "4.12.2"
        if year >= 2024:
            campaign.edition, users = load_edition(SHIPPED / "6-nk-2019.yaml"), "4.11.2"
            campaign.save()
        report(campaign, library, {users: 100 + year - 2021, "2.04.3": 5000, "5.17.3": 1000})
        campaigns.append(campaign)
    return campaigns


def test_a_five_year_series_crosses_the_edition_and_says_where(five_years: list[Campaign]):
    table = table_of("rows=territory&what=users&what=reading&years=5&year=2025")
    titles = [column.title for column in table.columns if column.key.startswith("users_20")]
    assert titles == ["2021", "2022", "2023", "2024*", "2025"]
    own = total_of(table)
    assert [own[f"users_{year}"] for year in range(2021, 2026)] == [100, 101, 102, 103, 104]
    assert None not in [own[f"reading_{year}"] for year in range(2021, 2026)]
    assert any(
        note.startswith("* С 2024 года — другая редакция: Форма № 6-НК") for note in table.notes
    )
    moved = "Ряд продолжен через смену редакции: «Пользователи» (4.12.2 → 4.11.2)."
    assert moved in table.notes


def test_the_year_of_the_change_says_so_in_the_summary_and_the_next_is_silent(
    five_years: list[Campaign],
):
    of_change, after = (main_indicators(Choice(five_years[place])) for place in (3, 4))
    titles = {column.key: column.title for column in of_change.columns}
    assert (titles["users_last"], titles["users"]) == ("2023", "2024*")
    assert any("другая редакция" in note for note in of_change.notes)
    assert not any("другая редакция" in note for note in after.notes)


def test_the_passport_joins_the_editions_and_marks_the_change(
    five_years: list[Campaign], library: Library
):
    (table,) = read_figures(library, Audience.PUBLIC).tables
    assert [column.title for column in table.columns][1:] == [
        "2021", "2022", "2023", "2024*", "2025",
    ]  # fmt: skip
    assert table.rows[0].values[1:] == (100, 101, 102, 103, 104)
    assert any("4.12.2 → 4.11.2" in note for note in table.notes)


def test_an_old_summary_made_again_gives_the_old_figures_whatever_became_of_the_network(
    library: Library, foreign_library: Library, head
):
    before = make_campaign(2024)
    report(before, library, {"4.12.2": 100})
    closed = LibraryFactory(organisation=library.organisation, territory=library.territory)
    report(before, closed, {"4.12.2": 50})
    report(before, foreign_library, {"4.12.2": 10})
    was = main_indicators(Choice(before)).as_json()
    by_library = table_of("rows=library&what=users&years=1&year=2024")
    order = Order(date(2025, 5, 1), "1-п", date(2025, 4, 20), "учредитель", "")
    registry.close_library(closed.pk, library, order, version=closed.version, by=head)
    registry.transfer_library(
        library.pk, foreign_library.organisation, order, version=library.version, by=head
    )
    assert main_indicators(Choice(before)).as_json() == was
    again = table_of("rows=library&what=users&years=1&year=2024")
    assert total_of(again) == total_of(by_library)
    assert row_of(again, closed.name)["users_2024"] == 50


def test_a_series_is_limited_to_the_libraries_of_all_its_years(
    five_years: list[Campaign], library: Library
):
    opened = LibraryFactory(organisation=library.organisation, territory=library.territory)
    report(five_years[4], opened, {"4.11.2": 40})
    table = total_of(table_of("rows=territory&what=users&years=5&year=2025"))
    same = total_of(table_of("rows=territory&what=users&years=5&year=2025&same=on"))
    assert (table["users_2025"], same["users_2025"]) == (144, 104)
    assert table["users_2021"] == same["users_2021"] == 100
