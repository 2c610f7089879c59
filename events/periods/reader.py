"""A wording of time, read."""

import re
from dataclasses import replace
from datetime import date

from events.periods.grammar import Grammar
from events.periods.lexer import tokenise
from events.periods.modifiers import Modifiers, take_modifiers
from events.periods.plainer import normalised
from events.periods.reading import NotUnderstoodError, PeriodReading
from events.periods.spans import Span, whole_year
from events.periods.stretches import (
    Stretch,
    is_all_year,
    joined,
    months_in,
    on_weekdays,
    without_months,
)
from events.periods.trimming import (
    dated_weekdays,
    take_choices,
    take_exceptions,
    take_hours_and_weekdays,
    take_occasions,
)
from events.periods.words import is_weekday

MAX_LENGTH = 300
# A cell of more lines holds the times of several items, and which is whose nobody can tell.
MAX_LINES = 2
_TIGHT = re.compile(r"(?<=\d) - (?=[\dа-я])")
_NOTE = re.compile(r"\(([^()]*)\)")
# Words without figures or dashes, and one bracket after them.
_ONLY_BRACKETS = re.compile(r"([^\W\d][^\d()\n;,–—]*)\(([^()]+)\)\s*[.,;]?")
_AFTER_PHRASE = re.compile(r";\s*:")
_MOVED = re.compile(r"перенес|отмен|перенос")
_THEN = re.compile(r"(?<![а-я])(?:далее|затем|потом)(?![а-я])")


def read_period(wording: str, year: int) -> PeriodReading:
    """Return what `wording` means in a plan of `year`; never raises, whatever the text.

    What has no sure meaning comes back with `understood` False and the reason.
    """
    try:
        return _read(wording, year)
    except NotUnderstoodError as problem:
        return _read_in_brackets(wording, year) or PeriodReading(wording, reason=str(problem))
    except (OverflowError, ValueError):
        return PeriodReading(wording, reason="Такого года в календаре нет.")


def _read_in_brackets(wording: str, year: int) -> PeriodReading | None:
    """Read «Неделя детской книги (24–30 марта)»: words without a time, the time in brackets."""
    match = _ONLY_BRACKETS.fullmatch(wording.strip())
    if match is None or _MOVED.search(match[2].casefold()):
        return None
    try:
        reading = _read(match[2], year)
    except (NotUnderstoodError, OverflowError, ValueError):
        return None
    note = "; ".join(filter(None, (match[1].strip(), reading.note)))
    return replace(reading, wording=wording, note=note)


def _read(wording: str, year: int) -> PeriodReading:
    if len(wording) > MAX_LENGTH:
        raise NotUnderstoodError("Запись слишком длинная для одного срока.")
    if sum(bool(line.strip()) for line in wording.splitlines()) > MAX_LINES:
        raise NotUnderstoodError("В записи несколько строк: похоже, это сроки разных пунктов.")
    body, notes = _without_notes(wording)
    text, excepted = take_exceptions(normalised(body, year), notes)
    text = take_choices(take_occasions(text, notes), notes)
    text = dated_weekdays(text, year, notes)
    text, modifiers = take_modifiers(_with_inner_modifiers(text, year, notes))
    # «1 раз в квартал: март, июнь»: the phrase has left a separator in its place.
    text = _AFTER_PHRASE.sub(" ; ", text)
    text = take_hours_and_weekdays(text, notes, is_repeated=bool(modifiers.recurrence))
    if not re.search(r"\w", text) and not modifiers.said_anything and not excepted:
        raise NotUnderstoodError("Срок не указан.")
    spans = Grammar(tokenise(text), year).spans() or _in_brackets(notes, year)
    if not spans and not modifiers.said_anything and not excepted:
        raise NotUnderstoodError("Не понятно.")
    spans = spans or [whole_year(year)]
    stretches = without_months(joined(span.stretch for span in spans), excepted)
    if not stretches:
        raise NotUnderstoodError("После исключений не остаётся ни одного месяца.")
    if modifiers.weekdays and not is_all_year(months_in(stretches)):
        stretches = on_weekdays(stretches, modifiers.weekdays) or stretches
    words = [span.note for span in spans if span.note] + modifiers.notes + notes
    words = list(dict.fromkeys(words))
    return _reading(wording, year, stretches, modifiers, words)


def _reading(
    wording: str,
    year: int,
    stretches: tuple[Stretch, ...],
    modifiers: Modifiers,
    words: list[str],
) -> PeriodReading:
    reading = PeriodReading(
        wording=wording,
        stretches=stretches,
        recurrence=modifiers.recurrence,
        times=modifiers.times_in(months_in(stretches)),
        condition=modifiers.condition,
        note="; ".join(_as_written(_TIGHT.sub("-", word), wording) for word in words),
        understood=True,
    )
    return replace(reading, reason=_attention(reading.start, reading.end, year))


def _as_written(note: str, wording: str) -> str:
    """Return the words of a note with the capitals that the wording gives them."""
    plain = " ".join(wording.split())
    place = plain.casefold().replace("ё", "е").find(note.casefold().replace("ё", "е"))
    return plain[place : place + len(note)] if place >= 0 else note


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
    if any(_THEN.search(note.casefold()) for note in notes):
        raise NotUnderstoodError("В скобках ещё один срок: запишите его отдельно.")
    return _NOTE.sub(" ", wording), [note for note in notes if note]


def _in_brackets(notes: list[str], year: int) -> list[Span]:
    """Return the time told in brackets alone: «ежеквартально (март, июнь)»; it is no note then."""
    for note in notes:
        try:
            spans = Grammar(tokenise(normalised(note, year)), year).spans()
        except NotUnderstoodError:
            continue
        if spans:
            notes.remove(note)
            return spans
    return []


def _with_inner_modifiers(text: str, year: int, notes: list[str]) -> str:
    """Move a parenthesis that only says how often, or on what condition, into the text."""
    for note in list(notes):
        inner = normalised(note, year)
        if is_weekday(inner):
            continue
        rest, found = take_modifiers(inner)
        if not rest.strip(" ;,") and found.said_anything:
            notes.remove(note)
            text = f"{text} ; {inner}"
    return text
