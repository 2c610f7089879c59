"""The bibliographic record of a publication, and what it still lacks."""

from publications.models import Publication
from publications.records.names import people_in
from publications.records.record import Host, Record
from publications.records.writing import write_record

_ROLES = (
    ("compilers", "составитель", "составители"),
    ("editors", "редактор", "редакторы"),
    ("artists", "художник", "художники"),
)


def citation(publication: Publication) -> str:
    """Return the record by ГОСТ Р 7.0.100-2018; lines after the first are of single volumes."""
    return write_record(record_of(publication))


def record_of(publication: Publication) -> Record:
    """Return what is known of a publication; reviewers are not a part of the record (5.2.6)."""
    one = publication
    host = None
    if one.host_title:
        host = Host(one.host_title, one.host_responsibility, one.host_issue, one.host_pages)
    return Record(
        title=one.title,
        remainder=one.remainder,
        authors=people_in(one.authors),
        others=tuple(
            (single, several, people_in(getattr(one, field))) for field, single, several in _ROLES
        ),
        wordings=_lines(one.wordings),
        bodies=(one.body,) if one.body else (),
        edition=one.edition,
        specific=one.numbering,
        volumes=one.volumes,
        part=one.part,
        part_title=one.part_title,
        volume_list=_lines(one.volume_list),
        place=one.place,
        publisher=one.publisher,
        year=one.year,
        is_ongoing=one.is_ongoing,
        extent=one.extent,
        illustrations=one.illustrations,
        dimensions=one.dimensions,
        series=one.series.name if one.series else "",
        series_issn=one.series.issn if one.series else "",
        series_number=one.series_number,
        notes=_lines(one.notes),
        isbn=one.isbn,
        issn=one.issn,
        url=one.url,
        accessed_on=one.accessed_on,
        medium=one.get_medium_display(),
        host=host,
    )


def lacking(publication: Publication) -> list[str]:
    """Return the obligatory elements that are not told yet, in words of the form."""
    one = publication
    is_electronic = one.medium.startswith("e_")
    wanted = {
        "год издания": one.year,
        "место издания": one.place or one.host_issue,
        "объём": one.extent or one.volume_list or one.host_title or is_electronic,
        "страницы статьи": one.host_pages or one.url or not one.host_title,
        "адрес в сети": one.url or not is_electronic,
        "дата обращения": one.accessed_on or not one.url,
    }
    return [name for name, is_told in wanted.items() if not is_told]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
