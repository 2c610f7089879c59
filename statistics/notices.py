"""Letters to libraries about what the methodist has decided of their report and its files."""

from accounts.models import User
from statistics.letters.due import Draft
from statistics.letters.writing import write_letters
from statistics.models import CampaignLetter, Remark, ReportFile, Submission

Kind = CampaignLetter.Kind


def tell_returned(
    submission: Submission, comment: str, remarks: list[Remark], by: User | None
) -> None:
    """Write to the librarians that their report waits for corrections."""
    _tell(submission, Kind.RETURNED, by, comment=comment, remarks=remarks)


def tell_accepted(submission: Submission, by: User | None) -> None:
    """Write to the librarians that their report is accepted."""
    _tell(submission, Kind.ACCEPTED, by)


def tell_removed(submission: Submission, file: ReportFile, reason: str, by: User) -> None:
    """Write to the librarians that the department has taken a file of their report away."""
    told = {"comment": reason, "file_name": file.file_name}
    _tell(submission, Kind.REMOVED, by, f"{submission.pk}:file:{file.pk}", **told)


def _tell(
    submission: Submission, kind: str, by: User | None, occasion: str = "", **told: object
) -> None:
    """Write once for this step: the report's version is nobody else's, for it is locked."""
    occasion = occasion or f"{submission.pk}:{submission.version}"
    draft = Draft(kind, submission.organisation_id, (submission,), submission.due_on, occasion)
    write_letters(submission.campaign, [draft], by, **told)
