from datetime import date

import pytest
from django.core.exceptions import ValidationError

from events import actions
from events.item_fields import text_of
from events.models import ItemPeriod, Plan, PlanChange
from events.queries import rows_of
from tests.factories import OrganisationFactory, PlanItemFactory, UserFactory


def names(plan) -> list[str]:
    return [row.name for row in rows_of(plan)]


def test_a_new_row_keeps_every_text_and_enters_the_history(plan, add, methodist):
    item = add("Семинар", event_form="семинар", period="15 января; март", note="Очно")
    assert text_of(item, "period") == "15 января\nмарт"
    first, second = item.periods.all()
    assert (first.start, first.end) == (date(2026, 1, 15), date(2026, 1, 15))
    assert (second.start, second.end) == (date(2026, 3, 1), date(2026, 3, 31))
    change = plan.changes.get(item=item)
    assert (change.action, change.made_by) == (PlanChange.Action.ADDED, methodist)
    assert change.after["note"] == "Очно"


def test_a_row_without_a_name_is_refused(plan, add):
    with pytest.raises(ValidationError, match="наименование"):
        add("  ")
    assert not plan.items.exists()


def test_too_long_a_text_is_refused_with_its_length(plan, item, methodist):
    with pytest.raises(ValidationError, match="301 знаков, помещается 300"):
        actions.change_field(item, "place", "а" * 301, "г. Берёзов", methodist)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("before", ["новый", "первый", "второй"]),
        ("after", ["первый", "новый", "второй"]),
        ("end", ["первый", "второй", "новый"]),
    ],
)
def test_a_row_is_added_at_its_place(plan, add, place, expected):
    first = add("первый")
    add("второй")
    places = {
        "before": actions.Place(before=first),
        "after": actions.Place(after=first),
        "end": actions.Place(),
    }
    add("новый", places[place])
    assert names(plan) == expected


def test_rows_fit_between_neighbours_that_stand_close(plan, add):
    first = PlanItemFactory(plan=plan, name="первый", position=1)
    PlanItemFactory(plan=plan, name="последний", position=2)
    for number in range(12):
        add(f"{number}", actions.Place(after=first))
    assert names(plan) == ["первый", *(str(number) for number in reversed(range(12))), "последний"]


def test_a_period_says_what_it_is_for_and_keeps_its_wording(item, methodist):
    text = "подготовка: январь\nфевраль\nитоги: до 1 марта"
    actions.change_field(item, "period", text, "февраль", methodist)
    roles = list(item.periods.values_list("role", "wording", "start"))
    assert roles == [
        (ItemPeriod.Role.PREPARATION, "подготовка: январь", date(2026, 1, 1)),
        (ItemPeriod.Role.MAIN, "февраль", date(2026, 2, 1)),
        (ItemPeriod.Role.RESULT, "итоги: до 1 марта", date(2026, 1, 1)),
    ]


def test_a_wording_that_is_not_understood_is_kept(item, methodist):
    actions.change_field(item, "period", "как только, так сразу", "февраль", methodist)
    period = item.periods.get()
    assert (period.wording, period.is_understood) == ("как только, так сразу", False)


def test_organisers_are_recognised_by_their_names_or_kept_as_written(item, organisation, methodist):
    text = "МБУК Березовская ЦБС\nКлуб краеведов"
    actions.change_field(item, "organisers", text, "", methodist)
    rows = list(item.organisers.values_list("organisation", "wording"))
    assert rows == [(organisation.pk, "МБУК Березовская ЦБС"), (None, "Клуб краеведов")]


def test_a_name_that_two_organisations_bear_is_not_guessed(item, methodist):
    OrganisationFactory(name="ЦБС города А", short_name="ЦБС")
    OrganisationFactory(name="ЦБС города Б", short_name="ЦБС")
    actions.change_field(item, "organisers", "ЦБС", "", methodist)
    assert item.organisers.get().organisation is None


@pytest.mark.parametrize("wording", ["Иванова А.П.", "А. П. Иванова", "иванова анна петровна"])
def test_responsible_people_are_recognised_however_written(item, methodist, wording):
    person = UserFactory(last_name="Иванова")
    actions.change_field(item, "responsibles", f"{wording}; Все методисты", "", methodist)
    rows = list(item.responsibles.values_list("user", "wording"))
    assert rows == [(person.pk, wording), (None, "Все методисты")]


def test_a_removed_row_comes_back_to_its_place(plan, add, methodist):
    add("первый")
    second = add("второй")
    add("третий")
    actions.remove_item(second, methodist)
    assert names(plan) == ["первый", "третий"]
    actions.restore_item(second, methodist)
    assert names(plan) == ["первый", "второй", "третий"]
    assert [change.action for change in plan.changes.all()[:2]] == ["restored", "removed"]


def test_restoring_a_standing_row_changes_nothing(plan, item, methodist):
    before = plan.changes.count()
    actions.restore_item(item, methodist)
    assert plan.changes.count() == before


def test_a_removed_row_takes_no_changes_and_tells_who_removed_it(item, methodist, head):
    actions.remove_item(item, head)
    with pytest.raises(actions.ItemRemovedError, match="Заведующая"):
        actions.change_field(item, "name", "Другое", item.name, methodist)
    with pytest.raises(actions.ItemRemovedError):
        actions.remove_item(item, methodist)


def test_an_approved_plan_takes_no_changes(plan, item, methodist):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    place = actions.Place()
    for act in (
        lambda: actions.add_item(plan, {"name": "Ещё"}, methodist, place),
        lambda: actions.change_field(item, "place", "г. Лесной", "г. Берёзов", methodist),
        lambda: actions.move_item(item, place, methodist),
        lambda: actions.shift_item(item, "up", methodist),
        lambda: actions.remove_item(item, methodist),
        lambda: actions.restore_item(item, methodist),
        lambda: actions.add_section(plan, "Раздел", methodist),
        lambda: actions.add_figure(plan, "Консультации", 600, methodist),
        lambda: actions.change_settings(plan, {"goal": "Новая"}, {}, methodist),
    ):
        with pytest.raises(actions.PlanClosedError, match="утверждён"):
            act()
    assert names(plan) == [item.name]


def test_an_organisation_chosen_for_a_wording_outlives_the_editing_of_its_cell(item, methodist):
    chosen = OrganisationFactory(name="Проектный офис")
    item.organisers.create(wording="Офис проектов", organisation=chosen, position=0)
    actions.change_field(item, "organisers", "Офис проектов; Музей", "Офис проектов", methodist)
    assert list(item.organisers.values_list("wording", "organisation")) == [
        ("Офис проектов", chosen.pk),
        ("Музей", None),
    ]


def test_known_organisations_written_in_one_line_are_told_apart(item, methodist):
    first, second = OrganisationFactory(short_name="ПОНБ"), OrganisationFactory(short_name="ПОДБ")
    actions.change_field(item, "organisers", "ПОНБ, ПОДБ\nДом учителя, отдел", "", methodist)
    assert list(item.organisers.values_list("wording", "organisation")) == [
        ("ПОНБ", first.pk),
        ("ПОДБ", second.pk),
        ("Дом учителя, отдел", None),
    ]


@pytest.mark.parametrize("field", ["name", "place", "period", "responsibles"])
def test_what_cannot_be_seen_or_stored_is_left_out_of_a_text(item, methodist, field):
    base = text_of(item, field)
    saved = actions.change_field(item, field, "ма\x00р\x0bт\u200b", base, methodist)
    assert text_of(saved.item, field) == "март"
