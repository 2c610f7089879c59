"""The history of a row: its former states are shown and had again; removed rows come back."""

import pytest
from django.urls import reverse

from events import actions
from events.history import texts_at
from events.item_fields import text_of
from events.models import PlanItem
from events.queries import rows_of
from tests.queries import assert_same_queries


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


@pytest.fixture
def changes(item, methodist, head):
    """Return the changes of a row that was written three times after it was added."""
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.change_field(item, "period", "март\nапрель", "февраль", head)
    actions.change_field(item, "place", "п. Лесной", "с. Зелёное", methodist)
    return list(item.changes.order_by("pk"))


def fresh(item: PlanItem) -> PlanItem:
    return PlanItem.objects.select_related("plan").get(pk=item.pk)


def former(plan, item, change) -> str:
    return reverse("events:item-former", args=[plan.pk, item.pk, change.pk])


@pytest.mark.parametrize(
    ("number", "place", "period"),
    [
        (0, "г. Берёзов", "февраль"),
        (1, "с. Зелёное", "февраль"),
        (2, "с. Зелёное", "март\nапрель"),
        (3, "п. Лесной", "март\nапрель"),
    ],
)
def test_every_former_state_is_known(item, changes, number, place, period):
    texts = texts_at(fresh(item), changes[number])
    assert (texts["place"], texts["period"]) == (place, period)


def test_the_state_before_the_first_change_is_known_without_a_beginning(item, changes):
    changes[0].delete()
    texts = texts_at(fresh(item), changes[1], is_before=True)
    assert (texts["place"], texts["period"]) == ("г. Берёзов", "февраль")


def form_of(page) -> dict[str, object]:
    fields = page.context["fields"]
    bases = {f"base_{each.field}": each.now for each in fields}
    return {"field": [each.field for each in fields], **bases}


def test_a_whole_former_state_is_had_again_and_can_be_undone(
    client, plan, item, changes, methodist
):
    url = former(plan, item, changes[0])
    client.post(url, form_of(client.get(url)))
    assert text_of(fresh(item), "period") == "февраль"
    assert fresh(item).place == "г. Берёзов"
    actions.undo_step(plan, methodist)
    assert fresh(item).place == "п. Лесной"


def test_one_field_of_a_former_state_is_had_again(client, plan, item, changes):
    url = former(plan, item, changes[0])
    client.post(url, {**form_of(client.get(url)), "field": ["period"]})
    assert text_of(fresh(item), "period") == "февраль"
    assert fresh(item).place == "п. Лесной"


def test_a_field_that_somebody_changed_meanwhile_is_not_written_over(
    client, plan, item, changes, head
):
    url = former(plan, item, changes[0])
    form = form_of(client.get(url))
    actions.change_field(item, "place", "д. Малая", "п. Лесной", head)
    page = client.post(url, form).content.decode()
    assert "Ничего не изменено" in page and "д. Малая" in page
    assert text_of(fresh(item), "period") == "март\nапрель"


def test_nothing_ticked_is_told(client, plan, item, changes):
    page = client.post(former(plan, item, changes[0]), {"field": []}).content.decode()
    assert "Отметьте, что вернуть" in page


def test_a_text_that_lost_a_conflict_can_be_had_again(client, plan, item, methodist, head):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    actions.change_field(item, "place", "п. Лесной", "г. Берёзов", methodist)
    variant = item.changes.get(action="variant")
    history = client.get(reverse("events:item-history", args=[plan.pk, item.pk])).content.decode()
    assert "не записан второй вариант" in history and "п. Лесной" in history
    url = former(plan, item, variant)
    client.post(url, form_of(client.get(url)))
    assert fresh(item).place == "п. Лесной"


def test_the_present_state_offers_nothing(client, plan, item, changes):
    assert "Пункт и сейчас такой" in client.get(former(plan, item, changes[-1])).content.decode()


def test_a_change_of_another_row_is_no_state_of_this_one(client, plan, item, changes, add):
    other = add("Конкурс")
    assert client.get(former(plan, other, changes[0])).status_code == 404


def test_the_history_leads_to_each_former_state(client, plan, item, changes):
    page = client.get(reverse("events:item-history", args=[plan.pk, item.pk])).content.decode()
    for change in changes:
        assert former(plan, item, change) in page


def test_removed_rows_are_listed_and_come_back_to_their_places(client, plan, add, methodist):
    rows = [add(name) for name in "абв"]
    for row in rows[:2]:
        actions.remove_item(row, methodist)
    url = reverse("events:plan-removed", args=[plan.pk])
    page = client.get(url)
    assert [row.name for row in page.context["page"]] == ["б", "а"]
    assert "Методистова" in page.content.decode()
    client.post(url, {"item": [row.pk for row in rows]})
    assert [row.name for row in rows_of(plan)] == ["а", "б", "в"]
    assert "Удалённых пунктов нет" in client.get(url).content.decode()


def test_nothing_to_bring_back_is_told(client, plan, item):
    url = reverse("events:plan-removed", args=[plan.pk])
    for data in ({}, {"item": "²"}, {"item": item.pk}):
        assert "Отметьте хотя бы один" in client.post(url, data, follow=True).content.decode()


def test_the_list_of_removed_rows_takes_the_same_queries_whatever_its_length(
    client, plan, add, methodist
):
    url = reverse("events:plan-removed", args=[plan.pk])
    assert_same_queries(
        client, url, lambda: actions.remove_item(add("Лишний"), methodist), at_most=15
    )


def test_a_former_state_takes_few_queries_however_long_the_history(client, plan, item, head):
    first = item.changes.get()

    def change() -> None:
        base = fresh(item).place
        actions.change_field(item, "place", f"{base}.", base, head)

    assert_same_queries(client, former(plan, item, first), change, at_most=15)
