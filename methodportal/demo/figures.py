"""The answers to form 6-НК of one demo library for all years, coherent by every check.

They are written by the later edition; `by_edition_2015` moves a year's answers to the earlier one.
"""

import random
from collections.abc import Iterator
from decimal import Decimal

from libraries.models import Library
from methodportal.demo.profiles import Profile
from methodportal.demo.series import YEARS, Stock, stock, walk
from staff.models import Education

Number = int | Decimal
Answers = dict[str, Number]

CLOSED = {(2, 5): (5, 8, 10), (5, 16): (6, 8, 9, 10)}


def answers_by_year(profile: Profile, chance: random.Random) -> dict[int, Answers]:
    """Return each year's answers by cell address."""
    premises = dict(_premises(profile, chance))
    funds = _fund(profile, chance)
    networks = _networks(profile, chance)
    visitors = _visitors(profile, chance)
    services = _services(profile, chance)
    money = _money(profile, chance)
    return {
        year: {
            **premises, **funds[year], **networks[year], **visitors[year], **services[year],
            **_staff(profile, year), **money[year],
        }
        for year in YEARS
    }  # fmt: skip


def by_edition_2015(answers: Answers) -> Answers:
    """Return the answers as the earlier edition asked for them: section 4 differs."""
    mobile = {"4.11.12", "4.11.13", "4.11.14"}
    return {
        address.replace("4.11.", "4.12.") if address.startswith("4.11.") else address: number
        for address, number in answers.items()
        if address not in mobile
    }


def _row(section: int, row: int, columns: dict[int, Number]) -> Answers:
    closed = CLOSED.get((section, row), ())
    return {
        f"{section}.{row:02d}.{column}": number
        for column, number in columns.items()
        if column not in closed
    }


def _premises(profile: Profile, chance: random.Random) -> Iterator[tuple[str, Number]]:
    area = Decimal(round(400 + profile.users * 1.6 + chance.uniform(-200, 400))) / 10
    leased = area if chance.random() < 0.07 else Decimal(0)
    seats = max(6, round(float(area) / 7))
    computers = max(1, seats // (4 if not profile.is_rural else 8))
    accessible = [int(chance.random() < share) for share in (0.1, 0.06, 0.45)]
    modern = int(not profile.is_rural or profile.library.is_model)
    copiers = 1 + profile.is_big * chance.randint(4, 9) + modern
    vans = int(profile.is_big and chance.random() < 0.6)
    numbers: tuple[Number, ...] = (
        int(profile.is_big and chance.random() < 0.05), int(chance.random() < 0.04), *accessible,
        area, round(area / 4, 1), round(area * 6 / 10, 1), area - leased, leased, Decimal(0),
        round((area - leased) / 5, 1) if chance.random() < 0.12 else Decimal(0), Decimal(0),
        chance.randint(0, 3) if profile.is_rural else chance.randint(1, 8),
        seats, computers, computers, modern, int(profile.is_big), int(profile.is_big), modern,
        sum(accessible) * (1 + profile.is_big), copiers, copiers // 2, int(profile.is_big),
        vans, int(vans and chance.random() < 0.3),
    )  # fmt: skip
    yield from _row(1, 1, dict(enumerate(numbers, start=2))).items()


def _fund(profile: Profile, chance: random.Random) -> dict[int, Answers]:
    discs = round(profile.fund * chance.uniform(0.004, 0.015))
    other = round(profile.fund * 0.003) if profile.is_big else 0
    parts = {
        4: stock(profile.fund - discs - other, chance, 0.021),
        # Only books come and go: flows of several kinds could cancel out, and a fund equal to
        # last year's is what a check asks about.
        5: stock(discs, chance, 0),
        6: stock(0, chance),
        7: stock(other, chance, 0),
    }
    # Special formats and languages are bought rarely: nothing comes, nothing goes.
    kept = {8: profile.is_big * 140, 9: 0, 10: round(profile.fund * 0.002)}
    digitised = {4: chance.randint(0, 12) if profile.is_big else 0, 6: 0, 7: 0}
    years = {}
    for year in YEARS:
        at = {column: series[year] for column, series in parts.items()}
        years[year] = {
            **_stock_row(2, at, "came", dict.fromkeys(kept, 0)),
            **_stock_row(3, at, "went", dict.fromkeys(kept, 0)),
            **_stock_row(4, at, "stands", kept),
            **_row(2, 5, {3: sum(digitised.values()), **digitised, 9: 0}),
        }
    return years


def _stock_row(row: int, at: dict[int, Stock], what: str, rest: dict[int, int]) -> Answers:
    numbers = {column: getattr(item, what) for column, item in at.items()}
    return _row(2, row, {3: sum(numbers.values()), **numbers, **rest})


def _networks(profile: Profile, chance: random.Random) -> dict[int, Answers]:
    records = round(profile.fund * 0.7) if profile.is_big else 0
    series = {
        3: stock(records, chance, 0.03),
        5: stock(chance.randint(200, 900) if profile.is_big else 0, chance, 0.05),
        7: stock(profile.is_big * 2, chance, 0),
        8: stock(profile.is_big * 48_000, chance, 0.01),
        9: stock(0, chance),
        10: stock(0, chance),
    }
    wired = int(not profile.is_rural or chance.random() < 0.93)
    flags = {9: wired, 10: wired, 11: int(not profile.is_rural), 12: int(profile.is_big)}
    years = {}
    for year in YEARS:
        answers: Answers = {}
        for row, what in ((6, "came"), (7, "went"), (8, "stands")):
            numbers = {column: getattr(item[year], what) for column, item in series.items()}
            open_access = {4: round(numbers[3] * 0.9), 6: round(numbers[5] * 0.6)}
            answers |= _row(3, row, {**numbers, **open_access})
        years[year] = answers | {f"3.{row:02d}.3": flag for row, flag in flags.items()}
    return years


def _visitors(profile: Profile, chance: random.Random) -> dict[int, Answers]:
    users = walk(profile.users, chance)
    visits = walk(round(profile.users * chance.uniform(7.5, 10.5)), chance, 0.07)
    web = walk(profile.users * 3 if not profile.is_rural else 0, chance, 0.1)
    remote_share = 0.08 if profile.is_big else 0.01
    children = 0.78 if profile.is_for_children else chance.uniform(0.22, 0.34)
    youth = 0.12 if profile.is_for_children else chance.uniform(0.15, 0.22)
    at_events = chance.uniform(0.16, 0.3)
    years = {}
    for year in YEARS:
        remote = round(users[year] * remote_share)
        inside = users[year] - remote
        events = round(visits[year] * at_events)
        trips = _trips(profile, year)
        mobile = trips * 5 * 7
        years[year] = _row(4, 11, {
            2: users[year], 3: inside, 4: int(inside * children), 5: int(inside * youth), 6: remote,
            7: visits[year], 8: visits[year] - events, 9: events,
            10: web[year] + remote * 2 + mobile, 11: web[year],
            12: mobile, 13: trips, 14: trips * 5,
        })  # fmt: skip
    return years


def _trips(profile: Profile, year: int) -> int:
    """Return how often the mobile library went out: every third central library has one."""
    is_central = profile.library.kind == Library.Kind.CENTRAL
    return 60 + year % 7 * 3 if is_central and profile.library.territory_id % 3 == 0 else 0


def _services(profile: Profile, chance: random.Random) -> dict[int, Answers]:
    loans = walk(profile.loans, chance, 0.06)
    remote_share = 0.04 if profile.is_big else 0.0
    children = 0.8 if profile.is_for_children else chance.uniform(0.25, 0.36)
    youth = 0.1 if profile.is_for_children else chance.uniform(0.13, 0.2)
    years = {}
    for year in YEARS:
        remote = round(loans[year] * remote_share)
        inside = loans[year] - remote
        digital = round(inside * 0.01) if profile.is_big else 0
        between = {9: chance.randint(5, 60) if profile.is_big else 0, 10: 0}
        stationary = {
            4: inside - 2 * digital, 5: digital, 6: digital, 7: 0, **between,
            11: inside // 90, 12: inside // 40,
        }  # fmt: skip
        distant = {
            4: remote // 4,
            5: remote - remote // 4,
            7: 0,
            11: remote // 50,
            12: remote // 30,
        }
        young = [{c: int(n * share) for c, n in stationary.items()} for share in (children, youth)]
        whole = {c: n + distant.get(c, 0) for c, n in stationary.items()}
        rows = zip(range(13, 18), (stationary, *young, distant, whole), strict=True)
        years[year] = {k: v for row, numbers in rows for k, v in _loans_row(row, numbers).items()}
    return years


def _loans_row(row: int, numbers: dict[int, int]) -> Answers:
    own = sum(numbers.get(column, 0) for column in (4, 5, 6, 7))
    others = sum(numbers.get(column, 0) for column in (9, 10))
    return _row(5, row, {3: own, 8: others, **numbers})


def _staff(profile: Profile, year: int) -> Answers:
    """Count section 6 from the list of specialists, as it would have stood in `year`."""
    people = profile.specialists
    higher = [e for e in people if e.education.level == Education.Level.HIGHER]
    vocational = [e for e in people if e.education.level == Education.Level.VOCATIONAL]
    ages = [year - e.employee.born.year for e in people]
    careers = [max(0, year - e.employee.in_libraries_since.year) for e in people]
    rates = sum((e.work.rate for e in people), profile.staff.more_posts)
    return _row(6, 18, {
        2: rates, 3: len(people), 4: 0, 5: len(people), 6: int(len(people) > 3),
        7: len(higher), 8: sum(e.education.is_library for e in higher),
        9: len(vocational), 10: sum(e.education.is_library for e in vocational),
        11: sum(c < 3 for c in careers), 12: sum(3 <= c <= 10 for c in careers),
        13: sum(c > 10 for c in careers), 14: sum(a < 30 for a in ages),
        15: sum(30 <= a < 55 for a in ages), 16: sum(a >= 55 for a in ages),
    })  # fmt: skip


def _money(profile: Profile, chance: random.Random) -> dict[int, Answers]:
    staff = len(profile.specialists) + 3 * profile.is_big
    pay = walk(staff * chance.randint(3_900, 4_700), chance, 0.06)
    books = walk(round(profile.fund * 0.09), chance, 0.15)
    earned = walk(profile.users // 2 if not profile.is_rural else 0, chance, 0.1)
    repair_year = chance.choice(tuple(YEARS) * 2 + (0,) * 20)
    years = {}
    for year in YEARS:
        repair = profile.users * 8 if year == repair_year else 0
        equipment = staff * 25
        events = profile.users // 3
        network = 300 * profile.is_big
        spent = pay[year] + books[year] + repair + equipment + events + network + staff * 200
        own = earned[year]
        sponsors = own // 5
        main_pay = round(pay[year] * len(profile.specialists) / staff)
        tenths = {
            2: spent, 3: spent - own - books[year] // 3, 4: books[year] // 3, 5: own,
            6: own - sponsors, 7: sponsors, 8: 0, 9: 0, 10: spent, 11: pay[year], 12: main_pay,
            13: 0, 14: books[year], 15: books[year] // 20 * profile.is_big, 16: 0,
            17: repair, 18: 0, 19: equipment, 20: 0, 21: 0,
            22: events, 23: own // 10, 24: network, 25: 0,
        }  # fmt: skip
        years[year] = _row(7, 19, {column: Decimal(n) / 10 for column, n in tenths.items()})
    return years
