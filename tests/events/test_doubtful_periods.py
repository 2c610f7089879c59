"""Times that stayed text, all on one page to be put right."""

import pytest
from django.urls import reverse

from events import actions
from events.models import Plan
from tests.battery import Case, battery
from tests.queries import assert_same_queries

# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
PLAN = {"pk": "@plan.pk"}
CASES = [
    Case("events:plan-periods", ["sign-in", 404, 404, 200, 200, 404], kwargs=PLAN),
    Case("events:plan-periods", ["sign-in", 404, 404, 302, 302, 404], kwargs=PLAN, method="post"),
    Case("events:plan-periods", ["sign-in", *[403] * 5], kwargs={"pk": "@approved_plan.pk"}),
]
test_permissions = battery(CASES)


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


@pytest.fixture
def url(plan) -> str:
    return reverse("events:plan-periods", args=[plan.pk])


def test_only_times_that_need_a_look_are_listed_with_the_reason(client, url, add):
    add("Понятный", period="март")
    add("Непонятный", period="как получится")
    add("Двойной", period="май\n31 июня")
    add("Через год", period="декабрь – январь")
    page = client.get(url).content.decode()
    assert "Понятный" not in page
    assert "Не понятно слово «как»" in page
    assert "«31 июня»: Нет такого дня: 31 июня 2026 года." in page
    assert page.index("Непонятный") < page.index("Через год")
    assert "Срок переходит на 2027 год." in page
    assert 'rows="2"' in page


def test_a_plan_without_doubts_says_so(client, url, add):
    add("Понятный", period="март")
    assert "Все сроки поняты" in client.get(url).content.decode()


def test_several_times_are_put_right_at_one_go(client, url, add, plan):
    first, second = add("Один", period="как-то"), add("Два", period="когда-то")
    data = {
        f"period-{first.pk}": "15 мая", f"base-{first.pk}": "как-то",
        f"period-{second.pk}": "когда-то", f"base-{second.pk}": "когда-то",
    }  # fmt: skip
    page = client.post(url, data, follow=True).content.decode()
    assert "1 срок исправлен." in page
    assert (first.periods.get().wording, first.periods.get().is_understood) == ("15 мая", True)
    assert second.periods.get().wording == "когда-то"
    assert first.changes.first().after == {"period": "15 мая"}


def test_two_people_never_overwrite_each_other_and_nothing_typed_is_lost(client, url, add, head):
    item = add("Один", period="как-то")
    actions.change_field(item, "period", "когда-то", "как-то", head)
    data = {f"period-{item.pk}": "15 мая", f"base-{item.pk}": "как-то"}
    page = client.post(url, data).content.decode()
    assert "Теперь записано «когда-то»" in page
    assert ">15 мая</textarea>" in page
    assert item.periods.get().wording == "когда-то"
    # Looked at and sent again, it counts.
    client.post(url, {f"period-{item.pk}": "15 мая", f"base-{item.pk}": "когда-то"})
    assert item.periods.get().wording == "15 мая"


def test_what_was_typed_counts_even_when_the_row_was_put_right_meanwhile(client, url, add, head):
    item = add("Один", period="как-то")
    actions.change_field(item, "period", "март", "как-то", head)
    page = client.post(url, {f"period-{item.pk}": "15 мая", f"base-{item.pk}": "как-то"})
    assert ">15 мая</textarea>" in page.content.decode()


def test_a_time_too_long_is_explained(client, url, add):
    item = add("Один", period="как-то")
    data = {f"period-{item.pk}": "а" * 400, f"base-{item.pk}": "как-то"}
    assert "Слишком длинно" in client.post(url, data).content.decode()


def test_a_removed_row_and_a_plan_approved_meanwhile_are_left_alone(client, url, add, plan, head):
    item = add("Один", period="как-то")
    actions.remove_item(item, head)
    assert "Все сроки поняты" in client.get(url).content.decode()
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    assert client.post(url, {}).status_code == 403


def test_queries_do_not_grow_with_the_rows(client, url, add):
    assert_same_queries(client, url, lambda: add("Один", period="как-то"), at_most=14)
