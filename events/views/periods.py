"""The times of a plan that stayed text, all on one page to be put right."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from common.guards import signed_in
from common.russian import plural
from common.text import number_in
from events import actions
from events.doubtful_periods import DoubtfulItem, doubtful_items, grouped, look_at
from events.item_fields import text_of
from events.models import Plan, PlanItem
from events.queries import full_rows
from events.templatetags.plans import who_changed
from events.views.guards import open_plan

NAMES = ("period", "base")
# More times than a page shows are not sent by it.
MAX_SENT = 3_000


@dataclass
class Row:
    """One row of the page: what stands in the plan, and what the person has typed."""

    doubt: DoubtfulItem
    text: str
    base: str
    errors: list[str] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """How many lines of the text are shown at once."""
        return min(self.text.count("\n") + 1, 6)


@signed_in
def plan_periods(request: HttpRequest, pk: int) -> HttpResponse:
    """The doubtful times with their reasons; one button writes those that were changed."""
    plan = open_plan(request.user, pk)
    refused: dict[int, Row] = {}
    if request.method == "POST":
        saved, refused = _save(request, plan)
        if saved:
            told = plural(saved, "срок исправлен", "срока исправлены", "сроков исправлены")
            messages.success(request, f"{saved} {told}.")
        if not refused:
            return redirect("events:plan-periods", plan.pk)
    typed = {**refused}
    groups = {
        key: [typed.pop(each.item.pk, None) or Row(each, each.text, each.text) for each in group]
        for key, group in grouped(doubtful_items(plan)).items()
    }
    # What was refused stays on the page even when somebody has put the row right meanwhile.
    unread = [*typed.values(), *groups.get(False, [])]
    context = {
        "plan": plan,
        "unread": unread,
        "odd": groups.get(True, []),
        "has_errors": bool(refused),
    }
    return render(request, "events/plan_periods.html", context)


def _save(request: HttpRequest, plan: Plan) -> tuple[int, dict[int, Row]]:
    """Write the changed times; return how many, and the rows that were refused, as typed."""
    saved, refused = 0, {}
    for item in _sent(request, plan):
        text, base = (_plain(request.POST.get(f"{name}-{item.pk}", "")) for name in NAMES)
        if text == base:
            continue
        error = _write(item, text, base, request.user)
        if error:
            refused[item.pk] = Row(look_at(item), text, text_of(item, "period"), [error])
        else:
            saved += 1
    return saved, refused


def _sent(request: HttpRequest, plan: Plan) -> list[PlanItem]:
    """Return the rows whose times the page sent, standing or removed."""
    names = (name.partition("-") for name in request.POST if name.startswith("period-"))
    keys = [key for _, _, word in names if (key := number_in(word)) is not None]
    items = list(full_rows(plan.items.filter(pk__in=keys[:MAX_SENT])))
    for item in items:
        item.plan = plan
    return items


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _write(item: PlanItem, text: str, base: str, by: User | Any) -> str:
    """Write the times of one row; return why it was not done, or an empty string."""
    try:
        result = actions.change_field(item, "period", text, base, by)
    except ValidationError as error:
        return " ".join(error.messages)
    except actions.PlanError as error:
        return str(error)
    if isinstance(result, actions.Conflict):
        return f"{who_changed(result)} Теперь записано «{result.theirs}». Проверьте и сохраните."
    return ""
