from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events import actions
from events.models import Plan, PlanChange

DAY = date(2025, 12, 20)


def test_approving_closes_the_plan_and_enters_the_history(plan, item, head):
    actions.approve(plan, head, DAY)
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == (Plan.State.APPROVED, DAY)
    change = plan.changes.first()
    assert (change.action, change.made_by) == (PlanChange.Action.APPROVED, head)


def test_an_empty_plan_is_not_approved(plan, head, item, methodist):
    actions.remove_item(item, methodist)
    with pytest.raises(actions.PlanError, match="нет ни одного пункта"):
        actions.approve(plan, head, DAY)
    plan.refresh_from_db()
    assert plan.is_editable


def test_an_approved_plan_is_not_approved_again(plan, item, head):
    actions.approve(plan, head, DAY)
    with pytest.raises(actions.PlanClosedError):
        actions.approve(plan, head, date(2026, 1, 9))


def test_reopening_needs_a_reason_which_stays_in_the_history(plan, item, head):
    actions.approve(plan, head, DAY)
    with pytest.raises(ValidationError, match="почему"):
        actions.reopen_draft(plan, "  ", head)
    actions.reopen_draft(plan, "Перенос семинара", head)
    plan.refresh_from_db()
    assert plan.is_editable and plan.approved_on is None
    assert plan.changes.first().after == {"reason": "Перенос семинара"}
    with pytest.raises(actions.PlanError, match="уже"):
        actions.reopen_draft(plan, "Ещё раз", head)


def test_two_people_change_two_parts_of_the_heading(plan, methodist, head):
    base = {"title": plan.title, "goal": "", "tasks": ""}
    actions.change_settings(plan, {**base, "goal": "Помочь"}, base, head)
    result = actions.change_settings(plan, {**base, "tasks": "Учить"}, base, methodist)
    assert result.conflicts == []
    assert (result.plan.goal, result.plan.tasks) == ("Помочь", "Учить")


def test_a_conflict_in_the_heading_shows_both_texts_and_saves_the_rest(
    plan, client_of, methodist, head
):
    url = reverse("events:plan-settings", args=[plan.pk])
    client = client_of(methodist)
    fields = client.get(url).context["fields"]
    form = {field["bound"].name: field["bound"].value() or "" for field in fields}
    form |= {f"base_{field['bound'].name}": field["base"] for field in fields}
    actions.change_settings(plan, {"goal": "Их цель"}, {"goal": ""}, head)
    response = client.post(url, {**form, "goal": "Моя цель", "tasks": "Учить"})
    page = response.content.decode()
    assert "Их цель" in page and "Моя цель" in page and "Заведующая" in page
    plan.refresh_from_db()
    assert (plan.goal, plan.tasks) == ("Их цель", "Учить")
    client.post(
        url,
        {
            **form,
            "goal": "Моя цель",
            "base_goal": "Их цель",
            "tasks": "Учить",
            "base_tasks": "Учить",
        },
    )
    plan.refresh_from_db()
    assert plan.goal == "Моя цель"


def test_the_heading_without_a_title_is_refused(plan, methodist):
    with pytest.raises(ValidationError):
        actions.change_settings(plan, {"title": ""}, {"title": plan.title}, methodist)
    plan.refresh_from_db()
    assert plan.title


def test_every_change_gives_the_plan_a_new_version(plan, item, methodist):
    before = Plan.objects.get(pk=plan.pk).version
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.add_section(plan, "Издания", methodist)
    assert Plan.objects.get(pk=plan.pk).version == before + 2
