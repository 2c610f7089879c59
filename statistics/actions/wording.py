"""Texts that people write to one another about a report, made fit to be kept and printed."""

from django.core.exceptions import ValidationError

from common.russian import plural
from common.text import strip_controls

MAX_TEXT = 2000


def fit_text(text: str) -> str:
    """Return `text` without odd characters and edges; raise ValidationError when it is too long."""
    fit = strip_controls(text).strip()
    if len(fit) > MAX_TEXT:
        signs = plural(len(fit), "знак", "знака", "знаков")
        raise ValidationError(
            f"Текст слишком длинный: {len(fit)} {signs}. Сократите его до {MAX_TEXT}."
        )
    return fit
