"""The rows of a list, drawn in one go.

django-tables2 asks every cell anew which arguments its column's `render` takes, where its value
is and which words its choices have; that was half of a list page's time. Here it is asked once a
column, and a row costs little more than its text. The rows are model instances.
"""

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django import template
from django.db.models import Field, Model
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import AttributeDict, call_with_appropriate, signature

from common.markup import as_html
from common.russian import bound

register = template.Library()
Value = Callable[[Model], Any]
Draw = Callable[[BoundRow], Any]


@register.filter
def unconditional(text: str) -> str:
    """Return what an empty list says when nothing narrows it: «Практик пока нет»."""
    return text.replace(" по таким условиям нет", " пока нет")


@register.filter
def body(table: tables.Table) -> SafeString:
    """Return the rows of the table's page as HTML; the first cell of a row is its heading."""
    rows = list(table.paginated_rows)
    if not rows:
        return SafeString("")
    columns = [
        (_opening(column, place), "</td>" if place else "</th>", _draw(column, rows[0].record))
        for place, column in enumerate(table.columns)
    ]
    drawn = format_html_join("\n", "<tr>{}</tr>", ((_cells(row, columns),) for row in rows))
    return mark_safe(bound(drawn))  # noqa: S308  HTML already


def _cells(row: BoundRow, columns: list[tuple[SafeString, str, Draw]]) -> SafeString:
    cells = [f"{start}{_text(draw(row))}{end}" for start, end, draw in columns]
    return mark_safe("".join(cells))  # noqa: S308  each part is escaped


def _text(content: Any) -> str:
    return as_html(content if isinstance(content, str) else localize(content))


def _opening(column: BoundColumn, place: int) -> SafeString:
    """Return the start of a cell; on a phone, where rows are cards, it says its column's words."""
    name = column.attrs["td"].get("class")
    looks = format_html(' class="{}"', name) if name else ""
    if not place:
        return format_html('<th scope="row"{}>', looks)
    return format_html('<td{} data-label="{}">', looks, strip_tags(column.header))


def _draw(column: BoundColumn, sample: Model) -> Draw:
    """Return how to draw the column's cell of a row."""
    value_of, show, default = _value(column, sample), _shown(column), column.default
    link = _linked(column) if column.link else None
    empty = column.column.empty_values

    def draw(row: BoundRow) -> Any:
        value = value_of(row.record)
        if value in empty:
            return default
        content = show(row, value) if show else value
        return link(row, content) if link else content

    return draw


def _value(column: BoundColumn, sample: Model) -> Value:
    """Return how to get the column's value from a row; a choice is given by its words."""
    names = column.accessor.bits
    field = column.accessor.get_field(sample)
    if isinstance(field, Field) and field.choices and field.name == names[-1]:
        words = {code: str(title) for code, title in field.flatchoices}
        return lambda record: words.get(value := _walk(record, names), value)
    return lambda record: _walk(record, names)


def _walk(found: Any, names: tuple[str, ...] | list[str]) -> Any:
    for name in names:
        found = getattr(found, name, None)
        if callable(found):
            found = found()
    return found


def _shown(column: BoundColumn) -> Callable[[BoundRow, Any], Any] | None:
    """Return how the table or the column dresses a value, or nothing where it is shown as is."""
    if getattr(column.render, "__func__", None) is tables.Column.render:
        return None
    return _called(column.render, column)


def _called(function: Callable[..., Any], column: BoundColumn) -> Callable[[BoundRow, Any], Any]:
    """Return how to call a column's function with as much of a row as it asks for."""
    wanted, takes_all = signature(function)
    if not takes_all and set(wanted) <= {"value", "record"}:
        return lambda row, value: function(
            **{name: value if name == "value" else row.record for name in wanted}
        )
    return lambda row, value: call_with_appropriate(
        function, row._optional_cell_arguments(column, value)
    )


def _linked(column: BoundColumn) -> Callable[[BoundRow, Any], SafeString]:
    """Return how to put a cell's content into a link.

    The attributes of the links stand in the column, the same for all its rows.
    """
    address = _address(column)
    attributes = AttributeDict(column.link.attrs or {}).as_html()

    def show(row: BoundRow, content: Any) -> SafeString:
        start = f'<a {attributes} href="{as_html(address(row, content))}">'
        return mark_safe(f"{start}{_text(content)}</a>")  # noqa: S308  each part is escaped

    return show


def _address(column: BoundColumn) -> Callable[[BoundRow, Any], str]:
    """Return the address a cell leads to: the column's own, of what it shows, or of its row."""
    if column.link.url:
        return _called(column.link.url, column)
    names = (column.link.accessor or column.accessor).bits

    def address(row: BoundRow, value: Any) -> str:
        found = _walk(row.record, names)
        owner = found if hasattr(found, "get_absolute_url") else row.record
        return owner.get_absolute_url()

    return address
