"""Which libraries a sum lacks, and whether the parts of a ratio come from the same ones."""

from collections.abc import Mapping
from decimal import Decimal

from common.gaps import Gap, Lack
from statistics.indicators import Indicator
from statistics.summaries.figures import Summed


def gap_of_cell(behind: int, no_data: int, reported: int) -> Gap | None:
    """Return what the sum of a cell lacks of `reported` libraries; None where nothing.

    A cell that nobody has answered is a dash already, with nothing more to tell.
    """
    if behind == reported or not (behind or no_data):
        return None
    return Gap((Lack(no_data, reported - behind - no_data),))


def gap_of(
    indicator: Indicator,
    number: Decimal | None,
    parts: Mapping[str, Summed],
    reported: int,
    known: Mapping[str, Indicator],
) -> Gap | None:
    """Return what an indicator's `number` lacks, part by part; a part unknown to all is a dash.

    Different counts prove that different libraries gave the parts of a ratio; equal ones prove
    nothing.
    """
    summed = {code: parts[code] for code in indicator.parts if code in parts}
    lacks = tuple(
        _lack(part, reported, known[code].title if code in known else "")
        for code, part in summed.items()
        if part.behind != reported
    )
    if not lacks or (number is None and not any(one.no_data for one in lacks)):
        return None
    if not indicator.is_ratio or len(summed) == 1:
        return Gap(lacks)
    alike = len({(part.behind, part.no_data) for part in summed.values()}) == 1
    return Gap(lacks, "maybe" if alike else "yes")


def _lack(part: Summed, reported: int, title: str = "") -> Lack:
    return Lack(part.no_data, reported - part.behind - part.no_data, title)
