"""A bibliographic record as text, by ГОСТ Р 7.0.100-2018.

One line; only the volumes or issues that are described together with the whole have a line each.
"""

import datetime
import re
from collections.abc import Iterable

from publications.records.names import Person
from publications.records.record import Host, Record

AREA = " – "
# Five and more are told by the first three (5.2.6); a heading has at most three authors.
MOST_IN_HEADING = 3
MOST_TOLD = 4
FIRST_OF_MANY = 3
_NUMBERED = re.compile(r"(Вып|Выпуск|Кн|Книга|Т|Том|Ч|Часть)\b")
_TYPED_DASH = re.compile(r"\. [-—] ")
_RANGE = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d)")


def write_record(record: Record) -> str:
    """Return the whole record: heading, description, full stop at the end.

    Of a publication in volumes told together the first line is of the whole, its second level
    follows, a volume a line (6).
    """
    areas = _of_article(record, record.host) if record.host else _of_whole(record)
    levels = [f"{_heading(record.authors)}{areas}"]
    levels += [_TYPED_DASH.sub(f".{AREA}", line) for line in record.volume_list]
    return "\n".join(_closed(level) for level in levels)


def _heading(authors: tuple[Person, ...]) -> str:
    """Return «Зимина, А. П. » of one to three authors; four and more stand after the title."""
    if not 1 <= len(authors) <= MOST_IN_HEADING:
        return ""
    name = authors[0].inverted
    return f"{name} " if name.endswith(".") else f"{name}. "


def _of_whole(record: Record) -> str:
    """Join the areas of a publication that stands by itself (5.2–5.10)."""
    return _joined(
        [
            _title_area(record),
            record.edition,
            record.specific,
            _imprint(record),
            _extent_area(record),
            _series_area(record),
            *_notes(record, of_access=False),
            f"ISBN {record.isbn}" if record.isbn else "",
            f"ISSN {record.issn}" if record.issn else "",
            _address(record.url, record.accessed_on),
            *_notes(record, of_access=True),
            record.medium,
        ]
    )


def _of_article(record: Record, host: Host) -> str:
    """Join an article and what it stands in (7): the medium is told before the two strokes."""
    article = _joined([_title_area(record), record.medium])
    if host.issue:
        number = f"№ {host.issue}" if host.issue.isdigit() else host.issue
        imprint = [str(record.year) if record.year else "", number]
    else:
        imprint = [record.edition, _imprint(record)]
    source = _joined(
        [
            _with(host.title, " / ", host.responsibility),
            *imprint,
            _host_pages(host.pages),
            _series_area(record),
            *_notes(record, of_access=False),
            _address(record.url, record.accessed_on),
            *_notes(record, of_access=True),
        ]
    )
    return f"{article} // {source}"


def _notes(record: Record, *, of_access: bool) -> list[str]:
    """Return the notes that stand before the address, or «Режим доступа», which follows it."""
    return [note for note in record.notes if note.startswith("Режим доступа") is of_access]


def _host_pages(pages: str) -> str:
    return f"С. {_RANGE.sub('–', pages)}" if pages[:1].isdigit() else pages


def _title_area(record: Record) -> str:
    return _with(_title(record), " / ", _responsibility(record))


def _title(record: Record) -> str:
    """Return the title with what belongs to it; that of a part is parted by full stops (5.2.2)."""
    if not record.part:
        return " : ".join(filter(None, (record.title, record.remainder, record.volumes)))
    parts = (
        record.title,
        _capital(record.remainder),
        _capital(record.volumes),
        _capital(record.part),
        record.part_title,
    )
    return ". ".join(part.rstrip(".") for part in parts if part)


def _responsibility(record: Record) -> str:
    """Authors, other people, bodies; without authors the bodies come first (5.2.6)."""
    people = [_group(one, many, persons) for one, many, persons in record.others if persons]
    people += record.wordings
    if record.authors:
        return " ; ".join([told(record.authors), *people, *record.bodies])
    return " ; ".join([*record.bodies, *people])


def _group(one: str, many: str, people: tuple[Person, ...]) -> str:
    return f"{one} {told(people)}" if len(people) == 1 else f"{many}: {told(people)}"


def told(people: tuple[Person, ...]) -> str:
    """Return up to four people by name; of five and more the first three and «[и др.]»."""
    if len(people) <= MOST_TOLD:
        return ", ".join(person.direct for person in people)
    return f"{', '.join(person.direct for person in people[:FIRST_OF_MANY])} [и др.]"


def _imprint(record: Record) -> str:
    """Return «Москва : Наука, 2001»; the years of what still comes out stay open, «2001 –»."""
    whom = " : ".join(filter(None, (record.place, record.publisher)))
    year = str(record.year or "")
    return ", ".join(filter(None, (whom, f"{year} –" if year and record.is_ongoing else year)))


def _extent_area(record: Record) -> str:
    extent = f"{record.extent} с." if record.extent.isdigit() else record.extent
    with_pictures = _with(extent, " : ", record.illustrations)
    return _with(with_pictures, " ; ", record.dimensions)


def _series_area(record: Record) -> str:
    if not record.series:
        return ""
    issn = f", ISSN {record.series_issn}" if record.series_issn else ""
    number = _number_in_series(record.series_number)
    return f"({_with(f'{record.series}{issn}', ' ; ', number)})"


def _number_in_series(number: str) -> str:
    """A bare number is that of an issue; what it is called is written small (5.7)."""
    if number.isdigit():
        return f"вып. {number}"
    return number[:1].lower() + number[1:] if _NUMBERED.match(number) else number


def _address(url: str, accessed_on: datetime.date | None) -> str:
    if not url:
        return ""
    day = f" (дата обращения: {accessed_on:%d.%m.%Y})" if accessed_on else ""
    return f"URL: {url}{day}"


def _with(text: str, mark: str, more: str) -> str:
    return mark.join(filter(None, (text, more)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(areas: Iterable[str]) -> str:
    """Join areas by «. – »; the full stop of a shortened word serves as that of the mark."""
    told_areas = [area.strip() for area in areas if area and area.strip()]
    *firsts, last = told_areas
    return AREA.join([*(_closed(area) for area in firsts), last])


def _closed(text: str) -> str:
    """End with a full stop; the years of what still comes out stay open: «Москва, 2000 – .»."""
    if text.endswith("–"):
        return f"{text} ."
    return text if text.endswith((".", "…")) else f"{text}."
