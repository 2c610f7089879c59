"""Tables that everybody may read side by side: what one hides must not follow from another.

Where «до 30 лет» is hidden by municipalities, the same people by organisations, or of rural
libraries alone, or in the summary of the next year, might be taken from one another. So a column
of people of which anything is hidden is told in one table only, and in others just like it.
"""

from collections.abc import Iterable, Mapping

from common.tables import CellValue, Row, Table

HIDDEN = "…"
# What a column tells, by the name of the row.
Told = Mapping[str, CellValue]


class ToldBefore:
    """The columns that other tables have told already, by their keys («young_staff_2025»)."""

    def __init__(self, tables: Iterable[Table] = ()) -> None:
        self._told: dict[str, Told] = {}
        for table in tables:
            for place, column in enumerate(table.columns):
                self._remember(column.key, _column(table.rows, place))

    def _remember(self, key: str, told: Told) -> None:
        """Keep what was told first, but rather what hides something."""
        before = self._told.get(key)
        if before is None or (_hides(told) and not _hides(before)):
            self._told[key] = told

    def may_tell(self, key: str, rows: Iterable[Row], place: int) -> bool:
        """Whether the column gives nothing away beside what was told, and remember it if it may.

        It may when it says the same, or when neither of the two hides anything.
        """
        told = _column(rows, place)
        before = self._told.setdefault(key, told)
        return told == before or not (_hides(told) or _hides(before))


def _column(rows: Iterable[Row], place: int) -> Told:
    """Return what is told of each row; what there is no number of tells nothing."""
    return {
        "total" if row.kind == "total" else row.anchor or str(row.values[0]): row.values[place]
        for row in rows
        if len(row.values) > place and row.values[place] is not None
    }


def _hides(told: Told) -> bool:
    return HIDDEN in told.values()
