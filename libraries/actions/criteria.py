"""Sets of criteria: a new edition takes the place of the former."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from libraries.imports.criteria import read_criteria
from libraries.models import CriteriaSet, Criterion


@transaction.atomic
def issue_criteria(*, status: str, minimum: int, years: int, text: str, by: Any) -> CriteriaSet:
    """Put a new edition of the criteria for `status` in force; examinations begun keep theirs.

    Raises ValidationError for lines that are not understood, or a minimum out of reach.
    """
    lines = read_criteria(text)
    most = sum(line.points for line in lines)
    if minimum > most:
        message = f"Проходной балл {minimum} больше, чем можно набрать: {most}."
        raise ValidationError({"minimum": message})
    former = CriteriaSet.objects.filter(status=status)
    edition = (former.aggregate(last=Max("edition"))["last"] or 0) + 1
    former.update(is_active=False)
    issued = CriteriaSet(
        status=status, edition=edition, minimum=minimum, years=years, created_by=by
    )
    issued.full_clean()
    issued.save()
    Criterion.objects.bulk_create(
        Criterion(
            criteria=issued,
            position=number,
            group=line.group,
            text=line.text,
            points=line.points,
        )
        for number, line in enumerate(lines, start=1)
    )
    return issued
