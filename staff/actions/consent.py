"""Consents: the texts, giving and withdrawing, and the contacts that depend on them."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from common.editing import change_row, create_row, hold
from common.files.checking import CheckedFile
from common.files.storing import StoredFile, delete_stored, stored_values
from staff.models import Consent, ConsentScan, ConsentText, Contact, Employee, Erasure
from staff.queries.consent import VALID, consent_of, current_text


@transaction.atomic
def draft_consent_text(text: str, by: Any) -> ConsentText:
    """Write the next version of the text; nobody is asked until it is published."""
    first = ConsentText.objects.order_by("number").first()
    if first is not None:
        hold(first)  # one draft at a time takes its number
    last = ConsentText.objects.aggregate(last=Max("number"))["last"] or 0
    return create_row(ConsentText(number=last + 1, text=text), by)


def change_consent_text(pk: int, text: str, *, version: int, by: Any) -> ConsentText:
    """Change a draft. Raises StaleObjectError, and ValidationError when it is published."""
    return change_row(ConsentText.objects.all(), pk, {"text": text}, version, by)


def publish_consent_text(pk: int, *, version: int, by: Any) -> ConsentText:
    """Put the text in force from today: everybody is asked anew. Raises StaleObjectError."""
    values = {"published_on": timezone.localdate(), "published_by": by}
    rows = ConsentText.objects.filter(published_on__isnull=True)
    return change_row(rows, pk, values, version, by, "Текст введён в действие")


@transaction.atomic
def give_consent(
    employee: Employee,
    values: Mapping[str, Any],
    by: Any,
    scan: CheckedFile | None = None,
) -> Consent:
    """Record that a person consented to the text in force, with a scan of the paper.

    Raises ValidationError when there is no text in force.
    """
    text = current_text()
    if text is None:
        raise ValidationError("Текста согласия ещё нет: его вводит заведующая.")
    consent = create_row(Consent(employee=employee, text=text, recorded_by=by, **values), by)
    if scan is not None:
        _keep_scan(consent, scan)
    return consent


def _keep_scan(consent: Consent, scan: CheckedFile) -> None:
    """Keep the file alone: a picture of a paper needs no thumbnail."""
    values = stored_values(scan)
    names = [field.name for field in StoredFile._meta.get_fields()]
    ConsentScan.objects.create(consent=consent, **{name: values[name] for name in names})


@transaction.atomic
def withdraw_consent(
    pk: int, withdrawn_on: datetime.date, note: str, *, version: int, by: Any
) -> Consent:
    """Record a withdrawal; what was kept by consent alone is deleted at once, its history too.

    Raises StaleObjectError, ValidationError.
    """
    values = {"withdrawn_on": withdrawn_on, "withdrawal_note": note}
    consent = change_row(Consent.objects.all(), pk, values, version, by, "Согласие отозвано")
    if consent_of(consent.employee) != VALID:
        delete_contact(consent.employee)
    return consent


@transaction.atomic
def save_contact(
    employee: Employee, values: Mapping[str, Any], *, version: int | None, by: Any
) -> Contact:
    """Keep how to reach the person.

    Raises ValidationError without a valid consent or of an impersonal card, StaleObjectError.
    """
    if Erasure.objects.filter(employee=employee).exists():
        raise ValidationError("Запись обезличена: личных контактов у неё нет.")
    if consent_of(employee) != VALID:
        raise ValidationError("Личные контакты хранят только с действующего согласия.")
    hold(employee)
    found = Contact.objects.filter(employee=employee).first()
    if found is None:
        return create_row(Contact(employee=employee, **values), by)
    return change_row(Contact.objects.all(), found.pk, values, version or 0, by)


def delete_contact(employee: Employee) -> None:
    """Forget the contacts, in the history too."""
    Contact.objects.filter(employee=employee).delete()
    Contact.history.filter(employee_id=employee.pk).delete()


def delete_scans(employee: Employee) -> None:
    """Delete the scans of the person's papers, from the disk too."""
    scans = ConsentScan.objects.filter(consent__employee=employee)
    delete_stored(*[scan.file for scan in scans])
    scans.delete()
