"""Who has not learnt for years: the list and the counts behind it."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet

from common.russian import format_day, plural, round_half_up
from common.tables import CellValue, Column, Row, RowKind, Table, TableSet
from libraries.models import Organisation
from staff.experience import years_before
from staff.models import Employee, Employment, Training
from staff.queries.training import kept_trainings, qualifying
from staff.queries.workplaces import begun_by, working, workplaces

YEARS = 5
COUNTED = {
    "qualifying": "курсы повышения квалификации и переподготовка",
    "any": "любое обучение",
}


@dataclass(frozen=True)
class Gap:
    """A person with her place of work and the last day she learnt, if ever."""

    employee: Employee
    work: Employment | None
    last: datetime.date | None

    @property
    def name(self) -> str:
        """The person's name; of work that has ended, as it was then."""
        return self.work.name if self.work else self.employee.full_name

    @property
    def organisation(self) -> Organisation | None:
        return self.work.library.organisation if self.work else None


@dataclass(frozen=True)
class Gaps:
    """Who of the `working` has not learnt since `since`; newcomers have not had the time."""

    day: datetime.date
    since: datetime.date
    counted: str
    rows: Sequence[Gap]
    working: Counter[int]
    newcomers: int

    @property
    def total(self) -> int:
        return sum(self.working.values())


def find_gaps(
    trainings: QuerySet[Training],
    people: QuerySet[Employee],
    libraries: Any,
    day: datetime.date,
    counted: str = "qualifying",
) -> Gaps:
    """Return the people who work in `libraries` on `day` and have learnt nothing for YEARS years.

    Who began to work in libraries later than that and has not learnt is a newcomer: counted
    apart, not listed. Of whom nobody wrote down since when she works, she is listed.
    """
    since = years_before(day, YEARS)
    here = working(people, day, libraries)
    learnt = (qualifying if counted == "qualifying" else kept_trainings)(trainings)
    last = _last_days(learnt.filter(ends_on__lte=day))
    idle = [each for each in here.order_by("name_key", "pk") if not _has_learnt(last, each, since)]
    old = set(here.filter(begun_by(since)).values_list("pk", flat=True))
    listed = [each for each in idle if each.pk in old or each.pk in last]
    places = workplaces(here.values_list("pk", flat=True), day, libraries)
    rows = [Gap(each, places.get(each.pk), last.get(each.pk)) for each in listed]
    by_organisation = Counter(work.library.organisation_id for work in places.values())
    return Gaps(day, since, counted, rows, by_organisation, len(idle) - len(listed))


def _last_days(trainings: QuerySet[Training]) -> dict[int, datetime.date]:
    rows = trainings.order_by().values_list("employee").annotate(last=Max("ends_on"))
    return dict(rows)


def _has_learnt(last: dict[int, datetime.date], employee: Employee, since: datetime.date) -> bool:
    found = last.get(employee.pk)
    return found is not None and found >= since


def gaps_tables(gaps: Gaps, where: str) -> TableSet:
    """Return the counts by organisation and the list by name."""
    title = f"Не обучались {YEARS} лет на {format_day(gaps.day)}"
    notes = (
        f"Считается: {COUNTED[gaps.counted]}; окончено с {format_day(gaps.since)}",
        _newcomers_note(gaps.newcomers),
    )
    tables = (_by_organisation(gaps), _by_name(gaps))
    return TableSet(title, tables, where, notes)


def _newcomers_note(number: int) -> str:
    if not number:
        return "Все, кто работает в библиотеках меньше этого срока, уже учились."
    people = plural(number, "человек", "человека", "человек")
    return (
        f"Ещё {number} {people} работают в библиотеках меньше {YEARS} лет и пока не учились: "
        "в список они не входят."
    )


def _by_organisation(gaps: Gaps) -> Table:
    idle = Counter(gap.organisation for gap in gaps.rows if gap.organisation)
    rows = [
        _counts(str(organisation), gaps.working[organisation.pk], number)
        for organisation, number in sorted(
            idle.items(), key=lambda each: (-each[1], each[0].name_key)
        )
    ]
    total = _counts("Всего", gaps.total, len(gaps.rows), "total")
    columns = (
        Column("organisation", "Учреждение", kind="text", width=44),
        Column("working", "Работают"),
        Column("idle", "Не обучались"),
        Column("share", "Доля, %", kind="percent", places=1),
    )
    return Table("По учреждениям", columns, (*rows, total), key="organisations")


def _counts(name: str, working: int, idle: int, kind: RowKind = "data") -> Row:
    share = round_half_up(Decimal(idle) / working * 100, 1) if working else None
    return Row((name, working, idle, share), kind)


def _by_name(gaps: Gaps) -> Table:
    columns = (
        Column("name", "Фамилия, имя, отчество", kind="text", width=34),
        Column("post", "Должность", kind="text", width=24),
        Column("library", "Библиотека", kind="text", width=34),
        Column("organisation", "Учреждение", kind="text", width=30),
        Column("last", "Последнее обучение", kind="date", width=16),
    )
    rows = tuple(Row(_words(gap)) for gap in gaps.rows)
    return Table("Поимённо", columns, rows, key="people")


def _words(gap: Gap) -> tuple[CellValue, ...]:
    post, library = (gap.work.post, str(gap.work.library)) if gap.work else ("", "")
    return gap.name, post, library, str(gap.organisation or ""), gap.last or "записей нет"
