"""One's own steps are undone and done again; nobody else's work is lost by it."""

import pytest

from events import actions
from events.item_fields import text_of
from events.models import PlanItem, PlanStep
from events.order import sections_in_order
from events.queries import rows_of


def names(plan) -> list[str]:
    return [row.name for row in rows_of(plan)]


def titles(plan) -> list[str]:
    return [section.title for section in sections_in_order(plan)]


def fresh(item: PlanItem) -> PlanItem:
    return PlanItem.objects.select_related("plan").get(pk=item.pk)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("place", "с. Зелёное"),
        ("name", "Другое имя"),
        ("period", "март\nапрель"),
        ("responsibles", "Иванова А. П.\nВсе методисты"),
        ("organisers", "Клуб краеведов"),
    ],
)
def test_a_changed_cell_goes_back_and_forth(plan, item, methodist, field, text):
    before = text_of(item, field)
    actions.change_field(item, field, text, before, methodist)
    actions.undo_step(plan, methodist)
    assert text_of(fresh(item), field) == before
    actions.redo_step(plan, methodist)
    assert text_of(fresh(item), field) == text


def test_steps_go_back_one_by_one_and_tell_what_they_were(plan, item, methodist):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.change_field(item, "audience", "взрослые", "", methodist)
    assert actions.undo_step(plan, methodist).title == "для кого — «Семинар «Библиотека и семья»»"
    assert actions.undo_step(plan, methodist).title == "место — «Семинар «Библиотека и семья»»"
    assert actions.undo_step(plan, methodist).title == "новый пункт «Семинар «Библиотека и семья»»"
    assert names(plan) == []
    with pytest.raises(actions.PlanError, match="Отменять больше нечего"):
        actions.undo_step(plan, methodist)
    for _ in range(3):
        actions.redo_step(plan, methodist)
    assert (fresh(item).place, fresh(item).audience) == ("с. Зелёное", "взрослые")


def test_a_new_step_ends_the_repeating_of_undone_ones(plan, item, methodist):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.undo_step(plan, methodist)
    actions.change_field(item, "note", "Очно", "", methodist)
    with pytest.raises(actions.PlanError, match="Повторять нечего"):
        actions.redo_step(plan, methodist)


def test_people_undo_their_own_steps_only(plan, item, methodist, head):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.change_field(item, "audience", "взрослые", "", head)
    actions.undo_step(plan, methodist)
    assert (fresh(item).place, fresh(item).audience) == ("г. Берёзов", "взрослые")


def test_a_cell_that_another_person_wrote_since_is_left_to_her(plan, item, methodist, head):
    actions.change_field(item, "note", "Очно", "", methodist)
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.change_field(item, "place", "п. Лесной", "с. Зелёное", head)
    with pytest.raises(actions.StepRefusedError, match=r"Заведующая.*«п. Лесной»"):
        actions.undo_step(plan, methodist)
    assert fresh(item).place == "п. Лесной"
    # The next one takes the step before it.
    actions.undo_step(plan, methodist)
    assert (fresh(item).place, fresh(item).note) == ("п. Лесной", "")


def test_a_new_row_on_which_another_person_works_stays(plan, item, methodist, head):
    actions.change_field(item, "note", "Очно", "", head)
    with pytest.raises(actions.StepRefusedError, match="работает Заведующая"):
        actions.undo_step(plan, methodist)
    assert names(plan) == [item.name]


def test_a_removed_row_comes_back_and_goes_again(plan, item, methodist):
    actions.remove_item(item, methodist)
    actions.undo_step(plan, methodist)
    assert names(plan) == [item.name]
    actions.redo_step(plan, methodist)
    assert names(plan) == []


def test_a_change_of_a_row_that_another_person_removed_cannot_be_undone(
    plan, item, methodist, head
):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.remove_item(item, head)
    with pytest.raises(actions.StepRefusedError, match=r"удалён \(Заведующая"):
        actions.undo_step(plan, methodist)


def test_moved_rows_go_back_to_their_places(plan, add, section, methodist):
    rows = {name: add(name) for name in "абвг"}
    keys = [rows[name].pk for name in "абг"]
    actions.move_items(plan, keys, actions.Place(section=section), methodist)
    assert names(plan) == ["в", "а", "б", "г"]
    actions.undo_step(plan, methodist)
    assert names(plan) == ["а", "б", "в", "г"]
    assert not section.items.exists()
    actions.redo_step(plan, methodist)
    assert names(plan) == ["в", "а", "б", "г"]
    actions.undo_step(plan, methodist)
    actions.shift_item(rows["г"], "up", methodist)
    actions.undo_step(plan, methodist)
    assert names(plan) == ["а", "б", "в", "г"]


def test_a_row_that_another_person_moved_since_stays(plan, add, methodist, head):
    rows = [add(name) for name in "абв"]
    actions.shift_item(rows[0], "down", methodist)
    actions.shift_item(rows[0], "down", head)
    with pytest.raises(actions.StepRefusedError, match="переставили"):
        actions.undo_step(plan, methodist)
    assert names(plan) == ["б", "в", "а"]


def test_a_row_does_not_go_back_into_a_section_that_is_gone(plan, add, section, methodist, head):
    row = add("а", actions.Place(section=section))
    actions.move_item(row, actions.Place(), methodist)
    actions.remove_section(section, head)
    with pytest.raises(actions.StepRefusedError, match="больше нет"):
        actions.undo_step(plan, methodist)


def test_many_cells_go_back_in_one_step(plan, add, methodist):
    rows = [add(name, responsibles="Иванова А. П.") for name in "абв"]
    versions = {row.pk: row.version for row in rows}
    actions.change_many(plan, versions, "responsibles", "replace", "Все методисты", methodist)
    assert actions.undo_step(plan, methodist).title == "ответственные — 3 пункта"
    assert {text_of(fresh(row), "responsibles") for row in rows} == {"Иванова А. П."}


def test_of_many_rows_none_goes_back_when_one_was_changed_since(plan, add, methodist, head):
    rows = [add(name) for name in "абв"]
    versions = {row.pk: row.version for row in rows}
    actions.change_many(plan, versions, "place", "replace", "с. Зелёное", methodist)
    actions.change_field(rows[1], "place", "п. Лесной", "с. Зелёное", head)
    with pytest.raises(actions.StepRefusedError):
        actions.undo_step(plan, methodist)
    assert [fresh(row).place for row in rows] == ["с. Зелёное", "п. Лесной", "с. Зелёное"]


def test_a_removed_section_comes_back_with_all_that_stood_in_it(plan, section, add, methodist):
    inner = actions.add_section(plan, "Курсы", methodist, parent=section)
    figure = actions.add_figure(plan, "Курсы", 5, methodist)
    section.figures.add(figure)
    for name in "аб":
        add(name, actions.Place(section=section))
    actions.remove_section(section, methodist)
    actions.undo_step(plan, methodist)
    section.refresh_from_db()
    assert [row.name for row in section.items.order_by("position")] == ["а", "б"]
    assert list(section.children.all()) == [inner]
    assert list(section.figures.all()) == [figure]
    actions.redo_step(plan, methodist)
    assert titles(plan) == ["Курсы"]
    assert names(plan) == ["а", "б"]


def test_a_new_section_goes_when_it_is_empty_and_comes_again(plan, section, add, methodist, head):
    row = add("а", actions.Place(section=section))
    actions.undo_step(plan, methodist)
    actions.undo_step(plan, methodist)
    assert titles(plan) == []
    actions.redo_step(plan, methodist)
    actions.redo_step(plan, methodist)
    assert fresh(row).section == section
    actions.undo_step(plan, methodist)
    add("б", actions.Place(section=section))
    PlanStep.objects.filter(title__contains="«б»").update(state="passed")
    with pytest.raises(actions.StepRefusedError, match="уже есть пункты"):
        actions.undo_step(plan, methodist)


def test_a_renamed_and_moved_section_goes_back(plan, section, methodist, head):
    actions.add_section(plan, "Издания", head)
    actions.rename_section(section, "Учёба", section.Kind.SERVICE, methodist, section.title)
    actions.move_section(section, "down", methodist)
    assert titles(plan) == ["Издания", "Учёба"]
    actions.undo_step(plan, methodist)
    actions.undo_step(plan, methodist)
    section.refresh_from_db()
    assert titles(plan) == ["Повышение квалификации", "Издания"]
    assert section.kind == "other"
    actions.redo_step(plan, methodist)
    actions.rename_section(section, "Курсы", section.Kind.SERVICE, head, "Учёба")
    with pytest.raises(actions.StepRefusedError, match="«Курсы»"):
        actions.undo_step(plan, methodist)


def test_the_history_tells_that_a_step_was_undone(plan, item, methodist):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    actions.undo_step(plan, methodist)
    change = item.changes.first()
    assert (change.get_action_display(), change.get_way_display()) == ("изменено", "шаг отменён")
    assert (change.before, change.after) == ({"place": "с. Зелёное"}, {"place": "г. Берёзов"})


def test_commands_which_act_for_nobody_leave_no_steps(plan, item):
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", None)
    assert not PlanStep.objects.filter(title__startswith="место").exists()


def test_an_approved_plan_keeps_its_steps(plan, item, methodist):
    type(plan).objects.filter(pk=plan.pk).update(state="approved")
    with pytest.raises(actions.PlanClosedError):
        actions.undo_step(plan, methodist)
    assert names(plan) == [item.name]


def test_five_hundred_rows_go_back_in_a_few_queries(plan, methodist, django_assert_max_num_queries):
    rows = PlanItem.objects.bulk_create(
        PlanItem(plan=plan, name=f"Семинар {number}", position=number) for number in range(500)
    )
    versions = {row.pk: 1 for row in rows}
    with django_assert_max_num_queries(40):
        actions.change_many(plan, versions, "period", "replace", "март", methodist)
    with django_assert_max_num_queries(40):
        actions.undo_step(plan, methodist)
    assert not rows[7].periods.exists()
