"""Several people in one plan: what each page hears of the others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events import actions, live
from events.actions.imports import save_import, start_import
from events.imports.clipboard import read_paste
from events.models import Plan, PlanPresence
from tests.factories import PlanFactory, PlanItemFactory

JSON = {"Accept": "application/json"}


@pytest.fixture
def page(client_of, methodist, plan):
    """Return what a page of the methodist's is told; `since` is the version it shows."""
    client = client_of(methodist)

    def ask(since: int | None = None, **at: str | int) -> dict:
        since = fresh(plan).version if since is None else since
        url = reverse("events:plan-live", args=[plan.pk])
        return client.post(url, {"since": since, **at}, headers=JSON).json()

    return ask


def fresh(plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def test_a_page_that_missed_nothing_is_told_only_who_is_here(page, plan, item):
    assert page() == {"version": fresh(plan).version, "people": []}


def test_each_change_is_told_once_with_who_made_it(page, plan, item, add, head):
    seen = fresh(plan).version
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    told = page(seen)
    assert [row["id"] for row in told["rows"]] == [item.pk]
    assert "с. Зелёное" in told["rows"][0]["html"]
    assert told["told"] == [f"{head}: изменено — место, пункт 1"]
    assert "order" not in told
    assert "rows" not in page(told["version"])


def test_ones_own_changes_are_drawn_but_not_told(page, plan, item, methodist):
    seen = fresh(plan).version
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    told = page(seen)
    assert (len(told["rows"]), told["told"]) == (1, [])
    assert told["steps"] == {"undo": "место — «Семинар «Библиотека и семья»»", "redo": ""}


@pytest.mark.parametrize(
    ("act", "line"),
    [
        (lambda row, by: actions.shift_item(row, "down", by), "переставлен пункт 2"),
        (actions.remove_item, "удалён пункт «первый»"),
        (
            lambda row, by: actions.add_item(row.plan, {"name": "новый"}, by, actions.Place()),
            "новый пункт 3",
        ),
    ],
)
def test_rows_that_came_went_or_moved_bring_the_order(page, plan, add, head, act, line):
    rows = [add("первый"), add("второй")]
    seen = fresh(plan).version
    act(rows[0], head)
    told = page(seen)
    standing = plan.items.filter(removed_at=None).order_by("position")
    assert told["order"] == list(standing.values_list("pk", flat=True))
    assert told["told"] == [f"{head}: {line}"]


def test_a_section_added_or_moved_brings_the_headings_alone(page, plan, section, item, head):
    seen = fresh(plan).version
    last = actions.add_section(plan, "<b>Издания</b>", head)
    actions.move_section(last, "up", head)
    told = page(seen)
    assert [each["id"] for each in told["sections"]] == [last.pk, section.pk]
    assert "&lt;b&gt;Издания&lt;/b&gt;" in told["sections"][0]["html"]
    assert told["rows"] == []


def test_what_changed_many_rows_asks_for_the_whole_table(page, plan, section, item, head):
    seen = fresh(plan).version
    actions.remove_section(section, head)
    assert page(seen)["all"] is True
    seen = fresh(plan).version
    table = read_paste("Наименование\tСрок\nСеминар\tмарт\nКонкурс\tмай")
    save_import(start_import(plan, table, "вставлено", head), head)
    assert page(seen)["all"] is True


def test_a_page_that_slept_long_is_drawn_anew(page, plan, item, head, monkeypatch):
    monkeypatch.setattr(live, "MOST_CHANGES", 2)
    seen = fresh(plan).version
    for before, after in (("г. Берёзов", "а"), ("а", "б"), ("б", "в")):
        actions.change_field(item, "place", after, before, head)
    assert page(seen)["all"] is True


def test_figures_and_headings_change_nothing_in_the_table(page, plan, item, head):
    seen = fresh(plan).version
    actions.add_figure(plan, "Консультации", 600, head)
    told = page(seen)
    assert (told["rows"], told["gone"]) == ([], [])
    assert "all" not in told and "sections" not in told


def test_people_see_where_the_others_are_until_they_leave(page, plan, item, client_of, head):
    hers = client_of(head)
    url = reverse("events:plan-live", args=[plan.pk])
    hers.post(url, {"since": 0, "item": item.pk, "field": "place"}, headers=JSON)
    here = {"name": str(head), "item": item.pk, "field": "place"}
    assert page()["people"] == [here]
    hers.post(url, {"since": 0}, headers=JSON)
    assert page()["people"] == [{**here, "item": None, "field": ""}]
    PlanPresence.objects.filter(user=head).update(
        seen_at=timezone.now() - timedelta(seconds=live.SECONDS_PRESENT + 1)
    )
    assert page()["people"] == []


@pytest.mark.parametrize("at", [{"item": "²"}, {"item": "9" * 30, "field": "place"}])
def test_a_place_that_is_none_is_no_place(page, plan, at, methodist):
    page(**at)
    assert PlanPresence.objects.get(user=methodist).item is None


def test_librarians_of_a_consolidated_plan_see_organisations_and_not_people(
    client_of, organisation, librarian, methodist
):
    plan = PlanFactory(kind=Plan.Kind.CONSOLIDATED)
    plan.participants.create(organisation=organisation, due_on=timezone.localdate())
    url = reverse("events:plan-live", args=[plan.pk])
    client_of(methodist).post(url, {"since": 0}, headers=JSON)
    item = actions.add_item(plan, {"name": "Семинар"}, methodist, actions.Place())
    told = client_of(librarian).post(url, {"since": 1}, headers=JSON).json()
    assert told["people"][0]["name"] == "методический отдел"
    assert told["told"] == ["методический отдел: новый пункт 1"]
    assert "data-open" not in told["rows"][0]["html"]
    assert f'id="item-{item.pk}"' in told["rows"][0]["html"]


def test_a_librarian_edits_her_rows_in_place_and_reads_the_others(
    client_of, organisation, librarian, methodist
):
    plan = PlanFactory(kind=Plan.Kind.CONSOLIDATED)
    plan.participants.create(organisation=organisation, due_on=timezone.localdate())
    own = actions.add_item(plan, {"name": "Конкурс"}, librarian, actions.Place())
    others = actions.add_item(plan, {"name": "Семинар"}, methodist, actions.Place())
    client = client_of(librarian)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert f'data-item="{own.pk}" data-version="{own.version}" data-open' in page
    assert f'data-item="{others.pk}" data-version="{others.version}">' in page
    assert "Заголовок и подписи" not in page and "История пункта" not in page
    marked = [f"{row.pk}:{row.version}" for row in (own, others)]
    many = reverse("events:plan-many", args=[plan.pk])
    refused = client.post(many, {"item": marked, "act": "remove"}, headers=JSON)
    assert refused.status_code == 409 and "другой организации" in refused.json()["error"]
    assert plan.items.filter(removed_at=None).count() == 2
    undone = client.post(reverse("events:plan-undo", args=[plan.pk]), headers=JSON)
    assert undone.json()["gone"] == [own.pk]


def test_a_plan_approved_meanwhile_ends_the_asking(page, plan, item):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    assert "обновите страницу" in page()["closed"]


def test_asking_costs_few_queries_however_long_the_plan(page, plan, item, add, methodist):
    def queries(since: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(since)
        return len(captured)

    for number in range(50):
        PlanItemFactory(plan=plan, name=f"Семинар {number}")
    page()
    assert queries(fresh(plan).version) <= 5
    seen = fresh(plan).version
    actions.change_field(item, "place", "а", "г. Берёзов", methodist)
    once = queries(seen)
    for row in list(plan.items.all()[1:10]):
        actions.change_field(row, "place", "а", "", methodist)
    assert queries(seen) == once <= 16


def test_undoing_without_a_script_leads_back_to_the_plan(client_of, plan, item, methodist):
    client = client_of(methodist)
    undone = client.post(reverse("events:plan-undo", args=[plan.pk]), follow=True)
    assert "Отменено: новый пункт «Семинар" in undone.content.decode()
    assert "Повторить<span" in undone.content.decode()
    client.post(reverse("events:plan-redo", args=[plan.pk]))
    assert not plan.items.exclude(removed_at=None).exists()


def test_a_refused_undoing_tells_why_and_passes_over(client_of, plan, item, methodist, head):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.change_field(item, "place", "п. Лесной", "с. Зелёное", head)
    answer = client_of(methodist).post(
        reverse("events:plan-undo", args=[plan.pk]), {"since": 0}, headers=JSON
    )
    assert answer.status_code == 409
    assert "«п. Лесной»" in answer.json()["error"]
