"""What an edition says of other editions and forms, compared with those that are loaded.

A rule that looks into another form stays aside without a word while that form or its cell is not
there; here it is said, with the place in the rule.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from statistics.checks.language import parse_rule
from statistics.checks.syntax import Ref, RuleError, leaves
from statistics.layout import CheckSpec, Layout, layout_of, lost_places
from statistics.layout.specs import address_of
from statistics.models import Cell, Edition

# Open cells by code of the edition, by code of the form.
Known = Mapping[str, Mapping[str, Collection[str]]]


@dataclass(frozen=True)
class References:
    """`errors` are wrong whatever else is loaded; `notices` end when the missing is loaded.

    `past` are those of both that speak of the former edition; `idle` tells of a rule, by its code,
    why it does not work.
    """

    errors: tuple[str, ...]
    notices: tuple[str, ...]
    past: tuple[str, ...]
    idle: Mapping[str, str]


@dataclass(frozen=True)
class _Fault:
    """A place of a rule that speaks of what is not there."""

    check: CheckSpec
    error: RuleError
    is_final: bool

    @property
    def place(self) -> str:
        return f"{self.error.message} (знак {self.error.position + 1})"

    @property
    def told(self) -> str:
        return f"Контроль {self.check.code}: правило не работает, {self.error.pointed()}"


def references_of(layout: Layout) -> References:
    """Compare an edition with what is loaded; at most three queries."""
    faults = list(_faults(layout))
    errors, notices = _past(layout)
    return References(
        errors=(*errors, *(one.told for one in faults if one.is_final)),
        notices=(*notices, *(one.told for one in faults if not one.is_final)),
        past=(*errors, *notices),
        idle={one.check.code: one.place for one in faults},
    )


def _past(layout: Layout) -> tuple[list[str], list[str]]:
    """Return what is wrong, and what is not there yet, of the edition that this one continues."""
    if not layout.follows:
        return [], []
    others = Edition.objects.filter(form__code=layout.form).exclude(code=layout.edition)
    known = {one.code: one for one in others.defer("definition")}
    if layout.follows not in known:
        return [], [
            f"Редакции «{layout.follows}», которую продолжает эта («follows»), на портале нет: "
            "пока её не загрузят, прошлый год в отчётах не покажется."
        ]
    former = layout_of(known[layout.follows])
    errors = [
        f"«was»: ячейка {now} названа бывшей {place}, а открытой ячейки {place} "
        f"в редакции «{layout.follows}» нет"
        for now, place in lost_places(layout, former)
    ]
    if _goes_round(layout, known):
        errors.append("«follows»: редакции продолжают друг друга по кругу")
    return errors, []


def _goes_round(layout: Layout, known: Mapping[str, Edition]) -> bool:
    """Whether what the edition continues continues it; `known` are the others of the form."""
    passed, code = set(), layout.follows
    while code in known and code not in passed:
        passed.add(code)
        code = layout_of(known[code]).follows
    return code == layout.edition


def _faults(layout: Layout) -> Iterator[_Fault]:
    forms = {form for form, _ in layout.other_cells}
    if not forms:
        return
    known = _known(layout, forms)
    for check in layout.checks:
        for ref in leaves(parse_rule(check.expression).body):
            if isinstance(ref, Ref) and ref.form:
                yield from _fault_at(check, ref, known)


def _fault_at(check: CheckSpec, ref: Ref, known: Known) -> Iterator[_Fault]:
    editions = known.get(ref.form, {})
    address = _address(ref)
    lacking = [f"«{code}»" for code, cells in editions.items() if address not in cells]
    if not editions:
        words = f"нет формы «{ref.form}»: загрузите её или исправьте код"
    elif lacking:
        of = "редакции" if len(lacking) == 1 else "редакциях"
        words = f"в форме «{ref.form}» нет открытой ячейки {address} ({of} {', '.join(lacking)})"
    else:
        return
    error = RuleError(words, check.expression, ref.at)
    yield _Fault(check, error, bool(editions) and len(lacking) == len(editions))


def _address(ref: Ref) -> str:
    """Return the one cell that a reference to another form names: the parser sees to it."""
    rows, columns = ref.rows or (0, 0), ref.columns or (0, 0)
    return address_of(ref.section, rows[0], columns[0])


def _known(layout: Layout, forms: Collection[str]) -> Known:
    """Return the cells of the forms in the years of the edition, in any years when in none then."""
    wanted = {address for _, address in layout.other_cells}
    editions = list(Edition.objects.filter(form__code__in=forms).select_related("form"))
    cells: dict[int, set[str]] = defaultdict(set)
    rows = Cell.objects.filter(edition__in=editions, address__in=wanted)
    for edition, address in rows.values_list("edition_id", "address"):
        cells[edition].add(address)
    found: dict[str, dict[str, Collection[str]]] = {layout.form: {layout.edition: layout.cells}}
    for form in forms - {layout.form}:
        own = [one for one in editions if one.form.code == form]
        of_these_years = [one for one in own if _meets(layout, one)]
        found[form] = {one.code: cells[one.pk] for one in of_these_years or own}
    return found


def _meets(layout: Layout, other: Edition) -> bool:
    """Whether both editions are in force in some year."""
    return (layout.year_to is None or other.year_from <= layout.year_to) and (
        other.year_to is None or layout.year_from <= other.year_to
    )
