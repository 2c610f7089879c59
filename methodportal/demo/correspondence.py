"""What was written to libraries about the present campaign, and who was given more time."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from common.roles import Role
from methodportal.demo.campaigns import PRESENT
from methodportal.demo.registry import PRESENT_YEAR
from statistics.actions.extensions import extend
from statistics.letters.due import drafts_due
from statistics.letters.writing import compose
from statistics.models import Campaign, CampaignLetter, Extension, Submission
from statistics.queries.my_reports import TO_DO

REASONS = (
    "Здание на капитальном ремонте, документы учёта в хранении.",
    "Библиотекарь на больничном, замена выходит на работу после праздников.",
    "Нет связи: повреждена линия, цифры привезут на бумаге.",
)


def make_correspondence() -> None:
    """Put the opening letters on record as sent, and extend three libraries' time."""
    campaign = Campaign.objects.select_related("form").get(
        year=PRESENT_YEAR, period=Campaign.Period.YEAR, form__code="6-nk"
    )
    at = timezone.make_aware(dt.datetime.combine(campaign.opens_on, dt.time(8)))
    letters = compose(campaign, drafts_due(campaign, campaign.opens_on))
    for letter in letters:
        letter.written_at = letter.sent_at = at
    CampaignLetter.objects.bulk_create(letters)
    _extend(campaign)


def _extend(campaign: Campaign) -> None:
    methodist = User.objects.filter(role=Role.METHODIST).order_by("pk").first()
    waited = Submission.objects.filter(campaign=campaign, state__in=TO_DO)
    chosen = waited.order_by("-library__code").values_list("pk", flat=True)[:30:10]
    for number, pk in enumerate(chosen):
        day = campaign.due_on + dt.timedelta(days=5 + 3 * number)
        extend(campaign, [pk], day, REASONS[number], methodist)
    Extension.objects.update(made_at=PRESENT)
