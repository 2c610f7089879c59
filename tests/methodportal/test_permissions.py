"""Who may open the addresses of the site itself."""

import pytest

from events.models import PlanItem
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.factories import PlanItemFactory

# stranger, neighbour, librarian, methodist, head, admin
PLANNERS = [SIGN_IN, 403, 403, 200, 200, 403]
LED_ON = [SIGN_IN, 403, 403, 302, 302, 403]
ROW = {"pk": "@planned_row.pk"}


@pytest.fixture
def planned_row(db) -> PlanItem:
    return PlanItemFactory(name="Сборник «Опыт»")


CASES = [
    Case("health", everyone(200)),
    Case("home", everyone(200)),
    Case("theme", everyone(302), method="post", data={"theme": "contrast", "next": "/"}),
    Case("planned-publications", PLANNERS, needs=["planned_row"]),
    Case("planned-start", LED_ON, ROW),
    Case("planned-start", [SIGN_IN, 403, 403, 404, 404, 403], {"pk": 999_999}),
    Case("planned-item", LED_ON, ROW),
]

test_permissions = battery(CASES)
