"""What the documents with summaries share: the campaign, the part of the region, the permission."""

from functools import cached_property
from typing import Any

from accounts.scope import organisations_below, organisations_of, sees_whole_region
from common.places import over
from common.text import number_in
from libraries.models import Organisation, Territory
from reports.documents.base import Parameter, ParameterError
from statistics.models import Campaign
from statistics.queries.campaigns import UnknownCampaignError, campaign_named
from statistics.summaries import Choice
from statistics.summaries.choice import STATES

CAMPAIGN = Parameter("campaign", "сбор отчётности", "6-nk/2025")
STATES_COUNTED = Parameter("states", "какие отчёты", "accepted", default="accepted", choices=STATES)
ORGANISATION = Parameter("organisation", "номер учреждения", "12", is_required=False)
TERRITORY = Parameter("territory", "код ОКТМО", "66612000", is_required=False)


def find_campaign(name: str) -> Campaign:
    """Return the campaign known as `6-nk/2025`; raise ParameterError."""
    try:
        return campaign_named(name)
    except UnknownCampaignError as error:
        raise ParameterError(str(error)) from error


def find_organisation(number: str) -> Organisation | None:
    if not number:
        return None
    pk = number_in(number)
    organisation = Organisation.objects.filter(**({"pk": pk} if pk else {"code": number})).first()
    if organisation is None:
        raise ParameterError(f"Нет учреждения «{number}».")
    return organisation


def find_territory(oktmo: str) -> Territory | None:
    if not oktmo:
        return None
    territory = Territory.objects.filter(oktmo=oktmo).first()
    if territory is None:
        raise ParameterError(f"Нет территории с кодом ОКТМО «{oktmo}».")
    return territory


def is_organisation_visible(user: Any, organisation: Organisation | None) -> bool:
    """Whether the organisation exists for `user`; outside one's scope it does not."""
    if organisation is None or sees_whole_region(user):
        return True
    return organisations_of(user).filter(pk=organisation.pk).exists()


class SummaryScope:
    """The part of a campaign that a summary speaks of, and who may see it."""

    def __init__(self, values: dict[str, str]) -> None:
        self.campaign = find_campaign(values["campaign"])
        self.states = values["states"]
        self.organisation = find_organisation(values.get("organisation", ""))
        self.territory = find_territory(values.get("territory", ""))

    def choice(self, by: str = "territory") -> Choice:
        below = None
        if self.organisation:
            ids = organisations_below(self.organisation.pk).values_list("pk", flat=True)
            below = tuple(ids)
        return Choice(
            self.campaign,
            by,
            self.states,
            territory=self.territory.pk if self.territory else None,
            organisations=below,
            of_whom=self.of_whom,
        )

    @cached_property
    def region(self) -> Territory | None:
        """The region itself, once the registry has it."""
        return Territory.objects.filter(kind=Territory.Kind.REGION).first()

    @property
    def is_region(self) -> bool:
        return self.organisation is None and self.territory is None

    @property
    def of_whom(self) -> str:
        words = []
        if self.organisation:
            words.append(f"по учреждению {self.organisation}")
        if self.territory:
            words.append(over(self.territory.name))
        return ", ".join(words) or "по региону"

    def is_visible_to(self, user: Any) -> bool:
        return is_organisation_visible(user, self.organisation)

    def is_allowed_to(self, user: Any) -> bool:
        """The whole region's figures are the department's; a librarian sees her organisation's."""
        return sees_whole_region(user) or self.organisation is not None
