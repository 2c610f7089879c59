"""Who asked is a person: each showing of her name is put on record (152-ФЗ)."""

from collections.abc import Iterable
from typing import Any

from common.personal_data import looked_at
from common.russian import plural
from consultations.models import Consultation


def record_askers_shown(user: Any, shown: Iterable[Consultation], how: str = "") -> None:
    """Put on record that the names in these consultations, of `consultations_of`, were shown.

    `how` is said at the end: «по API».
    """
    named = [row for row in shown if row.asker]
    if len(named) == 1:
        looked_at(user, f"Кто обратился за консультацией {named[0].date:%d.%m.%Y} {how}".strip())
    elif named:
        number = f"{len(named)} {plural(len(named), 'запись', 'записи', 'записей')}"
        looked_at(user, f"Кто обратился за консультациями: {number} {how}".strip())
