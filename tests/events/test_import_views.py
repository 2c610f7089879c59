"""Loading a plan in the browser, as plain pages answer it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from events.actions import imports as actions
from events.imports.clipboard import read_paste
from events.imports.draft import Draft
from events.models import ItemOrganiser, ItemResponsible, PlanImport, PlanItem
from tests.battery import Case, battery
from tests.queries import count_queries

DATA = Path(__file__).parent / "data"
TABLE = "№\tНазвание\tСрок\tОрганизаторы\n1\tСеминар\tмарт\tДом учителя\n2\tОбзор\tмай\t"


@pytest.fixture
def plan_import(plan, methodist) -> PlanImport:
    return actions.start_import(plan, read_paste(TABLE), "план.tsv", methodist)


@pytest.fixture
def saved_import(plan_import, methodist) -> PlanImport:
    return actions.save_import(plan_import, methodist)


@pytest.fixture
def crowded_import(plan, methodist) -> PlanImport:
    """An import of one cell with three works beside two times and three people."""
    cells = ("- Обзор\n- Выставка\n- Семинар", "март\nмай", "Левина А.Л.\nЛевина А.Л.\nЛевина О.А.")
    page = "<table><tr><td>Название<td>Срок<td>Ответственные<tr>" + "".join(
        f"<td>{cell}" for cell in cells
    )
    table = read_paste("x", page.replace("\n", "<br>"))
    return actions.start_import(plan, table, "план.docx", methodist)


# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin.
SHOWN = ["sign-in", 404, 404, 200, 200, 404]
DONE = ["sign-in", 404, 404, 302, 302, 404]
PLAN, IMPORT = {"pk": "@plan.pk"}, {"pk": "@plan_import.pk"}
ROW = {**IMPORT, "index": 1}
CELL = {"pk": "@crowded_import.pk", "key": "1"}
CASES = [
    Case("events:import", SHOWN, kwargs=PLAN),
    Case("events:import", ["sign-in", *[403] * 5], kwargs={"pk": "@approved_plan.pk"}),
    Case("events:import", DONE, kwargs=PLAN, method="post", data={"text": TABLE}),
    Case("events:import-preview", SHOWN, kwargs=IMPORT),
    Case("events:import-preview", SHOWN, kwargs={"pk": "@saved_import.pk"}),
    Case("events:import-columns", DONE, kwargs=IMPORT, method="post"),
    Case("events:import-row", DONE, kwargs=ROW, method="post", data={"kind": "skip"}),
    Case("events:import-names", DONE, kwargs=IMPORT, method="post"),
    Case("events:import-people", DONE, kwargs=IMPORT, method="post"),
    Case("events:import-decide", DONE, kwargs=IMPORT, method="post"),
    Case("events:import-texts", DONE, kwargs=IMPORT, method="post"),
    Case("events:import-unfold", DONE, kwargs=ROW, method="post"),
    Case("events:import-pairing", SHOWN, kwargs=CELL),
    Case("events:import-pair", ["sign-in", 404, 404, 409, 409, 404], kwargs=CELL, method="post"),
    Case("events:import-step", DONE, kwargs=CELL, method="post"),
    Case("events:import-paired", DONE, kwargs=CELL, method="post"),
    Case("events:import-refold", DONE, kwargs=CELL, method="post"),
    Case("events:import-save", DONE, kwargs=IMPORT, method="post"),
    Case("events:import-reconcile", DONE, kwargs={"pk": "@saved_import.pk"}, method="post"),
    Case("events:import-undo", DONE, kwargs={"pk": "@saved_import.pk"}, method="post"),
    Case("events:import-discard", DONE, kwargs=IMPORT, method="post"),
]
test_permissions = battery(CASES)


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


def preview(client, plan_import: PlanImport) -> str:
    page = client.get(reverse("events:import-preview", args=[plan_import.pk]))
    return page.content.decode()


def draft(plan_import: PlanImport) -> Draft:
    plan_import.refresh_from_db()
    return Draft.from_json(plan_import.rows)


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.tsv"])
def test_a_file_leads_to_the_preview_of_its_35_items(client, plan, name):
    upload = SimpleUploadedFile(name, (DATA / name).read_bytes())
    response = client.post(reverse("events:import", args=[plan.pk]), {"file": upload}, follow=True)
    page = response.content.decode()
    assert "Сохранить 35\N{NO-BREAK SPACE}пунктов" in page
    assert "1–5 июля 2026" in page
    assert not PlanItem.objects.exists()


def test_a_pasted_table_leads_to_the_preview(client, plan):
    response = client.post(
        reverse("events:import", args=[plan.pk]), {"text": TABLE, "html": ""}, follow=True
    )
    assert "Сохранить 2\N{NO-BREAK SPACE}пункта" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Выберите файл или вставьте таблицу."),
        ({"file": SimpleUploadedFile("план.png", b"\x89PNG\r\n")}, "не таблица и не документ"),
        ({"file": SimpleUploadedFile("план.xlsx", b"PK\x03\x04")}, "повреждён"),
        ({"text": "одна строка"}, "«вставленная таблица»: здесь нет таблицы с пунктами плана"),
    ],
)
def test_what_cannot_be_read_is_explained_and_nothing_is_kept(client, plan, data, message):
    response = client.post(reverse("events:import", args=[plan.pk]), data)
    assert message in response.content.decode()
    assert not PlanImport.objects.exists()


def test_a_refused_paste_stays_in_the_field(client, plan):
    response = client.post(reverse("events:import", args=[plan.pk]), {"text": "одна строка"})
    assert "одна строка" in response.content.decode()


def test_a_row_is_skipped_joined_and_taken_back(client, plan_import):
    url = reverse("events:import-row", args=[plan_import.pk, 2])
    for kind in ("skip", "join", "section", "item"):
        client.post(url, {"kind": kind})
        assert draft(plan_import).rows[2].kind == kind


def test_a_row_that_moved_meanwhile_is_not_changed_for_another(client, plan_import):
    url = reverse("events:import-row", args=[plan_import.pk, 2])
    page = client.get(reverse("events:import-preview", args=[plan_import.pk]))
    marks = {row.index: row.mark for row in page.context["preview"].rows}
    answer = client.post(url, {"kind": "skip", "mark": marks[1]}, follow=True)
    assert "уже изменили в другом окне" in answer.content.decode()
    assert draft(plan_import).rows[2].kind == "item"
    client.post(url, {"kind": "skip", "mark": marks[2]})
    assert draft(plan_import).rows[2].kind == "skip"


def test_texts_of_a_row_are_put_right(client, plan_import):
    url = reverse("events:import-row", args=[plan_import.pk, 1])
    cells = ["1", "Семинар «Чтение»", "1 - 5 июля", "ЦБС\r\nДом учителя"]
    client.post(url, {f"cell-{number}": text for number, text in enumerate(cells)})
    assert draft(plan_import).rows[1].cells == [*cells[:3], "ЦБС\nДом учителя"]
    page = client.get(reverse("events:import-preview", args=[plan_import.pk])).content.decode()
    assert "1–5 июля 2026" in page


def test_the_offered_form_can_be_changed_or_dropped(client, plan_import):
    url = reverse("events:import-row", args=[plan_import.pk, 1])
    data = {f"cell-{number}": text for number, text in enumerate(["1", "Семинар", "март", ""])}
    preview = reverse("events:import-preview", args=[plan_import.pk])
    assert "форма: Семинар" in client.get(preview).content.decode()
    client.post(url, {**data, "event_form": "Областной  семинар"})
    assert "форма: Областной семинар" in client.get(preview).content.decode()
    client.post(url, {**data, "event_form": ""})
    assert "форма: Областной" not in client.get(preview).content.decode()


def test_names_that_stand_in_the_plan_are_pointed_at(client, plan, plan_import, add):
    add("Семинар")
    page = client.get(reverse("events:import-preview", args=[plan_import.pk])).content.decode()
    assert "В плане уже есть 1\N{NO-BREAK SPACE}пункт с такими же названиями" in page


def test_a_wrong_change_is_explained_and_changes_nothing(client, plan_import):
    before = draft(plan_import)
    url = reverse("events:import-columns", args=[plan_import.pk])
    roles = {f"role-{number}": "skip" for number in range(4)}
    page = client.post(url, roles, follow=True).content.decode()
    assert "Укажите, в каком столбце название" in page
    client.post(reverse("events:import-row", args=[plan_import.pk, 999]), {"kind": "item"})
    client.post(reverse("events:import-row", args=[plan_import.pk, 1]), {"cell-0": "мало"})
    assert draft(plan_import) == before


def test_saving_takes_the_columns_and_organisations_of_the_form_first(client, plan, plan_import):
    roles = ["number", "name", "period", "responsibles"]
    data = {f"role-{number}": role for number, role in enumerate(roles)}
    response = client.post(reverse("events:import-save", args=[plan_import.pk]), data, follow=True)
    assert "в плане 2\N{NO-BREAK SPACE}пункта" in response.content.decode()
    assert plan.items.get(name="Семинар").responsibles.get().wording == "Дом учителя"


def test_undoing_asks_once_an_item_was_edited(client, plan, saved_import):
    url = reverse("events:import-undo", args=[saved_import.pk])
    plan.items.filter(name="Обзор").update(version=2)
    page = client.post(url, follow=True).content.decode()
    assert "«Обзор»" in page
    assert plan.items.filter(removed_at=None).count() == 2
    client.post(url, {"even_edited": "1"})
    assert not plan.items.filter(removed_at=None).exists()


def test_an_unsaved_import_can_be_thrown_away(client, plan_import):
    client.post(reverse("events:import-discard", args=[plan_import.pk]))
    assert not PlanImport.objects.exists()


def test_pages_take_few_queries_whatever_the_rows(client, plan, methodist):
    counts = []
    for text in (TABLE, TABLE + "\n3\tВыставка\tиюнь\tЦБС" * 3):
        made = actions.start_import(plan, read_paste(text), "план.tsv", methodist)
        counts.append(count_queries(client, reverse("events:import-preview", args=[made.pk])))
        actions.save_import(made, methodist)
    assert counts[0] == counts[1] <= 10
    assert count_queries(client, reverse("events:import", args=[plan.pk])) <= 10


def test_texts_of_a_file_cannot_act_in_the_page(client, plan):
    text = "Название\tСрок\n<script>alert(1)</script>\t<b>март</b>"
    response = client.post(reverse("events:import", args=[plan.pk]), {"text": text}, follow=True)
    assert "<script>alert" not in response.content.decode()


def test_a_corrected_row_takes_no_signs_that_cannot_be_stored(client, plan_import):
    address = reverse("events:import-row", args=[plan_import.pk, 1])
    cells = {"cell-0": "1", "cell-1": "Се\x00ми\x0bнар", "cell-2": "март", "cell-3": ""}
    client.post(address, {**cells, "event_form": "се\x00минар"})
    row = draft(plan_import).rows[1]
    assert (row.cells[1], row.event_form) == ("Семинар", "семинар")


def test_the_preview_says_where_items_without_a_section_go(client, plan, methodist, add):
    add("Совещание")
    made = actions.start_import(plan, read_paste("Название\tСрок\nОбзор\tмай"), "план", methodist)
    assert "новые встанут после них. " in preview(client, made)
    plan.sections.create(title="Обучение", position=1)
    assert "а те, что без раздела (1), — перед разделами" in preview(client, made)


def test_the_preview_leads_to_the_cells_that_hold_several_items(client, crowded_import):
    shown = preview(client, crowded_import)
    assert "Ячейки, где записано несколько пунктов" in shown
    assert "3 пункта, 2 срока, 3 ответственных" in shown
    assert reverse("events:import-pairing", args=[crowded_import.pk, "1"]) in shown
    assert "Сопоставление не проверено:</span> 3\N{NO-BREAK SPACE}пункта" in shown


def test_a_cell_that_may_hold_several_items_is_taken_apart_when_asked(client, plan, methodist):
    names = "<br>".join(["Обзор", "Выставка", "Семинар", "Беседа", "Урок", "Лекция"])
    page = f"<table><tr><td>Название<td>Срок<tr><td>{names}<td>март</table>"
    made = actions.start_import(plan, read_paste("x", page), "план", methodist)
    shown = preview(client, made)
    assert "в одной ячейке записано несколько пунктов" in shown
    assert '<a href="#row-1" hx-boost="false">Строка 2</a>' in shown
    response = client.post(reverse("events:import-unfold", args=[made.pk, 1]))
    assert response.url == reverse("events:import-pairing", args=[made.pk, "1"])
    assert "Сохранить 6\N{NO-BREAK SPACE}пунктов" in preview(client, made)


def test_a_checked_cell_leads_back_to_the_preview(client, crowded_import):
    address = reverse("events:import-paired", args=[crowded_import.pk, "1"])
    shown = client.post(address, follow=True).content.decode()
    assert "проверено" in shown
    assert "Сопоставление не проверено" not in shown


def test_a_cell_is_put_together_or_begun_anew(client, crowded_import):
    address = reverse("events:import-refold", args=[crowded_import.pk, "1"])
    client.post(address, {"way": "anew"})
    assert list(draft(crowded_import).blocks) == ["1"]
    shown = client.post(address, follow=True).content.decode()
    assert "Сохранить 1\N{NO-BREAK SPACE}пункт" in shown
    assert client.post(address, {"way": "anew"}, follow=True).status_code == 200


def test_an_unknown_cell_does_not_exist(client, crowded_import, saved_import):
    assert (
        client.get(reverse("events:import-pairing", args=[crowded_import.pk, "9"])).status_code
        == 404
    )
    saved = client.get(reverse("events:import-pairing", args=[saved_import.pk, "1"]))
    assert saved.url == reverse("events:import-preview", args=[saved_import.pk])


def test_a_name_like_another_is_asked_about_and_written_as_decided(client, crowded_import):
    shown = preview(client, crowded_import)
    assert "Опечатка, исправить на «Левина А.Л.»" in shown
    client.post(
        reverse("events:import-people", args=[crowded_import.pk]),
        {"name-0": "Левина О.А.", "person-0": "as:Левина А.Л."},
    )
    client.post(reverse("events:import-save", args=[crowded_import.pk]), {"as_is": "1"})
    assert set(ItemResponsible.objects.values_list("wording", flat=True)) == {"Левина А.Л."}


def test_an_organisation_with_a_typo_is_written_as_the_others_of_the_file(client, plan, methodist):
    names = ["МБУК «Лесная ЦБС»", "МБУК «Лесная ЦБС»", "МБУК «Леcная ЦБС»", "Дом учителя"]
    table = "Название\tСрок\tОрганизаторы\n" + "\n".join(f"Обзор\tмай\t{name}" for name in names)
    made = actions.start_import(plan, read_paste(table), "план.tsv", methodist)
    shown = preview(client, made)
    assert "Исправить на: МБУК «Лесная ЦБС»" in shown
    assert shown.count("похоже на другие в файле") == 1
    client.post(
        reverse("events:import-save", args=[made.pk]),
        {
            "wording-0": names[2], "choice-0": f"as:{names[0]}",
            "wording-1": names[0], "choice-1": "new",
        },
    )  # fmt: skip
    told = ItemOrganiser.objects.values_list("wording", "organisation__name")
    assert sorted(told)[1:] == [(names[0], names[0])] * 3


def test_without_an_answer_a_name_stays_as_written(client, crowded_import):
    data = {"name-0": "Левина О.А.", "person-0": "", "as_is": "1"}
    client.post(reverse("events:import-save", args=[crowded_import.pk]), data)
    assert ItemResponsible.objects.filter(wording="Левина О.А.", user=None).count() == 1


def test_a_name_like_that_of_a_user_can_be_said_to_be_hers(client, crowded_import, methodist):
    User.objects.filter(pk=methodist.pk).update(last_name="Левина")
    assert "Это Левина А.П." in preview(client, crowded_import)
    data = {"name-0": "Левина А.Л.", "person-0": f"user:{methodist.pk}", "as_is": "1"}
    client.post(reverse("events:import-save", args=[crowded_import.pk]), data)
    row = ItemResponsible.objects.filter(user=methodist).first()
    assert row.wording == "Левина А.Л."


def test_prose_goes_where_the_person_says(client, plan, methodist):
    page = "<p>Цель:</p><p>Помогать</p><p>Задачи:</p><p>Учить</p>" + (
        "<table><tr><td>Название<td>Срок<tr><td>Обзор<td>май</table>"
    )
    made = actions.start_import(plan, read_paste("x", page), "план", methodist)
    assert "Тексты перед таблицей" in preview(client, made)
    client.post(
        reverse("events:import-texts", args=[made.pk]), {"text-0": "goal", "text-1": "priorities"}
    )
    client.post(reverse("events:import-save", args=[made.pk]), {"text-0": "", "text-1": "tasks"})
    plan.refresh_from_db()
    assert (plan.goal, plan.tasks, plan.priorities) == ("", "Учить", "")


def test_undoing_tells_how_many_items_were_edited_even_when_not_all_are_listed(
    client, plan, methodist
):
    table = "№\tНазвание\tСрок\n" + "\n".join(f"{n}\tСеминар {n}\tмарт" for n in range(1, 23))
    made = actions.start_import(plan, read_paste(table), "план.tsv", methodist)
    actions.save_import(made, methodist).items.update(version=2)
    shown = client.get(reverse("events:import-preview", args=[made.pk])).content.decode()
    assert "22\N{NO-BREAK SPACE}пункта" in shown.split("Отмена загрузки")[1]
    assert "и другие" in shown


def test_an_undone_import_tells_who_undid_it(client, saved_import, methodist):
    client.post(reverse("events:import-undo", args=[saved_import.pk]))
    shown = client.get(reverse("events:import-preview", args=[saved_import.pk])).content.decode()
    assert f"({methodist}). Пунктов этой загрузки в плане нет." in shown


def test_many_rows_stand_on_several_pages_and_a_change_stays_on_its_own(client, plan, methodist):
    table = "№\tНазвание\tСрок\n" + "\n".join(f"{n}\tСеминар {n}\tкак-то" for n in range(1, 451))
    made = actions.start_import(plan, read_paste(table), "план.tsv", methodist)
    shown = preview(client, made)
    assert "Семинар 199" in shown
    assert "Семинар 200" not in shown
    assert '<a href="?page=1#row-1" hx-boost="false">' in shown
    assert "и другие: всего 450" in shown
    url = reverse("events:import-row", args=[made.pk, 300])
    changed = client.post(url, {"kind": "skip"})
    assert changed.url.endswith("?page=2#row-300")
    assert "Семинар 300" in client.get(changed.url).content.decode()
    opened = client.get(reverse("events:import-preview", args=[made.pk]), {"edit": "449"})
    assert "Семинар 449" in opened.content.decode()


def test_another_year_in_the_title_of_the_file_is_pointed_at(client, plan, methodist):
    html = "<p>План на 2013 год</p><table><tr><td>Название<td>Срок<tr><td>Обзор<td>май</table>"
    made = actions.start_import(plan, read_paste("x", html), "план", methodist)
    assert "В названии файла 2013 год, а план — на 2026" in preview(client, made)
