"""Fetching a submission as the person may see it, and a collection: no view forgets to ask."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404

from statistics.models import Campaign, Submission
from statistics.periods import ReportingPeriod
from statistics.queries.last_year import with_previous
from statistics.rules import submissions_visible_to

Rule = Callable[[Any, Submission], bool]


def refusal(error: Exception, text: str) -> str:
    """Return why something was not written, together with the text, which must not be lost."""
    why = error.messages[0] if isinstance(error, ValidationError) else str(error)
    return f"{why} Вы написали: «{text.strip()}»" if text.strip() else why


def fetch_submission(user: Any, pk: int, allowed: Rule | None = None) -> Submission:
    """Return the submission, or raise Http404 outside the scope and PermissionDenied by role."""
    submissions = (
        with_previous(submissions_visible_to(user))
        .select_related("campaign__form", "campaign__edition", "library", "organisation__parent")
        .defer("campaign__edition__definition")
    )
    submission = get_object_or_404(submissions, pk=pk)
    if allowed is not None and not allowed(user, submission):
        raise PermissionDenied
    return submission


def fetch_campaign(form: str, period: ReportingPeriod) -> Campaign:
    """Return the collection named `form/period`, or raise Http404."""
    campaigns = Campaign.objects.select_related("form", "edition").defer("edition__definition")
    return get_object_or_404(campaigns, form__code=form, **period.fields)
