"""Changes of the department's page: each in one transaction, with its author in the history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from common.editing import change_row, create_row
from publications.models import DepartmentPage, DepartmentPerson


def change_page(values: Mapping[str, Any], *, version: int, by: Any) -> DepartmentPage:
    """Change the texts of the page. Raises StaleObjectError, ValidationError."""
    pages = DepartmentPage.objects.all()
    pages.get_or_create(pk=DepartmentPage.ONLY)
    return change_row(pages, DepartmentPage.ONLY, values, version, by)


def add_person(values: Mapping[str, Any], by: Any) -> DepartmentPerson:
    """Show one more person. Raises ValidationError."""
    return create_row(DepartmentPerson(**values), by)


def change_person(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> DepartmentPerson:
    """Change what is shown of a person. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(DepartmentPerson.objects.all(), pk, values, version, by)


@transaction.atomic
def remove_person(pk: int) -> None:
    """Take a person off the page, and what its history kept of her. Raises DoesNotExist."""
    person = DepartmentPerson.objects.select_for_update().get(pk=pk)
    person.delete()
    DepartmentPerson.history.filter(id=pk).delete()
