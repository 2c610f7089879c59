"""Summaries: sums, ratios, the year before, and how many libraries stand behind a figure."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from common.tables import Row, Table
from libraries.models import Library, Population
from statistics.actions.editions import SHIPPED, load_edition
from statistics.models import Campaign, Submission
from statistics.summaries import Choice, main_indicators, shown_indicators, whole_form
from statistics.summaries.arrangement import of_indicator, totals
from statistics.summaries.reported import reported_words
from statistics.summaries.whole_form import counts_tables
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory
from tests.statistics.reported import NO_DATA, make_campaign, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return make_campaign(2025)


def values(table: Table, row: Row) -> dict[str, object]:
    return dict(zip((column.key for column in table.columns), row.values, strict=True))


def row_of(table: Table, name: str) -> dict[str, object]:
    return next(values(table, row) for row in table.rows if row.values[0] == name)


def total_of(table: Table) -> dict[str, object]:
    return values(table, next(row for row in table.rows if row.kind == "total"))


def test_a_municipality_is_compared_with_its_own_last_year(
    campaign: Campaign, library: Library, foreign_library: Library
):
    before = make_campaign(2024)
    report(campaign, library, {"4.12.2": 1100, "5.17.3": 22_055})
    report(before, library, {"4.12.2": 1000})
    report(campaign, foreign_library, {"4.12.2": 500, "5.17.3": 10_000})
    table = main_indicators(Choice(campaign))
    own = row_of(table, "Берёзовский район")
    assert (own["users_last"], own["users"], own["users_change"], own["users_percent"]) == (
        1000,
        1100,
        100,
        10,
    )
    assert total_of(table)["users"] == 1600
    assert row_of(table, "Лесной район")["users_change"] is None


def test_years_of_different_editions_are_joined_by_the_indicator(library: Library):
    before = make_campaign(2024)
    report(before, library, {"4.12.2": 1000})
    now = make_campaign(2025)
    now.edition = load_edition(SHIPPED / "6-nk-2019.yaml")
    now.save()
    report(now, library, {"4.11.2": 1100})
    own = row_of(main_indicators(Choice(now)), "Берёзовский район")
    assert (own["users_last"], own["users"], own["users_change"]) == (1000, 1100, 100)


def test_ratios_come_from_summed_parts_and_are_rounded_half_up(
    campaign: Campaign, library: Library, foreign_library: Library
):
    report(campaign, library, {"4.12.2": 100, "5.17.3": 1000})
    report(campaign, foreign_library, {"4.12.2": 900, "5.17.3": 3050})
    assert total_of(main_indicators(Choice(campaign)))["reading"] == Decimal("4.1")
    assert row_of(main_indicators(Choice(campaign)), "Лесной район")["reading"] == Decimal("3.4")


def test_blank_and_no_data_are_not_zero_and_are_told(
    campaign: Campaign, library: Library, foreign_library: Library
):
    sister = LibraryFactory(organisation=library.organisation)
    report(campaign, library, {"4.12.2": 0, "2.04.3": NO_DATA})
    report(campaign, sister, {"2.04.3": 50})
    report(campaign, foreign_library, {"2.04.3": NO_DATA})
    table = main_indicators(Choice(campaign))
    own = row_of(table, "Берёзовский район")
    assert (own["users"], own["users_libraries"]) == (0, 1)
    assert (own["fund"], own["fund_libraries"]) == (50, 1)
    assert row_of(table, "Лесной район")["fund"] is None
    assert any(
        "«Фонд на конец года», 2025 год: число указали 1 из 3" in note for note in table.notes
    )


def test_only_the_reports_asked_for_are_counted(
    campaign: Campaign, library: Library, foreign_library: Library
):
    sister = LibraryFactory(organisation=library.organisation)
    report(campaign, library, {"4.12.2": 10})
    report(campaign, sister, {"4.12.2": 20}, Submission.State.SUBMITTED)
    report(campaign, foreign_library, {"4.12.2": 40}, Submission.State.DRAFT)
    accepted, submitted = (
        main_indicators(Choice(campaign)),
        main_indicators(Choice(campaign, states="submitted")),
    )
    assert (total_of(accepted)["users"], total_of(accepted)["reported"]) == (10, 1)
    assert (total_of(submitted)["users"], total_of(submitted)["reported"]) == (30, 2)
    assert total_of(submitted)["expected"] == 3
    assert "За 2025 год отчитались 2 из 3 библиотек" in submitted.notes[0]
    assert "1 из 3" in whole_form(Choice(campaign)).notes[0]


def test_an_old_summary_keeps_the_territory_of_its_time(campaign: Campaign, library: Library):
    submission = report(campaign, library, {"4.12.2": 10})
    library.territory = TerritoryFactory(name="Новый округ")
    library.save()
    names = [row.values[0] for row in main_indicators(Choice(campaign)).rows]
    assert submission.territory.name in names
    assert "Новый округ" not in names


@pytest.mark.parametrize(("known", "expected"), [((2025, 2026), "50.0"), ((2025,), "40.0")])
def test_coverage_takes_the_population_after_the_year_when_it_is_known(
    campaign: Campaign, library: Library, known: tuple[int, ...], expected: str
):
    for year, number in ((2025, 1000), (2026, 800)):
        if year in known:
            Population.objects.create(territory=library.territory, year=year, number=number)
    report(campaign, library, {"4.12.2": 400})
    table = main_indicators(Choice(campaign))
    assert row_of(table, "Берёзовский район")["coverage"] == Decimal(expected)
    assert f"Население — на 01.01.{known[-1]}." in table.notes


def test_organisations_and_kinds_can_be_the_rows(campaign: Campaign, library: Library):
    report(campaign, library, {"4.12.2": 10})
    by_organisation = main_indicators(Choice(campaign, by="organisation"))
    assert row_of(by_organisation, "МБУК «Берёзовская ЦБС»")["users"] == 10
    by_kind = main_indicators(Choice(campaign, by="kind"))
    assert row_of(by_kind, "сельская")["users"] == 10
    for table in (by_organisation, by_kind):
        assert "coverage" not in total_of(table)
        assert any("по муниципалитетам и области" in note for note in table.notes)


def test_the_whole_form_is_summed_in_its_own_layout(
    campaign: Campaign, library: Library, foreign_library: Library
):
    report(campaign, library, {"2.02.3": 5, "6.18.2": "0.25"})
    report(campaign, foreign_library, {"2.02.3": 7})
    content = whole_form(Choice(campaign))
    fund = next(table for table in content.tables if table.key == "section_2_1")
    received = next(row for row in fund.rows if row.anchor == "2.02")
    assert values(fund, received)["c3"] == 12
    digital = next(row for row in fund.rows if row.anchor == "2.05")
    assert values(fund, digital)["c5"] == "×"
    staff = next(table for table in content.tables if table.key == "section_6_1")
    assert values(staff, staff.rows[1])["c2"] == Decimal("0.25")
    assert staff.rows[1].behind[1] == 1


def test_the_counts_stand_in_the_places_of_the_figures(campaign: Campaign, library: Library):
    report(campaign, library, {"2.02.3": 5, "2.02.4": NO_DATA})
    counts = counts_tables(whole_form(Choice(campaign)))
    fund = next(table for table in counts if table.key == "section_2_1_libraries")
    received = values(fund, next(row for row in fund.rows if row.anchor == "2.02"))
    assert (received["c3"], received["c4"]) == (1, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_a_summary_asks_the_database_the_same_few_times(
    campaign: Campaign, number: int, django_assert_max_num_queries
):
    make_campaign(2024)
    for _ in range(number):
        report(campaign, LibraryFactory(), {"4.12.2": 10})
    with django_assert_max_num_queries(6):
        main_indicators(Choice(campaign))


_ADDRESSES = ("2.04.3", "4.12.2", "5.17.3", "7.19.2")
_NUMBER = st.integers(0, 10**9)
_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(_ADDRESSES[:3], st.one_of(_NUMBER, st.just(NO_DATA))),
        "7.19.2": st.decimals(0, 10**9, places=1),
    },
)


class RandomFiguresTest(TestCase):
    """Sums against a plain calculation that shares nothing with the database's."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 2), _ANSWERS), min_size=1, max_size=6))
    def test_sums_equal_a_plain_calculation(self, reports: list):
        campaign = make_campaign(2025)
        territories = [TerritoryFactory() for _ in range(3)]
        for place, answers in reports:
            owner = OrganisationFactory(territory=territories[place])
            report(campaign, LibraryFactory(organisation=owner), answers)
        table = main_indicators(Choice(campaign))
        for place, territory in enumerate(territories):
            mine = [answers for where, answers in reports if where == place]
            if mine:
                self.check(row_of(table, territory.name), mine)
        self.check(total_of(table), [answers for _, answers in reports])

    def check(self, row: dict, answers: list[dict]):
        for code, address in zip(("fund", "users", "loans", "income"), _ADDRESSES, strict=True):
            numbers = [Decimal(a[address]) for a in answers if a.get(address, NO_DATA) != NO_DATA]
            assert row[code] == (sum(numbers) if numbers else None)
            assert row[f"{code}_libraries"] == len(numbers)
        if row["users"] and row["loans"] is not None:
            exact = Decimal(row["loans"]) / Decimal(row["users"])
            assert row["reading"] == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_gaps_in_last_year_are_told_beside_its_figure(campaign: Campaign, library: Library):
    """A figure that fewer libraries gave a year ago looks like growth unless that is told."""
    before, sister = make_campaign(2024), LibraryFactory(organisation=library.organisation)
    for one in (library, sister):
        report(campaign, one, {"2.04.3": 1000})
    report(before, library, {"2.04.3": 900})
    report(before, sister, {"2.04.3": NO_DATA})
    table = main_indicators(Choice(campaign))
    fund = next(one for one in shown_indicators("6-nk") if one.code == "fund")
    shown = (table, totals(table, [fund]), of_indicator(table, fund))
    last = [
        next(c.behind for _, cells in one.display_rows() for c in cells if c.text == "900")
        for one in shown
    ]
    assert last == [1, 1, 1]
    told = "«Фонд на конец года», 2024 год: число указали 1 из 2 отчитавшихся библиотек"
    assert [note for note in table.notes if note.startswith(told)]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((415, 419), "отчитались 415 из 419 библиотек"),
        ((21, 22), "отчиталась 21 из 22 библиотек"),
        ((1, 1), "отчиталась 1 из 1 библиотеки"),
        ((0, 3), "отчитались 0 из 3 библиотек"),
        ((1, 16, True), "начала или отправила отчёт 1 из 16 библиотек"),
    ],
)
def test_how_many_reported_is_told_in_good_russian(counts: tuple[int, ...], words: str):
    assert reported_words(*counts) == words
