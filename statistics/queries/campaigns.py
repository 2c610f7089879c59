"""Finding campaigns."""

from common.text import number_in
from statistics.models import Campaign


class UnknownCampaignError(LookupError):
    """There is no campaign of this name; the message tells which there are."""


def campaign_named(name: str) -> Campaign:
    """Return the campaign `6-nk/2025`. Raises UnknownCampaignError."""
    form, _, year = name.strip().rpartition("/")
    campaigns = Campaign.objects.select_related("form", "edition")
    if form and number_in(year) is not None:
        found = campaigns.filter(form__code=form, year=number_in(year)).first()
        if found:
            return found
    known = ", ".join(campaign.name for campaign in campaigns) or "ни одного"
    raise UnknownCampaignError(f"Нет сбора отчётности «{name}». Есть: {known}. Пример: 6-nk/2025.")
