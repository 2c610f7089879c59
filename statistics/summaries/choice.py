"""What a summary is made over: which campaign, grouped how, of which reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from libraries.models import Territory
from statistics.models import Campaign, Submission

GROUPINGS = {
    "territory": "по муниципалитетам",
    "organisation": "по учреждениям",
    "kind": "по видам библиотек",
}
# What else may stand in rows, where whoever asks puts the table together herself.
ALL_GROUPINGS = GROUPINGS | {
    "library": "по библиотекам",
    "settlement": "по типам населённых пунктов",
    "model": "по модельным и прочим библиотекам",
    "region": "по регионам",
}
# The field of a submission that makes the rows, by the grouping.
_KEYS = {
    "territory": "territory_id",
    "organisation": "organisation_id",
    "kind": "kind",
    "library": "library_id",
    "settlement": "settlement",
    "model": "is_model",
}
Key = int | str
STATES = {
    "accepted": "только принятые отчёты",
    "submitted": "все отправленные отчёты",
}
# Unfinished figures too: for the organisation itself and the department, never for a document.
WITH_DRAFTS = "drafts"
ALL_STATES = STATES | {WITH_DRAFTS: "все, и черновики"}
_SENT = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)
_COUNTED = {
    "accepted": (Submission.State.ACCEPTED,),
    "submitted": _SENT,
    WITH_DRAFTS: (Submission.State.DRAFT, Submission.State.RETURNED, *_SENT),
}


class ChoiceError(ValueError):
    """A choice that does not exist; the message is for the reader."""


@dataclass(frozen=True)
class Choice:
    """What is summed. `territory` and `organisations` narrow it to a part of the region, and
    `region` to one of many: its own libraries and those of its municipalities.

    `kind`, `settlement` and `is_model` narrow it to such libraries, as each was in its year;
    `libraries` to those of a query of numbers; `only` to one row of the grouping, by its key.
    """

    campaign: Campaign
    by: str = "territory"
    states: str = "accepted"
    territory: int | None = None
    organisations: tuple[int, ...] | QuerySet[Any, Any] | None = None
    of_whom: str = "по региону"
    kind: str = ""
    settlement: str = ""
    is_model: bool | None = None
    libraries: QuerySet[Any, Any] | None = None
    only: Key | None = None
    region: int | None = None

    def __post_init__(self) -> None:
        require("by", self.by, ALL_GROUPINGS)
        require("states", self.states, ALL_STATES)

    @property
    def counted_states(self) -> tuple[str, ...]:
        return _COUNTED[self.states]

    @property
    def is_preliminary(self) -> bool:
        """Whether drafts are summed too."""
        return self.states == WITH_DRAFTS

    def has_drafts_of(self, campaign: Campaign) -> bool:
        """Whether drafts of the campaign are summed: last year's are no figures of it."""
        return self.is_preliminary and campaign.pk == self.campaign.pk

    def counted(self, path: str = "") -> Q:
        """Return the condition that the submission at `path` is summed."""
        if not self.is_preliminary:
            return Q(**{f"{path}state__in": self.counted_states})
        sent = Q(**{f"{path}state__in": _SENT})
        begun = {f"{path}campaign": self.campaign, f"{path}state__in": self.counted_states}
        return sent | Q(**begun)

    @property
    def is_of_a_kind(self) -> bool:
        """Whether only some libraries of a place are summed, whose inhabitants nobody counts."""
        return bool(self.kind or self.settlement or self.is_model is not None)

    @property
    def has_inhabitants(self) -> bool:
        """Whether its rows are places whose inhabitants are known, so that figures fall on them."""
        return self.by in ("territory", "region") and not self.is_of_a_kind

    def submissions(self, *campaigns: Campaign) -> QuerySet[Submission]:
        """Return the reports of the chosen part of the region, in every state."""
        return Submission.objects.filter(
            self.narrowed(""), campaign__in=campaigns or [self.campaign]
        )

    def narrowed(self, path: str) -> Q:
        """Return the condition on a submission that stands at `path`."""
        like = {"kind": self.kind, "settlement": self.settlement, "is_model": self.is_model}
        condition = Q(
            **{f"{path}{name}": told for name, told in like.items() if told not in ("", None)}
        )
        if self.territory is not None:
            condition &= Q(**{f"{path}territory": self.territory})
        if self.organisations is not None:
            condition &= Q(**{f"{path}organisation__in": self.organisations})
        if self.libraries is not None:
            condition &= Q(**{f"{path}library__in": self.libraries})
        if self.only is not None and self.by != "region":
            condition &= Q(**{f"{path}{_KEYS[self.by]}": self.only})
        if self.regions:
            condition &= Q(**{f"{path}territory__in": self._territories})
        return condition

    @cached_property
    def _territories(self) -> list[int]:
        """The territories of the regions: told by number, the database goes straight to them."""
        within = Territory.objects.all()
        for region in self.regions:
            within = within.filter(Q(pk=region) | Q(parent=region))
        return list(within.values_list("pk", flat=True))

    @property
    def regions(self) -> tuple[Key, ...]:
        """The regions that the libraries have to be of: none, one, or two that may differ."""
        only = self.only if self.by == "region" else None
        return tuple(one for one in (self.region, only) if one is not None)


def key_at(path: str, by: str) -> Combinable:
    """Return what makes the rows, of a submission that stands at `path`.

    A municipality stands right under its region, whose own libraries are of the region itself.
    """
    if by == "region":
        return Coalesce(f"{path}territory__parent_id", f"{path}territory_id")
    return F(f"{path}{_KEYS[by]}")


def require(name: str, value: str, known: Mapping[str, Any]) -> None:
    """Raise ChoiceError for a value that is none of `known`."""
    if value not in known:
        raise ChoiceError(f"Неизвестное значение {name}={value}. Есть: {', '.join(known)}.")
