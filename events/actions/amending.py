"""Taking the rows of an approved amendment into the plan itself."""

from accounts.models import User
from events.actions.base import Act, Entry, record, record_all
from events.actions.items import put_in, take_out
from events.actions.places import Place
from events.actions.texts import CellText, write_all
from events.item_fields import text_of
from events.models import Amendment, AmendmentRow, Plan, PlanChange
from events.queries import full_rows

_Act = AmendmentRow.Act


def apply_rows(amendment: Amendment, by: User | None) -> None:
    """Write all rows of an amendment into its plan, which is to be locked, with history."""
    plan, act = amendment.plan, Act(by)
    rows = list(amendment.rows.select_related("figure", "section"))
    _add(plan, [row for row in rows if row.act == _Act.ADD], act)
    _change(plan, [row for row in rows if row.act == _Act.CHANGE and row.item_id], act)
    gone = [row.item_id for row in rows if row.act == _Act.REMOVE]
    if gone:
        take_out(plan, list(full_rows(plan.items.filter(pk__in=gone))), act)
    for row in rows:
        if row.figure is not None:
            _change_figure(plan, row, by)


def _add(plan: Plan, rows: list[AmendmentRow], act: Act) -> None:
    """Put new rows at the ends of their sections; each remembers the row it has become."""
    for row in rows:
        row.item = put_in(plan, [row.texts], act, Place(section=row.section))[0]
        row.save(update_fields=["item"])


def _change(plan: Plan, rows: list[AmendmentRow], act: Act) -> None:
    items = {
        item.pk: item for item in full_rows(plan.items.filter(pk__in=[r.item_id for r in rows]))
    }
    cells = []
    entries = []
    for row in rows:
        item = items[row.item_id]
        item.plan = plan
        before = {name: text_of(item, name) for name in row.texts}
        entries.append(Entry(item, before, row.texts))
        cells += [CellText(item, name, text) for name, text in row.texts.items()]
    if cells:
        write_all(cells)
        record_all(plan, PlanChange.Action.CHANGED, act, entries)


def _change_figure(plan: Plan, row: AmendmentRow, by: User | None) -> None:
    figure = row.figure
    before = {"figure": str(figure)}
    figure.number = int(row.texts["number"])
    figure.save(update_fields=["number"])
    after = {"figure": str(figure)}
    record(plan, PlanChange.Action.CHANGED, by, before=before, after=after)
