"""Reading a set of criteria from plain text, as people write it."""

import re
from dataclasses import dataclass

from libraries.imports.lines import read_lines
from libraries.models.criteria import MOST_POINTS

_CRITERION = re.compile(r"^(?P<text>.+?)\s*[—–-]\s*(?P<points>\d{1,3})\s*(балл\w*\.?)?$")
MOST_CRITERIA = 100


@dataclass(frozen=True)
class CriterionLine:
    group: str
    text: str
    points: int


def read_criteria(text: str) -> list[CriterionLine]:
    """Return the criteria of `text`: «# Группа» begins a group, «Критерий — 5» is one of it.

    Raises ValidationError with one message for each line that is not understood.
    """
    nothing = "Напишите хотя бы один критерий."
    too_many = f"Критериев больше {MOST_CRITERIA}: объедините похожие."
    return read_lines(text, _read, most=MOST_CRITERIA, words=(nothing, too_many))


def _read(words: str, group: str) -> CriterionLine:
    match = _CRITERION.match(words)
    if match is None:
        raise ValueError(f"«{words[:60]}» — в конце нужны баллы, например: «Часы работы — 5».")
    points = int(match["points"])
    if not 1 <= points <= MOST_POINTS:
        raise ValueError(f"баллов должно быть от 1 до {MOST_POINTS}, а не {points}.")
    if not group:
        raise ValueError("критерий стоит до первой группы. Начните со строки «# Название группы».")
    if len(match["text"]) > 500 or len(group) > 200:
        raise ValueError("слишком длинно: критерий до 500 знаков, группа до 200.")
    return CriterionLine(group, match["text"], points)


def write_criteria(lines: list[CriterionLine]) -> str:
    """Return the criteria as the text they could be read from."""
    written, group = [], ""
    for line in lines:
        if line.group != group:
            written += ["", f"# {line.group}"]
            group = line.group
        written.append(f"{line.text} — {line.points}")
    return "\n".join(written).strip()
