"""Days off moved by decree: written in by the department, followed by all terms and checks."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.workdays import after_workdays, production_calendar
from events.actions.workdays import add_moved_day
from events.models import MovedDayOff
from events.moved_days import transfers_by_year
from tests.battery import Case, battery

pytestmark = pytest.mark.django_db
KEPT = ["sign-in", 403, 403, 200, 200, 200]
DECREE = "от 16.09.2027 № 1001"


@pytest.fixture
def moved(methodist) -> MovedDayOff:
    row = MovedDayOff(source=dt.date(2028, 1, 2), target=dt.date(2028, 2, 22), decree=DECREE)
    return add_moved_day(row, methodist)


def test_a_written_transfer_is_followed_by_terms_and_checks(moved):
    calendar = production_calendar()
    assert calendar.day_off(moved.target) == "перенесённый выходной"
    assert calendar.is_known(2028) and not calendar.is_known(2029)
    assert after_workdays(dt.date(2028, 2, 21), 1) == dt.date(2028, 2, 24)


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("2028-03-01", "2028-03-02", "рабочий день"),
        ("2028-01-02", "2028-02-20", "и так выходной"),
        ("2028-01-02", "2029-02-21", "одного года"),
        ("2027-01-02", "2027-11-05", "уже знает"),
    ],
)
def test_what_no_decree_does_is_refused(methodist, source, target, why):
    days = [dt.date.fromisoformat(day) for day in (source, target)]
    with pytest.raises(ValidationError, match=why):
        add_moved_day(MovedDayOff(source=days[0], target=days[1], decree=DECREE), methodist)


def test_the_department_writes_a_transfer_in_with_its_decree_and_takes_it_back(
    client_of, methodist
):
    client, url = client_of(methodist), reverse("events:moved-days")
    form = {"source": "2028-01-02", "target": "2028-12-29"}
    assert not client.post(url, form).context["form"].is_valid()
    page = client.post(url, {**form, "decree": DECREE}, follow=True).content.decode()
    assert "Перенос записан" in page
    assert f'<td data-label="Постановление Правительства">{DECREE}</td>' in page
    assert f'value="{DECREE}"' in page, "the next transfer is of the same decree"
    refused = client.post(url, {**form, "decree": DECREE}).content.decode()
    assert "уже" in refused
    [row] = MovedDayOff.objects.all()
    client.post(reverse("events:moved-day-remove", args=[row.pk]))
    assert not MovedDayOff.objects.exists()


def test_a_year_without_a_decree_is_said_to_wait_for_it(methodist):
    wrote = {"decree": DECREE, "made_by": methodist}
    MovedDayOff.objects.create(source=dt.date(2027, 1, 2), target=dt.date(2027, 11, 5), **wrote)
    years = transfers_by_year(present=2028)
    assert [one.year for one in years] == [2029, 2028, 2027, 2026, 2025, 2024]
    assert not years[0].transfers and not years[1].transfers
    assert [(one.decree, one.row) for one in years[2].transfers] == [
        ("от 17.09.2026 № 1187", None)
    ] * 3, "what was written in before the portal knew it is told once"


CASES = [
    Case("events:moved-days", KEPT),
    Case(
        "events:moved-day-remove",
        ["sign-in", 403, 403, 302, 302, 302],
        kwargs={"pk": "@moved.pk"},
        method="post",
    ),
]

test_permissions = battery(CASES)
