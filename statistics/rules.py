"""Who sees a submission and who may do what with it.

A librarian's scope is her organisation and the organisations below it, by the organisation the
library belonged to in the campaign's year. The department and the administrator see the whole
region and type into no report: figures are the library's own word.
"""

from typing import Any

from django.db.models import QuerySet

from accounts.scope import organisations_of
from common.roles import is_admin, is_department, is_head, is_librarian
from statistics.models import PublishedSummary, Submission, SummaryPreset


def submissions_visible_to(user: Any) -> QuerySet[Submission]:
    """Return the submissions that exist for `user`: the region's, her organisation's, or none.

    Those of a cancelled collection exist for nobody until it is restored.
    """
    return Submission.objects.standing().filter(organisation__in=organisations_of(user))


def is_in_scope(user: Any, submission: Submission) -> bool:
    """Whether the report is of the librarian's organisation or of one below it."""
    organisation = submission.organisation
    for _level in range(3):
        if organisation is None:
            return False
        if organisation.pk == user.organisation_id:
            return True
        if organisation.parent_id is None:
            return False
        organisation = organisation.parent
    return False


def is_keeper(user: Any, submission: Submission) -> bool:
    """Whether `user` is a librarian who answers for this report."""
    return is_librarian(user) and is_in_scope(user, submission)


def can_fill(user: Any, submission: Submission) -> bool:
    return submission.is_editable and is_keeper(user, submission)


def can_withdraw(user: Any, submission: Submission) -> bool:
    """Whether the report can be taken back: sent, and not yet looked at by the methodist."""
    return (
        submission.state == Submission.State.SUBMITTED
        and submission.campaign.is_open
        and is_keeper(user, submission)
    )


def can_review(user: Any, submission: Submission) -> bool:
    """Whether `user` may leave remarks and decide, as long as the campaign goes on."""
    return is_department(user) and submission.campaign.is_open


def can_take_down(user: Any) -> bool:
    """Whether `user` may take a wrong file out of any report, in a closed campaign too.

    A scan with somebody's personal data must not stay because figures are frozen.
    """
    return is_department(user)


def can_see_collections(user: Any) -> bool:
    """Whether `user` sees how the collections of the whole region go."""
    return is_department(user) or is_admin(user)


def can_cancel(user: Any, is_begun: bool) -> bool:
    """Whether `user` may take back a collection, or restore it.

    While no report is begun (`is_begun`) it is the department's to undo; after that the work of
    libraries would go out of sight, and the head decides.
    """
    return is_head(user) if is_begun else is_department(user)


def can_sum_drafts(user: Any) -> bool:
    """Whether `user` may see unfinished figures summed up: the department, and a librarian hers."""
    return is_librarian(user) or is_department(user)


def can_share_presets(user: Any) -> bool:
    """Whether `user` may show her choices of the summary builder to everybody."""
    return is_department(user)


def can_change_preset(user: Any, preset: SummaryPreset) -> bool:
    """Whether the choice is hers, or a shared one that the head puts in order."""
    return preset.owner_id == user.pk or (preset.is_shared and is_head(user))


def can_keep_indicators(user: Any) -> bool:
    """Whether `user` says what is followed and by which formula."""
    return is_department(user)


def can_design(user: Any) -> bool:
    """Whether `user` writes forms of the department and brings them into force."""
    return is_department(user)


def can_publish_summaries(user: Any) -> bool:
    """Whether `user` shows summaries to everybody, and takes them back."""
    return is_head(user)


def published_summaries_of(user: Any) -> QuerySet[PublishedSummary]:
    """Return the summaries that are published: the same to a guest and to the department."""
    return PublishedSummary.objects.in_force()
