"""A published regional table made anew from its own figures, to the last published digit.

The table gives the fund, what came and what went of twelve districts for two years: growth and
renewal follow from them exactly. Loans, readers and inhabitants are not printed, only ratios with
them. For these the nearest whole number is taken, so they prove no more than the formula and its
rounding: that some whole number of readers gives the printed ratio, and that we print the same.
"""

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from lxml.html import fromstring

from libraries.models import Population
from reports.documents import open_document
from statistics.builder import Query
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory
from tests.statistics.reported import make_campaign, report

TABLE = Path(__file__).parent / "data" / "fund-by-district.csv"
YEARS = (2015, 2016)
EXACT = {"growth": "growth", "renewal": "renew", "fund": "fond", "received": "in"}
ROUNDED = {
    "turnover": "turn",
    "fund_per_user": "books_per_reader",
    "fund_per_person": "books_per_inhabitant",
}


def published() -> list[dict[str, str]]:
    with TABLE.open() as file:
        return list(csv.DictReader(file))


def test_rows_of_the_published_table_do_not_contradict_themselves():
    contradictions = []
    for row in published():
        for year in YEARS:
            came, went, growth = (Decimal(row[f"{key}{year}"]) for key in ("in", "out", "growth"))
            if came - went != growth:
                contradictions.append((row["district"], year, "growth"))
        if Decimal(row["fond2015"]) + Decimal(row["growth2016"]) != Decimal(row["fond2016"]):
            contradictions.append((row["district"], 2016, "fund"))
    assert contradictions == []


@pytest.mark.django_db
def test_published_table_is_reproduced_to_the_last_digit(region, client_of, methodist):
    """Both on the page of the builder and in its file."""
    campaigns = [make_campaign(year) for year in YEARS]
    for row in published():
        territory = TerritoryFactory(name=f"{row['district']} район", parent=region)
        organisation = OrganisationFactory(territory=territory)
        library = LibraryFactory(organisation=organisation, territory=territory)
        for campaign in campaigns:
            of_year = {
                key[:-4]: Decimal(row[key]) for key in row if key.endswith(str(campaign.year))
            }
            fund = of_year["fond"]
            figures = {
                "2.04.3": fund,
                "2.02.3": of_year["in"],
                "2.03.3": of_year["out"],
                "5.17.3": round(fund * of_year["turn"]),
                "4.12.2": round(fund / of_year["books_per_reader"]),
            }
            report(campaign, library, figures)
            people = round(fund / of_year["books_per_inhabitant"])
            Population.objects.create(territory=territory, year=campaign.year + 1, number=people)
    columns = EXACT | ROUNDED
    query = Query.of_mapping({"rows": "territory", "year": "2016", "what": list(columns)})
    page = client_of(methodist).get(f"{reverse('statistics:builder')}?{query}").content.decode()
    file = open_document("built-summary", {"query": str(query)}).render("csv").decode("utf-8-sig")
    keys = [f"{key}{year}" for key in columns.values() for year in YEARS]
    printed = {f"{row['district']} район": [row[key] for key in keys] for row in published()}
    assert _of_districts(_rows_of_page(page)) == printed
    assert _of_districts(csv.reader(file.splitlines(), delimiter=";")) == printed


def _of_districts(rows: Iterable[list[str]]) -> dict[str, list[str]]:
    """Return the figures of the districts as they are printed in the book."""
    found = {name.strip(): [_plain(one) for one in numbers] for name, _, _, *numbers in rows}
    return {name: numbers for name, numbers in found.items() if name.endswith("район")}


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number).replace(",", ".").replace("\N{MINUS SIGN}", "-").lstrip("+'")


def _rows_of_page(page: str) -> list[list[str]]:
    rows = fromstring(page).xpath("//main//table[contains(@class, 'data_grouped')]/tbody/tr")
    return [[cell.text_content() for cell in row] for row in rows]
