import pytest
from django.contrib.auth.models import AnonymousUser

from events import rules
from events.models import Plan
from tests.conftest import CAST
from tests.factories import PlanFactory

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
