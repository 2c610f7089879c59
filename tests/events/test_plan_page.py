import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import actions
from events.models import Plan
from events.queries import rows_of
from tests.factories import PlanFactory, PlanItemFactory
from tests.queries import assert_same_queries, count_queries


@pytest.fixture
def reader(client_of, methodist):
    return client_of(methodist)


def full_row(add, number: int = 0) -> None:
    add(
        f"Семинар {number}",
        period="подготовка: январь; февраль",
        organisers="Первая ЦБС; Вторая ЦБС",
        responsibles="Иванова А. П.; Все методисты",
        place="г. Берёзов",
    )


def numbers_and_names(response) -> list[tuple[int, str]]:
    groups = response.context["groups"]
    return [(item.number, item.name) for group in groups for item in group.items]


def test_the_plan_takes_the_same_queries_whatever_its_rows(reader, plan, add):
    assert_same_queries(reader, plan.get_absolute_url(), lambda: full_row(add), at_most=15)


def test_a_plan_of_a_thousand_rows_opens_within_fifteen_queries(reader, plan, add, section):
    full_row(add)
    for number in range(1000):
        PlanItemFactory(plan=plan, section=section if number % 2 else None)
    assert count_queries(reader, plan.get_absolute_url()) <= 15
    page = reader.get(plan.get_absolute_url())
    assert page.streaming
    rows = re.findall(r'id="item-(\d+)"', page.getvalue().decode())
    assert rows == [str(row.pk) for row in rows_of(plan)]


def test_one_autosave_takes_the_same_queries_whatever_the_rows(reader, plan, item, add):
    def queries(text: str, base: str) -> int:
        form = {"field": "place", "text": text, "base": base}
        url = reverse("events:item-field", args=[item.pk])
        with CaptureQueriesContext(connection) as captured:
            answer = reader.post(url, form, headers={"Accept": "application/json"})
        assert answer.status_code == 200
        return len(captured)

    queries("а", "г. Берёзов")
    alone = queries("б", "а")
    full_row(add)
    full_row(add)
    assert queries("в", "б") == alone


def test_the_list_of_plans_takes_the_same_queries_whatever_its_rows(reader):
    url = reverse("events:plan-list")
    assert_same_queries(reader, url, lambda: PlanItemFactory(plan=PlanFactory()), at_most=15)


def test_the_list_counts_rows_that_say_when_and_by_whom(reader, plan, add, item, methodist):
    full_row(add)
    gone = add("Лишний", period="март", responsibles="Иванова А. П.")
    actions.remove_item(gone, methodist)
    listed = reader.get(reverse("events:plan-list")).context["page"].object_list[0]
    assert (listed.item_count, listed.ready_count) == (2, 1)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"year": "2025"}, ["approved"]),
        ({"state": "draft"}, ["draft"]),
        ({"kind": "consolidated"}, []),
    ],
)
def test_the_list_is_filtered(reader, plan, approved_plan, query, shown):
    page = reader.get(reverse("events:plan-list"), query).context["page"]
    assert [listed.state for listed in page] == shown


def test_the_list_is_filtered_by_how_far_the_plans_are(reader, plan, approved_plan, add):
    full_row(add)
    url = reverse("events:plan-list")
    ready = reader.get(url, {"progress": "ready"}).context["page"]
    unready = reader.get(url, {"progress": "unready"}).context["page"]
    assert (list(ready), list(unready)) == ([plan], [approved_plan])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"month": "2"}, [(1, "Зелёный семинар"), (3, "Весь год")]),
        ({"organiser": "Вторая ЦБС"}, [(2, "Конкурс")]),
        ({"responsible": "Иванова А. П."}, [(1, "Зелёный семинар")]),
        ({"text": "зеленый"}, [(1, "Зелёный семинар")]),
        ({"event_form": "семинар"}, [(1, "Зелёный семинар"), (3, "Весь год")]),
        ({"event_form": "такой нет"}, [(1, "Зелёный семинар"), (2, "Конкурс"), (3, "Весь год")]),
        ({"text": "«вторая"}, [(2, "Конкурс")]),
        ({"month": "8", "text": "конкурс"}, []),
    ],
)
def test_rows_are_sifted_and_keep_their_numbers_in_the_plan(reader, plan, add, query, expected):
    forms = {"event_form": "семинар"}
    add("Зелёный семинар", period="февраль", responsibles="Иванова А. П.", **forms)
    add("Конкурс", period="март–апрель", organisers="Первая ЦБС; Вторая ЦБС")
    add("Весь год", period="в течение года", event_form="Семинар")
    response = reader.get(plan.get_absolute_url(), query)
    assert numbers_and_names(response) == expected


def test_rows_stand_by_months_all_year_first_and_unclear_last(reader, plan, add):
    for name, period in [
        ("неясно", "когда получится"),
        ("март", "март"),
        ("январь 20", "20 января"),
        ("весь год", "ежеквартально"),
        ("январь 10", "10 января"),
        ("без срока", ""),
    ]:
        add(name, period=period)
    response = reader.get(plan.get_absolute_url(), {"group": "months"})
    groups = [
        (group.title, [item.name for item in group.items]) for group in response.context["groups"]
    ]
    assert groups == [
        ("В течение года", ["весь год"]),
        ("Январь", ["январь 10", "январь 20"]),
        ("Март", ["март"]),
        ("Срок не указан или не понят", ["неясно", "без срока"]),
    ]


def test_rows_sorted_by_time_stay_in_their_sections(reader, plan, add, section):
    inside = actions.Place(section=section)
    add("октябрь", inside, period="октябрь")
    add("апрель", inside, period="апрель")
    add("май", period="май")
    response = reader.get(plan.get_absolute_url(), {"order": "time"})
    assert [name for _, name in numbers_and_names(response)] == ["май", "апрель", "октябрь"]


def test_the_page_of_an_approved_plan_offers_no_editing(client_of, plan, item, head):
    actions.approve(plan, head, plan.created_at.date())
    page = client_of(head).get(plan.get_absolute_url()).content.decode()
    assert "Вернуть в работу" in page
    assert "Добавить пункт" not in page
    assert reverse("events:item-edit", args=[item.pk]) not in page


def test_a_stranger_reads_an_approved_plan_without_the_history(client_of, plan, item, head):
    actions.approve(plan, head, plan.created_at.date())
    page = client_of(None).get(plan.get_absolute_url()).content.decode()
    assert item.name in page
    assert "История" not in page


@pytest.mark.parametrize("year", ["1999", "2101", "когда-нибудь"])
def test_a_plan_of_an_impossible_year_is_refused(reader, organisation, year):
    form = {"organisation": organisation.pk, "kind": "department", "year": year, "title": "План"}
    assert "year" in reader.post(reverse("events:plan-create"), form).context["form"].errors
    assert not Plan.objects.exists()


def test_a_plan_is_created_once_for_a_year_and_kind(reader, organisation):
    form = {"organisation": organisation.pk, "kind": "department", "year": 2027, "title": "План"}
    created = reader.post(reverse("events:plan-create"), form)
    plan = Plan.objects.get()
    assert created.url == plan.get_absolute_url()
    again = reader.post(reverse("events:plan-create"), form)
    assert again.status_code == 200
    assert "уже есть" in again.content.decode()
    assert Plan.objects.count() == 1


def test_sums_that_do_not_add_up_are_pointed_out_and_left_alone(reader, plan, methodist):
    whole = actions.add_figure(plan, "Консультации", 600, methodist)
    for name, number in (("по телефону", 500), ("устные", 70)):
        actions.add_figure(plan, name, number, methodist, parent=whole)
    page = reader.get(reverse("events:plan-figures", args=[plan.pk])).content.decode()
    assert "Части дают в сумме 570, а записано 600" in page
    actions.add_figure(plan, "письменные", 30, methodist, parent=whole)
    page = reader.get(reverse("events:plan-figures", args=[plan.pk])).content.decode()
    assert "Части дают в сумме" not in page
    whole.refresh_from_db()
    assert whole.number == 600


def test_a_figure_is_changed_and_removed_with_history(reader, plan, methodist):
    figure = actions.add_figure(plan, "Консультации", 600, methodist)
    form = {"name": "Консультации", "number": "650", "base": "Консультации: 600"}
    reader.post(reverse("events:figure-change", args=[figure.pk]), form)
    figure.refresh_from_db()
    assert figure.number == 650
    for wrong in ({**form, "number": "много"}, {**form, "number": "700"}):
        told = reader.post(reverse("events:figure-change", args=[figure.pk]), wrong, follow=True)
        assert "message_error" in told.content.decode()
    figure.refresh_from_db()
    assert figure.number == 650
    reader.post(reverse("events:figure-remove", args=[figure.pk]))
    assert not plan.figures.exists()
    assert plan.changes.first().before["figure"] == "Консультации: 650"


def test_the_history_tells_what_was_and_what_became(reader, plan, item, methodist):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    url = reverse("events:item-history", args=[plan.pk, item.pk])
    page = reader.get(url).content.decode()
    assert "г. Берёзов" in page and "с. Зелёное" in page and "Методистова" in page


def test_the_history_tells_changes_of_every_kind(reader, plan, item, head, methodist):
    """Other parts of the portal keep their own facts in it: how many rows were loaded, lists."""
    actions.change_settings(plan, {"goal": "Помочь"}, {"goal": ""}, methodist)
    section = actions.add_section(plan, "Издания", methodist)
    actions.remove_section(section, methodist)
    plan.changes.create(action="imported", after={"items": 35}, made_at=plan.created_at)
    page = reader.get(reverse("events:plan-history", args=[plan.pk])).content.decode()
    assert "Цель" in page and "Помочь" in page
    assert "Издания" in page
    assert "35" in page


@pytest.mark.parametrize("key", ["²", "x", "9" * 30])
def test_a_number_that_is_none_is_a_row_that_does_not_exist(reader, plan, key):
    assert reader.get(plan.get_absolute_url(), {"removed": key}).status_code == 200
    url = reverse("events:item-add", args=[plan.pk])
    assert reader.post(url, {"name": "Семинар", "section": key}).status_code == 404
    assert reader.post(url, {"name": "Семинар", "after": key}).status_code == 404
