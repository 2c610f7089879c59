"""An organisation's own summary while its libraries still fill their reports."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.scope import organisations_of
from common.tables import Column, Row, Table
from statistics.models import Campaign, Submission
from statistics.queries.my_reports import CampaignReports, reports_in
from statistics.queries.my_reports import Row as ReportRow
from statistics.summaries import Choice, indicators_of, main_indicators
from statistics.summaries.arrangement import overview, totals
from statistics.summaries.choice import WITH_DRAFTS


@dataclass(frozen=True)
class OwnSummary:
    """`totals` are both years side by side, `libraries` what each has put in so far.

    A form that nobody follows by indicators has neither table.
    """

    choice: Choice
    reports: CampaignReports
    totals: Table | None = None
    libraries: Table | None = None
    notes: tuple[str, ...] = ()


def own_choice(campaign: Campaign, user: Any) -> Choice:
    """Return the sum of all that the person's libraries have put in, drafts too."""
    return Choice(
        campaign,
        by="library",
        states=WITH_DRAFTS,
        organisations=organisations_of(user).values("pk"),
        of_whom=f"по учреждению {user.organisation or ''}".strip(),
    )


def own_summary(campaign: Campaign, user: Any, today: date) -> OwnSummary:
    """Return how the summary of the person's organisation fills up, in a handful of queries."""
    choice, reports = own_choice(campaign, user), reports_in(campaign, user, today)
    indicators = indicators_of(choice)
    if not indicators:
        return OwnSummary(choice, reports)
    table = main_indicators(choice)
    sums = overview(table, indicators)[0]
    return OwnSummary(
        choice, reports, totals(table, indicators), _libraries(sums, reports), table.notes
    )


def _libraries(sums: Table, reports: CampaignReports) -> Table:
    """Put the state and the progress of every library between its name and its sums."""
    keys = [one.key for one in sums.columns if one.key not in ("reported", "expected")]
    part = sums.select(keys, title="По библиотекам: что уже внесено", key="own", notes=())
    rows = {_anchor(one.submission): one for one in reports.rows}
    how = (
        Column("state", "Состояние", kind="text", width=14),
        Column("filled", "Заполнено ячеек", kind="text", width=16),
    )
    return replace(
        part,
        columns=(part.columns[0], *how, *part.columns[1:]),
        rows=tuple(_told(row, rows.get(row.anchor), reports) for row in part.rows),
    )


def _anchor(submission: Submission) -> str:
    return submission.library.code or str(submission.library_id)


def _told(row: Row, one: ReportRow | None, reports: CampaignReports) -> Row:
    if one is None:
        state, url = f"сдано {reports.sent} из {reports.total}", ""
        progress = reports.progress
    else:
        state, progress = one.submission.get_state_display(), one.progress
        url = reverse("statistics:submission", args=[one.submission.pk])
    # How many stand behind is told by the state: a row is one library.
    return replace(
        row,
        values=(row.values[0], state, progress.words, *row.values[1:]),
        behind=(),
        gaps=(None, None, None, *row.gaps[1:]),
        links=(url, *[""] * (len(row.values) + 1)),
    )
