"""What a summary is made over: which campaign, grouped how, of which reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from statistics.models import Campaign, Submission

GROUPINGS = {
    "territory": "по муниципалитетам",
    "organisation": "по учреждениям",
    "kind": "по видам библиотек",
}
STATES = {
    "accepted": "только принятые отчёты",
    "submitted": "все отправленные отчёты",
}
_COUNTED = {
    "accepted": (Submission.State.ACCEPTED,),
    "submitted": (Submission.State.SUBMITTED, Submission.State.ACCEPTED),
}


class ChoiceError(ValueError):
    """A choice that does not exist; the message is for the reader."""


@dataclass(frozen=True)
class Choice:
    """`territory` and `organisations` narrow the summary to a part of the region."""

    campaign: Campaign
    by: str = "territory"
    states: str = "accepted"
    territory: int | None = None
    organisations: tuple[int, ...] | QuerySet[Any, Any] | None = None
    of_whom: str = "по региону"

    def __post_init__(self) -> None:
        _require("by", self.by, GROUPINGS)
        _require("states", self.states, STATES)

    @property
    def counted_states(self) -> tuple[str, ...]:
        return _COUNTED[self.states]

    def submissions(self, *campaigns: Campaign) -> QuerySet[Submission]:
        """Return the reports of the chosen part of the region, in every state."""
        return Submission.objects.filter(
            self.narrowed(""), campaign__in=campaigns or [self.campaign]
        )

    def narrowed(self, path: str) -> Q:
        """Return the condition on a submission that stands at `path`."""
        condition = Q()
        if self.territory is not None:
            condition &= Q(**{f"{path}territory": self.territory})
        if self.organisations is not None:
            condition &= Q(**{f"{path}organisation__in": self.organisations})
        return condition


def _require(name: str, value: str, known: Mapping[str, Any]) -> None:
    if value not in known:
        raise ChoiceError(f"Неизвестное значение {name}={value}. Есть: {', '.join(known)}.")
