"""Comparing one report with what is usual: findings like those of the checks."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal

from common.russian import format_number, plural, round_half_up
from libraries.models import Library
from statistics.checks.engine import Answers, Finding, numbers_of
from statistics.layout import Layout
from statistics.models import PeerNorm
from statistics.outliers.measuring import Measure, measures_of, size_words

SEVERITY = "explain"


def limits_of(norm: PeerNorm) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest value that is still usual."""
    rule = norm.rule
    reach = rule.threshold * max(norm.spread, rule.floor)
    return norm.median - reach, norm.median + reach


def peer_findings(layout: Layout, answers: Answers, norms: Iterable[PeerNorm]) -> list[Finding]:
    """Return the rules by which the report stands out; `norms` are those of its kind."""
    norms = list(norms)
    if not norms:
        return []
    measures = measures_of({norm.rule_id: norm.rule for norm in norms}.values(), layout)
    numbers = numbers_of(answers)
    findings = []
    for norm in norms:
        measured = measures[norm.rule_id].of(numbers) if norm.rule_id in measures else None
        if measured is None or measured[1] != norm.size_class:
            continue
        low, high = limits_of(norm)
        if not low <= measured[0] <= high:
            findings.append(_finding(norm, measures[norm.rule_id], numbers, measured[0]))
    return findings


def _finding(
    norm: PeerNorm, measure: Measure, numbers: Mapping[str, Decimal], value: Decimal
) -> Finding:
    addresses = measure.addresses
    seen = [f"{address}={numbers[address].normalize():f}" for address in addresses]
    # What is usual moves while reports come in; an explanation holds as long as her own figures.
    fingerprint = hashlib.sha256("|".join([norm.rule.code, *seen]).encode()).hexdigest()
    return Finding(
        code=norm.rule.code,
        check=norm.rule.code,
        severity=SEVERITY,
        message=_message(norm, measure, value),
        addresses=addresses,
        fingerprint=fingerprint,
    )


def _message(norm: PeerNorm, measure: Measure, value: Decimal) -> str:
    indicator = measure.indicator
    places = indicator.places
    low, high = (format_number(round_half_up(limit, places)) for limit in limits_of(norm))
    usual = f"от {low} до {high}" if limits_of(norm)[0] > 0 else f"до {high}"
    middle = format_number(round_half_up(norm.median, places))
    return (
        f"{indicator.title} — {format_number(value)} {indicator.unit}, "
        f"а у похожих библиотек ({_group_words(norm, measure)}) "
        f"обычно {usual}, в середине {middle}: {_source_words(norm)}. "
        "Проверьте цифры или поясните, чем это вызвано."
    )


def _group_words(norm: PeerNorm, measure: Measure) -> str:
    """Say who is compared: «сельская, пользователи: от 100 до 299»."""
    kind, size = Library.Kind(norm.kind).label, measure.size
    return f"{kind}, {size.title.lower()}: {size_words(norm.size_class)}" if size else kind


def _source_words(norm: PeerNorm) -> str:
    """Say what is usual by: «по 42 отчётам этого сбора»."""
    reports = plural(norm.count, "отчёту", "отчётам", "отчётам")
    return f"по {norm.count} {reports} {'прошлого года' if norm.of_last_year else 'этого сбора'}"
