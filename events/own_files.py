"""How the portal writes a plan into Word and Excel files that it reads back unchanged.

The files carry MARK among their properties (every office program keeps them), so that the reader
knows that nothing has to be guessed: each column holds what its heading says, each line of a cell
is one period, organiser or person, a heading across the table is a section, and dashes before it
tell how deep it stands.
"""

from common.russian import NO_BREAK
from events.models import PlanSection

MARK = "План выгружен с методического портала. Таблицу можно править и загрузить обратно в план."
NESTED = f"—{NO_BREAK}"
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


def heading_of(section: PlanSection, depth: int) -> str:
    """Return the section as it heads its rows: «— Вебинары (услуга)», `depth` counted from 1."""
    kind = _KINDS.get(PlanSection.Kind(section.kind))
    return f"{NESTED * (depth - 1)}{section.title}{f' ({kind})' if kind else ''}"


def section_in(heading: str) -> tuple[str, str, int]:
    """Return the title, the kind and the depth that `heading_of` has written."""
    depth = 1
    while heading.startswith(("— ", NESTED)):
        heading, depth = heading[len(NESTED) :], depth + 1
    for kind, word in _KINDS.items():
        if heading.endswith(f" ({word})"):
            return heading.removesuffix(f" ({word})"), kind, depth
    return heading, PlanSection.Kind.OTHER, depth
