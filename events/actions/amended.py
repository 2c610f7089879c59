"""What a plan will say once an amendment is approved: worked out, nothing written."""

from copy import deepcopy
from typing import Any

from events.actions.texts import read_wording, split
from events.contents.comparing import Comparison, compare
from events.contents.reading import Contents, read_contents
from events.contents.taking import LISTS, fields_of, take_contents
from events.item_fields import FIELDS
from events.models import Amendment, AmendmentRow, PlanItem

Kept = dict[str, Any]
_Act = AmendmentRow.Act


def amended_contents(amendment: Amendment, taken: Kept | None = None) -> Kept:
    """Return the contents of the plan with all rows of the amendment taken into it.

    A row that will be added has for its number that of the amendment's row, below zero.
    `taken` are the contents of the plan when they have been taken already; they stay as they are.
    """
    kept = deepcopy(taken) if taken else take_contents(amendment.plan)
    for row in amendment.rows.select_related("item", "figure"):
        if row.figure_id:
            _change_figure(kept, row)
        else:
            _CHANGES[row.act](kept, row, amendment.plan.year)
    return kept


def read_amended(amendment: Amendment, taken: Kept | None = None) -> Contents:
    """Return the plan as it will be; see `amended_contents`."""
    return read_contents(amended_contents(amendment, taken))


def changes_of(amendment: Amendment, taken: Kept | None = None) -> Comparison | None:
    """Compare the plan with what the amendment makes of it; of an approved one, the editions.

    None when the edition before an approved amendment is not known.
    """
    if amendment.state != Amendment.State.APPROVED:
        taken = taken or take_contents(amendment.plan)
        return compare(read_contents(taken), read_amended(amendment, taken))
    edition = amendment.edition
    before = amendment.plan.editions.filter(number__lt=edition.number).first()
    if before is None:
        return None
    texts = [read_contents(one.snapshot.contents) for one in (before, edition)]
    return compare(*texts)


def _add(kept: Kept, row: AmendmentRow, year: int) -> None:
    item = PlanItem(pk=-row.pk, plan_id=kept["plan"]["id"], section_id=row.section_id, position=0)
    told = {**fields_of(item), **{name: [] for name in LISTS}}
    kept["items"].insert(_end_of_section(kept, row.section_id), told)
    _put_texts(told, row.texts, year)


def _end_of_section(kept: Kept, section_id: int | None) -> int:
    """Return the place after the last row of the section, or where its rows would begin."""
    order = [None, *(section["id"] for section in kept["sections"])]
    rank = order.index(section_id) if section_id in order else 0
    ranks = [order.index(item["section_id"]) for item in kept["items"]]
    return sum(one <= rank for one in ranks)


def _change(kept: Kept, row: AmendmentRow, year: int) -> None:
    for told in kept["items"]:
        if told["id"] == row.item_id:
            _put_texts(told, row.texts, year)


def _remove(kept: Kept, row: AmendmentRow, year: int) -> None:
    kept["items"] = [told for told in kept["items"] if told["id"] != row.item_id]


_CHANGES = {_Act.ADD: _add, _Act.CHANGE: _change, _Act.REMOVE: _remove}


def _change_figure(kept: Kept, row: AmendmentRow) -> None:
    for told in kept["figures"]:
        if told["id"] == row.figure_id:
            told["number"] = int(row.texts["number"])


def _put_texts(told: Kept, texts: dict[str, str], year: int) -> None:
    for name, text in texts.items():
        relation = FIELDS[name].relation
        if relation == "periods":
            told[relation] = [fields_of(read_wording(line, year)) for line in split(text)]
        elif relation:
            told[relation] = [{"wording": line} for line in split(text)]
        else:
            told[name] = text
