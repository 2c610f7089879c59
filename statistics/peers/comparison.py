"""Where a library's indicators stand: its number, the quartiles of its peers, and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from common.gaps import Gap, Lack
from common.russian import format_number, plural, round_half_up
from common.tables import Column, Row, Table
from statistics import quantiles
from statistics.answers import NO_DATA
from statistics.indicators import LIBRARIES, POPULATION, Indicator
from statistics.models import Submission
from statistics.peers.group import FEWEST, Answers, Peers, numbers_of

GIVEN = {POPULATION, LIBRARIES}
# Nearer than this part of the median nobody would call it a difference.
_SAME = Decimal("0.02")


@dataclass(frozen=True)
class Standing:
    """One indicator of the library; the quartiles are None when too few peers gave a number.

    `own_lacks` tells that the library said «н/д» to what it is made of, `no_data` how many of
    its peers did, `unanswered` how many were silent.
    """

    indicator: Indicator
    own: Decimal | None
    low: Decimal | None
    median: Decimal | None
    high: Decimal | None
    peers: int
    own_lacks: bool = False
    no_data: int = 0
    unanswered: int = 0

    @property
    def in_words(self) -> str:
        """Where the library stands: «выше медианы на 12,5 %, в верхней четверти»."""
        if self.median is None:
            return f"сравнить не с кем: число дали меньше {FEWEST} библиотек"
        if self.own_lacks:
            return "эта библиотека ответила «н/д»"
        if self.own is None:
            return "эта библиотека числа не дала"
        return ", ".join(filter(None, (self._distance(), self._quarter())))

    def _distance(self) -> str:
        distance = self.own - self.median
        if abs(distance) <= abs(self.median) * _SAME:
            return "на уровне медианы"
        way = "выше" if distance > 0 else "ниже"
        if not self.median:
            return f"{way} медианы"
        percent = round_half_up(100 * abs(distance) / abs(self.median), 0)
        return f"{way} медианы на {format_number(percent, 0)} %"

    def _quarter(self) -> str:
        if self.own < self.low:
            return "в нижней четверти"
        return "в верхней четверти" if self.own > self.high else ""


@dataclass(frozen=True)
class Comparison:
    report: Submission
    peers: Peers
    standings: tuple[Standing, ...]

    @property
    def table(self) -> Table:
        """The comparison as a table, the same for the screen, documents and programs."""
        count = len(self.peers.answers)
        word = plural(count, "библиотека", "библиотеки", "библиотек")
        when = self.report.campaign.period_words
        return Table(
            title=f"{self.report.library} и похожие библиотеки, {when}",
            subtitle=f"Похожие: {self.peers.of_whom}; {format_number(count)} {word}",
            columns=_COLUMNS,
            rows=tuple(_row(one) for one in self.standings),
            notes=(
                "Медиана — середина: у половины похожих библиотек число меньше, у половины больше. "
                "Между нижней и верхней четвертью лежит средняя половина.",
                "Сама она в группу похожих не входит; берутся только принятые отчёты. "
                f"Меньше чем по {FEWEST} библиотекам других учреждений ничего не показывается.",
            ),
            key="peers",
            sheet="Сравнение",
        )


_COLUMNS = (
    Column("name", "Показатель", kind="text", width=40),
    Column("own", "Эта библиотека", places=None, width=13),
    Column("low", "нижняя четверть, до", ("Похожие библиотеки",), places=None, width=13),
    Column("median", "медиана", ("Похожие библиотеки",), places=None, width=13),
    Column("high", "верхняя четверть, от", ("Похожие библиотеки",), places=None, width=13),
    Column("peers", "сколько дали число", ("Похожие библиотеки",), width=12),
    Column("words", "Как она стоит", kind="text", width=40),
)


def compare(
    report: Submission, own: Answers, peers: Peers, indicators: Iterable[Indicator]
) -> Comparison:
    """Return the standings of the library in every indicator that a single library has."""
    standings = tuple(_standing(one, own, peers) for one in comparable(indicators))
    return Comparison(report, peers, standings)


def comparable(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Return ratios first, since they compare large and small, then plain numbers."""
    own = [one for one in indicators if not GIVEN & set(one.parts)]
    return sorted(own, key=lambda one: not one.is_ratio)


def _standing(one: Indicator, own: Answers, peers: Peers) -> Standing:
    told = [
        (number, outside)
        for answers, outside in zip(peers.answers, peers.outside, strict=True)
        if (number := one.compute(numbers_of(answers))) is not None
    ]
    quarters: Mapping[int, Decimal] = {}
    if sum(outside for _, outside in told) >= FEWEST:
        cuts = quantiles([number for number, _ in told], n=4, method="inclusive")
        quarters = {n: round_half_up(Decimal(cut), one.places) for n, cut in enumerate(cuts)}
    return Standing(
        one,
        one.compute(numbers_of(own)),
        quarters.get(0),
        quarters.get(1),
        quarters.get(2),
        peers=len(told),
        own_lacks=_lacks(one, own),
        no_data=sum(_lacks(one, answers) for answers in peers.answers),
        unanswered=sum(_is_silent(one, answers) for answers in peers.answers),
    )


def _lacks(one: Indicator, answers: Answers) -> bool:
    """Whether a library said «н/д» to a part of the indicator."""
    return any(code in answers and answers[code] is None for code in one.parts)


def _is_silent(one: Indicator, answers: Answers) -> bool:
    """Whether a library left a part of the indicator blank, and the others are not «н/д»."""
    return not _lacks(one, answers) and any(code not in answers for code in one.parts)


def _row(one: Standing) -> Row:
    name = one.indicator.named
    peers = one.peers if one.median is not None else None
    own = NO_DATA if one.own_lacks else one.own
    values = (name, own, one.low, one.median, one.high, peers, one.in_words)
    gap = None
    if peers is not None and (one.no_data or one.unanswered):
        gap = Gap((Lack(one.no_data, one.unanswered),))
    gaps = (None, None, None, None, None, gap, None)
    return Row(values, anchor=one.indicator.code, places=one.indicator.places, gaps=gaps)
