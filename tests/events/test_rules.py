from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from events import actions, rules
from events.models import Plan
from events.order import in_order
from events.queries import rows_of
from tests.conftest import CAST
from tests.factories import PlanFactory, PlanItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(request):
    """Return a function: the person of the cast by name; the stranger is not signed in."""

    def find(name: str):
        return AnonymousUser() if name == "stranger" else request.getfixturevalue(name)

    return find


@pytest.mark.parametrize("name", CAST)
def test_only_the_department_sees_drafts(person, name, organisation):
    draft = PlanFactory(organisation=organisation)
    sees = draft in rules.plans_visible_to(person(name))
    assert sees is (name in {"methodist", "head"})


@pytest.mark.parametrize("name", CAST)
def test_everybody_sees_an_approved_plan(person, name, organisation):
    plan = PlanFactory(organisation=organisation, state=Plan.State.APPROVED)
    assert plan in rules.plans_visible_to(person(name))


@pytest.mark.parametrize("name", CAST)
def test_the_department_changes_drafts_and_nobody_changes_an_approved_plan(person, name):
    draft, approved = PlanFactory(), PlanFactory(state=Plan.State.APPROVED)
    assert rules.can_edit_plan(person(name), draft) is (name in {"methodist", "head"})
    assert rules.can_create_plan(person(name)) is (name in {"methodist", "head"})
    assert rules.can_see_history(person(name)) is (name in {"methodist", "head"})
    assert rules.can_edit_plan(person(name), approved) is False


@pytest.mark.parametrize("name", CAST)
def test_only_the_head_approves_and_reopens(person, name):
    draft, approved = PlanFactory(), PlanFactory(state=Plan.State.APPROVED)
    assert rules.can_approve(person(name), draft) is (name == "head")
    assert rules.can_reopen(person(name), approved) is (name == "head")
    assert rules.can_approve(person(name), approved) is False
    assert rules.can_reopen(person(name), draft) is False


@pytest.fixture
def consolidated(organisation, foreign_library, methodist):
    """A consolidated draft for which the librarian's organisation writes, the neighbour's not."""
    plan = PlanFactory(kind=Plan.Kind.CONSOLIDATED)
    plan.participants.create(
        organisation=organisation, due_on=timezone.localdate(), invited_by=methodist
    )
    return plan


@pytest.mark.parametrize("name", CAST)
def test_invited_librarians_see_a_consolidated_draft_and_change_their_own_rows(
    person, name, consolidated, organisation
):
    user = person(name)
    assert (consolidated in rules.plans_visible_to(user)) is (
        name in {"librarian", "methodist", "head"}
    )
    own = PlanItemFactory(plan=consolidated, owner=organisation)
    others = PlanItemFactory(plan=consolidated)
    assert rules.can_edit_item(user, own) is (name in {"librarian", "methodist", "head"})
    assert rules.can_edit_item(user, others) is (name in {"methodist", "head"})
    assert rules.can_add_item(user, consolidated) is (name in {"librarian", "methodist", "head"})
    assert rules.can_edit_plan(user, consolidated) is (name in {"methodist", "head"})


@pytest.mark.parametrize("closing", ["handed in", "late", "on approval", "not invited"])
def test_a_librarian_changes_her_rows_no_more(
    closing, consolidated, organisation, librarian, methodist
):
    own = PlanItemFactory(plan=consolidated, owner=organisation)
    invitation = consolidated.participants.get()
    if closing == "handed in":
        consolidated.participants.update(answered_at=timezone.now())
    if closing == "late":
        consolidated.participants.update(due_on=timezone.localdate() - timedelta(days=1))
    if closing == "on approval":
        consolidated.state = Plan.State.ON_APPROVAL
    if closing == "not invited":
        invitation.delete()
    assert not rules.can_edit_item(librarian, own)
    assert not rules.can_add_item(librarian, consolidated)


def test_what_a_librarian_adds_is_her_organisations_and_a_row_of_others_is_refused(
    consolidated, organisation, librarian, methodist
):
    own = actions.add_item(consolidated, {"name": "Конкурс"}, librarian, actions.Place())
    others = actions.add_item(consolidated, {"name": "Семинар"}, methodist, actions.Place())
    assert (own.owner, others.owner) == (organisation, None)
    for act in (
        lambda: actions.change_field(others, "place", "Берёзов", "", librarian),
        lambda: actions.remove_item(others, librarian),
        lambda: actions.move_item(others, actions.Place(), librarian),
        lambda: actions.restore_item(actions.remove_item(others, methodist), librarian),
    ):
        with pytest.raises(actions.NotYourRowError):
            act()
    consolidated.participants.update(answered_at=timezone.now())
    with pytest.raises(actions.NotYourRowError):
        actions.change_field(own, "place", "Берёзов", "", librarian)
    with pytest.raises(actions.NotYourRowError):
        actions.add_item(consolidated, {"name": "Ещё"}, librarian, actions.Place())


def test_a_plan_on_approval_is_seen_by_those_who_read_it_and_takes_no_changes(
    librarian, neighbour, methodist, item, plan
):
    snapshot = plan.snapshots.create(
        reason="sent", day=timezone.localdate(), contents={}, plan_version=1
    )
    round_ = plan.approvals.create(
        round=1,
        due_on=timezone.localdate(),
        snapshot=snapshot,
        sent_by=methodist,
        sent_at=timezone.now(),
    )
    round_.steps.create(position=1, user=librarian, name="Берёзкина")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ON_APPROVAL)
    assert plan in rules.plans_visible_to(librarian)
    assert plan not in rules.plans_visible_to(neighbour)
    with pytest.raises(actions.PlanClosedError, match="на согласовании"):
        actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)


def test_rows_of_a_consolidated_plan_stand_and_are_numbered_by_month(consolidated, methodist):
    for name, period in [("май", "май"), ("весь год", "в течение года"), ("март", "5 марта")]:
        values = {"name": name, "period": period}
        actions.add_item(consolidated, values, methodist, actions.Place())
    expected = ["весь год", "март", "май"]
    assert [(row.number, row.name) for row in rows_of(consolidated)] == [
        (number, name) for number, name in enumerate(expected, start=1)
    ]
    assert [row.pk for row in in_order(consolidated)] == [row.pk for row in rows_of(consolidated)]
