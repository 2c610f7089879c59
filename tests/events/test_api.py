import pytest
from django.urls import reverse

from events import actions
from events.models import Plan, PlanItem
from tests.queries import assert_same_queries

CHANGE = {"field": "place", "text": "с. Зелёное", "base": "г. Берёзов"}


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


def patch(client, item: PlanItem, **change: str):
    url = reverse("api:plan-item-detail", args=[item.plan_id, item.pk])
    return client.patch(url, {**CHANGE, **change}, content_type="application/json")


def test_a_field_is_changed_and_the_row_answered(client, item):
    answer = patch(client, item, field="period", text="15 марта", base="февраль").json()
    assert answer["number"] == 1
    assert [period["start"] for period in answer["periods"]] == ["2026-03-15"]
    assert item.changes.first().made_by.last_name == "Методистова"


def test_a_conflict_is_answered_with_both_texts(client, item, head):
    actions.change_field(item, "place", "п. Лесной", "г. Берёзов", head)
    answer = patch(client, item)
    assert answer.status_code == 409
    assert (answer.json()["theirs"], answer.json()["yours"]) == ("п. Лесной", "с. Зелёное")
    assert PlanItem.objects.get(pk=item.pk).place == "п. Лесной"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"field": "position"}, "field"),
        ({"field": "name", "text": " ", "base": "Семинар «Библиотека и семья»"}, "text"),
    ],
)
def test_a_wrong_change_is_refused_with_the_place_of_the_mistake(client, item, change, place):
    answer = patch(client, item, **change)
    assert answer.status_code == 400
    assert place in answer.json()


def test_an_approved_plan_and_a_row_of_another_plan_take_no_change(client, item, approved_plan):
    wrong = reverse("api:plan-item-detail", args=[approved_plan.pk, item.pk])
    assert client.patch(wrong, CHANGE, content_type="application/json").status_code == 404
    Plan.objects.filter(pk=item.plan_id).update(state=Plan.State.APPROVED)
    assert patch(client, item).status_code == 409
    assert PlanItem.objects.get(pk=item.pk).place == "г. Берёзов"


def test_rows_take_the_same_queries_whatever_their_number(client, plan, add):
    url = reverse("api:plan-item-list", args=[plan.pk])
    assert_same_queries(
        client, url, lambda: add("Семинар", period="май", organisers="ЦБС"), at_most=10
    )
