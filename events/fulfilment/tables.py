"""The fulfilment of a plan as tables: the same on the page, in PDF, XLSX and DOCX."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from common.russian import round_half_up
from common.tables import CellValue, Column, Row, Table, TableSet
from events.fulfilment.facts import Fact, facts_of
from events.fulfilment.lines import Line, lines_of
from events.fulfilment.outcomes import (
    AHEAD,
    CANCELLED,
    GOING,
    HELD,
    MOVED,
    NOT_DONE,
    PARTLY,
    UNMARKED,
    Outcome,
    Tally,
    moved_into,
    outcomes_of,
    tally_of,
)
from events.fulfilment.parts import YearPart
from events.fulfilment.words import mark_in_words
from events.models import Plan, PlanItem, PlanSection
from events.names.full import full_name
from events.order import sections_in_order

_COUNTED = {
    HELD: "выполнено",
    GOING: "выполняется",
    PARTLY: "частично",
    MOVED: "перенесено",
    CANCELLED: "отменено",
    NOT_DONE: "не выполнено",
    UNMARKED: "не отмечено",
    AHEAD: "срок впереди",
}
_TIMES, _ROWS = "Выполнение", "Пункты"
_NOTES = (
    "Намечено — сколько раз пункты должны были пройти к этому дню: ежеквартальный — по разу за "
    "каждый прошедший квартал, ежемесячный — за месяц. Перенесённое внутри этого времени ждёт "
    "нового срока; отменённое и перенесённое за его пределы намечено, но не проведено.",
    "Пункт выполнен, когда проведено всё, что намечено в нём на это время; выполняется — когда "
    "проведено всё, чему пришёл срок, а остальное впереди.",
)
OUTSIDE = "Вне разделов"
_LIST = "; "


def fulfilment_tables(plan: Plan, part: YearPart, today: dt.date) -> TableSet:
    """Return what was planned for `part` and what became of it, as it stands on `today`."""
    sections = sections_in_order(plan)
    lines = lines_of(plan, sections)
    outcomes = outcomes_of(lines, part, today)
    tables = [summary_table(outcomes, sections, part)]
    if facts := facts_of(plan):
        tables.append(figures_table(facts, part))
    tables.append(items_table(outcomes, sections, part))
    if moved := moved_into(lines, part):
        tables.append(moved_table(moved, part))
    if undone := [one for one in outcomes if one.not_done]:
        tables.append(undone_table(undone, part))
    if unmarked := [one for one in outcomes if one.state == UNMARKED]:
        tables.append(unmarked_table(unmarked, part))
    return TableSet(f"Выполнение плана за {part.name}", tuple(tables), subtitle=plan.title)


def summary_table(
    outcomes: Sequence[Outcome], sections: Sequence[PlanSection], part: YearPart
) -> Table:
    """Return what was held of what each section expected, and what became of its rows.

    States in which no row is are left out, but for the one that everybody looks for.
    """
    by_section: dict[int | None, list[Outcome]] = {}
    for outcome in outcomes:
        by_section.setdefault(outcome.item.section_id, []).append(outcome)
    whole = tally_of(outcomes)
    states = [state for state in _COUNTED if state == HELD or whole.number(state)]
    named = [(None, OUTSIDE, 0), *((one.pk, one.title, one.depth - 1) for one in sections)]
    rows = [
        _counted_row(title, tally_of(by_section[key]), states, level=level)
        for key, title, level in named
        if key in by_section
    ]
    rows.append(_counted_row("Всего", whole, states, kind="total"))
    columns = (
        Column("section", "Раздел плана", kind="text", width=44),
        Column("expected", "намечено", (_TIMES,), width=11, additive=True),
        Column("held_times", "проведено", (_TIMES,), width=11, additive=True),
        Column("percent", "%", (_TIMES,), kind="percent", places=1, width=9),
        Column("planned", "всего", (_ROWS,), width=9, additive=True),
        *(Column(state, _COUNTED[state], (_ROWS,), width=13, additive=True) for state in states),
    )
    title = f"Пункты плана за {part.name}"
    return Table(title, columns, tuple(rows), notes=_NOTES, key="summary", sheet="Итоги")


def _counted_row(
    name: str, tally: Tally, states: Sequence[str], level: int = 0, kind: str = "data"
) -> Row:
    numbers = [tally.number(state) for state in states]
    times = (tally.expected, tally.held, _rounded(tally.percent))
    return Row((name, *times, tally.planned, *numbers), kind=kind, level=level)


def _rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else round_half_up(percent, 1)


def figures_table(facts: Sequence[Fact], part: YearPart) -> Table:
    """Return the planned figures beside what was done in `part` and since the year began."""
    since = range(1, part.last + 1)
    is_from_start = part.first == 1
    columns = [
        Column("name", "Показатель", kind="text", width=44),
        Column("planned", "План на год", width=12),
        Column("done", f"Сделано за {part.name}", width=14),
        Column("percent", "Выполнено плана года, %", kind="percent", places=1, width=13),
    ]
    if not is_from_start:
        columns.insert(3, Column("since", "Сделано с начала года", width=14))
    rows = []
    for fact in facts:
        done: list[CellValue] = [fact.within(part.months)]
        done += [] if is_from_start else [fact.within(since)]
        values = (fact.figure.name, fact.figure.number, *done, _rounded(fact.percent(since)))
        rows.append(Row(values, level=fact.level))
    return Table(
        title="Плановые показатели",
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(_notes_of(facts)),
        key="figures",
        sheet="Показатели",
    )


def _notes_of(facts: Iterable[Fact]) -> Iterator[str]:
    unknown = [fact.figure.name for fact in facts if fact.by_month is None]
    if unknown:
        told = ", ".join(f"«{name}»" for name in unknown)
        yield f"Прочерк: не выбрано, из каких записей считать — {told}."


def months_table(facts: Sequence[Fact], links: Mapping[int, str]) -> Table:
    """Return the figures by months, quarters and for the year; `links` lead to what is behind.

    A link is a pattern by the key of the figure, `{}` in it stands for the part of the year.
    """
    parts = [f"m{month}" for month in range(1, 13)]
    for quarter in (4, 3, 2, 1):
        parts.insert(quarter * 3, f"q{quarter}")
    parts.append("year")
    columns = [
        Column("name", "Показатель", kind="text", width=34),
        Column("planned", "План на год", width=9),
        *(_month_column(code) for code in parts),
        Column("percent", "Выполнено, %", kind="percent", places=1, width=10),
    ]
    rows = []
    for fact in facts:
        ranges = [YearPart(2000, code).months for code in parts]
        numbers = [fact.within(months) for months in ranges]
        pattern = links.get(fact.figure.pk, "")
        urls = [pattern.replace("{}", code) if number else "" for code, number in
                zip(parts, numbers, strict=True)]  # fmt: skip
        whole = _rounded(fact.percent(range(1, 13)))
        values = (fact.figure.name, fact.figure.number, *numbers, whole)
        rows.append(Row(values, level=fact.level, links=("", "", *urls, "")))
    return Table(
        title="План и факт по месяцам",
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(_notes_of(facts)),
        key="months",
        sheet="По месяцам",
    )


_SHORT_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


def _month_column(code: str) -> Column:
    if code == "year":
        return Column(code, "Год", width=8)
    number = int(code[1:])
    quarter = number if code[0] == "q" else (number + 2) // 3
    group = f"{('I', 'II', 'III', 'IV')[quarter - 1]} квартал"
    title = "всего" if code[0] == "q" else _SHORT_MONTHS[number - 1]
    return Column(code, title, (group,), width=6)


def items_table(
    outcomes: Sequence[Outcome], sections: Sequence[PlanSection], part: YearPart
) -> Table:
    """Return every row planned for `part` with its marks, under the headings of sections."""
    rows: list[Row] = []
    by_section: dict[int | None, list[Outcome]] = {}
    for outcome in outcomes:
        by_section.setdefault(outcome.item.section_id, []).append(outcome)
    titles = {None: (OUTSIDE if sections else "", 1)}
    titles |= {section.pk: (section.title, section.depth) for section in sections}
    for key, (title, depth) in titles.items():
        if found := by_section.get(key):
            rows += [Row((title,), "heading", level=depth)] if title else []
            rows += [_item_row(outcome) for outcome in found]
    return Table(
        title=f"Пункты плана и отметки о выполнении за {part.name}",
        columns=(
            *_named_columns(),
            Column("state", "Отметка", kind="text", width=16),
            Column("held", "Когда проведено", kind="text", width=14),
            Column("people", "Участников", width=13),
            Column("remarks", "Причина, примечание", kind="text", width=30),
        ),
        rows=tuple(rows),
        blank="",
        key="items",
        sheet="Пункты",
    )


def _named_columns() -> tuple[Column, ...]:
    return (
        Column("number", "№", kind="ordinal", width=6),
        Column("name", "Наименование мероприятия", kind="text", width=42),
        Column("period", "Срок", kind="text", width=18),
    )


def _named(item: PlanItem) -> tuple[CellValue, ...]:
    return item.number, full_name(item), _LIST.join(str(period) for period in item.periods.all())


def _item_row(outcome: Outcome) -> Row:
    values = (
        *_named(outcome.item),
        outcome.words,
        _LIST.join(outcome.days),
        outcome.people,
        _LIST.join(outcome.remarks),
    )
    return Row(values, anchor=str(outcome.item.pk))


def moved_table(lines: Sequence[Line], part: YearPart) -> Table:
    """Return what had been planned for other months and was moved into `part`."""
    rows = tuple(Row((*_named(line.item), mark_in_words(line.mark))) for line in lines)
    columns = (*_named_columns(), Column("state", "Отметка", kind="text", width=50))
    title = f"Перенесено с другого времени на {part.name}"
    return Table(title, columns, rows, blank="", key="moved", sheet="Перенесённое")


def undone_table(outcomes: Sequence[Outcome], part: YearPart) -> Table:
    """Return what was not carried out at all or in part, with the reasons given."""
    rows = tuple(
        Row((*_named(one.item), one.words, _LIST.join(_reasons(one)), _people(one.item)))
        for one in outcomes
    )
    columns = (
        *_named_columns(),
        Column("state", "Отметка", kind="text", width=16),
        Column("reasons", "Причина", kind="text", width=30),
        Column("responsibles", "Ответственные", kind="text", width=24),
    )
    title = f"Не выполнено за {part.name}"
    return Table(title, columns, rows, blank="", key="undone", sheet="Не выполнено")


def _reasons(outcome: Outcome) -> list[str]:
    told = dict.fromkeys(mark.reason for mark in outcome.not_done if mark.reason)
    return list(told) or ["не указана"]


def _people(item: PlanItem) -> str:
    return _LIST.join(str(person) for person in item.responsibles.all())


def unmarked_table(outcomes: Sequence[Outcome], part: YearPart) -> Table:
    """Return what should have been marked by now and is not, with who answers for it."""
    rows = tuple(Row((*_named(outcome.item), _people(outcome.item))) for outcome in outcomes)
    columns = (*_named_columns(), Column("responsibles", "Ответственные", kind="text", width=30))
    title = f"Не отмечено за {part.name}"
    return Table(title, columns, rows, blank="", key="unmarked", sheet="Не отмечено")
