"""Names of the cells of a rule in the form's own words, to describe the rule to a person.

A cell is named in full once, «всего» (4.12.2), and by its place alone where it comes again. What
the names of all cells begin with is said once, before the rule: it is the heading they stand under.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from common.russian import NO_BREAK
from statistics.checks.syntax import Ref, Rule, Span, leaves
from statistics.layout.specs import BlockSpec, ColumnSpec, RowSpec, SectionSpec, address_of

# «Всего (сумма граф 4–7)»: of what a total is made the rule itself tells.
_MADE_OF = re.compile(r"\s*\(сумма [^()]*\)")
_NOTHING: Mapping[str, str] = {}
Line = TypeVar("Line", RowSpec, ColumnSpec)


class RefNames:
    """Names the cells of one rule.

    Where the sections are not known, as in a draft that does not hold yet, places do for names.
    `forms` are the titles of other forms by code.
    """

    def __init__(
        self,
        sections: Iterable[SectionSpec],
        rule: Rule,
        forms: Mapping[str, str] = _NOTHING,
    ) -> None:
        self._sections = {section.number: section for section in sections}
        self._forms, self._rule = forms, rule
        self._refs = [leaf for leaf in leaves(rule.body) if isinstance(leaf, Ref)]
        self._first = self._refs[0]
        named = [parts for ref in self._refs if (parts := self._parts(ref))]
        self._shared = _common(named) if len(set(named)) > 1 else ()
        self._said: set[Ref] = set()

    @property
    def heading(self) -> str:
        """What all the cells stand under, to be said once before the rule; may be nothing."""
        return _joined(self._shared)

    def place_of_star(self) -> str:
        """Say where a rule with a star holds: `Раздел 5, строки 13–16`; nothing without a star."""
        places = []
        if self._first.rows is None:
            places.append(_limits("каждая строка", "строка", "строки", self._rule.rows, "02d"))
        if self._first.columns is None:
            places.append(_limits("каждая графа", "графа", "графы", self._rule.columns, ""))
        return ", ".join((f"раздел {self._first.section}", *places)) if places else ""

    def name(self, ref: Ref) -> str:
        """Name a cell: «всего» (4.12.2), or by its place alone when it was named before."""
        last = " за прошлый год" if ref.previous else ""
        place = self._place(ref)
        if ref.form:
            return f"ячейка {place} формы «{self._forms.get(ref.form, ref.form)}»"
        parts = self._parts(ref)
        plain = Ref(ref.section, ref.rows, ref.columns, 0)
        if not parts or plain in self._said:
            return f"{place or 'значение'}{last}"
        self._said.add(plain)
        return f"«{_joined(parts[len(self._shared) :])}» ({place}){last}"

    def total(self, ref: Ref) -> str:
        """Name a range: `сумма граф 4–7`, `сумма строк 06–09 по графе 5`."""
        if not ref.is_range:
            return self.name(ref)
        spans = []
        if _is_wide(ref.rows):
            spans.append(f"строк {_run(ref.rows, '02d')}")
        if _is_wide(ref.columns):
            spans.append(f"граф {_run(ref.columns, '')}")
        where = "".join(self._aside(ref))
        last = " за прошлый год" if ref.previous else ""
        return f"сумма {' и '.join(spans)}{where}{last}"

    def _aside(self, ref: Ref) -> Iterator[str]:
        """Say where a range lies when that is not where the first cell lies."""
        other = ref.section != self._first.section
        if ref.rows and not _is_wide(ref.rows) and (other or ref.rows != self._first.rows):
            yield f" по строке {ref.rows[0]:02d}"
        if (
            ref.columns
            and not _is_wide(ref.columns)
            and (other or ref.columns != self._first.columns)
        ):
            yield f" по графе {ref.columns[0]}"
        if other:
            yield f" раздела {ref.section}"

    def _place(self, ref: Ref) -> str:
        """Say which cell it is by numbers: `4.12.2`, `гр. 3`, `стр. 04 раздела 5`."""
        if ref.rows and ref.columns:
            return address_of(ref.section, ref.rows[0], ref.columns[0])
        number = f"гр.{NO_BREAK}{ref.columns[0]}" if ref.columns else ""
        number = f"стр.{NO_BREAK}{ref.rows[0]:02d}" if ref.rows else number
        if ref.section == self._first.section:
            return number
        return f"{number or 'значение'} раздела {ref.section}"

    def _parts(self, ref: Ref) -> tuple[str, ...]:
        """Return the words over a cell from the widest: its row's, its headings', its column's.

        Each with the sign before the next. Nothing where the form has no words for the cell, or
        has several: of a star over tables that call one column differently.
        """
        section = self._sections.get(ref.section)
        if section is None or ref.is_range or ref.form:
            return ()
        found = {
            (*(_words(row.title, " — ") if row else ()), *(_over(column) if column else ()))
            for block in self._blocks(section)
            for row in _at(block.rows, ref.rows)
            for column in _at(block.columns, ref.columns)
        }
        return found.pop() if len(found) == 1 else ()

    def _blocks(self, section: SectionSpec) -> Iterable[BlockSpec]:
        """Return the tables of a section that a star goes over: those with all that it needs."""
        own = [ref for ref in self._refs if ref.section == section.number and not ref.form]
        columns = _ends([ref.columns for ref in own if ref.rows is None], self._rule.columns)
        rows = _ends([ref.rows for ref in own if ref.columns is None], self._rule.rows)
        found = [
            block
            for block in section.blocks
            if columns <= {column.number for column in block.columns}
            and rows <= {row.number for row in block.rows}
        ]
        return found or section.blocks


def _ends(spans: Iterable[Span], limits: Iterable[tuple[int, int]]) -> set[int]:
    """Return the first and last numbers of the spans; a star has none."""
    return {number for span in (*spans, *limits) for number in span or ()}


def _at(lines: Iterable[Line], span: Span) -> list[Line | None]:
    """Return the line of this number; for a star one None, for it has no words."""
    return [line for line in lines if line.number == span[0]] if span else [None]


def _over(column: ColumnSpec) -> tuple[str, ...]:
    return tuple(one for each in (*column.groups, column.title) for one in _words(each, ": "))


def _words(title: str, sign: str) -> tuple[str, ...]:
    words = _MADE_OF.sub("", title).strip()
    return (words + sign,) if words else ()


def _joined(parts: Iterable[str]) -> str:
    return "".join(parts).rstrip(" —:")


def _common(named: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what all begin with, leaving to each something of its own."""
    shared = []
    for words in zip(*(parts[:-1] for parts in named), strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return tuple(shared)


def _is_wide(span: Span) -> bool:
    return span is not None and span[0] != span[1]


def _run(span: Span, spec: str) -> str:
    first, last = span or (0, 0)
    return f"{first:{spec}}–{last:{spec}}" if last > first else f"{first:{spec}}"


def _limits(
    every: str, one: str, several: str, spans: tuple[tuple[int, int], ...], spec: str
) -> str:
    if not spans:
        return every
    runs = [_run(span, spec) for span in spans]
    word = several if len(runs) > 1 or _is_wide(spans[0]) else one
    listed = " и ".join(filter(None, (", ".join(runs[:-1]), runs[-1])))
    return f"{word} {listed}"
