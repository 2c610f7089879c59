"""Finding campaigns."""

from statistics.models import Campaign
from statistics.periods import parse_period


class UnknownCampaignError(LookupError):
    """There is no campaign of this name; the message tells which there are."""


def campaign_named(name: str) -> Campaign:
    """Return the campaign `6-nk/2025` or `6-nk/2025-q1`. Raises UnknownCampaignError."""
    campaigns = Campaign.objects.select_related("form", "edition")
    if (fields := fields_named(name)) and (found := campaigns.filter(**fields).first()):
        return found
    known = ", ".join(campaign.name for campaign in campaigns) or "ни одного"
    raise UnknownCampaignError(f"Нет сбора отчётности «{name}». Есть: {known}. Пример: 6-nk/2025.")


def fields_named(name: str) -> dict[str, str | int]:
    """Return what finds a campaign by its name, or nothing when it is not a name."""
    form, _, key = name.strip().rpartition("/")
    try:
        return {"form__code": form, **parse_period(key).fields} if form else {}
    except ValueError:
        return {}
