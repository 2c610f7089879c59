"""What a file has otherwise than the plan, and what a person has decided of it."""

from dataclasses import dataclass

from events.contents.comparing import CellChange
from events.imports.draft import ADD, LEAVE, TAKE, Draft

_CHOICES = {
    TAKE: "Взять из файла",
    LEAVE: "Оставить как в плане",
    ADD: "Оставить и добавить из файла новым пунктом",
}


@dataclass
class Difference:
    """Something that the file has otherwise than the plan; `mark` tells what of the plan it was."""

    key: str
    title: str
    changes: list[CellChange]
    mark: str
    choice: str = ""
    number: int = 0

    @property
    def choices(self) -> dict[str, str]:
        """What may be decided, in words; only an item can be added beside the one that stands."""
        return _CHOICES if self.number else {code: _CHOICES[code] for code in (TAKE, LEAVE)}

    def decide(self, draft: Draft) -> None:
        """Take the decision made, unless the plan has changed since."""
        choice, mark = draft.decisions.get(self.key, ["", ""])
        self.choice = choice if mark == self.mark else ""
