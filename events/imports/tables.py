"""A table as it was read, before anything is understood."""

from dataclasses import dataclass, field, replace

from common.uploads import UploadError

# What is saved within one request; the plan of a large region has a few hundred rows.
MAX_ROWS = 2_000
MAX_COLUMNS = 40
# So many lines before a table are looked at; in the portal's own file all are the plan's prose.
MAX_LINES, MAX_OWN_LINES = 300, 2_000
MAX_LETTERS = 3_000_000
# Between a number drawn by Word and the text: people do not type this space after a number.
AFTER_NUMBER = "\N{NO-BREAK SPACE}"


@dataclass
class RawRow:
    """Cells from left to right; lines of one cell are separated by line breaks.

    `above` holds the columns whose cell is merged with the one above (its text is repeated);
    `is_whole` tells that one cell takes the whole width; `key` is by what a file of the portal
    knows the item of the row.
    """

    cells: list[str]
    above: frozenset[int] = frozenset()
    is_whole: bool = False
    key: str = ""


@dataclass
class OwnFigure:
    """A planned figure of the portal's own file; a part belongs to the figure before it."""

    name: str
    number: int
    section: str = ""
    is_part: bool = False


@dataclass
class RawTable:
    """The rows of a table, the lines of text before it, and notes on what was left unread.

    `is_own` tells a file that the portal has written itself; its `figures` are told apart there,
    its headings may be months, and it may be an extract of a plan.
    """

    rows: list[RawRow]
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: list[OwnFigure] = field(default_factory=list)
    is_own: bool = False
    is_by_months: bool = False
    is_extract: bool = False

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def plain_row(cells: list[str]) -> RawRow:
    """Return a row of a sheet or text: one filled first cell alone takes the whole width."""
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    return RawRow(cells, is_whole=filled == [0])


def checked(table: RawTable, name: str) -> RawTable:
    """Return `table` without empty rows and columns at its ends.

    Raises UploadError when nothing is left, or when it is too large for a plan.
    """
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    if len(rows) < 2:
        raise UploadError(
            f"«{name}»: здесь нет таблицы с пунктами плана. Проверьте, то ли Вы выбрали: "
            "нужна таблица, где каждая строка — пункт, а столбцы — название, срок, организаторы."
        )
    if len(rows) > MAX_ROWS or max(len(row.cells) for row in rows) > MAX_COLUMNS:
        raise UploadError(
            f"Таблица «{name}» слишком велика для плана: больше {MAX_ROWS} строк "
            f"или {MAX_COLUMNS} столбцов. Оставьте только строки плана и загрузите снова."
        )
    if sum(len(cell) for row in rows for cell in row.cells) > MAX_LETTERS:
        raise UploadError(f"В «{name}» слишком много текста для плана. Разделите его на части.")
    width = max(_last_filled(row.cells) for row in rows) + 1
    for row in rows:
        row.cells = [*row.cells, *[""] * width][:width]
        row.is_whole = row.is_whole and width > 1
    most = MAX_OWN_LINES if table.is_own else MAX_LINES
    lines = [line for line in table.lines if line.strip()][:most]
    return replace(table, rows=rows, lines=lines)


def _last_filled(cells: list[str]) -> int:
    return max((index for index, cell in enumerate(cells) if cell.strip()), default=0)
