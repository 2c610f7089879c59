"""Writing the text part of a report."""

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.editing import change_row, create_row, hold
from common.russian import plural
from common.text import strip_controls
from statistics.actions.entry import lock, start
from statistics.models import ReportText, Submission, TextHeading

GONE = (
    "Такого заголовка в этом сборе нет: методист мог его убрать. Текст под ним не записан. "
    "Скопируйте его, если он нужен в другом месте, и обновите страницу."
)


def fit_text(text: str, heading: TextHeading) -> str:
    """Return the text as it is kept; raise ValidationError when it is longer than allowed."""
    fit = strip_controls(text.replace("\r\n", "\n")).strip()
    if len(fit) > heading.max_length:
        over = len(fit) - heading.max_length
        signs = plural(over, "знак", "знака", "знаков")
        raise ValidationError(
            f"«{heading.title}»: текст длиннее {heading.max_length} знаков, сократите на {over} "
            f"{signs}. Здесь он остаётся, пока Вы его правите."
        )
    return fit


@transaction.atomic
def write_text(
    submission: Submission, heading: int, text: str, version: int, by: User | None
) -> ReportText | None:
    """Keep the library's text under a heading; None when there was and is nothing.

    `version` is that of the text the person saw, 0 for none. Raises StaleObjectError when
    somebody has written another since, SubmissionFrozenError, and ValidationError for an unknown
    heading and a text too long.
    """
    locked = lock(submission)
    asked = TextHeading.objects.filter(campaign=locked.campaign_id, pk=heading).first()
    if asked is None:
        raise ValidationError(GONE)
    fit, now = fit_text(text, asked), timezone.now()
    row = ReportText.objects.filter(submission=locked, heading=asked).first()
    if row is None and not fit:
        return None
    if row is not None and row.text == fit:
        return row
    values = {"text": fit, "changed_by": by, "changed_at": now}
    try:
        if row is None:
            # The heading is held: it cannot be taken away before its first text stands.
            new = ReportText(submission=locked, heading=hold(asked), **values)
            row = create_row(new, by)
        else:
            row = change_row(ReportText.objects.all(), row.pk, values, version, by)
    except ObjectDoesNotExist as error:
        raise ValidationError(GONE) from error
    start(locked, by, now)
    return row
