"""Letters to libraries about their reports."""

from django.template.loader import render_to_string

from accounts.models import User
from common.letters import write_letter
from common.roles import Role
from statistics.models import Remark, Submission


def tell_returned(submission: Submission, comment: str, remarks: list[Remark]) -> None:
    """Write to the librarians that their report waits for corrections."""
    _tell(submission, "returned", f"Отчёт возвращён: {submission.library}", comment, remarks)


def tell_accepted(submission: Submission) -> None:
    """Write to the librarians that their report is accepted."""
    _tell(submission, "accepted", f"Отчёт принят: {submission.library}", "", [])


def _tell(
    submission: Submission, kind: str, subject: str, comment: str, remarks: list[Remark]
) -> None:
    context = {"submission": submission, "comment": comment, "remarks": remarks}
    body = render_to_string(f"statistics/email/{kind}.txt", context)
    write_letter(subject, body, _librarians(submission))


def _librarians(submission: Submission) -> list[str]:
    """Return the addresses of those who answer for the library's organisation."""
    users = User.objects.filter(
        organisation=submission.organisation_id, role=Role.LIBRARIAN, is_active=True
    )
    return list(users.values_list("email", flat=True))
