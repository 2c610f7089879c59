"""Relations in Russian, as a person at the form would say them."""

from decimal import Decimal

from common.russian import format_number
from statistics.checks.syntax import (
    Addition,
    AllOf,
    Among,
    AnyOf,
    Cell,
    Change,
    Comparison,
    Condition,
    Figures,
    If,
    Node,
    Not,
    Number,
    Product,
    Same,
    Share,
    Sum,
    Term,
    leaves,
)

SIGNS = {"=": "=", "!=": "≠", "<=": "≤", "<": "<", ">=": "≥", ">": ">"}
_MOST_PARTS_SHOWN = 8


def parts_of(address: str) -> tuple[str, str, str]:
    """Return section, row and column as printed."""
    section, row, column = address.split(".")
    return section, row, column


def place_of(address: str) -> str:
    """Return the row of a cell: `Раздел 2, строка 04`."""
    section, row, _ = parts_of(address)
    return f"Раздел {section}, строка {row}"


def cell_words(cell: Cell, home: str) -> str:
    """Name a cell as seen from the row of another: `гр. 3`, `стр. 02 гр. 3`, `5.17.3`."""
    if cell.form:
        return f"{cell.address} формы {cell.form}"
    section, row, column = parts_of(cell.address)
    home_section, home_row, _ = parts_of(home)
    if section != home_section:
        words = cell.address
    elif row != home_row:
        words = f"стр. {row} гр. {column}"
    else:
        words = f"гр. {column}"
    return f"{words} за прошлый год" if cell.previous else words


def term_words(node: Term, home: str) -> str:
    """Say how a number is made: `сумма граф 4–7`, `гр. 8 + гр. 9`."""
    if isinstance(node, Cell):
        return cell_words(node, home)
    if isinstance(node, Number):
        return format_number(node.value)
    if isinstance(node, Sum):
        return _sum_words([item for item in node.items if isinstance(item, Cell)], home)
    if isinstance(node, Addition):
        return signed(node, [_inner(term, home) for term in node.terms])
    if isinstance(node, Product):
        words = [_inner(factor, home) for factor in node.factors]
        signs = ["×" if operator == "*" else "÷" for operator in node.operators]
        pairs = zip(signs, words[1:], strict=True)
        return " ".join([words[0], *(f"{sign} {word}" for sign, word in pairs)])
    return ""


def _inner(node: Term, home: str) -> str:
    words = term_words(node, home)
    return f"({words})" if isinstance(node, Addition) else words


def signed(node: Addition, words: list[str]) -> str:
    """Join terms with plus and minus."""
    pieces = []
    for index, (sign, word) in enumerate(zip(node.signs, words, strict=True)):
        if index:
            pieces.append("+" if sign > 0 else "−")
        pieces.append(word if index or sign > 0 else f"−{word}")
    return " ".join(pieces)


def _sum_words(cells: list[Cell], home: str) -> str:
    """Name a sum by its columns or rows where they run in one line."""
    if len(cells) == 1:
        return cell_words(cells[0], home)
    sections, rows, columns = (set(part) for part in zip(*map(_split, cells), strict=True))
    last = " за прошлый год" if cells[0].previous else ""
    is_mixed = len({cell.previous for cell in cells}) > 1 or len(sections) > 1
    if is_mixed or any(cell.form for cell in cells):
        return " + ".join(cell_words(cell, home) for cell in cells)
    if len(rows) == 1:
        row = "" if _split(cells[0])[:2] == parts_of(home)[:2] else f"строки {_split(cells[0])[1]} "
        return f"{row}сумма граф {_enumerated([_split(cell)[2] for cell in cells])}{last}"
    if len(columns) == 1:
        column = _split(cells[0])[2]
        row_numbers = _enumerated([_split(cell)[1] for cell in cells])
        return f"сумма строк {row_numbers} по гр. {column}{last}"
    return " + ".join(cell_words(cell, home) for cell in cells)


def _split(cell: Cell) -> tuple[str, str, str]:
    return parts_of(cell.address)


def _enumerated(numbers: list[str]) -> str:
    """Return `4–7` for a run of numbers, `13 и 16`, `3, 4 и 9` for others."""
    values = [int(number) for number in numbers]
    if len(values) > 2 and values == list(range(values[0], values[-1] + 1)):
        return f"{numbers[0]}–{numbers[-1]}"
    return f"{', '.join(numbers[:-1])} и {numbers[-1]}"


def with_figures(node: Term, home: str, figures: Figures) -> str:
    """Say a number with its value and what it is made of: `гр. 8 + гр. 9 = 150 (100 + 50)`."""
    words = f"{term_words(node, home)} — {format_number(settled(node.evaluate(figures)))}"
    details = _details(node, figures)
    return f"{words} ({details})" if details else words


def _details(node: Term, figures: Figures) -> str:
    """Return the parts of a sum as figures, when they are few enough to be read."""
    if isinstance(node, Sum):
        node = Addition((1,) * len(node.items), node.items)
    if not isinstance(node, Addition) or not 1 < len(node.terms) <= _MOST_PARTS_SHOWN:
        return ""
    return signed(node, [format_number(settled(t.evaluate(figures))) for t in node.terms])


def settled(value: Decimal) -> Decimal:
    """Return a number fit to be shown: a quotient gets three digits after the point."""
    return round(value, 3) if -value.as_tuple().exponent > 3 else value


def condition_words(node: Condition, home: str) -> str:
    """Say a condition: `гр. 3 > 0`."""
    if isinstance(node, Comparison):
        left, right = term_words(node.left, home), term_words(node.right, home)
        return f"{left} {SIGNS[node.operator]} {right}"
    if isinstance(node, Among):
        values = " или ".join(map(format_number, node.values))
        return f"{term_words(node.operand, home)} — {values}"
    if isinstance(node, Change):
        change = percent(node.percent)
        return (
            f"{term_words(node.cell, home)} отличается от прошлого года не больше, чем на {change}"
        )
    if isinstance(node, Same):
        return f"{term_words(node.cell, home)} — то же число, что в прошлом году"
    if isinstance(node, Share):
        part, whole = term_words(node.part, home), term_words(node.whole, home)
        return f"{part} — от {format_number(node.low)} до {percent(node.high)} от ({whole})"
    return _compound_words(node, home)


def percent(value: Decimal) -> str:
    """Return a number of per cent: `12,5 %`."""
    return f"{format_number(value)}\N{NO-BREAK SPACE}%"


def _compound_words(node: Not | AllOf | AnyOf | If, home: str) -> str:
    if isinstance(node, Not):
        return f"неверно, что {condition_words(node.condition, home)}"
    if isinstance(node, If):
        condition = condition_words(node.condition, home)
        return f"если {condition}, то {condition_words(node.consequence, home)}"
    word = " и " if isinstance(node, AllOf) else " или "
    return word.join(condition_words(part, home) for part in node.parts)


def all_figures(node: Node, home: str, figures: Figures) -> str:
    """List the figures a relation looks at: `гр. 2 — 100, 5.17.3 — 0`."""
    cells = dict.fromkeys(leaf for leaf in leaves(node) if isinstance(leaf, Cell))
    return ", ".join(
        f"{cell_words(cell, home)} — {format_number(cell.evaluate(figures))}" for cell in cells
    )
