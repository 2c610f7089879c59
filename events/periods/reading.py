"""What a wording was understood to mean."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


class NotUnderstoodError(ValueError):
    """The wording has no sure meaning; the message says why, in Russian, for the methodist."""


@dataclass(frozen=True)
class PeriodReading:
    """The meaning of one wording; `understood` is False when it stays free text.

    `recurrence` and `condition` take the values of `ItemPeriod`, empty when the wording has none;
    `times` is the number a year where the wording says it; `months` are the numbers of the
    months covered, in order; `note` is what the wording adds in words; `reason` tells a person
    why the wording was not understood, or what to look at.
    """

    wording: str
    start: date | None = None
    end: date | None = None
    recurrence: str = ""
    times: int | None = None
    condition: str = ""
    months: tuple[int, ...] = field(default=())
    note: str = ""
    understood: bool = False
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the reading as plain values, for JSON."""
        return {
            "wording": self.wording,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "recurrence": self.recurrence,
            "times": self.times,
            "condition": self.condition,
            "months": list(self.months),
            "note": self.note,
            "understood": self.understood,
            "reason": self.reason,
        }
