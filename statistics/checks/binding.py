"""Binding a rule to the cells of a form: one instance for each row or column of its star.

A star stands for every row (column) of the section of the rule's first cell, and for the same row
(column) everywhere in the rule. Where that meets a closed cell, the instance is passed over; inside
sum() closed cells are left out. A cell named outright must be open.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product

from statistics.checks.language import parse_rule
from statistics.checks.syntax import (
    Cell,
    Condition,
    Node,
    OtherCell,
    Ref,
    Rule,
    RuleError,
    Span,
    Sum,
    Term,
    leaves,
)
from statistics.checks.templates import Field, Template, read_template
from statistics.layout.specs import SectionSpec, address_of


class _PassedOver(Exception):  # noqa: N818 (not an error: the star met a closed cell)
    """The star stands for a cell that the form has not."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A relation between certain cells. `home` is the cell where its message is shown."""

    code: str
    body: Condition
    home: str
    current: tuple[str, ...]
    previous: tuple[str, ...]
    template: tuple[str | Cell | Field, ...]
    others: tuple[OtherCell, ...] = ()
    kinds: frozenset[str] = frozenset()
    settlements: frozenset[str] = frozenset()


class Grid:
    """Which rows, columns and open cells the sections have."""

    def __init__(self, sections: Iterable[SectionSpec]) -> None:
        self.rows: dict[int, list[int]] = {}
        self.columns: dict[int, list[int]] = {}
        self.open: set[str] = set()
        for section in sections:
            self.rows[section.number] = [row.number for row in section.rows]
            self.columns[section.number] = [column.number for column in section.columns]
            self.open.update(cell.address for cell in section.cells)


def bind_check(code: str, source: str, message: str, grid: Grid) -> tuple[Instance, ...]:
    """Return the instances of a check; raise RuleError for what the form has not."""
    rule = parse_rule(source)
    refs = [leaf for leaf in leaves(rule.body) if isinstance(leaf, Ref)]
    template = read_template(message, rule.body)
    for ref in refs:
        _check_ref(ref, source, grid)
    for part in template:
        if isinstance(part, Ref):
            _check_ref(part, message, grid)
            if (part.rows is None) > (refs[0].rows is None) or (
                (part.columns is None) > (refs[0].columns is None)
            ):
                raise RuleError("звёздочка в сообщении, а в правиле её нет", message, part.at)
    bound = [
        instance
        for row, column in _star_values(rule, refs[0], grid)
        if (instance := _bind(rule, template, row, column, grid)) is not None
    ]
    if not bound:
        raise RuleError("правило не приходится ни на одну открытую ячейку", source, refs[0].at)
    if refs[0].rows is None or refs[0].columns is None:
        bound = [replace(instance, code=f"{code}@{instance.home}") for instance in bound]
    else:
        bound = [replace(instance, code=code) for instance in bound]
    return tuple(bound)


def _check_ref(ref: Ref, source: str, grid: Grid) -> None:
    """Raise RuleError when the section, a row or a column is not in the form, or is closed.

    Of another form nothing is known here; a cell that it has not only leaves the rule aside.
    """
    if ref.form:
        return
    if ref.section not in grid.rows:
        raise RuleError(f"раздела {ref.section} в форме нет", source, ref.at)
    for word, span, known in (
        ("строки", ref.rows, grid.rows[ref.section]),
        ("графы", ref.columns, grid.columns[ref.section]),
    ):
        for number in span or ():
            if number not in known:
                text = f"{number:02d}" if word == "строки" else str(number)
                raise RuleError(f"{word} {text} в разделе {ref.section} нет", source, ref.at)
    if ref.rows is not None and ref.columns is not None and not ref.is_range:
        address = address_of(ref.section, ref.rows[0], ref.columns[0])
        if address not in grid.open:
            raise RuleError(f"ячейка {address} закрыта (X)", source, ref.at)


def _star_values(rule: Rule, first: Ref, grid: Grid) -> Iterable[tuple[int | None, int | None]]:
    """Return the rows and columns the star goes over, in printed order."""
    rows = _limited(first.rows, grid.rows[first.section], rule.rows, rule, "строки")
    columns = _limited(first.columns, grid.columns[first.section], rule.columns, rule, "графы")
    return product(rows, columns)


def _limited(
    span: Span, known: list[int], limits: tuple[tuple[int, int], ...], rule: Rule, word: str
) -> list[int | None]:
    if span is not None:
        return [None]
    for number in (end for limit in limits for end in limit):
        if number not in known:
            raise RuleError(f"«for»: {word} {number} в разделе нет", rule.source, 0)
    if not limits:
        return list(known)
    return [n for n in known if any(first <= n <= last for first, last in limits)]


def _bind(
    rule: Rule, template: Template, row: int | None, column: int | None, grid: Grid
) -> Instance | None:
    """Return the rule at one row and column of its star, or None where it meets X."""

    def cells(ref: Ref) -> list[Cell]:
        return _cells_of(ref, row, column, grid)

    def single(ref: Ref) -> Cell:
        found = cells(ref)
        if not found:
            raise _PassedOver
        return found[0]

    try:
        body = _bound(rule.body, single, cells)
        parts = tuple(single(part) if isinstance(part, Ref) else part for part in template)
    except _PassedOver:
        return None
    found = [leaf for leaf in leaves(body) if isinstance(leaf, Cell)]
    own = [cell for cell in found if not cell.form]
    current = tuple(dict.fromkeys(cell.address for cell in own if not cell.previous))
    previous = tuple(dict.fromkeys(cell.address for cell in own if cell.previous))
    return Instance(
        code="",
        body=body,
        home=(current or previous)[0],
        current=current,
        previous=previous,
        template=parts,
        others=tuple(dict.fromkeys((cell.form, cell.address) for cell in found if cell.form)),
        kinds=rule.kinds,
        settlements=rule.settlements,
    )


def _cells_of(ref: Ref, row: int | None, column: int | None, grid: Grid) -> list[Cell]:
    """Return the open cells a reference stands for."""
    if ref.form and ref.rows and ref.columns:
        return [Cell(address_of(ref.section, ref.rows[0], ref.columns[0]), form=ref.form)]
    rows = _numbers(ref.rows, row, grid.rows[ref.section])
    columns = _numbers(ref.columns, column, grid.columns[ref.section])
    addresses = [address_of(ref.section, r, c) for r, c in product(rows, columns)]
    return [Cell(address, ref.previous) for address in addresses if address in grid.open]


def _numbers(span: Span, star: int | None, known: list[int]) -> list[int]:
    if span is None:
        return [star] if star is not None else []
    return [number for number in known if span[0] <= number <= span[1]]


def _bound(node: Node, single: Callable[[Ref], Cell], cells: Callable[[Ref], list[Cell]]) -> Node:
    """Return the tree with every reference replaced by its cells."""
    if isinstance(node, Ref):
        return single(node)
    if isinstance(node, Sum):
        items: tuple[Term, ...] = tuple(
            cell for item in node.items if isinstance(item, Ref) for cell in cells(item)
        )
        if not items:
            raise _PassedOver
        return Sum(items)
    changes = {name: _bound_value(getattr(node, name), single, cells) for name in node.__slots__}
    return replace(node, **changes)


def _bound_value(
    value: object, single: Callable[[Ref], Cell], cells: Callable[[Ref], list[Cell]]
) -> object:
    if isinstance(value, tuple):
        return tuple(_bound_value(item, single, cells) for item in value)
    if isinstance(value, Node):
        return _bound(value, single, cells)
    return value
