"""Visits of the demo department to libraries, with what was advised and answered."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from events.models import PlanItem, Visit, VisitAdvice
from libraries.models import Library
from methodportal.demo.gatherings import TEXTS, ahead, item_named
from methodportal.demo.registry import PRESENT_YEAR


def make_visits() -> None:
    """Create visits that were made, with their advice, and some that are ahead."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    for words in told["visits"]:
        visit = _visit(words)
        VisitAdvice.objects.bulk_create(_advice(visit, each) for each in words.get("advice", ()))


def _visit(words: Mapping[str, Any]) -> Visit:
    item = item_named(words.get("item", ""))
    library = Library.objects.filter(name__contains=words["library"]).order_by("pk")[0]
    first = _day(words["day"]) if "day" in words else ahead(words["ahead"])
    visitors = _visitors(item)
    visit = Visit.objects.create(
        plan_item=item,
        library=library,
        organisation=library.organisation,
        purpose=words.get("purpose") or (item.name if item else ""),
        starts_on=first,
        ends_on=first + dt.timedelta(days=words.get("days", 1) - 1),
        visitor_names="\n".join(map(str, visitors)),
        findings=words.get("findings", ""),
        state=Visit.State.DONE if "findings" in words else Visit.State.PLANNED,
        created_by=visitors[0],
        created_at=timezone.make_aware(dt.datetime.combine(first, dt.time(9))),
    )
    visit.visitors.set(visitors)
    return visit


def _day(words: list[int]) -> dt.date:
    return dt.date(PRESENT_YEAR, *words)


def _visitors(item: PlanItem | None) -> list[User]:
    """Return those whom the plan names; of a visit outside the plan, the methodist of the demo."""
    if item is not None:
        named = item.responsibles.exclude(user=None).select_related("user")
        return [each.user for each in named]
    return list(User.objects.filter(role=Role.METHODIST).order_by("pk")[:1])


def _advice(visit: Visit, words: Mapping[str, Any]) -> VisitAdvice:
    answered = words.get("answer", "")
    done_on = _day(words["done"]) if "done" in words else None
    due_on = _day(words["due"])
    return VisitAdvice(
        visit=visit,
        text=words["text"],
        due_on=due_on,
        answer=answered,
        answered_on=(done_on or due_on) - dt.timedelta(days=2) if answered else None,
        answered_by=_librarian_of(visit) if answered else None,
        done_on=done_on,
    )


def _librarian_of(visit: Visit) -> User | None:
    return User.objects.filter(role=Role.LIBRARIAN, organisation=visit.organisation).first()
