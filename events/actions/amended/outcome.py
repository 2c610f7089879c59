"""What a plan will say once an amendment is approved, and what that changes."""

from collections.abc import Mapping
from typing import Any

from events.actions.amended.sketch import Kept, Sketch, number_of
from events.contents.comparing import Comparison, compare
from events.contents.reading import Contents, read_contents
from events.contents.taking import fields_of, take_contents
from events.models import Amendment, AmendmentRow
from events.order import sections_in_order

_PARTS = ("sections", "items", "figures")
_LINKS = ("id", "section_id", "parent_id")


def sketch_of(
    amendment: Amendment, taken: Kept | None = None, without: AmendmentRow | None = None
) -> Sketch:
    """Return the plan with all rows of the amendment taken into it, but one if it is asked so.

    `taken` are the contents of the plan when they have been taken already; they stay as they are.
    """
    sketch = Sketch(taken or take_contents(amendment.plan))
    rows = amendment.rows.order_by("pk")
    sketch.take(rows.exclude(pk=without.pk) if without is not None else rows)
    return sketch


def sections_of(amendment: Amendment) -> Sketch:
    """Return the sections alone as the amendment makes them: where a row may be put."""
    sections = [fields_of(section) for section in sections_in_order(amendment.plan)]
    kept = {"plan": fields_of(amendment.plan), "sections": sections, "items": [], "figures": []}
    sketch = Sketch(kept)
    sketch.take(amendment.rows.filter(kind=AmendmentRow.Kind.SECTION).order_by("pk"))
    return sketch


def amended_contents(amendment: Amendment, taken: Kept | None = None) -> Kept:
    """Return the contents of the plan as it will be.

    What will be added has for its number that of the amendment's row, below zero.
    """
    return sketch_of(amendment, taken).finished()


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


def with_own_numbers(kept: Mapping[str, Any], amendment: Amendment) -> Kept:
    """Return contents in which what an approved amendment added has its own numbers.

    So what people read before can be laid beside what was approved: a new row is the same in both.
    """
    own = {
        number_of(row): row.item_id or row.section_id or row.figure_id
        for row in amendment.rows.filter(act=AmendmentRow.Act.ADD)
    }

    return {
        **kept,
        **{part: [_numbered(told, own) for told in kept[part]] for part in _PARTS},
    }


def _numbered(told: Mapping[str, Any], own: Mapping[int, int | None]) -> dict[str, Any]:
    changed = {name: own.get(told[name]) or told[name] for name in _LINKS if name in told}
    return {**told, **changed}
