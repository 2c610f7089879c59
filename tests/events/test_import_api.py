"""Loading a plan by API, with the same actions as on the pages and by the command."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from events.actions import imports as actions
from events.imports.clipboard import read_paste
from events.models import ItemResponsible, Plan, PlanImport
from tests.battery import Case, battery
from tests.events.crowded_plan import crowded_plan

DATA = Path(__file__).parent / "data"
TABLE = "№\tНазвание\tСрок\tОрганизаторы\tОтветственные\n1\tСеминар\tмарт\tДом учителя\tЛевина А.Л."


@pytest.fixture
def plan_import(plan, methodist) -> PlanImport:
    return actions.start_import(plan, read_paste(TABLE), "план.tsv", methodist)


@pytest.fixture
def saved_import(plan_import, methodist) -> PlanImport:
    return actions.save_import(plan_import, methodist)


# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
DONE = [403, 404, 404, 200, 200, 404]
IMPORT = {"pk": "@plan_import.pk"}
CASES = [
    Case(
        "api:plan-import-creation-list",
        [403, 404, 404, 201, 201, 404],
        kwargs={"plan_pk": "@plan.pk"},
        method="post",
        data={"text": TABLE},
    ),
    Case("api:plan-import-detail", DONE, kwargs=IMPORT),
    Case("api:plan-import-detail", [403, 404, 404, 204, 204, 404], kwargs=IMPORT, method="delete"),
    Case("api:plan-import-save", DONE, kwargs=IMPORT, method="post"),
    Case("api:plan-import-undo", DONE, kwargs={"pk": "@saved_import.pk"}, method="post"),
]
test_permissions = battery(CASES)


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


def read(client, plan: Plan, **data):
    return client.post(reverse("api:plan-import-creation-list", args=[plan.pk]), data)


def post(client, name: str, plan_import_pk: int, **data):
    url = reverse(f"api:plan-import-{name}", args=[plan_import_pk])
    return client.post(url, data, content_type="application/json")


def test_a_file_is_read_saved_and_undone(client, plan):
    upload = SimpleUploadedFile("план.docx", crowded_plan())
    made = read(client, plan, file=upload).json()
    assert (made["state"], len(made["items"]), len(made["figures"])) == ("preview", 74, 13)
    assert not plan.items.exists()
    saved = post(client, "save", made["id"], takes_title=True).json()
    assert saved["state"] == "saved"
    assert plan.items.count() == 74
    plan.refresh_from_db()
    assert plan.title.startswith("План работы отдела развития")
    assert post(client, "save", made["id"]).status_code == 409
    assert post(client, "undo", made["id"]).json()["state"] == "undone"
    assert not plan.items.filter(removed_at=None).exists()


def test_it_answers_what_the_command_prints(client, plan, capsys):
    upload = SimpleUploadedFile("plan.docx", (DATA / "plan.docx").read_bytes())
    told = read(client, plan, file=upload).json()
    call_command(
        "import_plan", str(DATA / "plan.docx"), f"--organisation={plan.organisation.name}",
        f"--year={plan.year}", "--dry-run", "--format=json",
    )  # fmt: skip
    printed = json.loads(capsys.readouterr().out)
    for key in ("title", "items", "people", "columns", "figures", "messages", "sections"):
        assert told[key] == printed[key], key


def test_choices_of_names_are_taken_with_the_saving(client, plan, plan_import):
    chosen = {"organisations": {"Дом учителя": "new"}, "people": {"Левина А.Л.": "as:Левина О.А."}}
    saved = post(client, "save", plan_import.pk, **chosen).json()
    assert saved["items"][0]["organisers"][0]["organisation"] == "Дом учителя"
    assert ItemResponsible.objects.get().wording == "Левина О.А."


def test_what_cannot_be_read_or_chosen_is_refused_with_its_place(client, plan, plan_import):
    refused = read(client, plan, file=SimpleUploadedFile("план.png", b"\x89PNG\r\n"))
    assert refused.status_code == 400
    assert "не таблица" in refused.json()["file"][0]
    assert read(client, plan).status_code == 400
    wrong = post(client, "save", plan_import.pk, organisations={"Дом учителя": "как-нибудь"})
    assert wrong.status_code == 400
    assert not plan.items.exists()


def test_an_approved_plan_takes_nothing(client, approved_plan):
    assert read(client, approved_plan, text=TABLE).status_code == 409


def test_edited_items_are_asked_about(client, plan, saved_import):
    plan.items.update(version=2)
    refused = post(client, "undo", saved_import.pk)
    assert refused.status_code == 409
    assert "«Семинар»" in refused.json()["detail"]
    assert post(client, "undo", saved_import.pk, even_edited=True).status_code == 200
