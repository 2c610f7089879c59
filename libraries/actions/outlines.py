"""Outlines of applications and visits: a new edition takes the place of the former."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from libraries.imports.outlines import read_outline
from libraries.models import Outline, OutlineItem


@transaction.atomic
def issue_outline(*, purpose: str, programme: str, text: str, by: Any) -> Outline:
    """Put a new edition in force; what was written by the former ones keeps their wording.

    Raises ValidationError for lines that are not understood.
    """
    lines = read_outline(text)
    former = Outline.objects.filter(purpose=purpose, programme=programme)
    edition = (former.aggregate(last=Max("edition"))["last"] or 0) + 1
    former.update(is_active=False)
    issued = Outline(purpose=purpose, programme=programme, edition=edition, created_by=by)
    issued.full_clean()
    issued.save()
    OutlineItem.objects.bulk_create(
        OutlineItem(
            outline=issued,
            position=position,
            title=line.title,
            hint=line.hint,
            is_required=line.is_required,
        )
        for position, line in enumerate(lines, start=1)
    )
    return issued


def retire_outline(outline: Outline) -> None:
    """Let the programme go by the list for all of them again. Raises ValidationError for that."""
    if not outline.programme:
        raise ValidationError("Перечень для всех программ можно только заменить новой редакцией.")
    Outline.objects.filter(pk=outline.pk).update(is_active=False)
