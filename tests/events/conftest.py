import pytest

from events import actions
from events.models import Plan, PlanItem
from tests.factories import PlanFactory


@pytest.fixture
def plan(organisation) -> Plan:
    return PlanFactory(organisation=organisation)


@pytest.fixture
def approved_plan(organisation) -> Plan:
    return PlanFactory(organisation=organisation, year=2025, state=Plan.State.APPROVED)


@pytest.fixture
def add(plan, methodist):
    """Return a function that puts a row into the plan as the methodist would."""

    def make(name: str, where: actions.Place | None = None, **values: str) -> PlanItem:
        return actions.add_item(plan, {"name": name, **values}, methodist, where or actions.Place())

    return make


@pytest.fixture
def item(add) -> PlanItem:
    return add("Семинар «Библиотека и семья»", period="февраль", place="г. Берёзов")


@pytest.fixture
def section(plan, methodist):
    return actions.add_section(plan, "Повышение квалификации", methodist)
