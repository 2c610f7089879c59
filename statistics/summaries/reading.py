"""What a table of indicators is made of: groups of libraries, their sums and their inhabitants."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from common.gaps import Gap
from common.russian import round_half_up
from statistics.indicators import LIBRARIES, POPULATION, Indicator, load_indicators
from statistics.models import Campaign
from statistics.summaries import figures
from statistics.summaries.choice import ALL_STATES, Choice, Key
from statistics.summaries.figures import Group, Summed
from statistics.summaries.gaps import gap_of
from statistics.summaries.reported import reported_words

Parts = Mapping[str, Summed]
GIVEN = frozenset({LIBRARIES, POPULATION})


class Reading:
    """All that `indicators` need over `campaigns`, in four queries whatever the number of rows.

    `known` are the indicators by code; those of the portal unless more are asked for.
    """

    def __init__(
        self,
        choice: Choice,
        campaigns: Sequence[Campaign],
        indicators: Iterable[Indicator],
        known: Mapping[str, Indicator] | None = None,
    ) -> None:
        self.choice, self.campaigns = choice, campaigns
        parts = {part for one in indicators for part in one.parts}
        self.summed = parts - GIVEN
        self.groups = figures.groups(choice, campaigns)
        self.known = known or load_indicators()
        cells = figures.cells_of(campaigns, self.summed, self.known)
        self.sums = figures.sums_by_group(choice, campaigns, cells)
        is_wanted = POPULATION in parts and choice.has_inhabitants
        self.populations, self.lag = self._read_populations() if is_wanted else ({}, 0)

    def _read_populations(self) -> tuple[dict[tuple[Key, int], int], int]:
        """Return inhabitants, and 1 when those after the reported year are known, else 0.

        The fund and the users are those of the year's end, so the population of the following
        1 January fits them; before Rosstat publishes it, that of the year's own 1 January.
        """
        years = {campaign.year + lag for campaign in self.campaigns for lag in (0, 1)}
        found = figures.populations((group.key for group in self.groups), years)
        return found, int(any(year == self.choice.campaign.year + 1 for _, year in found))

    def population_year(self, campaign: Campaign) -> int:
        """Return the year whose 1 January population belongs to the campaign."""
        return campaign.year + self.lag

    def counts(self, campaign: Campaign, groups: Iterable[Group]) -> tuple[int, int]:
        """Return how many libraries of `groups` reported, and of how many."""
        pk = campaign.pk
        return sum(g.reported[pk] for g in groups), sum(g.expected[pk] for g in groups)

    def reported_note(self, campaign: Campaign) -> str:
        """Return «За 2025 год отчитались 415 из 419 библиотек (…)»."""
        reported, expected = self.counts(campaign, self.groups)
        with_drafts = self.choice.has_drafts_of(campaign)
        states = self.choice.states
        if self.choice.is_preliminary and not with_drafts:
            states = "submitted"
        words = reported_words(reported, expected, with_drafts)
        return f"За {campaign.period_words} {words} ({ALL_STATES[states]})."

    def parts(self, campaign: Campaign, groups: Sequence[Group]) -> dict[str, Summed]:
        """Add up the groups' sums; what the form does not hold stands behind all that reported."""
        parts: dict[str, Summed] = {}
        for group in groups:
            for code in self.summed:
                found = self.sums.get((campaign.pk, group.key, code))
                if found:
                    parts[code] = parts.get(code, Summed.nothing()) + found
        reported, people = self.counts(campaign, groups)[0], self._people(campaign, groups)
        parts[LIBRARIES] = Summed(Decimal(reported), reported, 0)
        if people:
            parts[POPULATION] = Summed(Decimal(people), reported, 0)
        return parts

    def gap(
        self,
        indicator: Indicator,
        number: Decimal | None,
        parts: Parts,
    ) -> Gap | None:
        """Return what the indicator's `number` lacks; `parts` are those of the same groups."""
        return gap_of(indicator, number, parts, parts[LIBRARIES].behind, self.known)

    def _people(self, campaign: Campaign, groups: Sequence[Group]) -> int | None:
        """Return inhabitants; None unless known for every municipality of `groups`.

        The region's own number would count its municipalities twice, so it serves alone only.
        """
        year = self.population_year(campaign)
        counted = [g for g in groups if not g.is_region] or list(groups)
        numbers = [self.populations.get((g.key, year)) for g in counted]
        return sum(numbers) if numbers and None not in numbers else None


def libraries_behind(indicator: Indicator, parts: Parts) -> int:
    """Return how many libraries gave the part of `indicator` that the fewest gave."""
    return min((parts[part].behind for part in indicator.parts if part in parts), default=0)


def numbers_of(parts: Parts) -> dict[str, Decimal]:
    """Return the sums by code; what no library gave a number for is absent."""
    return {code: part.number for code, part in parts.items() if part.behind or code in GIVEN}


def change(now: Decimal | None, before: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the difference, and per cent of what was before (one place, half up).

    Of nothing, and of a loss, there is no per cent: a smaller loss would show as a fall.
    """
    if now is None or before is None:
        return None, None
    percent = round_half_up(100 * (now - before) / before, 1) if before > 0 else None
    return now - before, percent


def first_of_january(year: int) -> str:
    return f"{date(year, 1, 1):%d.%m.%Y}"
