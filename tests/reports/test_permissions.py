"""Who gets which answer at the addresses of documents."""

from tests.battery import SIGN_IN, Case, battery, everyone, signed_in

SUMMARY = {"name": "regional-summary", "format": "xlsx", "campaign": "6-nk/2025"}
CASES = [
    Case("reports:document-list", signed_in(200)),
    Case(
        "reports:summary-documents",
        signed_in(200),
        kwargs={"form": "6-nk", "period": "2025"},
        needs=["submission"],
    ),
    Case("reports:summary-documents", signed_in(404), kwargs={"form": "x", "period": "2025"}),
    Case(
        "reports:request",
        [SIGN_IN, 403, 403, 302, 302, 302],
        method="post",
        data=SUMMARY,
        needs=["submission"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 404, 302, 302, 302, 302],
        method="post",
        data={**SUMMARY, "organisation": "@organisation_number"},
        needs=["submission"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 404, 302, 302, 302, 302],
        method="post",
        data={
            "name": "submission",
            "format": "xlsx",
            "campaign": "6-nk/2025",
            "library": "@submission.library.code",
        },
    ),
    Case(
        "reports:request",
        [SIGN_IN, 404, 404, 302, 302, 404],
        method="post",
        data={"name": "plan", "format": "xlsx", "plan": "@plan_number"},
    ),
    Case(
        "reports:request",
        everyone(302),
        method="post",
        data={"name": "passport", "library": "@library.code"},
    ),
    Case(
        "reports:request",
        [404, 404, 302, 302, 302, 404],
        method="post",
        data={"name": "passport", "library": "@library.code", "audience": "inside"},
    ),
    Case(
        "reports:request",
        everyone(302),
        method="post",
        data={"name": "network-changes", "format": "xlsx"},
    ),
    Case(
        "reports:request",
        [SIGN_IN, 403, 403, 302, 302, 302],
        method="post",
        data={"name": "report-texts", "format": "docx", "campaign": "6-nk/2025"},
        needs=["heading"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 403, 403, 302, 302, 302],
        method="post",
        data={"name": "campaign-board", "format": "xlsx", "campaign": "6-nk/2025"},
        needs=["submission"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 404, 302, 302, 302, 302],
        method="post",
        data={
            "name": "whole-form",
            "format": "xlsx",
            "campaign": "6-nk/2025",
            "organisation": "@organisation_number",
        },
        needs=["submission"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 404, 302, 403, 403, 403],
        method="post",
        data={
            "name": "offline-workbook",
            "format": "xlsx",
            "campaign": "6-nk/2025",
            "organisation": "@organisation_number",
        },
        needs=["draft"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 403, 403, 302, 302, 302],
        method="post",
        data={"name": "bound-summary", "format": "xlsx", "campaign": "6-nk/2025"},
        needs=["submission"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 403, 403, 302, 302, 302],
        method="post",
        data={"name": "values", "format": "csv", "campaign": "6-nk/2025"},
        needs=["submission"],
    ),
    Case("reports:document", everyone(200), kwargs={"pk": "@guest_file.pk"}),
    Case("reports:download", everyone(302), kwargs={"pk": "@guest_file.pk"}),
    Case(
        "reports:retry",
        [SIGN_IN, *[302] * 5],
        kwargs={"pk": "@guest_file.pk"},
        method="post",
    ),
    Case("reports:request", signed_in(404), method="post", data={"name": "nothing"}),
    Case("reports:request", signed_in(400), method="post", data={"name": "plan", "plan": "x"}),
    Case("reports:request", everyone(405)),
    Case(
        "reports:document", [SIGN_IN, 404, 200, 200, 200, 404], kwargs={"pk": "@document_file.pk"}
    ),
    Case(
        "reports:document",
        [SIGN_IN, 404, 200, 200, 200, 404],
        kwargs={"pk": "@document_file.pk"},
        htmx=True,
    ),
    Case(
        "reports:download", [SIGN_IN, 404, 302, 302, 302, 404], kwargs={"pk": "@document_file.pk"}
    ),
    Case(
        "reports:retry",
        [SIGN_IN, 404, 302, 302, 302, 404],
        kwargs={"pk": "@document_file.pk"},
        method="post",
    ),
]

test_permissions = battery(CASES)
