"""Running the checks of an edition over the answers of one library.

A relation is looked at only when all its figures are there: a blank, «н/д» or a missing last year
leaves it aside, and so does a division by zero. Blank is never zero.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from statistics.checks.binding import Instance
from statistics.checks.messages import message_of
from statistics.checks.syntax import Figures, NotEvaluable, OtherCell
from statistics.layout.specs import CheckSpec, Layout


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered cell: a number, or «н/д»; a blank cell has no answer at all."""

    number: Decimal | None
    no_data: bool = False


Answers = Mapping[str, Answer]
Key = TypeVar("Key", str, OtherCell)


@dataclass(frozen=True, slots=True)
class Reporter:
    """What rules may ask of the library besides this form: its kind, settlement, other forms.

    A rule for certain kinds leaves a library of unknown kind aside.
    """

    kind: str = ""
    settlement: str = ""
    others: Mapping[OtherCell, Answer] = field(default_factory=dict)

    def is_meant_by(self, instance: Instance) -> bool:
        """Whether the relation is for libraries of this kind and settlement."""
        kinds, settlements = instance.kinds, instance.settlements
        return (not kinds or self.kind in kinds) and (
            not settlements or self.settlement in settlements
        )


NOBODY = Reporter()


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that does not hold.

    `code` names the relation: the check's code, with `@` and the first cell's address where the
    check has a star (`s2-total@2.04.3`). `addresses` are this year's cells, the first being where
    to show the message. `fingerprint` changes with any figure looked at, last year's too.
    `total` is the address of a total that can be computed anew.
    """

    code: str
    check: str
    severity: str
    message: str
    addresses: tuple[str, ...]
    fingerprint: str
    total: str | None = None


def numbers_of(answers: Mapping[Key, Answer]) -> dict[Key, Decimal]:
    """Return the numbers among the answers, by address."""
    return {
        address: answer.number
        for address, answer in answers.items()
        if answer.number is not None and not answer.no_data
    }


def compute_totals(layout: Layout, answers: Answers) -> dict[str, Decimal]:
    """Return the totals whose parts are all answered with numbers, totals of totals too."""
    numbers = numbers_of(answers)
    totals: dict[str, Decimal] = {}
    for total in layout.totals:
        if all(part in numbers for part in total.parts):
            try:
                value = total.expression.evaluate(Figures(numbers, {}))
            except NotEvaluable:
                continue
            totals[total.address] = numbers[total.address] = value
    return totals


def run_checks(
    layout: Layout,
    answers: Answers,
    previous: Answers,
    only: Collection[str] | None = None,
    reporter: Reporter = NOBODY,
) -> list[Finding]:
    """Return the relations that do not hold, in the order of the edition's checks.

    `previous` are last year's answers by the same addresses. With `only`, runs just the checks
    that look at one of these cells.
    """
    figures = Figures(numbers_of(answers), numbers_of(previous), numbers_of(reporter.others))
    wanted = layout.relations if only is None else _touching(layout, only)
    findings = []
    for check, instance in wanted:
        if reporter.is_meant_by(instance) and _is_broken(instance, figures):
            findings.append(_finding(check, instance, figures))
    return findings


def _touching(layout: Layout, addresses: Collection[str]) -> Iterable[tuple[CheckSpec, Instance]]:
    """Return the relations that look at any of the cells, in their order."""
    positions = {at for address in addresses for at in layout.relations_at.get(address, ())}
    return [layout.relations[position] for position in sorted(positions)]


def _is_broken(instance: Instance, figures: Figures) -> bool:
    for wanted, known in (
        (instance.current, figures.current),
        (instance.previous, figures.previous),
        (instance.others, figures.others),
    ):
        for key in wanted:
            if key not in known:
                return False
    try:
        return not instance.body.evaluate(figures)
    except NotEvaluable:
        return False


def _finding(check: CheckSpec, instance: Instance, figures: Figures) -> Finding:
    return Finding(
        code=instance.code,
        check=check.code,
        severity=check.severity,
        message=message_of(instance, figures),
        addresses=instance.current or (instance.home,),
        fingerprint=_fingerprint(instance, figures),
        total=instance.home if check.is_total else None,
    )


def _fingerprint(instance: Instance, figures: Figures) -> str:
    """Return the SHA-256 of the relation's name and figures; 10 and 10.0 are one figure."""
    seen = [f"{a}={figures.current[a].normalize():f}" for a in instance.current]
    seen += [f"prev {a}={figures.previous[a].normalize():f}" for a in instance.previous]
    seen += [f"{form} {a}={figures.others[form, a].normalize():f}" for form, a in instance.others]
    return hashlib.sha256("|".join([instance.code, *seen]).encode()).hexdigest()
