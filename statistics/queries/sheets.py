"""The filled forms of many libraries at once, in as many queries as for one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accounts.models import User
from statistics.answers import Reply
from statistics.layout import Layout, layout_of
from statistics.models import Campaign, Cell, Submission, Value
from statistics.queries.answers import CellState, Sheet
from statistics.queries.last_year import LastAnswer, last_answers_of_campaign

_NAMES = ("last_name", "first_name", "patronymic")
_COLUMNS = ("number", "no_data_reason", "version", "changed_at")


def read_sheets(campaign: Campaign, submissions: Sequence[Submission]) -> dict[int, Sheet]:
    """Return the filled form of each submission of the campaign, by its pk.

    `campaign` comes with its edition.
    """
    layout = layout_of(campaign.edition)
    cells = Cell.objects.filter(edition=campaign.edition_id).order_by("position")
    addresses = dict(cells.values_list("pk", "address"))
    now = _values(one.pk for one in submissions)
    last = last_answers_of_campaign(campaign, [one.library_id for one in submissions])
    return {
        one.pk: _sheet(layout, addresses, now.get(one.pk, {}), last.get(one.library_id, {}))
        for one in submissions
    }


def _values(submissions: Iterable[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """Return the stored values by submission and cell."""
    people = [f"changed_by__{name}" for name in _NAMES]
    rows = Value.objects.filter(submission__in=list(submissions)).values(
        "submission_id", "cell_id", *_COLUMNS, *people
    )
    found: dict[int, dict[int, dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["submission_id"], {})[row["cell_id"]] = row
    return found


def _sheet(
    layout: Layout,
    addresses: dict[int, str],
    now: dict[int, dict[str, Any]],
    last: Mapping[str, LastAnswer],
) -> Sheet:
    return Sheet(
        layout,
        {
            address: _state(cell_id, now.get(cell_id), last.get(address))
            for cell_id, address in addresses.items()
        },
    )


def _state(cell_id: int, now: dict[str, Any] | None, last: LastAnswer | None) -> CellState:
    return CellState(
        cell_id=cell_id,
        reply=_reply(now),
        version=now["version"] if now else 0,
        changed_by=_name(now) if now else "",
        changed_at=now["changed_at"] if now else None,
        last=last.reply if last else None,
        last_place=last.place if last else "",
    )


def _reply(row: dict[str, Any] | None) -> Reply | None:
    return None if row is None else Reply(row["number"], row["no_data_reason"])


def _name(row: dict[str, Any]) -> str:
    names = {name: row[f"changed_by__{name}"] or "" for name in _NAMES}
    return User(**names).short_name if names["last_name"] else ""
