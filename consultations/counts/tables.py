"""The counts as tables: the same on the screen, in PDF and in XLSX."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.planned import PARTS, Planned, planned_figure
from common.russian import format_number
from common.tables import CellValue, Column, Row, Table, TableSet
from consultations.counts.choice import BY_WHAT, GROUPINGS, Choice
from consultations.counts.grouping import NOBODY, Counted, groups_of, names_of, total_of
from consultations.counts.planned import PlanFacts
from consultations.facts import SOURCE
from consultations.models import Consultation

Form = Consultation.Form
PLAN_WORD = "консультаци"

# So that all columns fit a laptop's screen and an A4 sheet.
_SHORT = {
    Form.INDIVIDUAL: "индивид.",
    Form.GROUP: "группов.",
    Form.WRITTEN: "письмен.",
    Form.TELEPHONE: "по тел.",
    Form.ONLINE: "онлайн",
    Form.VISIT: "выезд",
}


@dataclass(frozen=True)
class Bar:
    """A bar of the picture, in units of its view box."""

    name: str
    number: int
    y: int
    width: int

    @property
    def end(self) -> int:
        """Where the number is written, past the bar that begins at 290."""
        return 298 + self.width


@dataclass(frozen=True)
class Picture:
    """Bars one under another; `in_words` tells the same to those who do not see them.

    `left_out` is how many lesser rows of the table have no bar.
    """

    bars: tuple[Bar, ...]
    left_out: int = 0
    step: int = 26
    longest: int = 400

    @property
    def height(self) -> int:
        return self.step * len(self.bars)

    @property
    def in_words(self) -> str:
        told = ", ".join(f"{bar.name} — {format_number(bar.number)}" for bar in self.bars)
        return f"{self.what_is_shown} {told}" if self.left_out else told

    @property
    def what_is_shown(self) -> str:
        """That the lesser rows are not drawn, and where they are; nothing when all are drawn."""
        if not self.left_out:
            return ""
        shown = len(self.bars)
        whole = f"{shown} самых больших строк из {format_number(shown + self.left_out)}"
        return f"На картинке {whole}; все — в таблице выше."


def counts(choice: Choice) -> TableSet:
    """Return all that the page of counts tells: the plan and the counts."""
    total = total_of(choice)
    planned = plan_table(choice, total)
    counted = counted_table(choice, total)
    tables = (planned, counted) if planned else (counted,)
    return TableSet(f"Консультации {choice.title}", tables)


def counted_table(choice: Choice, total: Counted) -> Table:
    """Return the counts in rows by the choice, beside the same days a year earlier."""
    before = choice.year_before
    groups, earlier = groups_of(choice), groups_of(before)
    names = names_of(choice, set(groups) | set(earlier))
    with_forms = choice.by != "form"
    rows = [
        _row(name, groups.get(key, Counted()), earlier.get(key, Counted()), with_forms)
        for key, name in names
    ]
    rows.append(_row("Всего", total, total_of(before), with_forms, kind="total"))
    note = (
        "Консультация для нескольких стоит в строке каждого, а в итоге считается один раз, "
        "поэтому сумма строк может быть больше итога."
    )
    return Table(
        title=f"Консультации {BY_WHAT[choice.by]} {choice.title}",
        columns=_columns(choice, with_forms),
        rows=tuple(rows),
        notes=(note,) if choice.by in NOBODY else (),
        blank="0",
        key="counts",
        sheet="Консультации",
    )


def _columns(choice: Choice, with_forms: bool) -> tuple[Column, ...]:
    forms = [Column(form.value, _SHORT[form], ("из них",), width=10) for form in Form]
    return (
        Column("name", GROUPINGS[choice.by].capitalize(), kind="text", width=34),
        Column("number", "Всего"),
        *(forms if with_forms else []),
        Column("people", "Участников", width=12),
        Column("before", "Годом раньше", width=14),
        Column("change", "Разница", signed=True),
    )


def _row(name: str, now: Counted, before: Counted, with_forms: bool, kind: str = "data") -> Row:
    forms: Sequence[CellValue] = [now.forms[form] for form in Form] if with_forms else []
    change = now.number - before.number
    return Row((name, now.number, *forms, now.people, before.number, change), kind=kind)


def plan_table(choice: Choice, total: Counted) -> Table | None:
    """Return the year's planned figure beside the count, or None while nothing is planned.

    A figure that the plan counts from other records than the log is told there, not here.
    """
    planned = planned_figure(PLAN_WORD, choice.year)
    if planned is None or planned.source not in ("", SOURCE.key, PARTS):
        return None
    facts = PlanFacts(planned, choice, total)
    rows = [_plan_row(planned, facts.whole)]
    rows += [_plan_row(part, facts.of_part(part), level=1) for part in planned.parts]
    columns = (
        Column("name", "Показатель", kind="text", width=40),
        Column("planned", "План на год", width=14),
        Column("done", "Дано", width=12),
        Column("percent", "Выполнено, %", kind="percent", places=1, width=14),
    )
    notes = tuple(facts.notes())
    if choice.quarter or choice.since or choice.until:
        notes += ("Дано за часть года сравнивается с планом всего года.",)
    title = f"План и факт {choice.title}"
    return Table(title, columns, tuple(rows), notes=notes, key="plan", sheet="План и факт")


def _plan_row(planned: Planned, done: int | None, level: int = 0) -> Row:
    percent = None
    if done is not None and planned.number:
        percent = Decimal(done * 100) / planned.number
    return Row((planned.name, planned.number, done, percent), level=level)


def picture_of(table: Table, most: int = 15) -> Picture:
    """Return the rows of the counts as bars; when there are too many, the largest of them."""
    counted = [row for row in table.rows if row.kind == "data" and row.values[1]]
    rows = counted
    if len(counted) > most:
        rows = sorted(counted, key=lambda row: -int(row.values[1]))[:most]
    top = max((int(row.values[1]) for row in rows), default=1)
    step, longest = Picture.step, Picture.longest
    return Picture(
        tuple(
            Bar(str(row.values[0]), int(row.values[1]), place * step, _width(row, top, longest))
            for place, row in enumerate(rows)
        ),
        left_out=len(counted) - len(rows),
    )


def _width(row: Row, top: int, longest: int) -> int:
    return max(1, round(longest * int(row.values[1]) / top))
