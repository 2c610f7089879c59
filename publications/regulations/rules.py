"""Who keeps the regulatory documents. Reading them is open to everybody."""

from typing import Any

from common.roles import is_department


def can_keep_regulations(user: Any) -> bool:
    return is_department(user)
