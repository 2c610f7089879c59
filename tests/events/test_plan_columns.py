"""Which columns of a plan a person sees, and what she is offered to do with the plan."""

import pytest
from django.urls import reverse

from events.item_fields import FIELDS
from events.models import Plan
from tests.factories import PlanFactory

USUAL = [name for name in FIELDS if name not in ("audience", "note")]


def shown(response) -> list[str]:
    return [column.name for column in response.context["columns"] if column.is_shown]


@pytest.fixture
def reader(client_of, methodist):
    return client_of(methodist)


@pytest.mark.parametrize(
    ("values", "more"),
    [({}, []), ({"note": "Зал до 50 мест"}, ["note"]), ({"audience": "дети"}, ["audience"])],
)
def test_who_writes_sees_the_usual_columns_and_what_is_filled(reader, plan, add, values, more):
    add("Семинар", **values)
    assert shown(reader.get(plan.get_absolute_url())) == [*USUAL, *more]


def test_who_reads_sees_what_is_filled(client_of, plan, add):
    add("Семинар", period="март", note="Зал до 50 мест")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    page = client_of(None).get(plan.get_absolute_url())
    assert shown(page) == ["name", "period", "note"]
    assert (
        'data-hidden="event_form organisers responsibles place audience"' in page.content.decode()
    )


def test_chosen_columns_are_remembered_for_the_person_in_all_plans(
    client_of, reader, head, plan, item
):
    url = reverse("events:plan-columns", args=[plan.pk])
    back = reader.post(url, {"column": ["period", "note"]}, headers={"Referer": "/plans/"})
    assert back.status_code == 302
    other = PlanFactory(organisation=plan.organisation, year=2031)
    for one in (plan, other):
        assert shown(reader.get(one.get_absolute_url())) == ["name", "period", "note"]
    # Another person at the same computer chooses for herself.
    reader.force_login(head)
    assert shown(reader.get(plan.get_absolute_url())) == USUAL


def test_all_columns_can_be_chosen(reader, plan, item):
    url = reverse("events:plan-columns", args=[plan.pk])
    answer = reader.post(url, {"column": list(FIELDS)}, headers={"Accept": "application/json"})
    assert answer.json() == {}
    assert shown(reader.get(plan.get_absolute_url())) == list(FIELDS)


@pytest.mark.parametrize(
    ("who", "state", "main"),
    [
        ("methodist", Plan.State.DRAFT, "Добавить пункт"),
        ("head", Plan.State.ON_APPROVAL, "Утвердить план"),
        ("methodist", Plan.State.ON_APPROVAL, None),
        ("methodist", Plan.State.APPROVED, "Отметить выполнение"),
        ("librarian", Plan.State.APPROVED, None),
        (None, Plan.State.APPROVED, None),
    ],
)
def test_a_plan_has_one_main_act_by_its_state(client_of, request, plan, item, who, state, main):
    Plan.objects.filter(pk=plan.pk).update(state=state)
    user = request.getfixturevalue(who) if who else None
    html = client_of(user).get(plan.get_absolute_url()).content.decode()
    toolbar = html.split('class="toolbar"')[1].split("</main>")[0].split('class="plan-view"')[0]
    assert toolbar.count("btn-primary") == (1 if main else 0)
    assert main is None or f">{main}</a>" in toolbar


def test_the_extract_offered_is_of_what_is_looked_at(reader, plan, add):
    add("Семинар", period="март", responsibles="Иванова А. П.")
    query = {"month": "3", "responsible": "Иванова А. П."}
    html = reader.get(plan.get_absolute_url(), query).content.decode()
    address = reverse("events:plan-documents", args=[plan.pk])
    link = html.split(f'href="{address}?')[1].split('"')[0].replace("&amp;", "&")
    form = reader.get(f"{address}?{link}").context["form"]
    assert (form.data["part"], form.data["person"]) == ("m3", "Иванова А. П.")


def test_one_person_written_in_two_ways_is_offered_and_found_once(reader, plan, add):
    add("Семинар", responsibles="Иванова А. П.")
    add("Обзор", responsibles="Иванова А.П.")
    add("Конкурс", responsibles="Петрова И. И.")
    page = reader.get(plan.get_absolute_url(), {"responsible": "Иванова А. П."})
    assert [word for word, _ in page.context["sift"].fields["responsible"].choices] == [
        "",
        "Иванова А. П.",
        "Петрова И. И.",
    ]
    assert page.context["shown"] == 2
    choices = reader.get(reverse("events:plan-choices", args=[plan.pk])).json()
    assert [one for one in choices["responsibles"] if one.startswith("Иванова")] == [
        "Иванова А. П."
    ]
