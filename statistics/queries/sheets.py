"""The filled forms of many libraries at once, in as many queries as for one."""

from collections.abc import Iterable, Sequence
from typing import Any

from accounts.models import User
from statistics.answers import Reply
from statistics.layout import Layout, layout_of
from statistics.models import Campaign, Cell, Submission, Value
from statistics.queries.answers import CellState, Sheet, with_previous

_NAMES = ("last_name", "first_name", "patronymic")
_COLUMNS = ("number", "no_data_reason", "version", "changed_at")


def read_sheets(campaign: Campaign, submissions: Sequence[Submission]) -> dict[int, Sheet]:
    """Return the filled form of each submission of the campaign, by its pk.

    `campaign` comes with its edition.
    """
    layout = layout_of(campaign.edition)
    cells = Cell.objects.filter(edition=campaign.edition_id).order_by("position")
    addresses = dict(cells.values_list("pk", "address"))
    previous = _previous_ids(submissions)
    now = _values(one.pk for one in submissions)
    last = _values(pk for pk in previous.values() if pk is not None)
    return {
        one.pk: _sheet(layout, addresses, now.get(one.pk, {}), last.get(previous[one.pk], {}))
        for one in submissions
    }


def _previous_ids(submissions: Sequence[Submission]) -> dict[int, int | None]:
    found = with_previous(Submission.objects.filter(pk__in=[one.pk for one in submissions]))
    return dict(found.order_by().values_list("pk", "previous_id"))


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
    last: dict[int, dict[str, Any]],
) -> Sheet:
    return Sheet(
        layout,
        {
            address: _state(cell_id, now.get(cell_id), last.get(cell_id))
            for cell_id, address in addresses.items()
        },
    )


def _state(cell_id: int, now: dict[str, Any] | None, last: dict[str, Any] | None) -> CellState:
    return CellState(
        cell_id=cell_id,
        reply=_reply(now),
        version=now["version"] if now else 0,
        changed_by=_name(now) if now else "",
        changed_at=now["changed_at"] if now else None,
        last=_reply(last),
    )


def _reply(row: dict[str, Any] | None) -> Reply | None:
    return None if row is None else Reply(row["number"], row["no_data_reason"])


def _name(row: dict[str, Any]) -> str:
    names = {name: row[f"changed_by__{name}"] or "" for name in _NAMES}
    return User(**names).short_name if names["last_name"] else ""
