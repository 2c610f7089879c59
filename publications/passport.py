"""Publications about a library in its passport."""

from django.db.models import Count, Window

from libraries.models import Library
from libraries.passport import Audience, Content, Entry, SectionSource
from publications.queries import list_publications
from publications.rules import open_publications

SHOWN = 20


def read_publications(library: Library, audience: Audience) -> Content | None:
    """Return the published works about the library, the newest first."""
    published = open_publications().filter(libraries=library)
    found = list_publications(published).annotate(number=Window(Count("pk")))[:SHOWN]
    entries = tuple(
        Entry(str(one), one.get_absolute_url(), note=f"{one.get_kind_display()}, {one.year}")
        for one in found
    )
    if not entries:
        return None
    notes = (f"Показаны {SHOWN} новейших из {found[0].number}.",) if found[0].number > SHOWN else ()
    return Content(entries=entries, notes=notes)


SOURCE = SectionSource("publications", "Издания о библиотеке", 80, read_publications)
