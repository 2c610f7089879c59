"""Reads of passports: what is proposed against what is in force, what waits, what grew old."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from common.editing import readable
from common.russian import format_number
from libraries.models import (
    PASSPORT_FIELDS,
    READER_FIELDS,
    Library,
    LibraryPhoto,
    Passport,
    PassportDraft,
)

OPEN_DRAFTS = (PassportDraft.State.WAITING, PassportDraft.State.RETURNED)
FRESH_FOR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class ProposedChange:
    """A field that a draft would change; texts as people read them.

    `meanwhile` tells that the field was changed by somebody after the draft's author saw it.
    """

    name: str
    label: str
    now: str
    proposed: str
    meanwhile: bool


def passport_of(library: Library) -> Passport | None:
    """Return the confirmed passport; select_related("passport") spares the query."""
    return getattr(library, "passport", None)


def facts_in_force(library: Library) -> dict[str, Any]:
    """Return by field what readers see now, of the registry's part and of the passport's."""
    passport = passport_of(library) or Passport()
    return {
        **{name: getattr(library, name) for name in READER_FIELDS},
        **{name: getattr(passport, name) for name in PASSPORT_FIELDS},
    }


def with_hints(libraries: QuerySet[Library]) -> QuerySet[Library]:
    """Add what the page of a library then need not ask for where there is none.

    `has_open_draft`, `has_predecessors`, `has_photos`.
    """
    drafts = PassportDraft.objects.filter(library=OuterRef("pk"))
    return libraries.annotate(
        has_open_draft=Exists(drafts.exclude(state=PassportDraft.State.CONFIRMED)),
        has_predecessors=Exists(Library.objects.filter(successor=OuterRef("pk"))),
        has_photos=Exists(LibraryPhoto.objects.filter(library=OuterRef("pk"), removed_at=None)),
    )


def open_draft(library: Library) -> PassportDraft | None:
    """Return the draft that waits or was returned; there is one at most."""
    if not getattr(library, "has_open_draft", True):
        return None
    drafts = library.passport_drafts.exclude(state=PassportDraft.State.CONFIRMED)
    return drafts.select_related("author", "decided_by").first()


def changed_fields(draft: PassportDraft) -> list[str]:
    """Return the fields that the draft's author changed and that are not so in force yet."""
    now, seen = facts_in_force(draft.library), _facts_seen(draft)
    return [
        name
        for name, value in now.items()
        if getattr(draft, name) != value and getattr(draft, name) != seen[name]
    ]


def proposed_changes(draft: PassportDraft) -> list[ProposedChange]:
    """Return what the draft would change, in the order of the passport."""
    now, seen = facts_in_force(draft.library), _facts_seen(draft)
    changes = []
    for name in changed_fields(draft):
        field: Any = PassportDraft._meta.get_field(name)
        texts = [shown_value(field, value) for value in (now[name], getattr(draft, name))]
        changes.append(
            ProposedChange(name, str(field.verbose_name), *texts, now[name] != seen[name])
        )
    return changes


def shown_value(field: Any, value: Any) -> str:
    """Return a fact as people read it; nothing is said as «пусто»."""
    if isinstance(value, Decimal):
        return format_number(value)
    return readable(dict(field.flatchoices).get(value, value) if field.choices else value)


def draft_to_edit(library: Library) -> PassportDraft:
    """Return the open draft, or a new one not saved yet (version 0), upon the facts in force."""
    passport = passport_of(library)
    draft, touched = open_draft(library), set()
    if draft is None:
        draft = PassportDraft(library=library, version=0)
    else:
        draft.library = library
        touched = set(changed_fields(draft))
    for name, value in facts_in_force(library).items():
        if name not in touched:
            setattr(draft, name, value)
    draft.library_version = library.version
    draft.passport_version = passport.version if passport else 0
    return draft


def _facts_seen(draft: PassportDraft) -> dict[str, Any]:
    """Return by field what was in force when the draft's author opened the form."""
    library: Any = draft.library
    passport: Any = passport_of(library)
    blank = Passport()
    if draft.library_version != library.version:
        library = library.history.filter(version=draft.library_version).first() or library
    if draft.passport_version == 0 or passport is None:
        passport = blank
    elif draft.passport_version != passport.version:
        passport = passport.history.filter(version=draft.passport_version).first() or passport
    return {
        **{name: getattr(library, name) for name in READER_FIELDS},
        **{name: getattr(passport, name) for name in PASSPORT_FIELDS},
    }


def waiting_photos(library: Library) -> QuerySet[LibraryPhoto]:
    return library.photos.filter(confirmed_at=None, removed_at=None)


def shown_photos(library: Library) -> QuerySet[LibraryPhoto]:
    """Return the photographs that everybody sees."""
    return library.photos.filter(confirmed_at__isnull=False, removed_at=None)


def with_draft(libraries: QuerySet[Library], *states: str) -> QuerySet[Library]:
    """Keep the libraries whose passport has a draft in one of the states."""
    return libraries.filter(Exists(_drafts(*states)))


def waiting_for_confirmation(libraries: QuerySet[Library]) -> QuerySet[Library]:
    """Keep the libraries of which facts or photographs wait for the methodist."""
    return libraries.filter(_is_waiting())


def _drafts(*states: str) -> QuerySet[PassportDraft]:
    return PassportDraft.objects.filter(library=OuterRef("pk"), state__in=states)


def _is_waiting() -> Any:
    photos = LibraryPhoto.objects.filter(library=OuterRef("pk"), confirmed_at=None, removed_at=None)
    return Exists(_drafts(PassportDraft.State.WAITING)) | Exists(photos)


def with_passport_state(libraries: QuerySet[Library]) -> QuerySet[Library]:
    """Add `confirmed_at`, `draft_state`, `waits` (facts or photographs) and `asked_at`."""
    return libraries.select_related("organisation").annotate(
        confirmed_at=F("passport__confirmed_at"),
        draft_state=Subquery(_drafts(*OPEN_DRAFTS).values("state")[:1]),
        sent_at=Subquery(_drafts(PassportDraft.State.WAITING).values("sent_at")[:1]),
        waits=_is_waiting(),
        asked_at=Max("passport_requests__sent_at"),
    )


def outdated(libraries: QuerySet[Library], now: datetime.datetime | None = None) -> QuerySet:
    """Keep the libraries whose passport was confirmed more than a year ago, or never."""
    since = (now or timezone.now()) - FRESH_FOR
    return libraries.filter(
        Q(passport=None) | Q(passport__confirmed_at=None) | Q(passport__confirmed_at__lt=since)
    )


def fresh(libraries: QuerySet[Library], now: datetime.datetime | None = None) -> QuerySet:
    """Keep the libraries whose passport was confirmed within a year."""
    since = (now or timezone.now()) - FRESH_FOR
    return libraries.filter(passport__confirmed_at__gte=since)
