"""What a wording was understood to mean."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.periods.stretches import Stretch, as_pairs, months_in


class NotUnderstoodError(ValueError):
    """The wording has no sure meaning; the message says why, in Russian, for the methodist."""


@dataclass(frozen=True)
class PeriodReading:
    """The meaning of one wording; `understood` is False when it stays free text.

    `stretches` are the days it names, in order, one unless there are gaps between them;
    `recurrence` and `condition` take the values of `ItemPeriod`, empty when the wording has none;
    `times` is the number a year where the wording says it; `note` is what the wording adds in
    words; `reason` tells a person why the wording was not understood, or what to look at.
    """

    wording: str
    stretches: tuple[Stretch, ...] = ()
    recurrence: str = ""
    times: int | None = None
    condition: str = ""
    note: str = ""
    understood: bool = False
    reason: str = ""

    @property
    def start(self) -> date | None:
        return self.stretches[0].first if self.stretches else None

    @property
    def end(self) -> date | None:
        return self.stretches[-1].last if self.stretches else None

    @property
    def months(self) -> tuple[int, ...]:
        """The numbers of the months touched, in order of time."""
        return months_in(self.stretches)

    def as_dict(self) -> dict[str, Any]:
        """Return the reading as plain values, for JSON."""
        return {
            "wording": self.wording,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "stretches": as_pairs(self.stretches),
            "recurrence": self.recurrence,
            "times": self.times,
            "condition": self.condition,
            "months": list(self.months),
            "note": self.note,
            "understood": self.understood,
            "reason": self.reason,
        }
