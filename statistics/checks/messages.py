"""The message of a finding: its author's words with the figures, or our own."""

from decimal import Decimal

from common.russian import format_number, round_half_up
from statistics.checks.binding import Instance
from statistics.checks.syntax import (
    Among,
    Cell,
    Change,
    Comparison,
    Condition,
    Figures,
    Not,
    NotEvaluable,
    Same,
    Share,
)
from statistics.checks.templates import Field
from statistics.checks.wording import (
    all_figures,
    condition_words,
    parts_of,
    percent,
    place_of,
    settled,
    term_words,
    with_figures,
)

_SHOULD_BE = {
    "<=": "должно быть не больше, чем",
    "<": "должно быть меньше, чем",
    ">=": "должно быть не меньше, чем",
    ">": "должно быть больше, чем",
    "!=": "не должно совпадать с тем, что",
}


def message_of(instance: Instance, figures: Figures) -> str:
    """Return what to tell the person about a relation that does not hold."""
    if not instance.template:
        return _own_message(instance, figures)
    fields = _fields(instance, figures)
    pieces = []
    for part in instance.template:
        if isinstance(part, Field):
            pieces.append(fields[part.name])
        elif isinstance(part, Cell):
            pieces.append(_cell_figure(part, figures))
        else:
            pieces.append(part)
    return "".join(pieces)


def _cell_figure(cell: Cell, figures: Figures) -> str:
    try:
        return format_number(cell.evaluate(figures))
    except KeyError:
        return "нет числа"


def _fields(instance: Instance, figures: Figures) -> dict[str, str]:
    """Return the named figures a message may hold."""
    fields = {"place": f"{place_of(instance.home)}, графа {parts_of(instance.home)[2]}"}
    body = _positive(instance.body)
    if isinstance(body, Comparison):
        left = settled(body.left.evaluate(figures))
        right = settled(body.right.evaluate(figures))
        fields["left"], fields["right"] = format_number(left), format_number(right)
        fields["difference"] = format_number(abs(left - right))
    if isinstance(body, Change | Same):
        value, last = body.cell.evaluate(figures), body.last.evaluate(figures)
        fields["value"], fields["previous"] = format_number(value), format_number(last)
        fields["percent"] = _percent(value, last) if last else ""
    if isinstance(body, Share):
        fields["part"] = format_number(settled(body.part.evaluate(figures)))
        fields["whole"] = format_number(settled(body.whole.evaluate(figures)))
        fields["percent"] = _share_percent(body, figures)
    return fields


def _share_percent(body: Share, figures: Figures) -> str:
    """Return how many per cent the part makes; a whole of zero makes no share."""
    whole = body.whole.evaluate(figures)
    return percent(round_half_up(body.part.evaluate(figures) * 100 / whole, 1)) if whole else ""


def _positive(body: Condition) -> Condition:
    return body.condition if isinstance(body, Not) else body


def _percent(value: Decimal, last: Decimal) -> str:
    """Return by how much a value differs from last year's, without a sign: `50 %`."""
    share = abs(value - last) * 100 / abs(last)
    return percent(round_half_up(share, 1))


def _own_message(instance: Instance, figures: Figures) -> str:
    body, home = instance.body, instance.home
    place = place_of(home)
    here = f"{place}, графа {parts_of(home)[2]}"
    if isinstance(body, Comparison):
        return f"{place}: {_comparison(body, home, figures)}"
    if isinstance(body, Change):
        return f"{here}: {_change(body, figures)}"
    if isinstance(body, Share):
        return f"{place}: {_share(body, home, figures)}"
    if isinstance(body, Not) and isinstance(body.condition, Same):
        value = format_number(body.condition.cell.evaluate(figures))
        return f"{here}: {value} — ровно столько же, сколько в прошлом году."
    if isinstance(body, Among):
        value = format_number(settled(body.operand.evaluate(figures)))
        allowed = " или ".join(map(format_number, body.values))
        return (
            f"{place}: {term_words(body.operand, home)} — {value}, а допускается только {allowed}."
        )
    figures_seen = all_figures(body, home, figures)
    return f"{place}: должно быть так: {condition_words(body, home)}. Указано: {figures_seen}."


def _comparison(body: Comparison, home: str, figures: Figures) -> str:
    left = with_figures(body.left, home, figures)
    right = with_figures(body.right, home, figures)
    difference = settled(abs(body.left.evaluate(figures) - body.right.evaluate(figures)))
    gap = f" Разница {format_number(difference)}." if difference else ""
    if body.operator == "=":
        return f"{left}, а {right}.{gap}"
    return f"{left}; {_SHOULD_BE[body.operator]} {right}.{gap}"


def _change(body: Change, figures: Figures) -> str:
    value, last = body.cell.evaluate(figures), body.last.evaluate(figures)
    if last == 0:
        raise NotEvaluable
    word = "рост" if value > last else "снижение"
    limit = percent(body.percent)
    return (
        f"{format_number(value)}, в прошлом году {format_number(last)}: "
        f"{word} на {_percent(value, last)} (обычно не больше {limit})."
    )


def _share(body: Share, home: str, figures: Figures) -> str:
    part, whole = with_figures(body.part, home, figures), with_figures(body.whole, home, figures)
    limits = f"от {format_number(body.low)} до {percent(body.high)}"
    return f"{part}; это {_share_percent(body, figures)} от {whole}, а обычно {limits}."
