"""What there is to choose from: forms, years, indicators, places, in the scope of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet

from accounts.scope import organisations_of, sees_whole_region
from common.text import number_in
from libraries.models import Territory
from statistics.builder.asked import Query
from statistics.indicators import Indicator, load_indicators
from statistics.models import Campaign, Form, Submission
from statistics.periods import ReportingPeriod


class NothingCollectedError(Exception):
    """No form has been collected yet, or not the one that is asked for.

    `has_others` tells the one from the other.
    """

    def __init__(self, has_others: bool) -> None:
        super().__init__("Такой формы в сборах нет." if has_others else "Отчётность не собиралась.")
        self.has_others = has_others


@dataclass(frozen=True)
class Scope:
    """The part of the region whose figures are shown; `organisations` None for all of it."""

    organisations: tuple[int, ...] | QuerySet[Any, Any] | None = None
    of_whom: str = "по региону"

    @classmethod
    def of(cls, user: Any) -> "Scope":
        """Return what the person sees: all of the region, or her organisation."""
        if sees_whole_region(user):
            return cls()
        of_whom = f"по учреждению {user.organisation or ''}".strip()
        return cls(organisations_of(user).values("pk"), of_whom)


@dataclass(frozen=True)
class Kind:
    """What is collected year after year: a form for a whole year, for its first quarter …"""

    form: Form
    period: str
    number: int

    @classmethod
    def of(cls, campaign: Campaign) -> "Kind":
        return cls(campaign.form, campaign.period, campaign.number)

    @property
    def part(self) -> str:
        """The part of the year in an address: `year-0`, `quarter-1`."""
        return f"{self.period}-{self.number}"

    @property
    def query(self) -> Query:
        return Query.of([("form", self.form.code), ("part", self.part)])

    def __str__(self) -> str:
        part = ReportingPeriod(2000, self.period, self.number).part
        return f"{self.form}, {part}" if part else str(self.form)


@dataclass(frozen=True)
class Grounds:
    """`campaigns` are those of one kind, the latest first; `campaign` is that of the year asked."""

    campaigns: tuple[Campaign, ...]
    campaign: Campaign
    kinds: tuple[Kind, ...]
    indicators: Mapping[str, Indicator]
    scope: Scope

    @property
    def form(self) -> Form:
        return self.campaign.form

    @property
    def kind(self) -> Kind:
        return Kind.of(self.campaign)

    @property
    def other_kinds(self) -> list[Kind]:
        return [one for one in self.kinds if one != self.kind]

    @cached_property
    def _places(self) -> list[dict[str, Any]]:
        """The places of that year's reports, pairs of a territory and an organisation, counted."""
        reports = Submission.objects.filter(campaign=self.campaign)
        if self.scope.organisations is not None:
            reports = reports.filter(organisation__in=self.scope.organisations)
        names = (
            "territory__name", "territory__kind", "territory__parent_id", "territory__parent__name",
            "organisation__name", "organisation__short_name",
        )  # fmt: skip
        sorts = ("territory__name_key", "organisation__name_key")
        fields = ("territory_id", "organisation_id", *names, *sorts)
        return list(reports.order_by(*sorts).values(*fields).annotate(reports=Count("pk")))

    @property
    def territories(self) -> dict[int, str]:
        return {row["territory_id"]: row["territory__name"] for row in self._places}

    @property
    def regions(self) -> dict[int, str]:
        """The regions, where there are more than one; the only one is not worth choosing."""
        found = {}
        for row in self._places:
            if row["territory__parent_id"]:
                found[row["territory__parent_id"]] = row["territory__parent__name"]
            elif row["territory__kind"] == Territory.Kind.REGION:
                found[row["territory_id"]] = row["territory__name"]
        return dict(sorted(found.items(), key=lambda one: one[1])) if len(found) > 1 else {}

    @property
    def organisations(self) -> dict[int, str]:
        rows = sorted(self._places, key=lambda row: row["organisation__name_key"])
        return {
            row["organisation_id"]: row["organisation__short_name"] or row["organisation__name"]
            for row in rows
        }

    def reports_at(self, territory: int | None, organisation: int | None) -> int:
        """Return how many reports of that year there are at a place; None stands for any.

        A region holds those of its municipalities too.
        """
        return sum(
            row["reports"]
            for row in self._places
            if territory in (None, row["territory_id"], row["territory__parent_id"])
            and organisation in (None, row["organisation_id"])
        )


def read_grounds(query: Query, scope: Scope) -> Grounds:
    """Return what there is to choose from for the form and the year that the query tells.

    Without them it is the latest finished year, else the latest. Raises NothingCollectedError.
    """
    all_campaigns = list(
        Campaign.objects.select_related("form", "edition")
        .defer("edition__definition")
        .order_by("-year", "form__code", "-period", "-number")
    )
    kind = _kind_asked(query, all_campaigns)
    campaigns = tuple(one for one in all_campaigns if Kind.of(one) == kind)
    if not campaigns:
        raise NothingCollectedError(has_others=bool(all_campaigns))
    year = number_in(query.get("year")) or _usual(campaigns).year
    return Grounds(
        campaigns=campaigns,
        campaign=next((one for one in campaigns if one.year == year), campaigns[0]),
        kinds=tuple(dict.fromkeys(Kind.of(one) for one in all_campaigns)),
        indicators={
            key: one for key, one in load_indicators().items() if one.form == kind.form.code
        },
        scope=scope,
    )


def _kind_asked(query: Query, campaigns: list[Campaign]) -> Kind | None:
    """Return what the query asks of; when it names no form, that of the usual campaign."""
    code, part = query.get("form"), query.get("part")
    if not code and campaigns:
        usual = _usual([one for one in campaigns if Kind.of(one).part == part] or campaigns)
        return Kind.of(usual)
    kinds = (Kind.of(one) for one in campaigns)
    return next((one for one in kinds if (one.form.code, one.part) == (code, part)), None)


def _usual(campaigns: Sequence[Campaign]) -> Campaign:
    """Return the latest campaign that is closed, else the latest."""
    closed = (one for one in campaigns if one.state == Campaign.State.CLOSED)
    return next(closed, campaigns[0])
