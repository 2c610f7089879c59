"""Beginning an amendment, giving it up, and leaving single things out of it."""

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from events.actions.amended.sketch import number_of
from events.actions.amendments.base import forget_row, hold, touch
from events.actions.answers import fitting
from events.actions.base import PlanClosedError, PlanError, hold_plan, record
from events.models import Amendment, AmendmentRow, Plan, PlanChange


@transaction.atomic
def begin_amendment(plan: Plan, grounds: str, by: User) -> Amendment:
    """Begin the next numbered amendment of an approved plan.

    Raises:
        PlanClosedError: the year is over, and the plan is closed.
        PlanError: the plan is not approved, or an amendment is being written already.
        ValidationError: the grounds are too long.
    """
    plan = hold_plan(plan.pk)
    if plan.is_closed:
        raise PlanClosedError(plan)
    if plan.state != Plan.State.APPROVED:
        raise PlanError("Изменение вносят в утверждённый план: этот ещё можно править прямо.")
    known = plan.amendments.exclude(state=Amendment.State.APPROVED).first()
    if known is not None:
        raise PlanError(f"{known.title} уже {known.get_state_display()}: дополните его.")
    last = plan.amendments.aggregate(last=Max("number"))["last"] or 0
    amendment = Amendment.objects.create(
        plan=plan, number=last + 1, grounds=fitting(grounds), begun_by=by
    )
    after = {"title": amendment.title, "grounds": amendment.grounds}
    record(plan, PlanChange.Action.AMENDMENT_BEGUN, by, after=after)
    return amendment


@transaction.atomic
def change_grounds(amendment: Amendment, grounds: str, by: User) -> Amendment:
    """Write on what grounds the plan is amended.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
        ValidationError: the grounds are too long.
    """
    amendment = hold(amendment)
    before, amendment.grounds = amendment.grounds, fitting(grounds)
    if before != amendment.grounds:
        touch(amendment, by, {"grounds": before}, {"grounds": amendment.grounds})
    return amendment


@transaction.atomic
def drop_amendment(amendment: Amendment, by: User) -> None:
    """Give an amendment up; its number is free again, the history keeps what it held.

    Raises:
        AmendmentClosedError: it is on approval or approved.
    """
    amendment = hold(amendment)
    before = {"title": amendment.title, "grounds": amendment.grounds}
    before["rows"] = "\n".join(str(row) for row in amendment.rows.select_related("item"))
    record(amendment.plan, PlanChange.Action.AMENDMENT_DROPPED, by, before=before)
    amendment.delete()


@transaction.atomic
def drop_row(row: AmendmentRow, by: User) -> None:
    """Leave a thing of the plan as it is after all.

    What was to stand in a section that will not be added stands where that would have stood.

    Raises:
        AmendmentClosedError: the amendment takes no changes.
    """
    amendment = hold(row.amendment)
    known = amendment.rows.filter(pk=row.pk).first()
    if known is not None:
        if known.act == AmendmentRow.Act.ADD:
            _rehouse(amendment, known)
        forget_row(amendment, known, by)


def _rehouse(amendment: Amendment, gone: AmendmentRow) -> None:
    key = number_of(gone)
    for row in amendment.rows.exclude(pk=gone.pk):
        if row.place.get("section") == key:
            row.place["section"] = gone.place["section"]
            row.save(update_fields=["place"])
        if row.place.get("parent") == key:
            row.place["parent"] = None
            row.save(update_fields=["place"])
