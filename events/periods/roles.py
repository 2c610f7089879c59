"""What a period is for: «подготовка: январь» prepares, «итоги: май» sums up, all else is held."""

import re
from dataclasses import replace

from events.models import ItemPeriod
from events.periods.reader import read_period
from events.periods.reading import PeriodReading

_ROLE = re.compile(r"^\s*(подготовка|итоги)\s*:\s*", re.IGNORECASE)
_ROLES = {"подготовка": ItemPeriod.Role.PREPARATION, "итоги": ItemPeriod.Role.RESULT}


def role_in(wording: str) -> ItemPeriod.Role:
    """Return what the wording says the period is for."""
    found = _ROLE.match(wording)
    return _ROLES[found.group(1).lower()] if found else ItemPeriod.Role.MAIN


def read_with_role(wording: str, year: int) -> PeriodReading:
    """Return the meaning of what follows the role; the wording is kept whole."""
    found = _ROLE.match(wording)
    return replace(read_period(wording[found.end() :] if found else wording, year), wording=wording)
