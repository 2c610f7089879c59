"""Who sees plans and who may change them.

Approved plans, closed ones among them, are public. Drafts are seen by the methodological
department, by those who are asked to agree to them, and, when consolidated, by the organisations
that write them together.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from common.roles import is_admin, is_department, is_head, is_librarian
from events.models import Approval, ApprovalStep, Participant, Plan, PlanItem
from libraries.rules.scope import at_or_below


def plans_visible_to(user: Any) -> QuerySet[Plan]:
    """Return the plans that exist for `user`: all for the department, public ones for others.

    A plan on its way is there besides for those who read it in a round that goes on, and for the
    librarians of the organisations invited into it.
    """
    if is_department(user):
        return Plan.objects.all()
    public = Plan.objects.filter(state__in=Plan.PUBLIC)
    if not user.is_authenticated:
        return public
    asked = ApprovalStep.objects.filter(
        user=user, approval__plan=OuterRef("pk"), approval__state=Approval.State.OPEN
    )
    return public | Plan.objects.filter(
        Exists(asked) | Exists(participants_of(user).filter(plan=OuterRef("pk")))
    )


def participants_of(user: Any) -> QuerySet[Participant]:
    """Return the invitations of the organisations that a librarian answers for."""
    if not is_librarian(user) or user.organisation_id is None:
        return Participant.objects.none()
    return Participant.objects.filter(at_or_below("organisation__", user.organisation_id))


def can_create_plan(user: Any) -> bool:
    return is_department(user)


def can_move_days_off(user: Any) -> bool:
    """Return whether `user` may write in the days off that the year's decree moves."""
    return is_department(user) or is_admin(user)


def can_edit_plan(user: Any, plan: Plan) -> bool:
    """Return whether `user` may change all of `plan`: the department may, while it is a draft.

    The librarians of a consolidated plan change their own rows only: see `can_edit_item`.
    """
    return is_department(user) and plan.is_editable


@dataclass(frozen=True)
class ItemRights:
    """Which rows of one plan a person may change: asked once for all rows of a page.

    `owners` are the organisations for whose rows she writes, her own first.
    """

    is_whole: bool
    owners: tuple[int, ...] = ()

    @property
    def may_add(self) -> bool:
        return self.is_whole or bool(self.owners)

    def may_edit(self, item: PlanItem) -> bool:
        return self.is_whole or item.owner_id in self.owners


def item_rights(user: Any, plan: Plan) -> ItemRights:
    """Return which rows of `plan` the person may change: one query for a librarian."""
    if can_edit_plan(user, plan):
        return ItemRights(is_whole=True)
    if not (plan.is_consolidated and plan.is_editable and user.is_authenticated):
        return ItemRights(is_whole=False)
    own = participants_of(user).filter(
        plan=plan, answered_at=None, due_on__gte=timezone.localdate()
    )
    owners = own.values_list("organisation_id", flat=True)
    return ItemRights(
        is_whole=False, owners=tuple(sorted(owners, key=lambda pk: pk != user.organisation_id))
    )


def can_edit_item(user: Any, item: PlanItem) -> bool:
    """Return whether `user` may change this row now.

    The department may in a draft; a librarian in a consolidated draft, the rows of her
    organisations, until they are handed in or the day is over.
    """
    return item_rights(user, item.plan).may_edit(item)


def can_add_item(user: Any, plan: Plan) -> bool:
    """Return whether `user` may put rows into `plan`: into the whole of it, or her own part."""
    return item_rights(user, plan).may_add


def writes_in(user: Any, plan: Plan, item: PlanItem | None = None) -> bool:
    """Return whether it is hers to write in `plan`, or its row `item`, when it is open.

    Whether she may do so just now is another question: see `item_rights`.
    """
    if is_department(user):
        return True
    own = participants_of(user).filter(plan=plan)
    return (own if item is None else own.filter(organisation=item.owner_id)).exists()


def can_see_history(user: Any) -> bool:
    """Return whether `user` may see who changed what: names of colleagues are not public."""
    return is_department(user)


def can_approve(user: Any, plan: Plan) -> bool:
    """Return whether `user` may approve `plan`: the head may, unless somebody still reads it."""
    if not is_head(user):
        return False
    if plan.state == Plan.State.ON_APPROVAL:
        return not plan.approvals.filter(state=Approval.State.OPEN).exists()
    return plan.is_editable


def can_reopen(user: Any, plan: Plan) -> bool:
    """Return whether `user` may open an approved `plan` for changes again: the head may."""
    return is_head(user) and plan.state == Plan.State.APPROVED
