"""What people say about the figures of the present campaign: remarks and explanations."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import User
from common.roles import Role
from methodportal.demo.campaigns import DECIDED_AT, SENT_AT
from methodportal.demo.registry import PRESENT_YEAR
from statistics.actions.doubts import count_anew
from statistics.models import Campaign, Cell, Explanation, Remark, Submission
from statistics.outliers.norms import reckon_norms
from statistics.queries.answers import read_sheet
from statistics.queries.verification import judged_findings

REMARKS = (
    ("4.11.7", "Посещения разошлись с дневником работы за июль и август. Сверьте, пожалуйста."),
    ("2.04.3", "Проверьте остаток фонда: к отчёту нужна копия акта на списание."),
    ("1.01.16", "В паспорте библиотеки мест меньше. Какое число верно?"),
    ("6.18.7", "Уточните образование заведующей: в кадрах указано среднее профессиональное."),
    ("7.19.14", "На комплектование меньше, чем в договорах за год. Все ли счета учтены?"),
)
EXPLANATION = "Рост за счёт летней площадки и новых договоров с детским садом и школой."


def make_talk() -> None:
    """Leave remarks on returned reports, and explain what the checks ask of sent ones.

    What the checks say is then counted, as it would have been at each sending. A remark was made
    before the report was given back, an explanation before it was sent.
    """
    present = Submission.objects.filter(campaign__year=PRESENT_YEAR)
    methodist = User.objects.filter(role=Role.METHODIST).order_by("pk").first()
    edition = Campaign.objects.get(form__code="6-nk", year=PRESENT_YEAR).edition_id
    cells = dict(Cell.objects.filter(edition=edition).values_list("address", "pk"))
    returned = present.filter(state=Submission.State.RETURNED).order_by("library__code")
    remarks = []
    for number, submission in enumerate(returned):
        for address, text in (REMARKS[number % 5], REMARKS[(number + 2) % 5])[: 1 + number % 2]:
            remarks.append(
                Remark(submission=submission, cell_id=cells[address], text=text, author=methodist)
            )
    Remark.objects.bulk_create(remarks)
    Remark.objects.update(created_at=DECIDED_AT - dt.timedelta(minutes=30))
    campaign = Campaign.objects.get(form__code="6-nk", year=PRESENT_YEAR)
    reckon_norms(campaign)
    _explain(present.filter(state=Submission.State.SUBMITTED))
    count_anew(campaign)


def _explain(submissions: QuerySet[Submission]) -> None:
    """Give the library's word for every figure that a check asks about."""
    explanations = []
    for submission in submissions.select_related("campaign__edition"):
        author = User.objects.filter(organisation=submission.organisation_id).first()
        explanations += [
            Explanation(
                submission=submission,
                check_code=one.finding.code,
                fingerprint=one.finding.fingerprint,
                text=EXPLANATION,
                author=author,
            )
            for one in judged_findings(submission, read_sheet(submission))
            if one.severity == "explain"
        ]
    Explanation.objects.bulk_create(explanations)
    Explanation.objects.update(created_at=SENT_AT - dt.timedelta(minutes=30))
