"""The rows of a plan as tables: to be read on paper, and to be worked on in Word and Excel."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from common.tables import Column, Row, Table
from events.models import Plan, PlanItem, PlanSection
from events.names.full import full_name
from events.own_files import (
    COLUMNS,
    FIGURE_COLUMNS,
    FIGURES,
    KEY,
    NESTED,
    WHOLE_PLAN,
    heading_of,
    mark_of,
    own_words,
)
from events.queries import Group, figures_of

_LIST = "\n"
_WIDTHS = {
    "number": 10,
    "event_form": 19,
    "name": 50,
    "period": 21,
    "place": 18,
    "audience": 18,
    "programme": 18,
    "organisers": 34,
    "responsibles": 20,
    "note": 18,
}
_ALWAYS = ("number", "name", "period")


def printed_table(title: str, rows: Sequence[PlanItem], groups: Sequence[Group]) -> Table:
    """Return the rows as people read them: a name with its form, only columns that are filled."""
    keys = [key for key in _filled(rows) if key != "event_form"]
    made = tuple(_rows(groups, keys, {**_TEXTS, "name": full_name}, lambda group: group.title))
    return _table(title, keys, made)


def working_table(title: str, rows: Sequence[PlanItem], groups: Sequence[Group]) -> Table:
    """Return the rows as they are kept, so that the file can be loaded back: events.own_files."""
    keys = _filled(rows)
    table = _table(title, keys, tuple(_rows(groups, keys, _TEXTS, _marked)))
    return replace(table, mark=mark_of(rows[0].plan_id)) if rows else table


def with_keys(table: Table) -> Table:
    """Return a working table for a workbook: what its rows are stands in a column out of sight."""
    column = Column(KEY, KEY, kind="text", width=14, is_hidden=True)
    rows = (
        row
        if row.kind == "heading"
        else replace(row, values=(*row.values, f"{table.mark}_{row.anchor}"))
        for row in table.rows
    )
    return replace(table, columns=(*table.columns, column), rows=tuple(rows))


def _table(title: str, keys: Sequence[str], rows: tuple[Row, ...]) -> Table:
    columns = tuple(
        Column(key, COLUMNS[key], kind="ordinal" if key == "number" else "text", width=_WIDTHS[key])
        for key in keys
    )
    return Table(title, columns, rows, blank="", key="items", sheet="План")


def _filled(rows: Sequence[PlanItem]) -> list[str]:
    """Return the columns that the rows fill; what nobody filled is not printed."""
    return [
        key
        for key in COLUMNS
        if key in _ALWAYS or any(_TEXTS[key](row) for row in rows)
    ]  # fmt: skip


def _marked(group: Group) -> str:
    return heading_of(group.section, group.depth) if group.section else group.title


def _rows(
    groups: Iterable[Group],
    keys: Sequence[str],
    texts: dict[str, Callable[[PlanItem], str]],
    heading: Callable[[Group], str],
) -> Iterable[Row]:
    """Yield headings and items, numbered through the whole document in the printed order."""
    number = 0
    for group in groups:
        if group.title:
            yield Row((heading(group),), "heading", level=group.depth)
        for item in group.items:
            number += 1
            values = (texts[key](item) for key in keys if key != "number")
            yield Row((number, *values), anchor=str(item.pk))


def _joined(relation: str) -> Callable[[PlanItem], str]:
    return lambda item: _LIST.join(str(one) for one in getattr(item, relation).all())


_TEXTS: dict[str, Callable[[PlanItem], str]] = {
    "event_form": lambda item: item.event_form,
    "name": lambda item: item.name,
    "period": _joined("periods"),
    "place": lambda item: item.place,
    "audience": lambda item: item.audience,
    "programme": lambda item: item.programme,
    "organisers": _joined("organisers"),
    "responsibles": _joined("responsibles"),
    "note": lambda item: item.note,
}


def figures_table(plan: Plan, sections: Iterable[PlanSection]) -> Table | None:
    """Return the planned figures with their parts, dashes before these; None without figures.

    The figures of a section stand under its heading.
    """
    figures = figures_of(plan)
    if not figures:
        return None
    titles = {section.pk: section.title for section in sections}
    columns = (
        Column("name", FIGURE_COLUMNS[0], kind="text", width=60),
        Column("number", FIGURE_COLUMNS[1], width=14),
    )
    rows: list[Row] = []
    for where, group in groupby(figures, lambda row: titles.get(row.figure.section_id)):
        if where or rows:
            rows.append(Row((where or WHOLE_PLAN,), "heading", level=1))
        for row in group:
            rows.append(Row((own_words(row.figure.name), row.figure.number)))
            rows += [
                Row((f"{NESTED}{own_words(part.name)}", part.number), level=1) for part in row.parts
            ]
    return Table(FIGURES, columns, tuple(rows), blank="", key="figures", sheet="Показатели")
