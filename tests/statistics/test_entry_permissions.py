import pytest

from common.files.checking import CheckedFile
from common.files.kinds import PDF
from statistics.actions.attachments import attach_file
from statistics.models import OfflineUpload, ReportFile
from tests.battery import SIGN_IN, Case, battery

SUBMISSION = {"pk": "@submission.pk"}
# stranger, neighbour, librarian, methodist, head, admin
READERS = [SIGN_IN, 404, 200, 200, 200, 200]
KEEPER = [SIGN_IN, 404, 302, 403, 403, 403]
CAMPAIGN = {"form": "6-nk", "period": "2025"}
KEEPER_SEES = [SIGN_IN, 404, 200, 403, 403, 403]
UPLOAD = {"pk": "@offline_upload.pk"}
FILE = {"pk": "@report_file.pk"}


@pytest.fixture
def offline_upload(submission, librarian) -> OfflineUpload:
    """A workbook that the librarian has brought to her report."""
    return OfflineUpload.objects.create(
        owner=librarian,
        kind="offline",
        file_name="бланк.xlsx",
        campaign=submission.campaign,
        submission=submission,
        source={"sheets": []},
    )


@pytest.fixture
def report_file(submission, librarian) -> ReportFile:
    """A file that the librarian has put beside her report."""
    return attach_file(submission, "file", CheckedFile(b"%PDF-1.7", PDF, "смета.pdf"), librarian)


@pytest.fixture
def text_form(submission) -> dict[str, object]:
    heading = submission.campaign.headings.create(title="Главное за год")
    return {f"text-{heading.pk}": "Год.", f"version-{heading.pk}": 0}


def act(name: str, **data: str) -> Case:
    return Case(f"statistics:{name}", KEEPER, kwargs=SUBMISSION, method="post", data=data)


CASES = [
    Case("statistics:my-reports", [SIGN_IN, 200, 200, 302, 302, 302], needs=["submission"]),
    Case("statistics:submission", READERS, kwargs=SUBMISSION),
    Case("statistics:history", READERS, kwargs=SUBMISSION),
    Case("statistics:cell-history", READERS, kwargs=SUBMISSION | {"address": "2.04.3"}),
    Case(
        "statistics:cell-history",
        [SIGN_IN, 404, 404, 404, 404, 404],
        kwargs=SUBMISSION | {"address": "9.99.9"},
    ),
    Case("statistics:package", KEEPER_SEES, kwargs=CAMPAIGN, needs=["submission"]),
    Case("statistics:own-summary", KEEPER_SEES, kwargs=CAMPAIGN, needs=["submission"]),
    Case(
        "statistics:package",
        [SIGN_IN, 302, 422, 403, 403, 403],
        kwargs=CAMPAIGN,
        needs=["submission"],
        method="post",
    ),
    Case(
        "statistics:package-responsible",
        [SIGN_IN, 302, 302, 403, 403, 403],
        kwargs=CAMPAIGN,
        needs=["submission"],
        method="post",
        data={"responsible_name": "Берёзкина А. П."},
    ),
    Case("statistics:section", READERS, kwargs=SUBMISSION | {"number": 2}),
    Case(
        "statistics:section",
        [SIGN_IN, 404, 404, 404, 404, 404],
        kwargs=SUBMISSION | {"number": 9},
    ),
    Case(
        "statistics:section",
        KEEPER,
        kwargs=SUBMISSION | {"number": 2},
        method="post",
        data={"cell:2.02.4": "5", "seen:2.02.4": "0|"},
    ),
    Case(
        "statistics:save",
        [SIGN_IN, 404, 200, 403, 403, 403],
        kwargs=SUBMISSION,
        method="post",
        data={"changes": [], "section": 2},
        content_type="application/json",
    ),
    Case("statistics:save", [SIGN_IN, 405, 405, 405, 405, 405], kwargs=SUBMISSION),
    act("responsible", responsible_name="Берёзкина А. П."),
    act("explain"),
    act("recompute-totals"),
    act("withdraw"),
    Case("statistics:submit", KEEPER, kwargs={"pk": "@filled.pk"}, method="post", data={}),
    Case("statistics:sent", KEEPER, kwargs=SUBMISSION),
    Case("statistics:texts", READERS, kwargs=SUBMISSION, needs=["text_form"]),
    Case("statistics:texts", KEEPER, kwargs=SUBMISSION, method="post", data="@text_form"),
    Case(
        "statistics:texts-save",
        [SIGN_IN, 404, 200, 403, 403, 403],
        kwargs=SUBMISSION,
        method="post",
        data={"changes": []},
        content_type="application/json",
    ),
    Case("statistics:texts-save", [SIGN_IN, 405, 405, 405, 405, 405], kwargs=SUBMISSION),
    Case("statistics:texts-history", READERS, kwargs=SUBMISSION),
    Case("statistics:report-files", READERS, kwargs=SUBMISSION),
    Case("statistics:report-files", KEEPER_SEES, kwargs=SUBMISSION, method="post", data={}),
    Case("statistics:report-file", READERS, kwargs=FILE),
    Case("statistics:report-file-remove", KEEPER, kwargs=FILE, method="post"),
    Case(
        "statistics:report-file-take-down",
        [SIGN_IN, 403, 403, 302, 302, 403],
        kwargs=FILE,
        method="post",
        data={"reason": "Чужой документ."},
    ),
    Case("statistics:offline", KEEPER_SEES, kwargs=CAMPAIGN, needs=["submission"]),
    Case("statistics:offline-workbook", KEEPER_SEES, kwargs=CAMPAIGN, needs=["submission"]),
    Case("statistics:offline-form", KEEPER_SEES, kwargs=SUBMISSION),
    Case("statistics:offline-form-workbook", KEEPER_SEES, kwargs=SUBMISSION),
    Case("statistics:offline-form", KEEPER_SEES, kwargs=SUBMISSION, method="post", data={}),
    Case("statistics:offline-preview", KEEPER_SEES, kwargs=UPLOAD),
    Case("statistics:offline-confirm", KEEPER, kwargs=UPLOAD, method="post"),
    Case("statistics:offline-cancel", KEEPER, kwargs=UPLOAD, method="post"),
]

test_permissions = battery(CASES)
