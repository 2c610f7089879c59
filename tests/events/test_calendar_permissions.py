"""Who may open the calendar and its addresses."""

import pytest

from events.schedule.feeds import key_of
from tests.battery import Case, battery, everyone, signed_in


@pytest.fixture
def calendar_key(methodist) -> str:
    return key_of(methodist)


CASES = [
    Case("schedule:month", everyone(200)),
    Case("schedule:week", everyone(200)),
    Case("schedule:subscribe", signed_in(200)),
    Case("schedule:renew", signed_in(302), method="post"),
    Case("schedule:own-feed", everyone(200), query={"key": "@calendar_key"}),
    Case("schedule:own-feed", everyone(404), query={"key": "чужой"}),
    Case("schedule:public-feed", everyone(200)),
]

test_permissions = battery(CASES)
