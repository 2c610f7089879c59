"""What the preview of a filled workbook shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from common.imports.records import unfinished
from common.roles import is_librarian
from common.waiting import Kind
from statistics.models import Campaign, OfflineUpload, Submission
from statistics.queries.my_reports import TO_DO
from statistics.rules import submissions_visible_to


def reports_to_take(user: Any, campaign: Campaign, editable: bool = True) -> QuerySet[Submission]:
    """Return the person's reports in the campaign, by name; `editable` leaves those to be filled.

    In a campaign that is over or has not begun nothing is to be filled.
    """
    reports = submissions_visible_to(user)
    if editable:
        return to_be_filled(reports, campaign)
    return _by_name(reports.filter(campaign=campaign))


def to_be_filled(reports: QuerySet[Submission], campaign: Campaign) -> QuerySet[Submission]:
    """Return those of the campaign that are yet to be filled, by name of the library."""
    found = reports.filter(campaign=campaign, state__in=TO_DO)
    return _by_name(found if campaign.is_collecting else found.none())


def _by_name(reports: QuerySet[Submission]) -> QuerySet[Submission]:
    return reports.select_related("library").order_by("library__name_key", "library__code")


def waiting_of(user: Any) -> list[Kind]:
    """Return the librarian's workbooks that she has not written or dropped yet."""
    if not is_librarian(user):
        return []
    return [unfinished(OfflineUpload.objects.all(), user, "statistics:offline-preview")]


@dataclass(frozen=True)
class LibraryChanges:
    """What the workbook changes in one report."""

    submission: int
    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Preview:
    """The cells in which a workbook differs; the changed ones are those of the `chosen` report."""

    libraries: list[LibraryChanges]
    doubtful: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    skipped: list[dict[str, Any]]
    chosen: LibraryChanges | None
    to_write: int


def preview_of(upload: OfflineUpload, chosen: int | None) -> Preview:
    """Sort the workbook's cells for the page; of several libraries one is shown in full."""
    libraries = _libraries(upload)
    one = next((each for each in libraries if each.submission == chosen), None)
    one = one or next(iter(libraries), None)
    return Preview(
        libraries=libraries,
        doubtful=[
            row for row in upload.rows if row["status"] == "doubtful" or row.get("was_doubtful")
        ],
        changed=_rows(upload, one, "changed"),
        skipped=_rows(upload, one, "skipped"),
        chosen=one,
        to_write=len(upload.rows_of("changed", "doubtful")),
    )


def _rows(upload: OfflineUpload, one: LibraryChanges | None, status: str) -> list[dict[str, Any]]:
    return [
        row
        for row in upload.rows_of(status)
        if one and row["submission"] == one.submission and not row.get("was_doubtful")
    ]


def _libraries(upload: OfflineUpload) -> list[LibraryChanges]:
    names = {row["submission"]: row["library"] for row in upload.rows}
    counts: dict[int, Counter[str]] = {pk: Counter() for pk in names}
    for row in upload.rows:
        counts[row["submission"]][row["status"]] += 1
    return [LibraryChanges(pk, name, counts[pk]) for pk, name in names.items()]
