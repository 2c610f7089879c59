"""Lines that nobody has paired: asked about before saving, marked after it, told by programs."""

import pytest
from django.urls import reverse

from events.actions import imports as actions
from events.imports.clipboard import read_paste
from events.imports.draft import Draft
from events.imports.report import messages_of
from events.imports.unpaired import unpaired_of
from events.models import PlanImport
from tests.queries import count_queries

CELLS = ("- Обзор\n- Выставка\n- Семинар", "март\nмай\nиюнь\nиюль", "Левина А.Л.\nЛевина О.А.")


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


@pytest.fixture
def made(plan, methodist) -> PlanImport:
    """An import of one cell with three works beside four times and two people."""
    page = "<table><tr><td>Название<td>Срок<td>Ответственные<tr>" + "".join(
        f"<td>{cell}" for cell in CELLS
    )
    table = read_paste("x", page.replace("\n", "<br>"))
    return actions.start_import(plan, table, "план.docx", methodist)


def save(client, made: PlanImport, **data: str):
    return client.post(reverse("events:import-save", args=[made.pk]), data, follow=True)


def words(response) -> str:
    return " ".join(response.text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_saving_asks_first_and_changes_nothing(client, plan, made):
    response = save(client, made, takes_title="1")
    assert "Не сопоставлены строки в 1 ячейке: 4 строки, из них без пары — 1" in words(response)
    assert reverse("events:import-pairing", args=[made.pk, "1"]) in response.text
    assert 'name="takes_title"' in response.text
    assert not plan.items.exists()
    made.refresh_from_db()
    assert made.state == PlanImport.State.PREVIEW


def test_what_is_saved_as_it_is_stays_listed_by_the_import(client, plan, made):
    save(client, made, as_is="1")
    assert plan.items.count() == 3
    done = client.get(reverse("events:import-preview", args=[made.pk]))
    assert "Сохранено без сопоставления строк: 3 пункта" in words(done)
    first = plan.items.order_by("pk").first()
    assert f"#item-{first.pk}" in done.text
    plan.items.filter(pk=first.pk).update(version=2)
    assert words(client.get(done.request["PATH_INFO"])).count("изменён после загрузки") == 1


def test_a_line_without_a_pair_is_asked_about_in_a_checked_cell_too(client, plan, made):
    actions.change_draft(made, lambda draft: draft.check("1"))
    response = save(client, made)
    assert "1 ячейке: 1 строка, из них без пары — 1" in words(response)
    save(client, made, as_is="1")
    made.refresh_from_db()
    last = plan.items.get(name="Семинар")
    assert made.unpaired == [last.pk]


def test_paired_lines_are_saved_at_once(client, plan, made):
    def pair(draft: Draft) -> None:
        pairing = draft.pairing("1")
        pairing.columns[1] = ["март\nмай", "июнь", "июль"]
        draft._set_lines("1", pairing)
        draft.check("1")

    actions.change_draft(made, pair)
    assert "План загружен" in save(client, made).text
    assert plan.items.count() == 3
    made.refresh_from_db()
    assert not made.unpaired


def test_programs_are_told_the_same_number(client, made):
    draft = Draft.from_json(made.rows)
    told = {"cells": 1, "lines": 4, "loose": 1}
    assert unpaired_of(draft).as_dict() == told
    assert any("ячеек 1, строк 4, из них без пары 1" in one for one in messages_of(draft, []))
    answer = client.get(reverse("api:plan-import-detail", args=[made.pk])).json()
    assert answer["unpaired"] == told


def compare(client, made: PlanImport, *items: int):
    address = reverse("events:import-reconcile", args=[made.pk])
    return client.post(address, {"item": items}, follow=True)


def test_the_plan_tells_how_many_are_to_be_compared_until_all_are(client, plan, made, add):
    page = plan.get_absolute_url()
    add("Свой пункт")
    assert "Сверить с файлом" not in client.get(page).text
    save(client, made, as_is="1")
    first, second, third = plan.items.filter(plan_import=made).order_by("pk")
    told = words(client.get(page))
    assert "Из файла «план.docx» сохранено без сопоставления строк: 3 пункта." in told
    assert f"{reverse('events:import-preview', args=[made.pk])}#unpaired" in told
    answer = words(compare(client, made, first.pk))
    assert "1 пункт сверен с файлом" in answer
    assert "Сохранено без сопоставления строк: 2 пункта" in answer
    third.removed_at = third.plan.created_at
    third.save()
    assert "без сопоставления строк: 1 пункт." in words(client.get(page))
    compare(client, made, second.pk)
    assert "Сверить с файлом" not in client.get(page).text
    changes = plan.changes.filter(action="reconciled")
    assert [one.after["names"] for one in changes.order_by("pk")] == [[first.name], [second.name]]


def test_nothing_chosen_and_items_of_others_change_nothing(client, plan, made, add):
    own = add("Свой пункт")
    save(client, made, as_is="1")
    assert "Отметьте пункты" in compare(client, made).text
    assert "Отметьте пункты" in compare(client, made, own.pk, 10**20).text
    made.refresh_from_db()
    assert len(made.unpaired) == 3
    assert not plan.changes.filter(action="reconciled").exists()


def test_an_undone_import_has_nothing_to_compare(client, plan, made, methodist):
    save(client, made, as_is="1")
    made.refresh_from_db()
    actions.undo_import(made, methodist)
    assert "Сверить с файлом" not in client.get(plan.get_absolute_url()).text
    assert "отменена" in compare(client, made, 1).text


def test_who_only_reads_the_plan_sees_no_notice(client, client_of, plan, made):
    save(client, made, as_is="1")
    plan.items.update(owner=None)
    type(plan).objects.filter(pk=plan.pk).update(state="approved")
    assert "Сверить с файлом" not in client_of(None).get(plan.get_absolute_url()).text


def test_the_list_takes_the_same_queries_for_any_number(client, made):
    save(client, made, as_is="1")
    made.refresh_from_db()
    address = reverse("events:import-preview", args=[made.pk])
    with_three = count_queries(client, address)
    made.unpaired = made.unpaired[:1]
    made.save()
    assert count_queries(client, address) == with_three <= 15
