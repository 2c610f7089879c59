"""Keeping passports: a librarian proposes, a methodist confirms or returns."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.editing import StaleObjectError, change_row, create_row
from common.letters import write_letter
from libraries.models import PASSPORT_FIELDS, READER_FIELDS, Library, Passport, PassportDraft
from libraries.queries.passports import changed_fields, open_draft, passport_of, proposed_changes

State = PassportDraft.State


@transaction.atomic
def propose_passport(
    library: Library, values: Mapping[str, Any], *, version: int, by: Any
) -> PassportDraft:
    """Keep what `by` would have in the passport until a methodist looks at it.

    `values` are the facts, `note`, and `library_version` and `passport_version` of what was seen;
    `version` is that of the draft the form was opened with, 0 for a new one. A second click
    changes nothing. Raises StaleObjectError when another saved the draft meanwhile, and
    ValidationError.
    """
    _lock(library)
    found = open_draft(library)
    sending = {"state": State.WAITING, "author": by}
    if found is None:
        draft = PassportDraft(library=library, sent_at=timezone.now(), **values, **sending)
        return create_row(draft, by, "Предложены изменения")
    if _is_same(found, {**values, **sending}):
        return found
    sending |= {"sent_at": timezone.now()}
    drafts = PassportDraft.objects.all()
    return change_row(drafts, found.pk, {**values, **sending}, version, by, "Изменено предложение")


@transaction.atomic
def confirm_passport(
    draft: PassportDraft,
    *,
    version: int,
    library_version: int,
    passport_version: int,
    photos: Collection[int] = (),
    by: Any,
) -> Passport:
    """Bring the draft's changes into force, and show everybody the waiting `photos`.

    The versions are those that the methodist saw side by side. Raises StaleObjectError when any
    of the three has moved on, or the draft waits no more.
    """
    library = _lock(draft.library)
    draft = PassportDraft.objects.select_related("author").get(pk=draft.pk)
    draft.library = library
    seen = (version, library_version, passport_version)
    if draft.state != State.WAITING or seen != _versions(draft):
        raise StaleObjectError(draft, version)
    names = changed_fields(draft)
    values = {name: getattr(draft, name) for name in names}
    reason = f"Паспорт: предложение от {draft.sent_at:%d.%m.%Y}, {draft.author}"
    passport = _put_in_force(library, values, by, reason)
    confirm_photos(library, photos, by=by)
    decided = {"state": State.CONFIRMED, "decided_by": by, "decided_at": timezone.now()}
    change_row(PassportDraft.objects.all(), draft.pk, decided, version, by, "Подтверждено")
    return passport


@transaction.atomic
def return_passport(draft: PassportDraft, *, remark: str, version: int, by: Any) -> PassportDraft:
    """Give the draft back to its author, who gets a letter with the remark.

    Raises StaleObjectError when the draft has moved on.
    """
    waiting = PassportDraft.objects.filter(state=State.WAITING)
    found = waiting.filter(pk=draft.pk).first()
    if found is None:
        draft.refresh_from_db()
        raise StaleObjectError(draft, version)
    values = {
        "state": State.RETURNED,
        "remark": remark,
        "decided_by": by,
        "decided_at": timezone.now(),
    }
    returned = change_row(waiting, draft.pk, values, version, by, "Возвращено с замечанием")
    body = (
        f"Паспорт библиотеки «{draft.library}» возвращён с замечанием.\n\n{remark}\n\n"
        "Введённое Вами сохранено: откройте страницу библиотеки на портале, нажмите "
        "«Обновить паспорт», исправьте и отправьте ещё раз.\n"
    )
    write_letter(f"Паспорт возвращён: {draft.library}", body, [draft.author.email])
    return returned


@transaction.atomic
def keep_passport(
    library: Library, values: Mapping[str, Any], *, version: int, by: Any
) -> PassportDraft:
    """Change a passport as the department does: in force at once.

    Where somebody changed the same facts meanwhile, the draft is left waiting, so that both
    texts are looked at side by side. Raises StaleObjectError and ValidationError as propose does.
    """
    library = _lock(library)
    draft = propose_passport(library, values, version=version, by=by)
    draft.library = library
    if not any(change.meanwhile for change in proposed_changes(draft)):
        version, library_version, passport_version = _versions(draft)
        confirm_passport(
            draft,
            version=version,
            library_version=library_version,
            passport_version=passport_version,
            by=by,
        )
        draft.refresh_from_db()
    return draft


@transaction.atomic
def confirm_photos(library: Library, photos: Collection[int], *, by: Any) -> int:
    """Show everybody the photographs `photos` of the library that wait; return how many."""
    waiting = library.photos.filter(pk__in=photos, confirmed_at=None, removed_at=None)
    return waiting.update(confirmed_at=timezone.now(), confirmed_by=by)


def _lock(library: Library) -> Library:
    """Return the library and its passport as they stand; whoever else changes them waits."""
    Library.objects.select_for_update().get(pk=library.pk)
    related = Library.objects.select_related("organisation__parent__parent", "passport")
    return related.get(pk=library.pk)


def _is_same(draft: PassportDraft, values: Mapping[str, Any]) -> bool:
    return all(getattr(draft, name) == value for name, value in values.items())


def _versions(draft: PassportDraft) -> tuple[int, int, int]:
    passport = passport_of(draft.library)
    return draft.version, draft.library.version, passport.version if passport else 0


def _put_in_force(library: Library, values: Mapping[str, Any], by: Any, reason: str) -> Passport:
    """Write the registry's part to the library and the rest, with the day, to its passport."""
    reason = reason[:100]
    of_library = {name: values[name] for name in READER_FIELDS if name in values}
    if of_library:
        rows = Library.objects.all()
        change_row(rows, library.pk, of_library, library.version, by, reason)
    facts = {name: values[name] for name in PASSPORT_FIELDS if name in values}
    facts |= {"confirmed_at": timezone.now(), "confirmed_by": by}
    passport = passport_of(library)
    if passport is None:
        return create_row(Passport(library=library, **facts), by, reason)
    return change_row(Passport.objects.all(), passport.pk, facts, passport.version, by, reason)
