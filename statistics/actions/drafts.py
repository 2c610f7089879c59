"""Writing editions in the designer: beginning a draft, changing it step by step, going back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from statistics.designer.files import read, refuse_too_big
from statistics.designer.origins import stamped
from statistics.designer.sections import add_section
from statistics.designer.tree import Definition
from statistics.layout import EditionError
from statistics.models import DraftStep, Edition, EditionDraft
from statistics.queries.drafts import form_codes_taken

PUBLISHED = "Форма уже введена в действие, её описание не меняется. Начните новую редакцию."
_SIGNATURE = (
    ("responsible_post", "Должность"),
    ("responsible_name", "Фамилия, имя, отчество"),
    ("responsible_phone", "Телефон"),
)


class StaleDraftError(Exception):
    """Somebody changed the draft after the page was opened; `steps` are those changes."""

    def __init__(self, draft: EditionDraft, seen: int) -> None:
        super().__init__(f"{draft}: opened at {seen}, now {draft.version}")
        self.draft = draft
        self.steps = list(
            draft.steps.filter(version__gt=seen).defer("definition").select_related("made_by")
        )


def start_blank(
    title_data: Mapping[str, Any],
    section: Mapping[str, Any],
    rows: Sequence[str],
    columns: Sequence[str],
    by: User,
) -> EditionDraft:
    """Begin a new form of one section. Raises ValidationError for a code that is taken."""
    if title_data["form"] in form_codes_taken(title_data["form"]):
        raise ValidationError(
            {"form": "Форма с таким кодом уже есть или начата: откройте её в списке форм."}
        )
    definition: Definition = {
        **title_data,
        "max_digits": 9,
        "title_page": [{"key": "organisation", "title": "Наименование организации"}],
        "signature": [{"key": key, "title": title} for key, title in _SIGNATURE],
        "sections": [],
        "checks": [],
    }
    return _start(add_section(definition, section, rows, columns), {}, "Начата новая форма", by)


def start_clone(edition: Edition, title_data: Mapping[str, Any], by: User) -> EditionDraft:
    """Begin a new edition that continues this one; every cell remembers where it stood.

    The order that put the former edition in force is not taken along: a new one has its own.
    """
    former = {key: told for key, told in edition.definition.items() if key != "order"}
    definition = {**former, "year_to": None, **title_data, "follows": edition.code}
    return _start(stamped(definition), {}, f"Скопирована редакция «{edition.title}»", by)


def start_from_file(content: bytes, name: str, by: User) -> EditionDraft:
    """Begin a draft with what a file describes. Raises EditionError with every fault."""
    definition = read(content, name)
    was = definition.get("was") or {}
    return _start(stamped(definition), was, f"Загружен файл «{name}»"[:300], by)


@transaction.atomic
def _start(definition: Definition, was: Mapping[str, Any], words: str, by: User) -> EditionDraft:
    _refuse_too_big(definition)
    draft = EditionDraft.objects.create(definition=definition, start_was=dict(was), created_by=by)
    _record(draft, words, by)
    return draft


@transaction.atomic
def change_draft(
    pk: int, version: int, words: str, edit: Callable[[Definition], Definition], by: User
) -> EditionDraft:
    """Change a draft by one step; `words` tell in the past tense what was done.

    An edit that changes nothing makes no step. Raises StaleDraftError, ValidationError (also for a
    form already published), and what `edit` raises.
    """
    draft = hold_draft(pk, version)
    changed = edit(draft.definition)
    if changed == draft.definition:
        return draft
    _refuse_too_big(changed)
    draft.definition = changed
    return _step(draft, draft.version, words, by)


@transaction.atomic
def undo_step(pk: int, version: int, by: User) -> EditionDraft:
    """Take the last step back, and the one before when asked again. Raises as `change_draft`."""
    draft = hold_draft(pk, version)
    last = draft.steps.defer("definition").get(version=draft.version)
    if not last.back_to:
        raise ValidationError("Отменять нечего: это начало черновика.")
    return _return(draft, last.back_to, f"Отменено: {last.words}", by)


@transaction.atomic
def restore_step(pk: int, version: int, to: int, by: User) -> EditionDraft:
    """Make the draft as it was after a former step; later steps stay in its history.

    Raises as `change_draft`, and DraftStep.DoesNotExist.
    """
    draft = hold_draft(pk, version)
    former = draft.steps.get(version=to)
    words = f"Возвращено к шагу {to}: {former.words}"
    draft.definition = former.definition
    return _step(draft, draft.version, words, by)


@transaction.atomic
def delete_draft(pk: int, version: int) -> None:
    """Delete a draft with its history. Raises as `change_draft`."""
    hold_draft(pk, version).delete()


def hold_draft(pk: int, version: int) -> EditionDraft:
    """Return the draft as the person saw it, locked till the end. Raises as `change_draft`."""
    draft = EditionDraft.objects.select_for_update(of=("self",)).get(pk=pk)
    if draft.published_id:
        raise ValidationError(PUBLISHED)
    if draft.version != version:
        raise StaleDraftError(draft, version)
    return draft


def record_step(draft: EditionDraft, words: str, by: User) -> None:
    """Put down what was done to a draft that is held; from there nothing is undone."""
    draft.version += 1
    draft.save()
    _record(draft, words, by)


def _return(draft: EditionDraft, to: int, words: str, by: User) -> EditionDraft:
    """Make the draft as it was at a version, so that undoing goes on from there."""
    former = draft.steps.get(version=to)
    draft.definition = former.definition
    return _step(draft, former.back_to, words, by)


def _step(draft: EditionDraft, back_to: int, words: str, by: User) -> EditionDraft:
    draft.version += 1
    draft.save()
    _record(draft, words, by, back_to)
    return draft


def _record(draft: EditionDraft, words: str, by: User, back_to: int = 0) -> None:
    DraftStep.objects.create(
        draft=draft,
        version=draft.version,
        back_to=back_to,
        definition=draft.definition,
        words=words[:300],
        made_by=by,
    )


def _refuse_too_big(definition: Mapping[str, Any]) -> None:
    try:
        refuse_too_big(definition)
    except EditionError as error:
        raise ValidationError(error.messages) from error
