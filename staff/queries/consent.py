"""Reads of consents: whose are valid, and to which text."""

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)

from staff.models import Consent, ConsentText, Employee

VALID, OUTDATED, WITHDRAWN, NONE = "valid", "outdated", "withdrawn", "none"
STATES = {
    VALID: "есть",
    OUTDATED: "дано на прежний текст",
    WITHDRAWN: "отозвано",
    NONE: "нет",
}


def current_text() -> ConsentText | None:
    """Return the text in force: the latest published version."""
    return ConsentText.objects.filter(published_on__isnull=False).order_by("-number").first()


def with_consent(people: QuerySet[Employee]) -> QuerySet[Employee]:
    """Annotate the people with `consent`, one of STATES; two queries in all.

    The latest consent counts, whatever stood before it: withdrawn, it takes the former ones along.
    One to an older version is outdated: the new text asks again.
    """
    text = current_text()
    hers = Consent.objects.filter(employee=OuterRef("pk")).order_by("-given_on", "-pk")
    known = people.alias(
        last_text=Subquery(hers.values("text")[:1]),
        last_withdrawal=Subquery(hers.values("withdrawn_on")[:1]),
    )
    return known.annotate(
        consent=Case(
            When(last_withdrawal__isnull=False, then=Value(WITHDRAWN)),
            When(last_text=text.pk if text else None, then=Value(VALID)),
            When(last_text__isnull=False, then=Value(OUTDATED)),
            default=Value(NONE),
            output_field=CharField(),
        )
    )


def consent_of(employee: Employee) -> str:
    """Return the state of one person's consent."""
    return with_consent(Employee.objects.filter(pk=employee.pk)).get().consent


def consent_totals(people: QuerySet[Employee]) -> Mapping[str, int]:
    """Count people annotated by `with_consent` by state."""
    rows: Any = people.order_by().values_list("consent").annotate(number=Count("pk"))
    return {**dict.fromkeys(STATES, 0), **dict(rows)}


def consents_of(employee: Employee) -> QuerySet[Consent]:
    """Return the person's consents, latest first, with their texts and scans."""
    return employee.consents.select_related("text", "recorded_by", "scan").order_by(
        "-given_on", "-pk"
    )
