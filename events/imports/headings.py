"""What the columns of a plan's table hold, told by their headings."""

import re
from collections.abc import Sequence

from common.text import normalise
from events.imports.tables import RawRow

ROLES = {
    "number": "№",
    "name": "Название",
    "event_form": "Форма",
    "period": "Срок",
    "organisers": "Организаторы",
    "responsibles": "Ответственные",
    "place": "Место",
    "audience": "Для кого",
    "programme": "Программа",
    "note": "Примечание",
    "skip": "Не загружать",
}
SEARCHED_ROWS = 30
MAX_HEADING = 150

_PATTERNS = {
    "number": r"^№|п/п|^номер$|^n$|^#$",
    "responsibles": r"ответственн|исполнител|кто проводит|куратор|^отв\b|^исп(?:олн)?\b",
    "organisers": r"организатор|^организаци|учреждени|проводящ|^орг\b",
    "period": r"\bдат[аы]|\bсрок|период|\bвремя|^когда|^месяц|^квартал",
    "place": r"\bместо|^где|\bадрес|площадк",
    "audience": r"аудитори|для кого|участник|категори|целев|назначени",
    "note": r"примечани|отметк|комментари",
    "event_form": r"\bформ[аы]\b|\bвид мероприяти|\bтип мероприяти",
    "programme": r"\bпрограмм|\bв рамках",
    "name": r"наименовани|названи|мероприяти|содержани|вид деятельности|виды? работ|направлени"
    r"|^тема|^работ",
}
_ROLE_PATTERNS = {role: re.compile(pattern) for role, pattern in _PATTERNS.items()}


def role_of(heading: str) -> str | None:
    """Return the role that a heading names (its first word of meaning decides), or None."""
    text = normalise(heading)
    if not text or len(text) > MAX_HEADING:
        return None
    if re.search(r"форм[аы]\b.*\b(названи|наименовани)", text):
        return "name"
    found = {
        role: match.start()
        for role, pattern in _ROLE_PATTERNS.items()
        if (match := pattern.search(text))
    }
    return min(found, key=lambda role: found[role]) if found else None


def find_heading(rows: Sequence[RawRow]) -> int | None:
    """Return the index of the row of headings plus one, so that any found row is true.

    A row of headings names at least two different things, what is done or when among them.
    """
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if _is_heading_row(row):
            return index + 1
    return None


def _is_heading_row(row: RawRow) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    if row.is_whole or len(filled) < 2:
        return False
    roles = [role for cell in filled if (role := role_of(cell))]
    return len(set(roles)) >= 2 and len(roles) * 3 >= len(filled) * 2 and "name" in roles


def is_repeated_heading(row: RawRow, heading: RawRow) -> bool:
    return [normalise(cell) for cell in row.cells] == [normalise(cell) for cell in heading.cells]
