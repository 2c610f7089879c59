"""Keeping the people to turn to in an organisation."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from common.editing import change_row, create_row
from libraries.models import Organisation, OrganisationContact


def create_contact(
    organisation: Organisation, values: Mapping[str, Any], by: Any
) -> OrganisationContact:
    """Add a person. Raises ValidationError."""
    return create_row(OrganisationContact(organisation=organisation, **values), by)


def change_contact(
    pk: int, values: Mapping[str, Any], *, version: int, by: Any, reason: str = ""
) -> OrganisationContact:
    """Change a person. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(OrganisationContact.objects.all(), pk, values, version, by, reason)


@transaction.atomic
def remove_contact(pk: int, by: Any) -> None:
    """Take a person off for good, her history too: nobody needs her data any more."""
    found = OrganisationContact.objects.select_for_update().get(pk=pk)
    found._history_user = by
    found.delete()
    OrganisationContact.history.filter(id=pk).delete()
