"""How the portal writes a plan into Word and Excel files that it reads back unchanged.

The files carry MARK among their properties (every office program keeps them), so that the reader
knows that nothing has to be guessed: each column holds what its heading says, each line of a cell
is one period, organiser or person, a heading across the table is a section, and dashes before it
tell how deep it stands. Each row carries the key of the item that it is: a bookmark in Word, a
hidden column in Excel.
"""

import re

from common.russian import NO_BREAK
from common.russian import THIN_SPACE as NARROW
from common.text import number_in
from events.models import PlanSection

MARK = "План выгружен с методического портала. Таблицу можно править и загрузить обратно в план."
# More of the same: headings are months, and not all of the plan is in the file.
BY_MONTHS = "Пункты стоят по месяцам."
EXTRACT = "Это выписка."
NESTED = f"—{NO_BREAK}"
KEY = "Код пункта"
COLUMNS = {
    "number": "№ п/п",
    "event_form": "Форма",
    "name": "Наименование мероприятия",
    "period": "Срок",
    "place": "Место проведения",
    "audience": "Для кого",
    "programme": "Программа",
    "organisers": "Организаторы",
    "responsibles": "Ответственные",
    "note": "Примечание",
}
PROSE = {"goal": "Цель", "tasks": "Задачи", "priorities": "Приоритетные направления"}
FIGURES = "Плановые показатели"
FIGURE_COLUMNS = ("Показатель", "План на год")
# Heads the figures of no section after those of one.
WHOLE_PLAN = "Весь план"
ITEMS = "Мероприятия"
_KINDS = {PlanSection.Kind.SERVICE: "услуга", PlanSection.Kind.WORK: "работа"}
_OTHER = "прочее"
# Dashes with which a title itself begins: they are written with a space of their own.
_OWN_DASHES = re.compile("(?:— )+")
_WRITTEN_DASHES = re.compile(f"(?:—{NARROW})+")


def mark_of(plan_id: int) -> str:
    """Return the word by which rows of a plan are known in files: «plan7»."""
    return f"plan{plan_id}"


def key_of(plan_id: int, item_id: int) -> str:
    """Return the key of an item in a file: «plan7_123»."""
    return f"{mark_of(plan_id)}_{item_id}"


def item_in(key: str, plan_id: int) -> int | None:
    """Return which item of the plan a key of a file names, None when it is of no such plan."""
    mark, _, number = key.partition("_")
    return number_in(number) if mark == mark_of(plan_id) else None


def heading_of(section: PlanSection, depth: int) -> str:
    """Return the section as it heads its rows: «— Вебинары (услуга)», `depth` counted from 1."""
    kind = _KINDS.get(PlanSection.Kind(section.kind), "")
    if not kind and _kind_in(section.title):
        kind = _OTHER
    return f"{NESTED * (depth - 1)}{own_words(section.title)}{f' ({kind})' if kind else ''}"


def section_in(heading: str) -> tuple[str, str, int]:
    """Return the title, the kind and the depth that `heading_of` has written."""
    depth = 1
    while heading.startswith(("— ", NESTED)):
        heading, depth = heading[len(NESTED) :], depth + 1
    word = _kind_in(heading)
    kinds = {name: kind for kind, name in _KINDS.items()}
    title = heading.removesuffix(f" ({word})") if word else heading
    return words_in(title), kinds.get(word, PlanSection.Kind.OTHER), depth


def own_words(name: str) -> str:
    """Return a name as it is written, so that its own dashes are not taken for depth."""
    found = _OWN_DASHES.match(name)
    return name if found is None else found[0].replace(" ", NARROW) + name[found.end() :]


def words_in(text: str) -> str:
    """Return the name that `own_words` has written."""
    found = _WRITTEN_DASHES.match(text)
    return text if found is None else found[0].replace(NARROW, " ") + text[found.end() :]


def _kind_in(heading: str) -> str:
    """Return the word in brackets at the end that tells a kind, if any."""
    words = (*_KINDS.values(), _OTHER)
    return next((word for word in words if heading.endswith(f" ({word})")), "")
