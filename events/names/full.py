"""The name of a row with its form of event, as it is printed."""

from common.text import normalise
from events.models import PlanItem


def full_name(item: PlanItem) -> str:
    """Return the name with its form of event, unless the name says the form itself."""
    form = item.event_form.strip()
    if not form or normalise(form) in normalise(item.name):
        return item.name
    joint = " " if item.name.startswith(("«", '"')) else ": "
    return f"{form[0].upper()}{form[1:]}{joint}{item.name}"
