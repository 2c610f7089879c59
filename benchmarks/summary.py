"""The regional summary against the same GROUP BY in plain SQL."""

from django.db import connection

from benchmarks.measure import Comparison
from statistics.indicators import load_indicators
from statistics.models import Campaign
from statistics.queries.last_year import campaign_before
from statistics.summaries import Choice, main_indicators, shown_indicators
from statistics.summaries.figures import cells_of

SQL = """
SELECT s.campaign_id, s.territory_id, v.cell_id, SUM(v.number), COUNT(v.number)
FROM statistics_value v JOIN statistics_submission s ON s.id = v.submission_id
WHERE s.campaign_id IN ({campaigns}) AND s.state = 'accepted' AND v.cell_id IN ({cells})
GROUP BY s.campaign_id, s.territory_id, v.cell_id
"""


def comparison(campaign: Campaign) -> Comparison:
    choice = Choice(campaign)
    campaigns = [found for found in (campaign, campaign_before(campaign)) if found]
    codes = {part for one in shown_indicators(campaign.form.code) for part in one.parts}
    cells = cells_of(campaigns, codes, load_indicators())
    query = SQL.format(
        campaigns=", ".join(str(one.pk) for one in campaigns),
        cells=", ".join(map(str, cells)),
    )

    def plain() -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    return Comparison(
        "Свод по муниципалитетам / тот же GROUP BY", lambda: main_indicators(choice), plain, 3
    )
