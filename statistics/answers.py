"""What a person types into a cell, and how an answer is written back to her.

An answer is a number, or «н/д» with a reason; a blank is no answer at all and never zero.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from common.russian import format_number, plural
from common.text import strip_controls
from statistics.layout import CellSpec

NO_DATA = "н/д"
MAX_REASON = 300

_FIXED_SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")
_NO_DATA = re.compile(
    r"^(?:н\s*/\s*д|н\.\s*д\.?|нд|нет данных)(?:(?:\s*[:(,—–-]\s*|\s+)(?P<reason>.*))?$"
)
_NUMBER = re.compile(r"^(?P<whole>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,](?P<part>[0-9]+))?$")
_DASHES = {"-", "‐", "–", "—", "−"}
_FLAGS = {"да": "1", "нет": "0"}


class AnswerError(ValueError):
    """The text is no answer to this cell; the message says in Russian what to type instead."""


@dataclass(frozen=True)
class Reply:
    """A read answer: `number`, or None with the reason why there is no data."""

    number: Decimal | None
    reason: str = ""

    @property
    def text(self) -> str:
        if self.number is None:
            return f"{NO_DATA}: {self.reason}"
        return format_number(self.number)

    @property
    def short(self) -> str:
        """The answer without the reason, for narrow places."""
        return NO_DATA if self.number is None else self.text


def read_reply(text: str, spec: CellSpec, reason: str = "") -> Reply | None:
    """Read what was typed into the cell `spec`; None is a blank. Raise AnswerError.

    Groups may be parted by spaces of any kind, the decimal sign is a comma or a dot, «н/д» may
    carry its reason: «н/д: счётчик не работал».
    """
    plain = " ".join(_FIXED_SPACES.sub("", strip_controls(text)).split())
    if not plain:
        return None
    no_data = _NO_DATA.match(plain.lower())
    if no_data:
        # Cut out of the text as typed, so that the reason keeps its capital letters.
        typed = plain[no_data.start("reason") : no_data.end("reason")] if no_data["reason"] else ""
        return _no_data(reason.strip() or _without_own_bracket(typed.strip()))
    return Reply(_number(plain, spec))


def _no_data(reason: str) -> Reply:
    if not reason:
        raise AnswerError("Напишите, почему нет данных, например: «н/д: учёт не вёлся».")
    if len(reason) > MAX_REASON:
        signs = plural(len(reason), "знак", "знака", "знаков")
        raise AnswerError(
            f"Причина слишком длинная: {len(reason)} {signs}. Сократите её до {MAX_REASON}."
        )
    return Reply(None, reason)


def _without_own_bracket(reason: str) -> str:
    """Take off the bracket that closes «н/д (…)»; a pair inside the reason stays."""
    own = reason.endswith(")") and reason.count(")") > reason.count("(")
    return reason[:-1] if own else reason


def _number(plain: str, spec: CellSpec) -> Decimal:
    if plain in _DASHES:
        raise AnswerError("Вместо прочерка введите 0, а если данных нет — «н/д» и причину.")
    if spec.kind == "flag":
        return _flag(plain)
    if plain[0] in _DASHES and _NUMBER.match(plain[1:].strip()):
        raise AnswerError("Число не может быть отрицательным.")
    match = _NUMBER.match(plain)
    if match is None:
        raise AnswerError(
            f"«{plain[:40]}» — не число. Введите число цифрами, например: 1\u202f234."
        )
    whole = match["whole"].replace(" ", "")
    part = (match["part"] or "").rstrip("0")
    if len(part) > spec.places:
        raise AnswerError(_places_message(spec.places))
    if len(whole.lstrip("0")) > spec.max_digits:
        raise AnswerError(f"Число слишком велико: больше {spec.max_digits} цифр.")
    return Decimal(f"{whole}.{part}" if part else whole)


def _flag(plain: str) -> Decimal:
    digit = _FLAGS.get(plain.lower(), plain)
    if digit not in ("0", "1"):
        raise AnswerError("В этой ячейке 1 — да или 0 — нет.")
    return Decimal(digit)


def _places_message(places: int) -> str:
    if places == 0:
        return "В этой ячейке целое число, без запятой."
    return f"После запятой не больше знаков, чем {places}: например, 12,{'5' * places}."


def is_unlikely(reply: Reply, spec: CellSpec) -> bool:
    """Whether the number is possible but so big that the person is asked about it."""
    limit = spec.ask_above
    return limit is not None and reply.number is not None and reply.number > limit
