"""A wide table cut into pieces that fit the width of a page."""

from collections.abc import Iterator

from common.tables import Column, Table

# Characters of a row of an A4 page laid wide, at the size of letters that tables are printed in.
WIDEST = 135


def in_print(table: Table) -> tuple[Table, ...]:
    """Return the pieces: each has the columns that name the row, and whole groups of figures.

    A group wider than a page alone is cut too. Notes stand under the last piece.
    """
    names = table.columns[: table.text_columns]
    pieces = list(_pieces(table.columns[table.text_columns :], sum(one.width for one in names)))
    last = len(pieces)
    return tuple(
        table.select(
            [one.key for one in (*names, *piece)],
            title=table.title if last == 1 else f"{table.title} (часть {number} из {last})",
            key=f"{table.key}_{number}",
            notes=table.notes if number == last else (),
        )
        for number, piece in enumerate(pieces, 1)
    )


def _pieces(columns: tuple[Column, ...], taken: float) -> Iterator[list[Column]]:
    piece: list[Column] = []
    for group in _groups(columns):
        for part in _fitting(group, WIDEST - taken):
            if piece and _width([*piece, *part]) > WIDEST - taken:
                yield piece
                piece = []
            piece += part
    yield piece


def _groups(columns: tuple[Column, ...]) -> Iterator[list[Column]]:
    group: list[Column] = []
    for column in columns:
        if group and column.groups != group[-1].groups:
            yield group
            group = []
        group.append(column)
    if group:
        yield group


def _fitting(group: list[Column], room: float) -> Iterator[list[Column]]:
    part: list[Column] = []
    for column in group:
        if part and _width([*part, column]) > room:
            yield part
            part = []
        part.append(column)
    yield part


def _width(columns: list[Column]) -> float:
    return sum(one.width for one in columns)
