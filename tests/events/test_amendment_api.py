"""Amendments by API: what they change is read, and they are sent and approved as plans are."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.models import Amendment, PlanItem
from tests.queries import assert_same_queries

TODAY = timezone.localdate().isoformat()


@pytest.fixture
def amendment(approved_plan, methodist) -> Amendment:
    item = approved_plan.items.create(name="Школа чтения", place="г. Берёзов", position=1)
    begun = actions.begin_amendment(approved_plan, "Письмо министерства", methodist)
    actions.amend_item(begun, item, {"place": "с. Зелёное"}, methodist)
    begun.refresh_from_db()
    return begun


def address(amendment: Amendment, name: str = "detail") -> str:
    return reverse(f"api:plan-amendment-{name}", args=[amendment.plan_id, amendment.number])


def post(client, amendment: Amendment, name: str, **told: object):
    return client.post(address(amendment, name), told, content_type="application/json")


def test_what_an_amendment_changes_is_read_field_by_field(client_of, methodist, amendment):
    told = client_of(methodist).get(address(amendment)).json()
    assert (told["number"], told["state"], told["grounds"]) == (1, "draft", "Письмо министерства")
    (row,) = told["rows"]
    assert (row["act"], row["kind"], row["subject"]) == ("change", "item", "Школа чтения")
    assert (row["before"], row["texts"]) == ({"place": "г. Берёзов"}, {"place": "с. Зелёное"})


def test_an_amendment_is_sent_agreed_to_and_approved(
    client_of, methodist, librarian, head, amendment
):
    writer, version = client_of(methodist), amendment.version
    late = post(
        writer, amendment, "send", readers=[librarian.pk], due_on=TODAY, version=version - 1
    )
    assert late.status_code == 409
    unknown = post(writer, amendment, "send", readers=[10**6], due_on=TODAY, version=version)
    assert unknown.status_code == 400
    sent = post(writer, amendment, "send", readers=[librarian.pk], due_on=TODAY, version=version)
    assert (sent.status_code, sent.json()["amendment"]) == (200, 1)
    answer = reverse("api:plan-answer", args=[amendment.plan_id])
    agreed = client_of(librarian).post(
        answer, {"decision": "agree"}, content_type="application/json"
    )
    assert agreed.json()["state"] == "agreed"
    amendment.refresh_from_db()
    order = {"approved_on": TODAY, "order_number": "15", "version": amendment.version}
    edition = post(client_of(head), amendment, "approve", **order).json()
    assert edition["order_number"] == "15"
    assert PlanItem.objects.get().place == "с. Зелёное"
    assert post(client_of(head), amendment, "approve", **order).status_code == 403
    assert writer.get(address(amendment)).json()["state"] == "approved"


def test_amendments_take_the_same_queries_for_any_number_of_rows(
    client_of, methodist, amendment, approved_plan
):
    def amend_more() -> None:
        for position in (2, 3):
            item = approved_plan.items.create(name=f"Пункт {position}", position=position)
            actions.amend_removal(amendment, item, methodist)

    url = reverse("api:plan-amendment-list", args=[approved_plan.pk])
    assert_same_queries(client_of(methodist), url, amend_more, at_most=10)
