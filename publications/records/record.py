"""What is known of a publication, as its bibliographic record needs it."""

import datetime
from dataclasses import dataclass, field

from publications.records.names import Person


@dataclass(frozen=True)
class Host:
    """The journal or the collection that an article stands in.

    `issue` is «№ 4», «Т. 27, вып. 2» or «17 октября»; a collection has none, but has its place
    and publisher. `pages` are those of the article.
    """

    title: str
    responsibility: str = ""
    issue: str = ""
    pages: str = ""


@dataclass(frozen=True)
class Record:
    """One publication; every text is as in the publication itself, without marks at its ends.

    `others` are people by their role («составитель», «составители»), in the order they are told;
    `wordings` are statements that are copied as they stand («под редакцией К. М. Сухорукова»).
    `volumes` («в 3 частях»), `part` («Часть 1») and `part_title` belong to a multi-volume one;
    `volume_list` is what is told of each volume or issue when all are described together
    («Т. 1. – 894 с.»). What `is_ongoing` still comes out or is renewed since its `year`.
    `extent` is a number of pages or any words («89, [3] с.», «1 к. (2 л.)»).
    """

    title: str
    authors: tuple[Person, ...] = ()
    remainder: str = ""
    volumes: str = ""
    part: str = ""
    part_title: str = ""
    volume_list: tuple[str, ...] = ()
    others: tuple[tuple[str, str, tuple[Person, ...]], ...] = ()
    wordings: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    edition: str = ""
    specific: str = ""
    place: str = ""
    publisher: str = ""
    year: int | None = None
    is_ongoing: bool = False
    extent: str = ""
    illustrations: str = ""
    dimensions: str = ""
    series: str = ""
    series_issn: str = ""
    series_number: str = ""
    notes: tuple[str, ...] = ()
    isbn: str = ""
    issn: str = ""
    url: str = ""
    accessed_on: datetime.date | None = None
    medium: str = "Текст : непосредственный"
    host: Host | None = field(default=None)
