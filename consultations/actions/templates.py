"""Changes of templates."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from common.editing import change_row, create_row
from consultations.models import Template


def add_template(values: Mapping[str, Any], by: Any) -> Template:
    """Keep a template. Raises ValidationError."""
    return create_row(Template(**values), by)


def change_template(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> Template:
    """Change a template. Raises StaleObjectError, ValidationError."""
    return change_row(Template.objects.all(), pk, values, version, by)


@transaction.atomic
def remove_template(template: Template, by: Any) -> None:
    """Throw a template away; the records made from it stay, its history too."""
    template._history_user = by
    template.delete()
