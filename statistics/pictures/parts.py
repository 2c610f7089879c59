"""Structure: of what parts a whole is made, a line of pieces a year."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from common.gaps import Gap, together
from common.russian import format_number, round_half_up
from common.tables import Column, Row, Table
from statistics.pictures.drawing import WIDTH, Picture, Rect, Text, shortened

MOST_PARTS = 8
OTHERS = "прочие"
_YEARS = 60
_STEP = 44
_LEGEND = 24
# A piece narrower than this cannot hold its number.
_NARROW = 18

# Numbers by name of the part; a year in each.
Year = Mapping[str, Decimal]
Gaps = Mapping[str, Mapping[str, Gap | None]]


def parts(
    title: str,
    name: str,
    years: Mapping[str, Mapping[str, Decimal | int | None]],
    places: int = 0,
    gaps: Gaps | None = None,
) -> Picture:
    """Return the picture of parts of a whole in each year; small ones are put together.

    Only what can be summed has parts: numbers below nought are left out. `gaps` are what the
    numbers lack, by the same years and names.
    """
    names = _largest(years)
    shown = {year: _gathered(numbers, names) for year, numbers in years.items()}
    table = _table(title, name, shown, places, gaps or {})
    rects: list[Rect] = []
    texts: list[Text] = []
    for line, (year, numbers) in enumerate(shown.items()):
        texts.append(Text(0, line * _STEP + 24, year))
        _lay(numbers, line * _STEP + 4, rects, texts)
    top = len(shown) * _STEP + 10
    latest, last = list(shown.items())[-1] if shown else ("", {})
    if len(shown) > 1:
        texts.append(Text(0, top + 12, f"{latest}:"))
    for place, (one, number) in enumerate(last.items()):
        y = top + place * _LEGEND
        rects.append(Rect(_YEARS, y, 14, 14, place))
        words = f"{place + 1}. {shortened(one, 60)} — {_part_in_words(number, last, places)}"
        texts.append(Text(_YEARS + 22, y + 12, words))
    return Picture(
        title=title,
        in_words="; ".join(
            f"{year}: {_parts_in_words(numbers, places)}" for year, numbers in shown.items()
        ),
        height=top + len(last) * _LEGEND,
        table=table,
        rects=tuple(rects),
        texts=tuple(texts),
    )


def _largest(years: Mapping[str, Mapping[str, Decimal | int | None]]) -> list[str]:
    """Return the names of the parts that are shown by themselves, by the last year's numbers."""
    last = list(years.values())[-1] if years else {}
    found = {one: Decimal(n) for one, n in last.items() if n is not None and n > 0}
    names = sorted(found, key=lambda one: -found[one])
    return names if len(names) <= MOST_PARTS else names[: MOST_PARTS - 1]


def _gathered(
    numbers: Mapping[str, Decimal | int | None], names: Sequence[str]
) -> dict[str, Decimal]:
    positive = {one: Decimal(n) for one, n in numbers.items() if n is not None and n > 0}
    shown = {one: positive.get(one, Decimal(0)) for one in names}
    rest = sum((n for one, n in positive.items() if one not in names), Decimal(0))
    return {**shown, OTHERS: rest} if rest else shown


def _lay(numbers: Mapping[str, Decimal], y: float, rects: list[Rect], texts: list[Text]) -> None:
    whole, left = sum(numbers.values()), float(_YEARS)
    for place, number in enumerate(numbers.values()):
        wide = float(number / whole) * (WIDTH - _YEARS) if whole else 0.0
        if wide > 1:
            # The gap between pieces shows where one ends on any background and in any print.
            rects.append(Rect(round(left, 1), y, round(wide - 1, 1), 30, place))
        if wide >= _NARROW:
            light = "light" if place % 2 == 0 else ""
            texts.append(Text(round(left + wide / 2, 1), y + 20, str(place + 1), "middle", light))
        left += wide


def _parts_in_words(numbers: Mapping[str, Decimal], places: int) -> str:
    return ", ".join(
        f"{one} — {_part_in_words(number, numbers, places)}" for one, number in numbers.items()
    )


def _part_in_words(number: Decimal, numbers: Mapping[str, Decimal], places: int) -> str:
    share = _share(number, numbers)
    tail = "" if share is None else f" ({format_number(share, 1)} %)"
    return f"{format_number(number, places)}{tail}"


def _share(number: Decimal, numbers: Mapping[str, Decimal]) -> Decimal | None:
    whole = sum(numbers.values())
    return round_half_up(100 * number / whole, 1) if whole else None


def _table(
    title: str, name: str, shown: Mapping[str, Mapping[str, Decimal]], places: int, gaps: Gaps
) -> Table:
    columns = [Column("name", name, kind="text", width=34)]
    for year in shown:
        columns.append(Column(f"n{year}", "число", (year,), places=places, width=14))
        columns.append(Column(f"p{year}", "доля, %", (year,), kind="percent", places=1, width=10))
    names = dict.fromkeys(one for numbers in shown.values() for one in numbers)
    rows = []
    for one in names:
        values: list[Decimal | str | None] = [one]
        lacking: list[Gap | None] = [None]
        for year, numbers in shown.items():
            number = numbers.get(one)
            values += [number, None if number is None else _share(number, numbers)]
            lacking += [_gap(one, gaps.get(year, {}), names), None]
        rows.append(Row(tuple(values), gaps=tuple(lacking)))
    return Table(title, tuple(columns), tuple(rows), key="picture", sheet="Картинка")


def _gap(name: str, gaps: Mapping[str, Gap | None], names: Iterable[str]) -> Gap | None:
    """Return what a part lacks; what is put together lacks all that its own parts do."""
    if name != OTHERS:
        return gaps.get(name)
    return together(gap for one, gap in gaps.items() if one not in names)
