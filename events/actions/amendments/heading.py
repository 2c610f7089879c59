"""The heading of the plan in an amendment: its title, prose, who approves and signs it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from events.actions.amendments.base import Act, Kind, Values, forget_row, hold, seen_row, write_row
from events.actions.base import plain
from events.actions.plans import SETTINGS
from events.models import Amendment, AmendmentRow, Plan


@transaction.atomic
def amend_heading(
    amendment: Amendment, values: Values, by: User, version: int = 0
) -> AmendmentRow | None:
    """Write other texts of the heading; those that stay the same are left out.

    `version` is that of the amendment's row the person has seen, 0 when there was none. Returns
    None when nothing changes.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        RowMovedOnError: somebody has written the heading meanwhile.
        ValidationError: a text is missing or too long.
    """
    amendment = hold(amendment)
    row = seen_row(amendment, version, kind=Kind.HEADING)
    before = {name: getattr(amendment.plan, name) for name in SETTINGS}
    texts = {name: _checked(name, values.get(name, before[name])) for name in SETTINGS}
    changed = {name: text for name, text in texts.items() if text != plain(before[name])}
    if not changed:
        forget_row(amendment, row, by)
        return None
    was = {name: before[name] for name in changed}
    told = {"texts": changed, "before": was}
    return write_row(amendment, row, by, kind=Kind.HEADING, act=Act.CHANGE, **told)


def _checked(name: str, text: str) -> str:
    field = Plan._meta.get_field(name)
    try:
        return field.clean(plain(text), None)
    except ValidationError as error:
        raise ValidationError({name: error}) from error
