"""The command that loads a plan."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.models import Plan, PlanImport, PlanItem
from libraries.models import Organisation
from tests.factories import OrganisationFactory, PlanFactory

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Organisation:
    return OrganisationFactory(
        code="ponb",
        name="ГБУК «Приозёрская областная научная библиотека»",
        short_name="ПОНБ",
        inn="6601002003",
    )


def run(name: str, code: str = "ponb", *more: str) -> str:
    out = StringIO()
    call_command(
        "import_plan", str(DATA / name), f"--organisation={code}", "--year=2024", *more, stdout=out
    )
    return out.getvalue()


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.tsv"])
def test_a_dry_run_prints_35_items_and_writes_nothing(owner, name):
    told = json.loads(run(name, "ponb", "--dry-run", "--format=json"))
    assert told["saved"] is False
    assert len(told["items"]) == 35
    first = told["items"][0]
    assert first["number"] == "1"
    assert [each["recognised"] for each in first["organisers"]] == [False, False, True]
    assert first["period"]["start"] == "2024-01-01"
    assert told["items"][24]["joined_rows"] == 1
    assert any("«Январь»" in message for message in told["messages"])
    assert not Plan.objects.exists()
    assert not PlanImport.objects.exists()


@pytest.mark.parametrize("code", ["ponb", "PONB", "6601002003", "ПОНБ", "понб"])
def test_the_organisation_is_found_by_code_inn_and_names(owner, code):
    run("plan.tsv", code)
    plan = Plan.objects.get()
    assert plan.organisation == owner
    assert plan.items.count() == 35


def test_a_missing_plan_is_made_with_the_kind_and_title_of_the_file(owner):
    run("plan.docx")
    plan = Plan.objects.get()
    assert plan.kind == Plan.Kind.CONSOLIDATED
    assert plan.title.startswith("Сводный план")


def test_a_standing_plan_takes_the_items(owner):
    plan = PlanFactory(organisation=owner, year=2024, kind=Plan.Kind.DEPARTMENT)
    text = run("plan.tsv", "ponb", "--kind=department")
    assert PlanItem.objects.filter(plan=plan).count() == 35
    assert f"Сохранено в план {plan.pk}." in text


def test_new_organisations_are_added_when_asked(owner):
    run("plan.tsv", "ponb", "--create-organisations")
    assert Organisation.objects.filter(name="Министерство культуры и туризма ПО").exists()
    assert not PlanItem.objects.filter(organisers__organisation=None).exists()


def test_an_approved_plan_is_refused_and_nothing_is_written(owner):
    PlanFactory(organisation=owner, year=2024, kind=Plan.Kind.DEPARTMENT, state=Plan.State.APPROVED)
    with pytest.raises(CommandError, match="утверждён"):
        run("plan.tsv", "ponb", "--kind=department")
    assert not PlanItem.objects.exists()


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("plan.tsv", "ПОНБ-2", "нет в реестре"),
        ("absent.docx", "ponb", "не открывается"),
    ],
)
def test_what_cannot_be_done_is_said(owner, name, code, message):
    with pytest.raises(CommandError, match=message):
        run(name, code)
    assert not Plan.objects.exists()
