"""What a table of a form cannot be, told to its author at once and not when it is published."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from common.russian import plural
from statistics.designer.tree import Node

MOST_LINES = 300
MOST_NUMBER = 999
WORDS = {"rows": "строка", "columns": "графа"}
_FORMS = {"rows": ("строка", "строки", "строк"), "columns": ("графа", "графы", "граф")}
_ADDED = {"rows": "строку", "columns": "графу"}


def refuse_too_many(what: str, there: int, added: int) -> None:
    """Raise ValidationError when a table would have too many rows or columns, and say how many."""
    if there + added <= MOST_LINES:
        return
    one, few, many = _FORMS[what]
    told = f"Вы добавляете {added} {plural(added, _ADDED[what], few, many)}"
    if there:
        told += f", а в таблице уже {there} {plural(there, one, few, many)}"
    raise ValidationError(f"{told}. В таблице не бывает больше {MOST_LINES} {many}.")


def refuse_number(number: int) -> None:
    """Raise ValidationError for a number longer than an address takes."""
    if number > MOST_NUMBER:
        raise ValidationError({"number": f"Номер не бывает больше {MOST_NUMBER}."})


def refuse_wrong_part(what: str, nodes: Sequence[Node], at: int) -> None:
    """Raise ValidationError for a line that is part of none, of itself or of a part of its own.

    `nodes` are all the rows or columns of its table, `at` is its place among them.
    """
    own, whole = nodes[at]["number"], nodes[at].get("of")
    wholes = {node["number"]: node.get("of") for node in nodes}
    word = WORDS[what].capitalize()
    if whole is None:
        return
    if whole not in wholes:
        raise ValidationError({"of": f"{word} {whole} в таблице не найдена."})
    if whole == own:
        raise ValidationError({"of": f"{word} {own} не бывает частью самой себя."})
    passed, above = {own}, whole
    while above is not None and above not in passed:
        passed.add(above)
        above = wholes.get(above)
    if above == own:
        raise ValidationError(
            {"of": f"{word} {whole} сама входит в {own}: вместе они были бы частью друг друга."}
        )
