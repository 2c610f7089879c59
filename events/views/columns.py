"""Which columns of a plan a person looks at: her choice is kept in a cookie of hers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.guards import page_before, signed_in
from events.item_fields import FIELDS, text_of
from events.models import PlanItem
from events.views.answers import wants_json
from events.views.guards import plan_to_add_to

# A row without its name is nothing; these two are needed seldom, and shown once they are filled.
ALWAYS = "name"
SELDOM = frozenset(("audience", "note"))
_NONE = "-"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class PlanColumn:
    """A column of the table: a field of the rows, and whether the person sees it."""

    name: str
    label: str
    is_shown: bool

    @property
    def is_offered(self) -> bool:
        """Whether it can be left out."""
        return self.name != ALWAYS


def columns_of(
    request: HttpRequest, rows: Iterable[PlanItem], *, is_live: bool
) -> list[PlanColumn]:
    """Return the columns of a plan: those a person chose while she writes it.

    Who only reads, or has chosen nothing, sees what is filled; who writes, all that is usual too.
    """
    chosen = _chosen(request) if is_live else None
    if chosen is not None:
        return [_column(name, name not in chosen) for name in FIELDS]
    rows = list(rows)
    usual = FIELDS.keys() - SELDOM if is_live or not rows else {ALWAYS}
    return [
        _column(name, name in usual or any(text_of(row, name) for row in rows)) for name in FIELDS
    ]


def _column(name: str, is_shown: bool) -> PlanColumn:
    return PlanColumn(name, FIELDS[name].label, is_shown or name == ALWAYS)


def _chosen(request: HttpRequest) -> set[str] | None:
    """Return the columns that the person left out, None when she has not chosen."""
    kept = request.COOKIES.get(_cookie(request))
    return None if kept is None else FIELDS.keys() & set(kept.split("."))


def _cookie(request: HttpRequest) -> str:
    return f"plan_columns_{request.user.pk}"


@signed_in
@require_POST
def plan_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep for a year which columns the person wants to see, in every plan."""
    plan = plan_to_add_to(request.user, pk)
    shown = request.POST.getlist("column")
    left_out = ".".join(name for name in FIELDS if name not in (ALWAYS, *shown)) or _NONE
    is_asked = wants_json(request)
    back = page_before(request) or plan.get_absolute_url()
    response = JsonResponse({}) if is_asked else redirect(back)
    response.set_cookie(
        _cookie(request),
        left_out,
        max_age=_YEAR,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response
