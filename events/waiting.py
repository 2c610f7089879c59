"""What of the plans waits for a person: the home pages show it."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from common.roles import is_department, is_head, is_librarian
from common.waiting import Kind
from events.approving.queries import steps_at_turn
from events.models import Approval, ApprovalStep, Participant, Plan
from events.rules import participants_of

State = Approval.State


def waiting_of(user: Any) -> list[Kind]:
    """Return the plans and amendments that the person is to read, mend, approve or close."""
    if not user.is_authenticated:
        return []
    own = steps_at_turn().filter(user=user)
    kinds = [_to_read("Согласуйте план", own, "approval__plan__organisation__short_name")]
    if is_librarian(user):
        kinds.append(_to_hand_in(user))
    if is_department(user):
        on_paper = steps_at_turn().filter(user=None)
        kinds.append(_to_read("Запишите решение, данное на бумаге", on_paper, "name"))
        kinds += [_returned(user), _not_handed_in()]
    if is_head(user):
        kinds += [_to_approve(), _to_close()]
    return kinds


def _to_read(title: str, steps: QuerySet[ApprovalStep], about: str) -> Kind:
    return Kind(
        title,
        steps.select_related(None),
        "events:plan-approval",
        ["approval__due_on", "pk"],
        name=_title("approval__"),
        about=about,
        day="approval__due_on",
        day_word="ответить до",
        key="approval__plan_id",
        all_of_them=_listed(Plan.State.ON_APPROVAL),
    )


def _returned(user: Any) -> Kind:
    """What she sent came back and has not been sent again."""
    later = Approval.objects.filter(plan=OuterRef("plan"), pk__gt=OuterRef("pk"))
    is_open = Q(amendment=None, plan__state=Plan.State.DRAFT) | Q(amendment__state="draft")
    returned = Approval.objects.filter(is_open, state=State.RETURNED, sent_by=user)
    return Kind(
        "План вернули с замечаниями",
        returned.filter(~Exists(later)),
        "events:plan-approval",
        ["-ended_at", "pk"],
        name=_title(""),
        day="ended_at",
        day_word="вернули",
        key="plan_id",
        all_of_them=_listed(Plan.State.DRAFT),
    )


def _to_approve() -> Kind:
    """What all have agreed to waits for the head."""
    waits = Q(amendment=None, plan__state=Plan.State.ON_APPROVAL) | Q(
        amendment__state="on_approval"
    )
    return Kind(
        "Согласовано всеми: утвердите",
        Approval.objects.filter(waits, state=State.AGREED),
        "events:plan-approval",
        ["ended_at", "pk"],
        name=_title(""),
        day="ended_at",
        day_word="согласовано",
        key="plan_id",
        all_of_them=_listed(Plan.State.ON_APPROVAL),
    )


def _to_close() -> Kind:
    """Approved plans of years that are over wait for the head."""
    year = timezone.localdate().year
    return Kind(
        "Год закончился: завершите план",
        Plan.objects.filter(state=Plan.State.APPROVED, year__lt=year),
        "events:plan-close",
        ["-year", "pk"],
        name="title",
        about="organisation__short_name",
        all_of_them=_listed(Plan.State.APPROVED),
    )


def _to_hand_in(user: Any) -> Kind:
    """Consolidated plans that wait for the rows of her organisations."""
    waited = participants_of(user).filter(answered_at=None, plan__state=Plan.State.DRAFT)
    return Kind(
        "Внесите свои пункты в сводный план",
        waited,
        "events:plan",
        ["due_on", "pk"],
        name="plan__title",
        about="organisation__name",
        day="due_on",
        day_word="сдать до",
        key="plan_id",
    )


def _not_handed_in() -> Kind:
    """Organisations that are late with their rows."""
    late = Participant.objects.filter(
        answered_at=None, plan__state=Plan.State.DRAFT, due_on__lt=timezone.localdate()
    )
    return Kind(
        "Не сдали пункты сводного плана",
        late,
        "events:participants",
        ["due_on", "pk"],
        name="organisation__name",
        about="plan__title",
        day="due_on",
        day_word="срок был",
        key="plan_id",
    )


def _title(path: str) -> Combinable:
    """Return «План …» or «Изменение № 1, План …» of the round that `path` leads to."""
    number = Cast(F(f"{path}amendment__number"), CharField())
    amendment = Concat(Value("Изменение № "), number, Value(", "), F(f"{path}plan__title"))
    return Choice(
        When(**{f"{path}amendment": None}, then=F(f"{path}plan__title")), default=amendment
    )


def _listed(state: str) -> str:
    return f"{reverse('events:plan-list')}?state={state}"
