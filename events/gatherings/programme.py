"""The programme of an event: typed line by line, read as hour, topic and speaker.

«10:00 Чтение с детства — Иванова А. А., методист». What is not told apart stays in the topic as it
was typed, so that any line is good enough.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HOUR = r"(?:[01]?\d|2[0-3])[:.][0-5]\d"
_TIME = re.compile(
    rf"(?:с\s+)?({_HOUR})(?:\s*(?:[-–—]|до)\s*({_HOUR}))?(?![:.]?\d)[\s.,:;–—-]*(.*)",
    re.IGNORECASE,
)
_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DAY = re.compile(
    rf"(?:[а-яё]+,\s*)?\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}}(?:\s*г\.?| года)?)?(?:,\s*[а-яё]+)?"
    r"|день\s+(?:\d|перв|втор|трет|четв|пят)\w*|(?:перв|втор|трет|четв|пят)\w*\s+день",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s[—–-]\s")


@dataclass(frozen=True)
class Point:
    """A line of a programme; a heading, such as a day, has nothing but its `topic`."""

    hour: str
    topic: str
    speaker: str = ""
    is_heading: bool = False

    @property
    def words(self) -> str:
        """Topic and speaker as one line, for letters."""
        return f"{self.topic} — {self.speaker}" if self.speaker else self.topic


def points_of(programme: str) -> list[Point]:
    """Return the lines of a programme; empty ones are none."""
    return list(_points(programme))


def _points(programme: str) -> Iterator[Point]:
    for line in programme.splitlines():
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        if any(cells):
            yield _of_cells(cells) if len(cells) > 1 else _of_words(cells[0])


def _of_cells(cells: list[str]) -> Point:
    """Read a row pasted from a table: hour, topic, speaker."""
    found = _TIME.fullmatch(cells[0])
    if found is None or found[3]:
        return _of_words(" ".join(filter(None, cells)))
    topic, *speakers = cells[1:]
    return Point(_hours(found), topic, ", ".join(filter(None, speakers)))


def _of_words(words: str) -> Point:
    found = _TIME.fullmatch(words)
    if found is not None:
        return Point(_hours(found), *_parted(found[3]))
    title = words.removesuffix(":")
    if title != words or _DAY.fullmatch(words):
        return Point("", title, is_heading=True)
    return Point("", *_parted(words))


def _hours(found: re.Match[str]) -> str:
    """Return «09:30» or «09:30–11:00»."""
    hours = [hour.replace(".", ":").zfill(5) for hour in (found[1], found[2]) if hour]
    return "–".join(hours)


def _parted(words: str) -> tuple[str, str]:
    """Return topic and speaker: what follows the last dash outside quotes, with a capital letter.

    «Библиотека — территория роста» has no speaker.
    """
    for dash in reversed(list(_DASH.finditer(words))):
        topic, speaker = words[: dash.start()], words[dash.end() :]
        if topic.count("«") > topic.count("»") or topic.count('"') % 2:
            continue
        return (topic, speaker) if speaker[:1].isupper() else (words, "")
    return words, ""
