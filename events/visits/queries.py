"""Reads of visits and of what was advised on them."""

from django.db.models import Count, Q, QuerySet

from events.models import Visit, VisitAdvice

OPEN = Q(done_on=None)
ANSWERED = OPEN & Q(answered_on__isnull=False)
UNANSWERED = OPEN & Q(answered_on=None)


def list_visits(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return the visits, latest first, with `open_advice`: how much of the advice is not done."""
    is_open = Q(advice__isnull=False, advice__done_on=None)
    return (
        visits.select_related("library", "organisation")
        .annotate(open_advice=Count("advice", filter=is_open))
        .order_by("-starts_on", "-pk")
    )


def whole_visit(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return the visits with all that their pages and papers tell."""
    related = ("library__territory", "organisation", "plan_item__plan")
    return visits.select_related(*related).prefetch_related("advice__answered_by")


def unanswered(advice: QuerySet[VisitAdvice]) -> QuerySet[VisitAdvice]:
    """Return what the libraries have not answered on yet."""
    return advice.filter(UNANSWERED)


def to_check(advice: QuerySet[VisitAdvice]) -> QuerySet[VisitAdvice]:
    """Return what was answered and waits for the department."""
    return advice.filter(ANSWERED)
