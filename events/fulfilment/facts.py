"""Planned figures beside the facts, counted by the rules that people have chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.planned import (
    PARTS,
    Attribute,
    Chosen,
    FactSource,
    Records,
    RecordsTogether,
    Scope,
    Tally,
    fact_source,
    fact_sources,
)
from common.text import normalise
from events.models import CountingRule, Plan, PlannedFigure

PARTS_TITLE = "Сумма частей показателя"
_MONTHS = range(1, 13)


@dataclass(frozen=True)
class Fact:
    """A planned figure with what was done by months; `by_month` is None while nobody has chosen
    what to count, or when what she chose is there no more."""

    figure: PlannedFigure
    level: int
    rule: CountingRule | None
    by_month: tuple[int, ...] | None

    def within(self, months: range) -> int | None:
        """Return what was done in these months of the plan's year."""
        if self.by_month is None:
            return None
        return sum(self.by_month[month - 1] for month in months)

    def percent(self, months: range) -> Decimal | None:
        """Return what part of the year's figure was done in these months, in per cent."""
        done = self.within(months)
        if done is None or not self.figure.number:
            return None
        return Decimal(100 * done) / self.figure.number


def facts_of(plan: Plan, top: int | None = None) -> list[Fact]:
    """Return the figures of a plan, each followed by its parts: one query a source that is used.

    `top` is the key of a figure that is no part of another: of it and its parts alone.
    """
    figures = list(plan.figures.select_related("counting"))
    if top is not None:
        figures = [one for one in figures if top in (one.pk, one.parent_id)]
    rules = {one.pk: one.counting for one in figures if hasattr(one, "counting")}
    tallies = _tallies({rule.source for rule in rules.values()}, scope_of(plan))
    parts: dict[int | None, list[PlannedFigure]] = {}
    for figure in figures:
        parts.setdefault(figure.parent_id, []).append(figure)
    facts = []
    for figure in parts.get(None, ()):
        own = [
            Fact(part, 1, rules.get(part.pk), _counted(rules.get(part.pk), tallies))
            for part in parts.get(figure.pk, ())
        ]
        rule = rules.get(figure.pk)
        is_sum = rule is not None and rule.source == PARTS
        whole = _summed(own) if is_sum else _counted(rule, tallies)
        facts += [Fact(figure, 0, rule, whole), *own]
    return facts


def scope_of(plan: Plan) -> Scope:
    return Scope(plan.year, plan.pk)


def _tallies(keys: set[str], scope: Scope) -> Mapping[str, list[Tally]]:
    sources = (fact_source(key) for key in sorted(keys))
    return {source.key: list(source.tallies(scope)) for source in sources if source}


def _counted(
    rule: CountingRule | None, tallies: Mapping[str, list[Tally]]
) -> tuple[int, ...] | None:
    if rule is None or rule.source not in tallies:
        return None
    numbers = dict.fromkeys(_MONTHS, 0)
    for tally in tallies[rule.source]:
        if tally.answers(rule.narrowing):
            numbers[tally.month] += tally.counts.get(rule.measure, 0)
    return tuple(numbers.values())


def _summed(parts: Sequence[Fact]) -> tuple[int, ...] | None:
    """Return the sum of the parts by months; None unless every part is counted."""
    rows = [part.by_month for part in parts]
    if not rows or None in rows:
        return None
    return tuple(map(sum, zip(*filter(None, rows), strict=True)))


def records_behind(figure: PlannedFigure, months: range) -> Records | RecordsTogether | None:
    """Return the records from which the fact of a figure is counted in these months.

    None while nobody has chosen what to count, or when that is there no more.
    """
    rule = getattr(figure, "counting", None)
    if rule is None:
        return None
    if rule.source == PARTS:
        return _records_of_parts(figure, months)
    source = fact_source(rule.source)
    return source.records(scope_of(figure.plan), rule.narrowing, months) if source else None


def _records_of_parts(figure: PlannedFigure, months: range) -> RecordsTogether:
    scope = scope_of(figure.plan)
    parts, sources = [], {}
    for part in figure.parts.select_related("counting"):
        rule = getattr(part, "counting", None)
        source = fact_source(rule.source) if rule else None
        if source is not None:
            parts.append(Chosen(source.key, source.records(scope, rule.narrowing, months)))
            sources.setdefault(source.key, source.records(scope, {}, _MONTHS))
    return RecordsTogether(parts, sources)


def rule_in_words(rule: CountingRule, attributes: Sequence[Attribute] = ()) -> str:
    """Return what is counted: «Журнал консультаций, число консультаций: форма — групповая».

    `attributes` of the source give the words of the values.
    """
    if rule.source == PARTS:
        return PARTS_TITLE
    source = fact_source(rule.source)
    if source is None:
        return "Источника больше нет, выберите другой"
    told = [_values_in_words(one, rule.narrowing.get(one.key, ())) for one in attributes]
    narrowed = "; ".join(filter(None, told))
    measure = source.measures.get(rule.measure, rule.measure)
    return f"{source.title}, {measure}{f': {narrowed}' if narrowed else ''}"


def rules_in_words(facts: Sequence[Fact], plan: Plan) -> list[str]:
    """Return what each fact is counted from, empty for none; a source tells its words once."""
    keys = {fact.rule.source for fact in facts if fact.rule}
    known = {key: source for key in sorted(keys) if (source := fact_source(key))}
    attributes = {key: one.attributes(scope_of(plan)) for key, one in known.items()}
    rules = [fact.rule for fact in facts]
    return [rule_in_words(rule, attributes.get(rule.source, ())) if rule else "" for rule in rules]


def _values_in_words(attribute: Attribute, values: Sequence[str]) -> str:
    if not values:
        return ""
    names = dict(attribute.choices)
    told = ", ".join(names.get(value, "удалённое") for value in values)
    return f"{attribute.title.lower()} — {told.lower()}"


def suggested_source(figure: PlannedFigure) -> FactSource | None:
    """Return the source that the figure's name speaks of, to be offered; None without a hint."""
    name = normalise(f"{figure.parent.name if figure.parent else ''} {figure.name}")
    hinted = (one for one in fact_sources() if any(word in name for word in one.words))
    return next(hinted, None)
