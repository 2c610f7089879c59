"""Writing the text of a cell: lists become rows, periods and names are recognised."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from common.search import rows_changed
from events.actions.base import plain
from events.item_fields import FIELDS
from events.models import ItemOrganiser, ItemPeriod, ItemResponsible, PlanItem
from events.names import NameBook
from events.periods.kept import period_of
from events.periods.roles import read_with_role
from events.recognition import find_users

_SEPARATORS = re.compile(r"[;\n]")
_ListRow = ItemPeriod | ItemOrganiser | ItemResponsible


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


def told_apart(field: str, text: str) -> str:
    """Return the text as it will stand once written: known organisers of one line told apart."""
    if field != "organisers" or not text:
        return text
    mentions = NameBook.load().read_lines(split(text))
    return "\n".join(mention.wording for mention in mentions)


@dataclass(frozen=True)
class CellText:
    """A checked text on its way into one field of a saved row."""

    item: PlanItem
    field: str
    text: str


def write_all(cells: Sequence[CellText]) -> list[str]:
    """Put texts into their fields in a few queries; return them as they now stand.

    A list may stand otherwise than it was written: known names of one line are told apart.
    """
    own = [cell for cell in cells if not FIELDS[cell.field].relation]
    for cell in own:
        setattr(cell.item, cell.field, cell.text)
    _save({cell.item.pk: cell.item for cell in own}, {cell.field for cell in own})
    written = {(cell.item.pk, cell.field): cell.text for cell in own}
    for name, make in (
        ("period", _periods),
        ("organisers", _organisers),
        ("responsibles", _responsibles),
    ):
        listed = [cell for cell in cells if cell.field == name]
        if listed:
            written |= _write_lists(name, [cell.item for cell in listed], make(listed))
    rows_changed.send(sender=PlanItem, pks=list({cell.item.pk for cell in cells}))
    return [written[cell.item.pk, cell.field] for cell in cells]


def _save(items: Mapping[int, PlanItem], fields: set[str]) -> None:
    if "name" in fields:
        key = PlanItem._meta.get_field("name_key")
        for item in items.values():
            key.pre_save(item, add=False)
        fields = {*fields, "name_key"}
    if items:
        PlanItem.objects.bulk_update(items.values(), sorted(fields), batch_size=200)


def _write_lists(
    name: str, items: list[PlanItem], rows: Iterable[_ListRow]
) -> dict[tuple[int, str], str]:
    """Put rows in place of those that stood in these items; return the texts they make up."""
    relation = FIELDS[name].relation
    model = PlanItem._meta.get_field(relation).related_model
    made = list(rows)
    model.objects.filter(item__in=items).delete()
    model.objects.bulk_create(made, batch_size=200)
    lines: dict[tuple[int, str], list[str]] = {(item.pk, name): [] for item in items}
    for row in made:
        lines[row.item_id, name].append(row.wording)
    for item in items:
        getattr(item, "_prefetched_objects_cache", {}).pop(relation, None)
    return {key: "\n".join(wordings) for key, wordings in lines.items()}


def read_wording(wording: str, year: int) -> ItemPeriod:
    """Return an unsaved period: the wording as written, and what it means.

    «подготовка:» or «итоги:» before a wording say what the period is for.
    """
    return period_of(read_with_role(wording, year))


def _periods(cells: Sequence[CellText]) -> Iterator[ItemPeriod]:
    for cell in cells:
        for position, wording in enumerate(split(cell.text)):
            period = read_wording(wording, cell.item.plan.year)
            period.item, period.position = cell.item, position
            yield period


def _organisers(cells: Sequence[CellText]) -> Iterator[ItemOrganiser]:
    """Yield the organisers as the registry knows them.

    A wording that stood in the cell before keeps the organisation that somebody chose for it.
    """
    book = NameBook.load()
    for cell in cells:
        chosen = {row.wording: row.organisation_id for row in cell.item.organisers.all()}
        for position, mention in enumerate(book.read_lines(split(cell.text))):
            known = mention.organisation.pk if mention.organisation else None
            yield ItemOrganiser(
                item=cell.item,
                wording=mention.wording,
                organisation_id=chosen.get(mention.wording) or known,
                position=position,
            )


def _responsibles(cells: Sequence[CellText]) -> Iterator[ItemResponsible]:
    found = find_users({wording for cell in cells for wording in split(cell.text)})
    for cell in cells:
        for position, wording in enumerate(split(cell.text)):
            yield ItemResponsible(
                item=cell.item, wording=wording, user=found.get(wording), position=position
            )
