"""An indicator tried on the figures of the last finished year, before it is saved."""

from collections.abc import Mapping

from common.tables import Column, Row, Table
from statistics.indicators import Indicator
from statistics.models import Campaign
from statistics.queries.last_year import campaign_before
from statistics.summaries import Choice
from statistics.summaries.reading import Reading, change, libraries_behind, numbers_of


def trial_of(known: Mapping[str, Indicator], code: str) -> Table | None:
    """Return the indicator by municipality for the last finished year of its form.

    `known` are all indicators, this one among them as it would be. None before the first year.
    """
    indicator = known[code]
    years = Campaign.objects.filter(form__code=indicator.form, period=Campaign.Period.YEAR)
    closed = years.select_related("form", "edition").filter(state=Campaign.State.CLOSED)
    campaign = closed.order_by("-year").first()
    if campaign is None:
        return None
    previous = campaign_before(campaign)
    campaigns = [one for one in (previous, campaign) if one]
    reading = Reading(Choice(campaign), campaigns, [indicator], known)
    lines = [("data", group.name, [group]) for group in reading.groups]
    lines.append(("total", "Всего по региону", reading.groups))
    rows = []
    for kind, name, groups in lines:
        parts = {one.pk: reading.parts(one, groups) for one in campaigns}
        now = indicator.compute(numbers_of(parts[campaign.pk]))
        before = indicator.compute(numbers_of(parts[previous.pk])) if previous else None
        libraries = libraries_behind(indicator, parts[campaign.pk]) if now is not None else 0
        told = ((previous, before), (campaign, now))
        gaps = [reading.gap(indicator, n, parts[of.pk]) if of else None for of, n in told]
        values = (name, before, now, *change(now, before), libraries)
        rows.append(Row(values, kind, gaps=(None, *gaps, None, None, None)))
    return Table(
        title=f"Проба: {indicator.named}",
        subtitle=f"{campaign.form}, принятые отчёты",
        columns=_columns(indicator, campaign.year),
        rows=tuple(rows),
        notes=(reading.reported_note(campaign), *_lacking(indicator, known, campaigns)),
        key="trial",
    )


def _columns(indicator: Indicator, year: int) -> tuple[Column, ...]:
    places = indicator.places
    return (
        Column("name", "Муниципалитет", kind="text", width=30),
        Column("before", str(year - 1), places=places),
        Column("now", str(year), places=places),
        Column("change", "±", places=places, signed=True),
        Column("percent", "±, %", kind="percent", places=1, signed=True),
        Column("libraries", "библиотек за цифрой"),
    )


def _lacking(
    indicator: Indicator, known: Mapping[str, Indicator], campaigns: list[Campaign]
) -> list[str]:
    """Say which parts have no cell in a year's edition, so that a dash is not a riddle."""
    return [
        f"«{known[code].title}»: в редакции {campaign.edition.code} ({campaign.year} год) "
        "ячейка не указана."
        for campaign in campaigns
        for code in indicator.parts
        if known[code].cells and campaign.edition.code not in known[code].cells
    ]
