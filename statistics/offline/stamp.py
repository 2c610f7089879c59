"""The signed note in a workbook of what was given out, so that nothing is guessed on the way back.

Signed with the portal's secret key: a note that was changed by hand, or made elsewhere, is
refused. It stands on a hidden sheet, one row a library, cut into pieces that a cell can hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

SHEET = "Служебный"
_SALT = "statistics.offline"
_MARK = "methodportal-offline-1"
_PIECE = 30_000


class ForgedStampError(ValueError):
    """The note is missing, damaged or not the portal's own."""


@dataclass(frozen=True)
class Stamp:
    """What was given out on one sheet.

    `campaign` is its name («6-nk/2025»), `form` the form and the period in words; `edition` is
    the checksum of the edition; `code` and `library` are the library's code and name. `cells`
    holds by address the version and the text of every answer that people give; a blank is not
    there.
    """

    sheet: str
    campaign: str
    form: str
    edition: str
    submission: int
    code: str
    library: str
    with_last: bool
    cells: dict[str, tuple[int, str]]


def written(stamps: Sequence[Stamp]) -> Iterator[list[str]]:
    """Yield the rows of the hidden sheet."""
    yield [_MARK]
    for stamp in stamps:
        text = signing.dumps(asdict(stamp), salt=_SALT, compress=True)
        yield [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


def read_stamps(rows: Sequence[Sequence[Any]]) -> list[Stamp]:
    """Return the notes of a hidden sheet. Raises ForgedStampError."""
    if not rows or not rows[0] or rows[0][0] != _MARK:
        raise ForgedStampError
    stamps = [_read(row) for row in rows[1:]]
    if not stamps or len({stamp.sheet for stamp in stamps}) != len(stamps):
        raise ForgedStampError
    return stamps


def _read(row: Sequence[Any]) -> Stamp:
    text = "".join(str(piece) for piece in row if piece is not None)
    try:
        data = signing.loads(text, salt=_SALT)
        cells = {address: (version, told) for address, (version, told) in data.pop("cells").items()}
        return Stamp(**data, cells=cells)
    except (signing.BadSignature, TypeError, KeyError, ValueError) as error:
        # Signed, and yet of another shape: given out before the portal was renewed.
        raise ForgedStampError from error
