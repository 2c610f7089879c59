"""A wording of time, read."""

import re
from datetime import date

from events.periods.grammar import Grammar
from events.periods.lexer import tokenise
from events.periods.modifiers import Modifiers, take_modifiers
from events.periods.reading import NotUnderstoodError, PeriodReading
from events.periods.spans import Span, whole_year
from events.periods.trimming import dated_weekdays, take_exceptions, take_hours_and_weekdays

MAX_LENGTH = 300
# A cell of more lines holds the times of several items, and which is whose nobody can tell.
MAX_LINES = 2
_DASHES = re.compile(r"\s*[-‐‑‒–—―−⁃]+\s*")
_TIGHT = re.compile(r"(?<=\d) - (?=[\dа-я])")
_NOTE = re.compile(r"\(([^()]*)\)")
_PLAINER = (
    (re.compile(r"(?<![а-я])не\s+(?:позднее|позже)(?![а-я])"), "до"),
    (re.compile(r"(?<![а-я])п/г(?![а-я])"), "полугодие"),
)
_MOVED = re.compile(r"перенес|отмен|перенос")


def read_period(wording: str, year: int) -> PeriodReading:
    """Return what `wording` means in a plan of `year`; never raises, whatever the text.

    What has no sure meaning comes back with `understood` False and the reason.
    """
    try:
        return _read(wording, year)
    except NotUnderstoodError as problem:
        return PeriodReading(wording, reason=str(problem))
    except (OverflowError, ValueError):
        return PeriodReading(wording, reason="Такого года в календаре нет.")


def _read(wording: str, year: int) -> PeriodReading:
    if len(wording) > MAX_LENGTH:
        raise NotUnderstoodError("Запись слишком длинная для одного срока.")
    if sum(bool(line.strip()) for line in wording.splitlines()) > MAX_LINES:
        raise NotUnderstoodError("В записи несколько строк: похоже, это сроки разных пунктов.")
    body, notes = _without_notes(wording)
    text, excepted = take_exceptions(_normalised(body), notes)
    text = dated_weekdays(text, year, notes)
    text, modifiers = take_modifiers(_with_inner_modifiers(text, notes))
    text = take_hours_and_weekdays(text, notes)
    spans = Grammar(tokenise(text), year).spans()
    if not spans and not modifiers.said_anything:
        raise NotUnderstoodError("Срок не указан." if not text.strip(" ;,.") else "Не понятно.")
    spans = spans or [whole_year(year)]
    months = tuple(month for month in _months(spans) if month not in excepted)
    if not months:
        raise NotUnderstoodError("После исключений не остаётся ни одного месяца.")
    return _reading(wording, year, spans, months, modifiers, notes)


def _reading(
    wording: str,
    year: int,
    spans: list[Span],
    months: tuple[int, ...],
    modifiers: Modifiers,
    notes: list[str],
) -> PeriodReading:
    words = [span.note for span in spans if span.note] + modifiers.notes + notes
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return PeriodReading(
        wording=wording,
        start=start,
        end=end,
        recurrence=modifiers.recurrence,
        times=modifiers.times_in(months),
        condition=modifiers.condition,
        months=months,
        note="; ".join(_TIGHT.sub("-", word) for word in words),
        understood=True,
        reason=_attention(start, end, year),
    )


def _months(spans: list[Span]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(month for span in spans for month in span.months))


def _attention(start: date, end: date, year: int) -> str:
    if start.year > year or end.year < year:
        return f"Срок не в том году: план на {year} год."
    if end.year > year:
        return f"Срок переходит на {end.year} год."
    return f"Срок начинается в {start.year} году." if start.year < year else ""


def _without_notes(wording: str) -> tuple[str, list[str]]:
    notes = [" ".join(note.split()) for note in _NOTE.findall(wording)]
    if any(_MOVED.search(note.casefold()) for note in notes):
        raise NotUnderstoodError("Срок перенесён или отменён: запишите действующий.")
    return _NOTE.sub(" ", wording), [note for note in notes if note]


def _normalised(text: str) -> str:
    """Return small letters with plain dashes and single spaces; line breaks separate."""
    small = text.casefold().replace("ё", "е").replace("\N{COMBINING DIAERESIS}", "")
    lines = [" ".join(line.split()) for line in re.split(r"[\n\r\v\f]+", small)]
    joined = " ; ".join(line for line in lines if line)
    dashed = _DASHES.sub(" - ", _iso_kept(joined)).strip(" ,;")
    for pattern, plain in _PLAINER:
        dashed = pattern.sub(plain, dashed)
    return dashed


def _iso_kept(text: str) -> str:
    """Turn ISO dates into dotted ones, so that their dashes are not taken for ranges."""
    return re.sub(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)", r"\3.\2.\1", text)


def _with_inner_modifiers(text: str, notes: list[str]) -> str:
    """Move a parenthesis that only says how often, or on what condition, into the text."""
    for note in list(notes):
        inner = _normalised(note)
        rest, found = take_modifiers(inner)
        if not rest.strip(" ;,") and found.said_anything:
            notes.remove(note)
            text = f"{text} ; {inner}"
    return text
