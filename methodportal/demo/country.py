"""A country of many regions with its reports: what speed is measured on.

Each region is made from its own number, so that the first of eighty-five is the same as one alone.
The figures are plausible in size only; checks would doubt them.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from libraries.models import Library, Organisation, Population, Territory
from methodportal.search.signals import index_paused
from statistics.actions.campaigns import report_of
from statistics.actions.editions import SHIPPED, load_edition
from statistics.models import Campaign, Cell, Edition, Submission, Value
from statistics.rollups import roll_up

REGIONS = 85
LIBRARIES = 42_000
FORM, EDITION = "6-nk", "2015"
# An ordinary municipality has about this many libraries.
OF_MUNICIPALITY = 16
MODEL, ACCEPTED, NO_DATA, BLANK = 0.08, 0.97, 0.01, 0.01  # shares
BATCH = 500  # reports written at once
_COLUMNS = "submission_id, cell_id, number, no_data_reason, version, changed_at"


@dataclass(frozen=True)
class Country:
    """How large a country is wanted; the years end with `last_year`."""

    libraries: int = LIBRARIES
    regions: int = REGIONS
    years: int = 2
    last_year: int = 2024

    def of_region(self, region: int) -> int:
        """Return how many libraries the region of this number has."""
        whole, over = divmod(self.libraries, self.regions)
        return whole + (region <= over)


def load_country(country: Country) -> Iterator[str]:
    """Make the network, then year by year the reports and their sums; yields what is done.

    Each batch is kept as soon as it is written: what was interrupted is to be dropped whole.
    """
    _spare_foreign_keys()
    with index_paused():
        regions = [_make_region(country, number) for number in range(1, country.regions + 1)]
    yield f"регионов {country.regions}, библиотек {country.libraries}"
    load_edition(SHIPPED / f"{FORM}-{EDITION}.yaml")
    for year in range(country.last_year - country.years + 1, country.last_year + 1):
        campaign = _campaign(year)
        written = sum(_write_reports(campaign, libraries) for libraries in _mixed(regions, year))
        yield f"{campaign.name}: ответов {written}"
        roll_up(campaign)
        yield f"{campaign.name}: итоги собраны"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _spare_foreign_keys() -> None:
    """Let PostgreSQL take our word for the keys, if we may: to look each up costs four times more.

    Holds for this connection only; whoever is not the owner of the server waits longer.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET session_replication_role = replica")


def _make_region(country: Country, number: int) -> list[Library]:
    chance = random.Random(f"region {number}")  # noqa: S311 - a repeatable region, not a secret
    region = Territory.objects.create(
        name=f"Регион {number:02d}", kind=Territory.Kind.REGION, oktmo=f"99{number:03d}000"
    )
    libraries = country.of_region(number)
    places = Territory.objects.bulk_create(
        Territory(
            name=f"Район {number:02d}-{place:02d}",
            kind=Territory.Kind.MUNICIPAL_DISTRICT,
            parent=region,
            oktmo=f"99{number:03d}{place:03d}",
        )
        for place in range(1, max(1, libraries // OF_MUNICIPALITY) + 1)
    )
    owners = Organisation.objects.bulk_create(
        Organisation(
            code=f"{place.oktmo}-cbs",
            name=f"Централизованная библиотечная система: {place.name}",
            short_name=f"ЦБС: {place.name}",
            kind=Organisation.Kind.LIBRARY_SYSTEM,
            territory=place,
        )
        for place in places
    )
    Population.objects.bulk_create(
        Population(territory=place, year=year, number=chance.randint(8_000, 60_000))
        for place in (region, *places)
        for year in range(country.last_year - country.years + 1, country.last_year + 2)
    )
    return Library.objects.bulk_create(
        _library(owners[order % len(owners)], order, chance) for order in range(libraries)
    )


def _library(owner: Organisation, order: int, chance: random.Random) -> Library:
    is_central = order % OF_MUNICIPALITY == 0
    kinds, settlements = Library.Kind, Library.Settlement
    kind = kinds.CENTRAL if is_central else chance.choice([kinds.CITY, *[kinds.RURAL] * 3])
    is_rural = kind == kinds.RURAL
    return Library(
        code=f"{owner.code}-{order:04d}",
        name=f"Библиотека № {order + 1}",
        organisation=owner,
        territory_id=owner.territory_id,
        kind=kind,
        settlement=settlements.RURAL if is_rural else settlements.CITY,
        locality=f"с. Село {order + 1}" if is_rural else "г. Город",
        model_year=2020 if chance.random() < MODEL else None,
    )


def _campaign(year: int) -> Campaign:
    """Return the campaign of the year: the one that is there, or a new one."""
    edition = Edition.objects.get(form__code=FORM, code=EDITION)
    found = Campaign.objects.filter(form=edition.form, year=year, period="year").first()
    return found or Campaign.objects.create(
        form=edition.form,
        edition=edition,
        year=year,
        opens_on=dt.date(year + 1, 1, 1),
        due_on=dt.date(year + 1, 1, 15),
        review_due_on=dt.date(year + 1, 2, 20),
        state=Campaign.State.CLOSED,
        closed_at=timezone.make_aware(dt.datetime(year + 1, 3, 1)),
    )


def _mixed(regions: Iterable[list[Library]], year: int) -> Iterator[Sequence[Library]]:
    """Return the libraries in batches, mixed, as reports come in from everywhere at once."""
    libraries = [library for region in regions for library in region]
    random.Random(year).shuffle(libraries)  # noqa: S311 - no secret either
    for start in range(0, len(libraries), BATCH):
        yield libraries[start : start + BATCH]


def _write_reports(campaign: Campaign, libraries: Sequence[Library]) -> int:
    reports = [report_of(campaign, library) for library in libraries]
    chances = [_chance(campaign, library) for library in libraries]
    sent = timezone.make_aware(dt.datetime(campaign.year + 1, 1, 14))
    for report, chance in zip(reports, chances, strict=True):
        is_accepted = chance.random() < ACCEPTED
        report.state = Submission.State.ACCEPTED if is_accepted else Submission.State.SUBMITTED
        report.submitted_at = sent
        report.decided_at = sent + dt.timedelta(days=20) if is_accepted else None
    Submission.objects.bulk_create(reports)
    cells = list(campaign.edition.cells.all())
    rows = [
        (report.pk, cell, number, "" if number is not None else "учёт не вёлся", 1, sent)
        for report, chance in zip(reports, chances, strict=True)
        for cell, number in _answers(cells, chance)
    ]
    _write_values(rows)
    return len(rows)


def _chance(campaign: Campaign, library: Library) -> random.Random:
    return random.Random(f"{campaign.year} {library.code}")  # noqa: S311 - no secret either


def _answers(
    cells: Sequence[Cell], chance: random.Random
) -> Iterator[tuple[int, int | Decimal | None]]:
    """Yield the answers of one library: numbers, some of them «н/д», some left blank."""
    size = chance.lognormvariate(6.5, 1)
    for place, cell in enumerate(cells, 1):
        lot = chance.random()
        if lot < BLANK:
            continue
        number = int(size * lot * (place % 7)) if cell.kind != Cell.Kind.FLAG else int(lot * 2)
        told = Decimal(number).scaleb(-cell.places) if cell.places else number
        yield cell.pk, None if lot < BLANK + NO_DATA else told


def _write_values(rows: Sequence[tuple]) -> None:
    """Insert past Django's objects: by COPY where there is one."""
    table = connection.ops.quote_name(Value._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({_COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        statement = f"INSERT INTO {table} ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608 - own names
        sent = connection.ops.adapt_datetimefield_value(rows[0][-1]) if rows else None
        cursor.executemany(
            statement,
            [
                (report, cell, None if number is None else str(number), reason, version, sent)
                for report, cell, number, reason, version, _sent in rows
            ],
        )
