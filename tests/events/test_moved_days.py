"""Days off moved by decree: written in by the department, followed by all terms and checks."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.workdays import after_workdays, production_calendar
from events.actions.workdays import add_moved_day
from events.models import MovedDayOff
from tests.battery import Case, battery

pytestmark = pytest.mark.django_db
FORBIDDEN = ["sign-in", 403, 403, 200, 200, 403]


@pytest.fixture
def moved(methodist) -> MovedDayOff:
    row = MovedDayOff(source=dt.date(2027, 1, 2), target=dt.date(2027, 2, 22))
    return add_moved_day(row, methodist)


def test_a_written_transfer_is_followed_by_terms_and_checks(moved):
    calendar = production_calendar()
    assert calendar.day_off(moved.target) == "перенесённый выходной"
    assert calendar.is_known(2027) and not calendar.is_known(2028)
    assert after_workdays(dt.date(2027, 2, 19), 1) == dt.date(2027, 2, 24)


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("2027-03-01", "2027-03-02", "рабочий день"),
        ("2027-01-02", "2027-02-21", "и так выходной"),
        ("2027-01-02", "2028-02-21", "одного года"),
        ("2026-01-03", "2026-01-09", "уже знает"),
    ],
)
def test_what_no_decree_does_is_refused(methodist, source, target, why):
    row = MovedDayOff(source=dt.date.fromisoformat(source), target=dt.date.fromisoformat(target))
    with pytest.raises(ValidationError, match=why):
        add_moved_day(row, methodist)


def test_the_department_writes_a_transfer_in_and_takes_it_back(client_of, methodist):
    client, url = client_of(methodist), reverse("events:moved-days")
    form = {"source": "2027-01-03", "target": "2027-12-31"}
    page = client.post(url, form, follow=True).content.decode()
    assert "Перенос записан" in page and "2027 год" in page
    refused = client.post(url, form).content.decode()
    assert "уже" in refused
    [row] = MovedDayOff.objects.all()
    client.post(reverse("events:moved-day-remove", args=[row.pk]))
    assert not MovedDayOff.objects.exists()


CASES = [
    Case("events:moved-days", FORBIDDEN),
    Case(
        "events:moved-day-remove",
        ["sign-in", 403, 403, 302, 302, 403],
        kwargs={"pk": "@moved.pk"},
        method="post",
    ),
]

test_permissions = battery(CASES)
