"""What a row of a plan tells of the event that is to be made of it."""

import datetime
import re
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from common.text import normalise, number_in
from events.models import Event, ItemPeriod, Plan, PlanItem
from events.rules import plans_visible_to
from staff.models import TrainingKind

# Longer periods («февраль», «II квартал») tell within which time it is, not how long it takes.
LONGEST = datetime.timedelta(days=14)
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"")
_NAME = Event._meta.get_field("name").max_length or 0
# How plans call what people learn at, by the beginnings of words.
_KINDS = {
    "семинар": TrainingKind.SEMINAR,
    "школа": TrainingKind.SEMINAR,
    "лаборатор": TrainingKind.SEMINAR,
    "практикум": TrainingKind.WORKSHOP,
    "мастер-класс": TrainingKind.WORKSHOP,
    "тренинг": TrainingKind.WORKSHOP,
    "вебинар": TrainingKind.WEBINAR,
    "онлайн": TrainingKind.WEBINAR,
    "конференц": TrainingKind.CONFERENCE,
    "чтени": TrainingKind.CONFERENCE,
    "форум": TrainingKind.CONFERENCE,
    "стажировк": TrainingKind.VISIT,
}


def items_for(user: Any) -> QuerySet[PlanItem]:
    """Return the rows of plans of which `user` may make events."""
    return PlanItem.objects.filter(plan__in=plans_visible_to(user), removed_at=None)


def item_for(user: Any, number: str) -> PlanItem | None:
    """Return the row of a plan that the address names; None when it names none.

    Raises Http404 for a row that does not exist for `user`.
    """
    if not number:
        return None
    rows = items_for(user).select_related("plan")
    return get_object_or_404(rows, pk=number_in(number) or 0)


def proposed(item: PlanItem | None, user: Any) -> dict[str, Any]:
    """Return what the form of a new event holds at first."""
    if item is None:
        return {"organisers": _own_organisers(user), "responsibles": [user.pk]}
    days = days_of(item)
    organisers = list(item.organisers.all())
    people = [each.user_id for each in item.responsibles.all() if each.user_id]
    known = [each.organisation_id for each in organisers if each.organisation_id]
    others = [each.wording for each in organisers if not each.organisation_id]
    kind = training_kind_of(item)
    return {
        "name": " ".join(item.name.split())[:_NAME],
        "event_form": item.event_form,
        "audience": item.audience,
        "place": item.place,
        "organisers": known or [item.plan.organisation_id],
        "other_organisers": "\n".join(others),
        "responsibles": people or [user.pk],
        "training_kind": kind,
        "gives_certificate": bool(kind),
        **({"starts_on": days[0], "ends_on": days[1]} if days else {}),
    }


def _own_organisers(user: Any) -> list[int]:
    """Return the organisation of `user`, else that of the department's newest plan."""
    if user.organisation_id:
        return [user.organisation_id]
    plans = Plan.objects.filter(kind=Plan.Kind.DEPARTMENT).order_by("-year")
    return list(plans.values_list("organisation", flat=True)[:1])


def days_of(
    item: PlanItem, on: datetime.date | None = None
) -> tuple[datetime.date, datetime.date] | None:
    """Return the days on which the row takes place: of its stretches the first not over yet.

    Of a long one, only its first day that is still ahead of `on` (today) is told.
    """
    today = on or timezone.localdate()
    main = sorted(
        stretch
        for period in item.periods.all()
        if period.role == ItemPeriod.Role.MAIN
        for stretch in period.stretches
    )
    ahead = [stretch for stretch in main if stretch.last >= today] or main[-1:]
    if not ahead:
        return None
    start, end = ahead[0]
    if end - start <= LONGEST:
        return start, end
    day = max(start, min(today, end))
    return day, day


def words_of_form(item: PlanItem) -> str:
    """Return by what words the row tells what it is: what it is called in quotes tells nothing."""
    return normalise(_QUOTED.sub(" ", f"{item.event_form} {item.name}"))


def training_kind_of(item: PlanItem) -> str:
    """Return what the participants' cards are to call it; empty for what nobody learns at."""
    words = words_of_form(item).replace(",", " ").split()
    found = (
        kind for word in words for beginning, kind in _KINDS.items() if word.startswith(beginning)
    )
    return next(found, "")
