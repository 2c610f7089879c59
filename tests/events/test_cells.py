"""The addresses that the script of the page speaks to, and the forms for those without it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.models import Plan, PlanItem
from events.queries import rows_of
from tests.factories import PlanFactory

JSON = {"Accept": "application/json"}


@pytest.fixture
def editor(client_of, methodist):
    return client_of(methodist)


def save(client, item, **data):
    return client.post(reverse("events:item-field", args=[item.pk]), data, headers=JSON)


def fresh(item: PlanItem) -> PlanItem:
    return PlanItem.objects.get(pk=item.pk)


def test_saving_a_cell_answers_with_that_row_alone(editor, plan, item, add):
    add("Конкурс")
    answer = save(editor, item, field="period", text="II квартал", base="февраль").json()
    (row,) = answer["rows"]
    assert (row["id"], row["version"], row["section"]) == (item.pk, fresh(item).version, None)
    assert f'id="item-{item.pk}"' in row["html"]
    assert "апрель – июнь 2026" in row["html"]
    assert "order" not in answer and answer["gone"] == []
    assert answer["steps"]["undo"].startswith("срок — «Семинар")


def test_a_conflict_is_answered_with_both_texts(editor, item, head):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    answer = save(editor, item, field="place", text="п. Лесной", base="г. Берёзов")
    assert answer.status_code == 409
    html = answer.json()["conflict"]
    assert "Заведующая" in html and "с. Зелёное" in html and "п. Лесной" in html
    assert fresh(item).place == "с. Зелёное"


def test_a_wrong_text_is_answered_with_words(editor, item):
    answer = save(editor, item, field="name", text=" ", base=item.name)
    assert answer.status_code == 422
    assert "наименование" in answer.json()["error"]


def test_an_unknown_field_does_not_exist(editor, item):
    assert save(editor, item, field="position", text="1", base="").status_code == 404


def test_saving_into_a_plan_approved_meanwhile_tells_so(editor, plan, item):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    answer = save(editor, item, field="place", text="п. Лесной", base="г. Берёзов")
    assert answer.status_code == 409
    assert "утверждён" in answer.json()["error"]


def test_saving_into_a_removed_row_offers_to_bring_it_back(editor, item, head):
    actions.remove_item(item, head)
    answer = save(editor, item, field="place", text="п. Лесной", base="г. Берёзов")
    assert answer.json()["removed"] is True


def test_a_row_is_added_where_the_page_asks(editor, plan, item, section):
    url = reverse("events:item-add", args=[plan.pk])
    editor.post(url, {"name": "до", "before": item.pk}, headers=JSON)
    editor.post(url, {"name": "в раздел", "section": section.pk}, headers=JSON)
    editor.post(url, {"name": "после", "after": item.pk}, headers=JSON)
    assert [row.name for row in rows_of(plan)] == ["до", item.name, "после", "в раздел"]


def test_a_neighbour_of_another_plan_does_not_exist(editor, approved_plan, item):
    other = PlanItem.objects.create(plan=approved_plan, name="чужой", position=1)
    url = reverse("events:item-move", args=[item.pk])
    assert editor.post(url, {"before": other.pk}, headers=JSON).status_code == 404
    assert editor.post(url, {"before": "нет"}, headers=JSON).status_code == 404


def test_removing_answers_without_a_row_and_restoring_brings_it_back(editor, item):
    gone = editor.post(reverse("events:item-remove", args=[item.pk]), headers=JSON).json()
    assert (gone["rows"], gone["gone"], gone["order"]) == ([], [item.pk], [])
    back = editor.post(reverse("events:item-restore", args=[item.pk]), headers=JSON).json()
    assert back["order"] == [item.pk]


def test_without_a_script_a_removed_row_can_be_brought_back(editor, plan, item):
    response = editor.post(reverse("events:item-remove", args=[item.pk]), follow=True)
    assert "Отменить удаление" in response.content.decode()
    editor.post(reverse("events:item-restore", args=[item.pk]))
    assert rows_of(plan) == [item]


def test_wordings_are_explained_while_typed(editor, plan):
    url = reverse("events:period-meaning", args=[plan.pk])
    lines = editor.get(url, {"text": "II квартал; когда-нибудь"}).json()["lines"]
    assert lines == ["II квартал — апрель – июнь 2026", "когда-нибудь — не понят"]


def test_cells_offer_what_the_registry_and_the_plan_know(
    editor, plan, add, organisation, methodist
):
    add("Слёт", event_form="слёт", place="Дом учителя", responsibles="Клуб; Иванова А. П.")
    actions.remove_item(add("Лишний", place="нигде"), methodist)
    choices = editor.get(reverse("events:plan-choices", args=[plan.pk])).json()
    assert {"семинар", "слёт"} <= set(choices["event_form"])
    assert str(organisation) in choices["organisers"]
    assert {"Клуб", methodist.short_name, "Все методисты"} <= set(choices["responsibles"])
    assert choices["place"] == ["Дом учителя"]


def test_librarians_are_offered_no_names_of_people_elsewhere(
    client_of, organisation, librarian, methodist
):
    plan = PlanFactory(kind=Plan.Kind.CONSOLIDATED)
    plan.participants.create(organisation=organisation, due_on=timezone.localdate())
    choices = client_of(librarian).get(reverse("events:plan-choices", args=[plan.pk])).json()
    assert librarian.short_name in choices["responsibles"]
    assert methodist.short_name not in choices["responsibles"]


def form_of(response) -> dict[str, str]:
    """Return what a browser would send back from the page of a row."""
    form = {}
    for field in response.context["fields"]:
        form[field.bound.name] = field.bound.value() or ""
        form[f"base_{field.bound.name}"] = field.base
    return form


def test_the_plain_form_saves_what_was_changed(editor, item):
    url = reverse("events:item-edit", args=[item.pk])
    form = form_of(editor.get(url))
    editor.post(url, {**form, "audience": "взрослые", "period": "март;\r\nапрель"})
    assert fresh(item).audience == "взрослые"
    assert [period.wording for period in item.periods.all()] == ["март", "апрель"]
    change = item.changes.get(action="changed")
    assert change.after == {"audience": "взрослые", "period": "март\nапрель"}
    assert change.step.title == "поля пункта — «Семинар «Библиотека и семья»»"


def test_the_plain_form_shows_a_conflict_and_saves_the_rest(editor, item, head):
    url = reverse("events:item-edit", args=[item.pk])
    form = form_of(editor.get(url))
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    response = editor.post(url, {**form, "place": "п. Лесной", "note": "Очно"})
    page = response.content.decode()
    assert "с. Зелёное" in page and "п. Лесной" in page and "Заведующая" in page
    assert (fresh(item).place, fresh(item).note) == ("с. Зелёное", "Очно")
    editor.post(url, {**form_of(response), "base_note": "Очно"})
    assert fresh(item).place == "п. Лесной"


def test_the_plain_form_can_keep_the_other_text(editor, item, head):
    url = reverse("events:item-edit", args=[item.pk])
    form = form_of(editor.get(url))
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    response = editor.post(url, {**form, "place": "п. Лесной"})
    editor.post(url, {**form_of(response), "theirs_place": "1"})
    assert fresh(item).place == "с. Зелёное"


def test_the_plain_form_moves_a_row_into_a_section(editor, item, section):
    url = reverse("events:item-edit", args=[item.pk])
    editor.post(url, {**form_of(editor.get(url)), "section": section.pk})
    assert fresh(item).section == section


def test_the_plain_form_adds_a_row(editor, plan, section):
    url = reverse("events:item-new", args=[plan.pk])
    editor.post(url, {"name": "Курсы", "section": section.pk, "period": "май"})
    row = rows_of(plan)[0]
    assert (row.name, row.section) == ("Курсы", section)


def test_the_plain_form_refuses_a_row_without_a_name(editor, plan):
    response = editor.post(reverse("events:item-new", args=[plan.pk]), {"place": "г. Берёзов"})
    assert response.status_code == 200
    assert response.context["form"]["place"].value() == "г. Берёзов"
    assert not plan.items.exists()


@pytest.mark.parametrize("data", [{"before": "²"}, {"after": "9" * 40}, {"section": "²"}])
def test_a_move_to_a_place_that_is_no_place_changes_nothing(editor, plan, item, data):
    answer = editor.post(reverse("events:item-move", args=[item.pk]), data, headers=JSON)
    assert answer.status_code in (200, 404)
    assert [row.pk for row in rows_of(plan)] == [item.pk]


@pytest.mark.parametrize("key", ["²", "9" * 40, "x"])
def test_a_plan_opens_whatever_its_address_asks_to_bring_back(editor, plan, key):
    answer = editor.get(plan.get_absolute_url(), {"removed": key})
    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["²", "9" * 40])
def test_a_figure_is_not_put_into_what_does_not_exist(editor, plan, key):
    data = {"name": "Консультации", "number": "5", "parent": key}
    answer = editor.post(reverse("events:plan-figures", args=[plan.pk]), data)
    assert answer.status_code in (302, 404)
