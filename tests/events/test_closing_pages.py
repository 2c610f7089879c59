"""Closing a plan in the browser's way: who may, what is asked, what is seen afterwards."""

import pytest
from django.urls import reverse

from events import actions
from events.actions.closing import keep_report
from events.models import ItemMark, Plan
from reports.documents import open_document
from tests.battery import Case, battery
from tests.events.closed_plans import make_last_year
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
DEPARTMENT = ["sign-in", 403, 403, 200, 200, 403]
HEAD = ["sign-in", 403, 403, 403, 200, 403]
HEAD_SENT_BACK = ["sign-in", 403, 403, 403, 302, 403]
NOBODY = ["sign-in", 403, 403, 403, 403, 403]
OPEN, CLOSED = {"pk": "@last_year.pk"}, {"pk": "@closing.plan_id"}


@pytest.fixture
def last_year(organisation, methodist) -> Plan:
    return make_last_year(organisation, methodist)


@pytest.fixture
def closing(last_year, head):
    made = actions.close_plan(last_year, head, version=last_year.version, reasons={}, accepts=True)
    keep_report.func(made.pk)
    return made


@pytest.fixture
def wanted(last_year):
    return {"version": last_year.version, "accepts": "on"}


def api(url: str, expected: list, kwargs: dict, data: object) -> Case:
    return Case(url, expected, kwargs, "post", data, content_type="application/json")


CASES = [
    Case("events:plan-close", HEAD, OPEN),
    Case("events:plan-close", HEAD_SENT_BACK, OPEN, "post", "@wanted"),
    Case("events:plan-close", NOBODY, CLOSED),
    Case("events:plan-close", ["sign-in", 404, 404, 403, 403, 404], {"pk": "@plan.pk"}),
    Case("events:plan-closings", DEPARTMENT, CLOSED),
    Case("events:closing-file", DEPARTMENT, {**CLOSED, "number": 1}),
    Case("events:closing-file", ["sign-in", 403, 403, 404, 404, 403], {**CLOSED, "number": 2}),
    Case("events:plan-unclose", HEAD, CLOSED),
    Case("events:plan-unclose", HEAD_SENT_BACK, CLOSED, "post", {"reason": "Ошибка"}),
    Case("events:plan-unclose", NOBODY, OPEN),
    Case("api:plan-closings", [403, 403, 403, 200, 200, 403], CLOSED),
    api("api:plan-close", [403, 403, 403, 403, 200, 403], OPEN, "@wanted_by_api"),
    api("api:plan-close", [403, 403, 403, 403, 403, 403], CLOSED, {"version": 1}),
    api("api:plan-unclose", [403, 403, 403, 403, 200, 403], CLOSED, {"reason": "Ошибка"}),
    api("api:plan-unclose", [403, 403, 403, 403, 403, 403], OPEN, {"reason": "Ошибка"}),
    # What is locked afterwards.
    Case("events:amendment-begin", NOBODY, CLOSED),
    Case("events:plan-reopen", NOBODY, CLOSED),
    Case("events:plan-settings", NOBODY, CLOSED),
    api("api:plan-marks", [403] * 6, CLOSED, {"item": 1, "month": 2}),
]


@pytest.fixture
def wanted_by_api(last_year):
    item = last_year.items.get(name="Обзор")
    reasons = [{"item": item.pk, "reason": "не было докладчика"}]
    return {"version": last_year.version, "accepts": True, "reasons": reasons}


test_permissions = battery(CASES)


def test_the_head_is_asked_for_reasons_and_nothing_typed_is_lost(client_of, head, last_year):
    client, url = client_of(head), reverse("events:plan-close", args=[last_year.pk])
    rows = {item.name: item.pk for item in last_year.items.all()}
    page = client.get(url).content.decode()
    assert "Без отметки: 3\N{NO-BREAK SPACE}пункта" in page and "Выполнено пунктов: 1 из 6" in page
    form = {"version": last_year.version, f"reason-{rows['Обзор']}": "нет докладчика"}
    refused = client.post(url, form).content.decode()
    assert "осталось 2 пункта" in refused and 'value="нет докладчика"' in refused
    page = client.post(url, {**form, "accepts": "on"}, follow=True).content.decode()
    assert "План на 2025 год завершён" in page and "PDF готовится" in page
    assert ItemMark.objects.get(item=rows["Обзор"]).reason == "нет докладчика"
    replayed = client.post(url, {**form, "accepts": "on"})
    assert replayed.status_code == 403
    assert last_year.closings.count() == 1


def test_a_closed_plan_says_so_and_offers_neither_marks_nor_amendments(
    client_of, head, methodist, client, closing
):
    plan = closing.plan
    page = client_of(head).get(plan.get_absolute_url()).content.decode()
    assert "План завершён" in page and "Вернуть в работу" not in page
    assert reverse("events:plan-close", args=[plan.pk]) not in page
    marks = client_of(methodist).get(reverse("events:marks", args=[plan.pk])).content.decode()
    assert "отметки закрыты" in marks and "mark-row__form" not in marks
    editions = client_of(head).get(reverse("events:plan-editions", args=[plan.pk]))
    assert "Начать изменение" not in editions.content.decode()
    page = client_of(head).get(reverse("events:plan-closings", args=[plan.pk])).content.decode()
    assert reverse("events:closing-file", args=[plan.pk, 1]) in page and "Открыть снова" in page
    public = client.get(plan.get_absolute_url()).content.decode()
    assert "завершён" in public and "Отчёт за год" not in public


def test_the_head_finds_plans_of_years_that_are_over_among_her_tasks(
    client_of, head, methodist, last_year
):
    url = reverse("events:plan-close", args=[last_year.pk])
    home = client_of(head).get(reverse("home")).content.decode()
    assert "Год закончился: завершите план" in home and url in home
    assert url not in client_of(methodist).get(reverse("home")).content.decode()
    plan_page = client_of(head).get(last_year.get_absolute_url()).content.decode()
    assert "2025 год закончился" in plan_page and url in plan_page


def test_the_report_of_a_closed_plan_comes_in_other_formats_from_what_was_kept(closing):
    document = open_document("plan-closing", {"plan": str(closing.plan_id), "closing": "1"})
    before = document.content
    ItemMark.objects.all().delete()
    again = open_document("plan-closing", {"plan": str(closing.plan_id), "closing": "1"})
    assert again.content == before
    assert document.render("xlsx").startswith(b"PK") and document.render("docx").startswith(b"PK")


def test_the_page_of_closing_costs_the_same_for_many_rows(client_of, head, last_year, methodist):
    client, url = client_of(head), reverse("events:plan-close", args=[last_year.pk])
    few = count_queries(client, url)
    Plan.objects.filter(pk=last_year.pk).update(state=Plan.State.DRAFT)
    for number in range(5):
        values = {"name": f"Пункт {number}", "period": "октябрь", "responsibles": "Иванова А. А."}
        actions.add_item(last_year, values, methodist, actions.Place())
    Plan.objects.filter(pk=last_year.pk).update(state=Plan.State.APPROVED)
    assert count_queries(client, url) == few <= 15
