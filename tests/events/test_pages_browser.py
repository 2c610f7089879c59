"""The pages around a plan that no walk passes by, on a phone: accessible, and no wider than it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.counting import CountingChoice, choose_counting
from events.copying.preview import LOOSE
from events.forms.copying import ALL
from events.models import Plan
from events.visits.actions import advise, plan_visit, record_visit
from tests.browser import assert_accessible
from tests.events.closed_plans import make_last_year
from tests.factories import EventFactory, PlanFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def last_year(organisation, methodist) -> Plan:
    """Last year's plan, marked in part, with a figure that is counted."""
    plan = make_last_year(organisation, methodist)
    figure = plan.figures.create(name="Мероприятия", number=8, position=1)
    choose_counting(figure, CountingChoice("marks", "number"), methodist, seen=0)
    return plan


@pytest.fixture
def visit(library, methodist):
    today = timezone.localdate()
    values = {"library": library, "purpose": "Помочь", "starts_on": today, "ends_on": today}
    made = plan_visit({**values, "visitors": [methodist]}, methodist)
    made = record_visit(made.pk, "Фонд расставлен верно.", version=1, by=methodist)
    advise(made, text="Обновить вывеску", due_on=today + dt.timedelta(days=30), by=methodist)
    return made


@pytest.fixture
def consolidated(organisation) -> Plan:
    return PlanFactory(organisation=organisation, kind=Plan.Kind.CONSOLIDATED)


def addresses_of(plan: Plan, visit, consolidated: Plan) -> list[str]:
    figure = plan.figures.get()
    of_plan = (
        *("plan-documents", "fulfilment", "plan-facts", "plan-close", "plan-closings"),
        *("plan-compare", "plan-editions", "plan-copy", "plan-check", "plan-history"),
    )
    return [
        plan.get_absolute_url(),
        *(reverse(f"events:{name}", args=[plan.pk]) for name in of_plan),
        f"{reverse('events:fulfilment', args=[plan.pk])}?part=year",
        f"{reverse('events:plan-copy', args=[plan.pk])}?year=2027&which={ALL}&sections={LOOSE}",
        reverse("events:participants", args=[consolidated.pk]),
        reverse("events:participants-invite", args=[consolidated.pk]),
        reverse("events:plan-profile", args=[plan.organisation_id]),
        reverse("events:figure-counting", args=[figure.pk]),
        reverse("events:figure-records", args=[figure.pk]),
        reverse("events:moved-days"),
        f"{reverse('gatherings:event-planned')}?plan={plan.pk}&all=1",
        reverse("schedule:subscribe"),
        reverse("visits:visit-list"),
        reverse("visits:visit-create"),
        visit.get_absolute_url(),
        reverse("visits:visit-record", args=[visit.pk]),
        reverse("visits:visit-edit", args=[visit.pk]),
    ]


def test_the_pages_of_a_year_in_work_are_accessible(page_of, head, last_year, visit, consolidated):
    page = page_of(head, "phone")
    for address in addresses_of(last_year, visit, consolidated):
        answer = page.goto(address)
        assert answer.ok, f"{address} answered {answer.status}"
        assert_accessible(page)
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{address} is wider than the screen"


def test_lists_of_the_year_are_cards_on_a_laptop_at_200_percent(page_of, head, visit):
    EventFactory(name="Областной семинар руководителей библиотек", place="СОНБ, конференц-зал")
    page = page_of(head, "zoomed")
    for address in (reverse("gatherings:event-list"), reverse("visits:visit-list")):
        page.goto(address)
        cell = page.locator("table.data_cards td").first
        assert cell.evaluate("cell => getComputedStyle(cell).display") == "flow-root"
        region = page.locator(".table-scroll")
        assert region.evaluate("region => region.scrollWidth - region.clientWidth") <= 0


def test_a_word_longer_than_the_screen_makes_no_page_wider(page_of, head):
    word, today = "щ" * 180, timezone.localdate()
    event = EventFactory(
        name=f"Имя {word}", about=word, place=word, programme=f"10:00 {word}", starts_on=today
    )
    page = page_of(head, "phone")
    urls = (event.get_absolute_url(), reverse("schedule:week"), reverse("schedule:month"))
    for address in (*urls, reverse("gatherings:event-list")):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{address} is wider than the screen"


def test_the_months_of_a_year_stand_side_by_side_on_a_laptop(page_of, head, last_year):
    page = page_of(head)
    page.goto(reverse("events:plan-facts", args=[last_year.pk]))
    months = page.get_by_role("region", name="План и факт по месяцам")
    assert months.evaluate("region => region.scrollWidth - region.clientWidth") <= 0


def test_the_menus_of_a_plan_work_by_keyboard_and_are_accessible(page_of, head, plan, item):
    page = page_of(head, "phone")
    page.goto(plan.get_absolute_url())
    menu = page.locator(".toolbar summary", has_text="Ещё")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Согласование"
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText").startswith("Ещё")
