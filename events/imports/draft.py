"""An import on its way: what was read, and how the person has put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from common.text import strip_controls
from events.imports import blocks
from events.imports.analysis import analyse, title_of
from events.imports.headings import ROLES
from events.imports.own import own_columns, own_prose, own_rows
from events.imports.pairing import Pairing, fingerprint
from events.imports.prose import FIELDS, LEAVE_OUT, read_prose
from events.imports.rows import KINDS, Block, DraftError, DraftRow, mark_of
from events.imports.steps import NAME, Spot, Step, Steps, replaced
from events.imports.tables import OwnFigure, RawTable

# What becomes of a name that the registry does not hold.
KEEP_TEXT, CREATE = "text", "new"
# What becomes of a person: text, a user by key, or another writing of the file.
USER, AS_WRITTEN = "user:", "as:"
# What becomes of what the file has otherwise: taken, left as the plan has it, added beside.
TAKE, LEAVE, ADD = "file", "plan", "new"
CHOICES = (TAKE, LEAVE, ADD)
_ROW_KINDS = ("item", "section", "join", "skip")
_STALE = "Строки этой ячейки уже изменили в другом окне. Обновите страницу: там новый вид."


@dataclass
class Draft:
    """Everything the preview shows; kept as JSON in PlanImport.rows.

    `names` holds choices for organisations by wording: "text", "new", "as:WORDING", or a key of
    the registry; `people` those for responsible people: "text", "user:KEY", or "as:WORDING".
    `blocks` holds the rows of the file that were taken apart by lines. `texts` are the parts of
    prose: {"heading", "text", "field"}. Once saved, `created` and `figures` hold the keys of the
    organisations and planned figures that came with the import, `title_before` and `texts_before`
    what it replaced.
    `own` is None for other people's files; for the portal's own it holds the planned figures, and
    nothing is guessed. `decisions` hold what becomes of what such a file has otherwise than the
    plan, see events.imports.matching; `replaced` what the import has put in place of what.
    """

    columns: list[dict[str, str]]
    rows: list[DraftRow]
    title: str = ""
    notes: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    texts: list[dict[str, str]] = field(default_factory=list)
    created: list[int] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    title_before: str = ""
    texts_before: dict[str, str] = field(default_factory=dict)
    own: list[OwnFigure] | None = None
    is_by_months: bool = False
    is_extract: bool = False
    decisions: dict[str, list[str]] = field(default_factory=dict)
    replaced: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of_table(cls, table: RawTable) -> "Draft":
        """Return what is understood of a read table, crowded cells taken apart by lines."""
        if table.is_own:
            return cls._of_own(table)
        title, columns, kinds = analyse(table)
        rows = [
            DraftRow(row.cells, kind.kind, kind.why, level=kind.level)
            for row, kind in zip(table.rows, kinds, strict=True)
        ]
        texts = [asdict(part) for part in read_prose(table.lines, title)]
        draft = cls(columns, rows, title, notes=list(table.notes), texts=texts)
        draft._take_crowded_apart()
        return draft

    @classmethod
    def _of_own(cls, table: RawTable) -> "Draft":
        texts = [asdict(part) for part in own_prose(table.lines)]
        columns, rows = own_columns(table.rows[0]), own_rows(table)
        draft = cls(columns, rows, notes=table.notes, texts=texts, own=table.figures)
        draft.is_by_months, draft.is_extract = table.is_by_months, table.is_extract
        # An extract is titled by what of the plan it is.
        draft.title = "" if draft.is_extract else title_of(table.lines)
        return draft

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Draft":
        rows = [DraftRow(**row) for row in kept["rows"]]
        apart = {key: Block(**block) for key, block in kept.get("blocks", {}).items()}
        own = kept.get("own")
        figures = None if own is None else [OwnFigure(**figure) for figure in own]
        return cls(**{**kept, "rows": rows, "blocks": apart, "own": figures})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def set_roles(self, roles: list[str]) -> None:
        """Say what each column holds. Raises DraftError for an unknown role or no name.

        Cells that were taken apart are taken apart anew when their columns change, and stand as
        they were paired when the columns are as before.
        """
        if len(roles) != len(self.columns) or not set(roles) <= set(ROLES):
            raise DraftError("Назначения столбцов не подходят к таблице. Обновите страницу.")
        if "name" not in roles:
            raise DraftError("Укажите, в каком столбце название: без него пункты не загрузить.")
        columns = [
            {**column, "role": role} for column, role in zip(self.columns, roles, strict=True)
        ]
        if blocks.paired_columns(self.columns) != blocks.paired_columns(columns):
            kinds = {key: block.kind for key, block in self.blocks.items()}
            for key, kind in kinds.items():
                self.rows[self.fold(key)].kind = kind
            self.columns = columns
            self._take_crowded_apart()
        self.columns = columns

    def expect(self, index: int, mark: str) -> None:
        """Raise DraftError when row `index` is not the one that was shown: rows have moved since.

        An empty mark asks for nothing.
        """
        is_same = 0 <= index < len(self.rows) and mark_of(self.rows[index]) == mark
        if mark and not is_same:
            raise DraftError("Эту строку уже изменили в другом окне. Проверьте её и повторите.")

    def set_kind(self, index: int, kind: str) -> None:
        """Say what row `index` is. Raises DraftError when it cannot be that."""
        if not 0 <= index < len(self.rows) or kind not in KINDS or kind == "loose":
            raise DraftError("Такой строки в таблице нет. Обновите страницу.")
        if self.rows[index].block:
            self._set_line_kind(index, kind)
            return
        if kind not in _ROW_KINDS:
            raise DraftError("Показателем может быть только строка внутри ячейки.")
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
        before = self.pairing(row.block) if row.block else None
        row.cells = ["\n".join(strip_controls(cell).splitlines()).strip() for cell in cells]
        row.event_form = (
            None if event_form is None else " ".join(strip_controls(event_form).split())
        )
        if before and (splices := replaced(before, self.pairing(row.block))):
            self.steps(row.block).note(before, splices)

    def set_names(self, choices: dict[str, str]) -> None:
        """Say what becomes of organisations: the choices by wording are added to those made."""
        for wording, choice in choices.items():
            is_known = choice in (KEEP_TEXT, CREATE) or choice.isdecimal()
            if not is_known and not choice.startswith(AS_WRITTEN):
                raise DraftError(f"Не понятно, что делать с организацией «{wording}».")
        self.names |= choices

    def set_people(self, choices: dict[str, str]) -> None:
        """Say who people are: the choices by wording are added to those made."""
        for wording, choice in choices.items():
            is_user = choice.startswith(USER) and choice.removeprefix(USER).isdecimal()
            if choice != KEEP_TEXT and not is_user and not choice.startswith(AS_WRITTEN):
                raise DraftError(f"Не понятно, что делать с именем «{wording}».")
        self.people |= choices

    def set_texts(self, fields: list[str]) -> None:
        """Say which field of the plan each part of the prose goes to, "" for none."""
        if len(fields) != len(self.texts) or not set(fields) <= {*FIELDS, LEAVE_OUT}:
            raise DraftError("Части текста не подходят к файлу. Обновите страницу.")
        for part, chosen in zip(self.texts, fields, strict=True):
            part["field"] = chosen

    def decide(self, decisions: Mapping[str, tuple[str, str]]) -> None:
        """Say what becomes of what the file has otherwise than the plan: by key, choice and mark.

        The mark tells what of the plan was looked at, so that no later text is written over.
        """
        for key, (choice, mark) in decisions.items():
            if choice not in CHOICES:
                raise DraftError("Не понятно, что взять: из файла или из плана. Обновите страницу.")
            self.decisions[key] = [choice, mark]

    def unfold(self, index: int) -> str:
        """Take the cells of a row apart by lines, and return the key of the block.

        Raises DraftError when the row holds one line only.
        """
        if not 0 <= index < len(self.rows) or self.rows[index].block:
            raise DraftError("Такой строки в таблице нет. Обновите страницу.")
        row = self.rows[index]
        if "\n" not in row.cells[blocks.name_column(self.columns)].strip():
            raise DraftError("В названии одна строка: разбирать нечего.")
        return self._take_apart(row)

    def fold(self, key: str) -> int:
        """Put a row that was taken apart together again, as the file has it; return its index.

        Taken apart once more, it stands as it was paired, with its steps.
        """
        place = self._place(key)
        self.rows[place] = [blocks.folded(self.blocks.pop(key), self.rows[place], self.columns)]
        return place.start

    def renew(self, key: str) -> None:
        """Take a block apart anew, as it was offered at first; it is a step like others."""
        place, block = self._place(key), self.blocks[key]
        rows = blocks.taken_apart(key, block, self.columns, self._depth(place.start))
        block.is_checked = False
        self._note(key, blocks.pairing_of(rows, self.columns))

    def pairing(self, key: str) -> Pairing:
        """Return which line of a block goes with which. Raises DraftError for an unknown block."""
        return blocks.pairing_of(self.rows[self._place(key)], self.columns)

    def take_steps(self, key: str, steps: Sequence[Step], base: str) -> Spot | None:
        """Slide, join and split lines of a block; return where the last step was made.

        `base` is the mark of what was changed. Raises DraftError when somebody changed it
        meanwhile, PairingError when a step makes no sense: then none is taken.
        """
        pairing, spot = self.pairing(key), None
        if base != fingerprint(pairing.to_json()):
            raise DraftError(_STALE)
        taken = self.steps(key)
        for step in steps:
            pairing, spot = taken.take(pairing, step)
        self._set_lines(key, pairing)
        return spot

    def steps(self, key: str) -> Steps:
        """Return the steps made in a block. Raises DraftError for an unknown block."""
        self._place(key)
        return Steps(self.blocks[key].past, self.blocks[key].future)

    def check(self, key: str) -> None:
        """Note that a person has looked at the pairing of a block: nothing in it is doubtful."""
        self._place(key)
        self.blocks[key].is_checked = True
        self._set_lines(key, self.pairing(key))

    def _take_crowded_apart(self) -> None:
        if self.own is not None:
            return
        for row in [row for row in self.rows if blocks.is_crowded(row, self.columns)]:
            self._take_apart(row)

    def _take_apart(self, row: DraftRow) -> str:
        place = next(n for n, each in enumerate(self.rows) if each is row)
        key = str(max([0, *map(int, self.blocks)]) + 1)
        block, lines = blocks.put_back(row, key, self.columns)
        if lines is None:
            lines = blocks.taken_apart(key, block, self.columns, self._depth(place))
        self.blocks[key], self.rows[place : place + 1] = block, lines
        return key

    def _set_line_kind(self, index: int, kind: str) -> None:
        key = self.rows[index].block
        line = index - self._place(key).start
        pairing = self.pairing(key)
        if line >= len(pairing.entries):
            raise DraftError("У этой строки нет названия: сопоставьте её с пунктом.")
        if kind == "join" and line == 0:
            raise DraftError("Выше нет строки, к которой можно присоединить эту.")
        step = Step("join", place=line - 1) if kind == "join" else Step("kind", NAME, line, 0, kind)
        self._set_lines(key, self.steps(key).take(pairing, step)[0])

    def _note(self, key: str, pairing: Pairing) -> None:
        """Put a pairing in place of the one that stands, as one step."""
        standing = self.pairing(key)
        splices = replaced(standing, pairing)
        self._set_lines(key, self.steps(key).note(standing, splices) if splices else pairing)

    def _set_lines(self, key: str, pairing: Pairing) -> None:
        place = self._place(key)
        forms = {tuple(row.cells): row.event_form for row in self.rows[place]}
        rows = blocks.rows_of(
            pairing,
            key,
            self.columns,
            self._depth(place.start),
            is_checked=self.blocks[key].is_checked,
        )
        for row in rows:
            row.event_form = forms.get(tuple(row.cells))
        self.rows[place] = rows

    def _place(self, key: str) -> slice:
        found = [index for index, row in enumerate(self.rows) if row.block == key]
        if key not in self.blocks or not found:
            raise DraftError("Такой ячейки в таблице нет. Обновите страницу.")
        return slice(found[0], found[-1] + 1)

    def _depth(self, place: int) -> int:
        """Return the level of the section of the table under which a row stands, 0 for none."""
        above = (row for row in reversed(self.rows[:place]) if row.kind == "section")
        return next((row.level for row in above if not row.block), 0)
