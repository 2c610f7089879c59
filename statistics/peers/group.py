"""Who is compared with whom, and what the others told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from statistics.indicators import Indicator
from statistics.models import Submission, Value
from statistics.summaries import figures

# Of fewer libraries a median would tell what one of them told.
FEWEST = 5

# None for «н/д»; what was left blank is absent.
Answers = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Peers:
    """What the others of a kind told, each by the codes of indicators; nobody is named here.

    `outside` says of each whether it belongs to another organisation than the compared library:
    of one's own one knows the figures, so that only others make a group large enough.
    """

    of_whom: str
    answers: tuple[Answers, ...]
    outside: tuple[bool, ...]

    @property
    def is_large_enough(self) -> bool:
        return sum(self.outside) >= FEWEST


def read_peers(report: Submission, parts: Iterable[str], known: Mapping[str, Indicator]) -> Peers:
    """Return what the accepted reports of the same kind and region tell of the parts.

    Libraries in the same type of settlement are taken when there are enough of them, else all of
    the kind.
    """
    cells = figures.cells_of([report.campaign], parts, known)
    others = list(_others(report).values_list("pk", "settlement", "organisation_id"))
    near = [one for one in others if one[1] == report.settlement]
    is_near = _enough(near, report)
    chosen = near if is_near else others
    told = _answers([one[0] for one in chosen], cells)
    return Peers(
        of_whom=_in_words(report, is_near),
        answers=tuple(told.get(pk, {}) for pk, _, _ in chosen),
        outside=tuple(owner != report.organisation_id for _, _, owner in chosen),
    )


def _others(report: Submission) -> QuerySet[Submission]:
    region = report.territory.parent_id or report.territory_id
    return Submission.objects.filter(
        Q(territory__parent=region) | Q(territory=region),
        campaign=report.campaign_id,
        kind=report.kind,
        state=Submission.State.ACCEPTED,
    ).exclude(pk=report.pk)


def _enough(others: Iterable[tuple[Any, ...]], report: Submission) -> bool:
    return sum(owner != report.organisation_id for _, _, owner in others) >= FEWEST


def _answers(
    reports: list[int], cells: Mapping[int, tuple[tuple[str, ...], int]]
) -> dict[int, dict[str, Decimal | None]]:
    """Return the answers by report and indicator."""
    values = Value.objects.filter(
        submission__in=Submission.objects.filter(pk__in=reports), cell__in=list(cells)
    )
    found: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    for report, cell, number in values.values_list("submission_id", "cell_id", "number"):
        for code in cells[cell][0]:
            found[report][code] = number
    return found


def own_answers(
    report: Submission, parts: Iterable[str], known: Mapping[str, Indicator]
) -> Answers:
    """Return what the library itself told so far, whatever the state of its report."""
    cells = figures.cells_of([report.campaign], parts, known)
    return _answers([report.pk], cells).get(report.pk, {})


def numbers_of(answers: Answers) -> dict[str, Decimal]:
    return {code: number for code, number in answers.items() if number is not None}


def _in_words(report: Submission, is_near: bool) -> str:
    kind = f"вид — {report.get_kind_display()}"
    return f"{kind}, {report.get_settlement_display()}" if is_near else kind
