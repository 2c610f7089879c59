"""Writing the text of a cell: lists become rows, periods and names are recognised."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from events.actions.base import plain
from events.item_fields import FIELDS
from events.models import ItemOrganiser, ItemPeriod, ItemResponsible, PlanItem
from events.names import NameBook
from events.periods import read_period
from events.recognition import find_users

_SEPARATORS = re.compile(r"[;\n]")
_ROLE = re.compile(r"^\s*(подготовка|итоги)\s*:\s*", re.IGNORECASE)
_ROLES = {"подготовка": ItemPeriod.Role.PREPARATION, "итоги": ItemPeriod.Role.RESULT}


def checked(field: str, text: str) -> str:
    """Return the text as it is kept: trimmed, single-line where the field is one line.

    Raises:
        ValidationError: the name is empty, or the text is too long.
    """
    spec, text = FIELDS[field], settled(field, text)
    if field == "name" and not text:
        raise ValidationError("Напишите наименование: пункт без него не сохранить.")
    longest = max((len(line) for line in text.split("\n")), default=0)
    length = longest if spec.relation else len(text)
    if length > spec.limit:
        raise ValidationError(
            f"Слишком длинно: {length} знаков, помещается {spec.limit}. Сократите, пожалуйста."
        )
    return text


def settled(field: str, text: str) -> str:
    """Return the text as it is kept, so that two texts that differ in spaces only are the same."""
    spec = FIELDS[field]
    if spec.relation:
        return "\n".join(split(text))
    return plain(text) if spec.is_long else " ".join(plain(text).split())


def split(text: str) -> list[str]:
    """Return the parts of a cell that names several: by semicolons and line breaks."""
    parts = (part.strip() for part in _SEPARATORS.split(plain(text)))
    return [part for part in parts if part]


def write(item: PlanItem, field: str, text: str) -> None:
    """Put a checked text into a field of a saved row."""
    relation = FIELDS[field].relation
    if not relation:
        setattr(item, field, text)
        item.save(update_fields=[field, "name_key"] if field == "name" else [field])
        return
    rows = getattr(item, relation)
    makers = {"period": periods, "organisers": organisers, "responsibles": responsibles}
    made = list(makers[field](item, split(text)))
    rows.all().delete()
    rows.model.objects.bulk_create(made)


def read_wording(wording: str, year: int) -> ItemPeriod:
    """Return an unsaved period: the wording as written, and what it means.

    «подготовка:» or «итоги:» before a wording say what the period is for.
    """
    role = _ROLE.match(wording)
    reading = read_period(wording[role.end() :] if role else wording, year)
    return ItemPeriod(
        role=_ROLES[role.group(1).lower()] if role else ItemPeriod.Role.MAIN,
        wording=wording,
        start=reading.start,
        end=reading.end,
        recurrence=reading.recurrence or "",
        times=reading.times,
        condition=reading.condition or "",
        note=(reading.note or "")[:300],
        is_understood=reading.understood,
    )


def periods(item: PlanItem, wordings: list[str]) -> Iterator[ItemPeriod]:
    for position, wording in enumerate(wordings):
        period = read_wording(wording, item.plan.year)
        period.item, period.position = item, position
        yield period


def organisers(item: PlanItem, wordings: list[str]) -> Iterator[ItemOrganiser]:
    """Yield the organisers as the registry knows them.

    A wording that stood in the cell before keeps the organisation that somebody chose for it.
    """
    chosen = {row.wording: row.organisation_id for row in item.organisers.all()}
    for position, mention in enumerate(NameBook.load().read_lines(wordings)):
        known = mention.organisation.pk if mention.organisation else None
        yield ItemOrganiser(
            item=item,
            wording=mention.wording,
            organisation_id=chosen.get(mention.wording) or known,
            position=position,
        )


def responsibles(item: PlanItem, wordings: list[str]) -> Iterator[ItemResponsible]:
    found = find_users(wordings)
    for position, wording in enumerate(wordings):
        yield ItemResponsible(
            item=item, wording=wording, user=found.get(wording), position=position
        )
