"""Trying a draft's checks on the reports of a collection, in the background."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks import task

from accounts.models import User
from statistics.designer.faults import sound_layout
from statistics.designer.trial import begun, try_checks
from statistics.models import Campaign, DraftTrial, EditionDraft
from statistics.queries.drafts import campaigns_to_try, places_in

# How often it is written down how far the trial has come.
TOLD_TIMES = 20
BROKEN = "Проба прервалась из-за ошибки портала. Сообщите администратору и попробуйте ещё раз."
NO_LAYOUT = "В разделах есть ошибки: сначала исправьте их, потом пробуйте контроли."


def try_draft(draft: EditionDraft, campaign: Campaign, by: User) -> DraftTrial:
    """Begin to try the checks in the background; former trials of the draft are dropped.

    Raises ValidationError for a collection of another form, and while the sections do not hold.
    """
    if not campaigns_to_try(draft).filter(pk=campaign.pk).exists():
        raise ValidationError("По этому сбору контроли черновика не попробовать.")
    if sound_layout(draft.definition) is None:
        raise ValidationError(NO_LAYOUT)
    with transaction.atomic():
        draft.trials.all().delete()
        trial = draft.trials.create(
            version=draft.version, campaign=campaign, total=begun(campaign).count(), made_by=by
        )
        run_trial_later.enqueue(trial.pk)
    return trial


@task()
def run_trial_later(pk: int) -> None:
    """Run a trial; one that was dropped meanwhile is not run."""
    trial = (
        DraftTrial.objects.select_related("draft", "campaign__edition", "campaign__form")
        .filter(pk=pk)
        .first()
    )
    if trial is not None:
        run_trial(trial)


def run_trial(trial: DraftTrial) -> None:
    """Run the checks and keep what they found; the page shows how far it has come."""
    layout = sound_layout(trial.draft.definition)
    if layout is None:
        _write(trial, state=DraftTrial.State.FAILED, error=NO_LAYOUT)
        return
    _write(trial, state=DraftTrial.State.RUNNING)
    step = max(trial.total // TOLD_TIMES, 1)

    def tell(done: int) -> None:
        if done % step == 0:
            _write(trial, done=done)

    places = places_in(trial.draft, trial.campaign.edition)
    try:
        lines = try_checks(layout, trial.campaign, places, tell)
    except Exception:
        _write(trial, state=DraftTrial.State.FAILED, error=BROKEN)
        raise
    _write(trial, state=DraftTrial.State.READY, done=trial.total, lines=lines)


def _write(trial: DraftTrial, **values: object) -> None:
    """Write past the object: a trial dropped meanwhile stays dropped."""
    DraftTrial.objects.filter(pk=trial.pk).update(**values)
