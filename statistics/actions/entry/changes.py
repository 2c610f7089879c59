"""What a person sends, what becomes of it, and what is about to be written."""

from dataclasses import dataclass, field
from datetime import datetime

from statistics.answers import Reply
from statistics.models import ValueChange
from statistics.queries.answers import Sheet
from statistics.queries.progress import Progress
from statistics.queries.verification import Judged

Source = ValueChange.Source


@dataclass(frozen=True)
class Change:
    """One cell as a person left it; `version` is that of the answer she saw, 0 for a blank.

    With `version` None nothing was seen and nothing is compared (loading a file).
    `confirmed` answers «всё верно?» for a number that is unlikely.
    """

    address: str
    text: str
    version: int | None
    reason: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class SavedCell:
    """An answer as it stands now."""

    address: str
    text: str
    version: int


@dataclass(frozen=True)
class Notice:
    """Why a cell was not saved, or what is asked about it."""

    address: str
    message: str


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed after the person saw it; nothing was overwritten."""

    address: str
    yours: str
    theirs: str
    version: int
    changed_by: str
    changed_at: datetime | None


@dataclass
class SaveResult:
    """What came of a save: nothing that was typed is left without an answer here.

    `sheet` is the form as it stood before: what is not among the saved stands so still.
    """

    saved: list[SavedCell] = field(default_factory=list)
    totals: list[SavedCell] = field(default_factory=list)
    errors: list[Notice] = field(default_factory=list)
    questions: list[Notice] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    findings: list[Judged] = field(default_factory=list)
    progress: dict[int, Progress] = field(default_factory=dict)
    sheet: Sheet | None = None
    saved_at: datetime | None = None

    @property
    def is_clean(self) -> bool:
        """Whether everything sent was saved."""
        return not (self.errors or self.questions or self.conflicts)


@dataclass
class Draft:
    """Answers about to be written: None takes the answer away."""

    replies: dict[str, Reply | None] = field(default_factory=dict)
    totals: dict[str, Reply | None] = field(default_factory=dict)
