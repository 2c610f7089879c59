"""An import on its way: what was read, and how the person has put it right."""

from dataclasses import asdict, dataclass, field
from typing import Any

from common.text import strip_controls
from events.imports.analysis import analyse
from events.imports.headings import ROLES
from events.imports.tables import RawTable

KINDS = {
    "item": "Пункт плана",
    "section": "Раздел",
    "join": "Продолжение строки выше",
    "skip": "Пропустить",
}
# What becomes of a name that the registry does not hold.
KEEP_TEXT, CREATE = "text", "new"


class DraftError(ValueError):
    """A change of the draft makes no sense; the message tells the person why."""


@dataclass
class DraftRow:
    """A row of the file; `event_form` is None while the form is told by the name itself."""

    cells: list[str]
    kind: str = "item"
    why: str = ""
    event_form: str | None = None


@dataclass
class Draft:
    """Everything the preview shows; kept as JSON in PlanImport.rows.

    `names` holds choices for organisations by wording: "text", "new", or a key of the registry.
    Once saved, `created` holds the keys of the organisations that came with the import, and
    `title_before` the title of the plan that it replaced.
    """

    columns: list[dict[str, str]]
    rows: list[DraftRow]
    title: str = ""
    notes: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)
    title_before: str = ""

    @classmethod
    def of_table(cls, table: RawTable) -> "Draft":
        title, columns, kinds = analyse(table)
        rows = [
            DraftRow(row.cells, kind.kind, kind.why)
            for row, kind in zip(table.rows, kinds, strict=True)
        ]
        return cls(columns, rows, title, notes=list(table.notes))

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Draft":
        rows = [DraftRow(**row) for row in kept["rows"]]
        return cls(**{**kept, "rows": rows})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def set_roles(self, roles: list[str]) -> None:
        """Say what each column holds. Raises DraftError for an unknown role or no name."""
        if len(roles) != len(self.columns) or not set(roles) <= set(ROLES):
            raise DraftError("Назначения столбцов не подходят к таблице. Обновите страницу.")
        if "name" not in roles:
            raise DraftError("Укажите, в каком столбце название: без него пункты не загрузить.")
        for column, role in zip(self.columns, roles, strict=True):
            column["role"] = role

    def set_kind(self, index: int, kind: str) -> None:
        """Say what row `index` is. Raises DraftError when it cannot be that."""
        if kind not in KINDS or not 0 <= index < len(self.rows):
            raise DraftError("Такой строки в таблице нет. Обновите страницу.")
        if kind == "join" and not any(row.kind == "item" for row in self.rows[:index]):
            raise DraftError("Выше нет пункта, к которому можно присоединить эту строку.")
        self.rows[index].kind, self.rows[index].why = kind, ""

    def set_cells(self, index: int, cells: list[str], event_form: str | None = None) -> None:
        """Replace the texts of row `index`, and its form where the person gives one.

        Raises DraftError when the number of cells differs.
        """
        if not 0 <= index < len(self.rows) or len(cells) != len(self.columns):
            raise DraftError("Строка не подходит к таблице. Обновите страницу.")
        row = self.rows[index]
        row.cells = ["\n".join(strip_controls(cell).splitlines()).strip() for cell in cells]
        row.event_form = (
            None if event_form is None else " ".join(strip_controls(event_form).split())
        )

    def set_names(self, choices: dict[str, str]) -> None:
        """Say what becomes of organisations: the choices by wording are added to those made."""
        for wording, choice in choices.items():
            if choice not in (KEEP_TEXT, CREATE) and not choice.isdecimal():
                raise DraftError(f"Не понятно, что делать с организацией «{wording}».")
        self.names |= choices
