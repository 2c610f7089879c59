"""Saving an import into a plan and taking it back out."""

from pathlib import Path

import pytest

from events import actions as plan_actions
from events.actions import imports as actions
from events.imports.clipboard import read_paste
from events.imports.draft import Draft
from events.imports.files import read_file
from events.models import Plan, PlanChange, PlanImport, PlanItem, PlanSection
from libraries.actions import change_organisation
from libraries.models import Organisation
from tests.events.crowded_plan import crowded_plan
from tests.factories import OrganisationFactory, PlanFactory

DATA = Path(__file__).parent / "data"
SCIENCE = "ГБУК «Приозёрская областная научная библиотека»"
TABLE = (
    "№\tНазвание\tСрок\tОрганизаторы\tОтветственные\n"
    "Обучение\t\t\t\t\n"
    "1\tСеминар «Чтение»\tмарт\tМБУК «Берёзовская ЦБС»; Дом учителя\tМетодистова А. П.\n"
    "2\tОбзор\tкак получится\tДом учителя\tВсе методисты"
)


@pytest.fixture
def start(plan, methodist):
    def make(text: str = TABLE, plan: Plan = plan) -> PlanImport:
        return actions.start_import(plan, read_paste(text), "план.tsv", methodist)

    return make


def names_of(plan: Plan) -> list[str]:
    return list(plan.items.filter(removed_at=None).values_list("name", flat=True))


def choose(plan_import: PlanImport, **choices: str) -> None:
    actions.change_draft(plan_import, lambda draft: draft.set_names(choices))


def test_the_whole_consolidated_plan_is_saved_with_its_wordings(organisation, methodist):
    science = OrganisationFactory(name=SCIENCE)
    plan = PlanFactory(organisation=organisation, year=2024, kind=Plan.Kind.CONSOLIDATED)
    table = read_file(DATA / "plan.docx", "plan.docx")
    saved = actions.save_import(
        actions.start_import(plan, table, "plan.docx", methodist), methodist, takes_title=True
    )
    assert saved.state == PlanImport.State.SAVED
    items = list(plan.items.all())
    assert len(items) == 35
    first = items[0]
    assert [(row.wording, row.organisation) for row in first.organisers.all()] == [
        ("Проектный офис ПРО", None),
        ("Министерство культуры и туризма ПО", None),
        (SCIENCE, science),
    ]
    period = items[7].periods.get()
    assert (period.wording, period.recurrence, period.times) == (
        "январь–декабрь, ежеквартально", "quarterly", 4,
    )  # fmt: skip
    plan.refresh_from_db()
    assert plan.title.startswith("Сводный план основных мероприятий")


def test_sections_people_and_unread_periods_are_kept(start, plan, methodist):
    actions.save_import(start(), methodist)
    first, second = plan.items.order_by("position")
    assert first.section.title == second.section.title == "Обучение"
    assert [row.wording for row in first.organisers.all()] == [
        "МБУК «Берёзовская ЦБС»", "Дом учителя",
    ]  # fmt: skip
    assert first.organisers.first().organisation == plan.organisation
    assert first.responsibles.get().user == methodist
    assert second.responsibles.get().user is None
    period = second.periods.get()
    assert (period.wording, period.is_understood, period.start) == ("как получится", False, None)


def test_items_are_found_by_search_and_stand_after_those_of_the_plan(start, plan, add, methodist):
    add("Совещание")
    actions.save_import(start("Название\tСрок\nЗелёная неделя\tмай\nОбзор\tмай"), methodist)
    assert names_of(plan) == ["Совещание", "Зелёная неделя", "Обзор"]
    assert PlanItem.objects.filter(name_key__contains="зеленая").count() == 1


def test_new_organisations_are_created_only_when_confirmed(start, plan, methodist):
    before = Organisation.objects.count()
    actions.save_import(start(), methodist)
    assert Organisation.objects.count() == before
    again = start()
    choose(again, **{"Дом учителя": "new"})
    actions.save_import(again, methodist)
    made = Organisation.objects.get(name="Дом учителя")
    assert Organisation.objects.count() == before + 1
    assert made.plan_items.count() == 2


def test_an_existing_organisation_can_be_chosen_for_a_new_name(start, plan, methodist):
    chosen = OrganisationFactory(name="ГБУ «Дом учителя области»")
    plan_import = start()
    choose(plan_import, **{"Дом учителя": str(chosen.pk)})
    actions.save_import(plan_import, methodist)
    row = plan.items.last().organisers.get()
    assert (row.wording, row.organisation) == ("Дом учителя", chosen)


def test_the_history_knows_the_import_and_each_item(start, plan, methodist):
    actions.save_import(start(), methodist)
    changes = PlanChange.objects.filter(plan=plan, action=PlanChange.Action.IMPORTED)
    assert changes.get(item=None).after == {"source": "план.tsv", "items": 2}
    assert changes.filter(item__isnull=False, made_by=methodist).count() == 2
    assert changes.get(item__name="Обзор").after["period"] == "как получится"


def test_saving_twice_is_refused_and_adds_nothing(start, plan, methodist):
    plan_import = start()
    actions.save_import(plan_import, methodist)
    with pytest.raises(actions.ImportRefusedError, match="уже сохранена"):
        actions.save_import(plan_import, methodist)
    assert plan.items.count() == 2


def test_a_row_without_a_name_stops_the_saving_as_a_whole(start, plan, methodist):
    plan_import = start("№\tНазвание\tСрок\n1\tСеминар\tмарт\n2\t\tмай")
    with pytest.raises(actions.ImportRefusedError, match="строка 3: Нет названия"):
        actions.save_import(plan_import, methodist)
    assert not plan.items.exists()
    assert PlanImport.objects.get().state == PlanImport.State.PREVIEW


def test_an_approved_plan_takes_no_import(start, plan, methodist):
    plan_import = start()
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    with pytest.raises(plan_actions.PlanClosedError):
        actions.save_import(plan_import, methodist)
    assert not plan.items.exists()


def test_an_import_is_undone_as_a_whole(start, plan, add, methodist):
    add("Совещание")
    plan_import = start()
    choose(plan_import, **{"Дом учителя": "new"})
    actions.save_import(plan_import, methodist)
    undone = actions.undo_import(plan_import, methodist)
    assert undone.state == PlanImport.State.UNDONE
    assert undone.undone_by == methodist
    assert names_of(plan) == ["Совещание"]
    assert not PlanSection.objects.filter(plan=plan).exists()
    assert not Organisation.objects.filter(name="Дом учителя").exists()
    change = PlanChange.objects.get(action=PlanChange.Action.IMPORT_UNDONE)
    assert change.before["names"] == ["Семинар «Чтение»", "Обзор"]


def test_undoing_gives_the_title_back(start, plan, methodist):
    html = "<p>План на 2026 год</p><table><tr><td>Название<td>Срок<tr><td>Обзор<td>май</table>"
    plan_import = actions.start_import(plan, read_paste("x", html), "план", methodist)
    actions.save_import(plan_import, methodist, takes_title=True)
    plan.refresh_from_db()
    assert plan.title == "План на 2026 год"
    actions.undo_import(plan_import, methodist)
    plan.refresh_from_db()
    assert plan.title == "План работы научно-методического отдела"


def test_the_history_tells_what_became_of_the_title_and_the_texts(crowded, plan, methodist):
    Plan.objects.filter(pk=plan.pk).update(tasks="Свои")
    actions.save_import(crowded, methodist, takes_title=True)
    change = PlanChange.objects.get(plan=plan, item=None, action=PlanChange.Action.IMPORTED)
    assert change.before["tasks"] == "Свои"
    assert change.after["tasks"].startswith("Свои\n– Учить")
    assert change.before["title"] == "План работы научно-методического отдела"
    actions.undo_import(crowded, methodist)
    undone = PlanChange.objects.get(plan=plan, action=PlanChange.Action.IMPORT_UNDONE)
    assert (undone.before["tasks"], undone.after["tasks"]) == (change.after["tasks"], "Свои")


def test_undoing_names_the_items_edited_since_and_asks(start, plan, methodist):
    plan_import = start()
    actions.save_import(plan_import, methodist)
    item = plan.items.get(name="Обзор")
    plan_actions.change_field(item, "place", "г. Берёзов", "", methodist)
    with pytest.raises(actions.EditedSinceError, match="«Обзор»"):
        actions.undo_import(plan_import, methodist)
    assert len(names_of(plan)) == 2
    actions.undo_import(plan_import, methodist, even_edited=True)
    assert names_of(plan) == []


def test_an_organisation_put_right_since_survives_the_undoing(start, plan, methodist):
    plan_import = start()
    choose(plan_import, **{"Дом учителя": "new"})
    actions.save_import(plan_import, methodist)
    made = Organisation.objects.get(name="Дом учителя")
    change_organisation(made.pk, {"name": "Дом учителя области"}, version=1, by=methodist)
    actions.undo_import(plan_import, methodist, even_edited=True)
    assert Organisation.objects.filter(name="Дом учителя области").exists()


def test_a_section_and_an_organisation_that_others_use_survive_the_undoing(
    start, plan, add, methodist
):
    plan_import = start()
    choose(plan_import, **{"Дом учителя": "new"})
    actions.save_import(plan_import, methodist)
    section = plan.sections.get()
    add("Своё", plan_actions.Place(section=section), organisers="Дом учителя")
    actions.undo_import(plan_import, methodist)
    assert plan.sections.get() == section
    kept = Organisation.objects.get(name="Дом учителя")
    assert kept.plan_items.filter(item__removed_at=None).count() == 1


def test_undoing_twice_is_refused(start, methodist):
    plan_import = start()
    actions.save_import(plan_import, methodist)
    actions.undo_import(plan_import, methodist)
    with pytest.raises(actions.ImportRefusedError, match="отменена"):
        actions.undo_import(plan_import, methodist)


def test_saving_takes_the_same_queries_for_two_rows_and_for_thirty_five(
    start, organisation, methodist, django_assert_max_num_queries
):
    plan = PlanFactory(organisation=organisation, year=2024)
    table = read_file(DATA / "plan.tsv", "plan.tsv")
    for plan_import in (start(), actions.start_import(plan, table, "plan.tsv", methodist)):
        with django_assert_max_num_queries(26):
            actions.save_import(plan_import, methodist)


def test_a_saved_draft_is_not_changed_any_more(start, methodist):
    plan_import = start()
    actions.save_import(plan_import, methodist)
    with pytest.raises(actions.ImportRefusedError):
        actions.change_draft(plan_import, lambda draft: draft.set_kind(1, "skip"))
    plan_import.refresh_from_db()
    assert Draft.from_json(plan_import.rows).rows[1].kind == "section"


@pytest.fixture
def crowded(plan, methodist) -> PlanImport:
    table = read_file(crowded_plan(), "план.docx")
    return actions.start_import(plan, table, "план.docx", methodist)


def test_a_crowded_plan_is_saved_with_its_sections_figures_and_prose(crowded, plan, methodist):
    actions.save_import(crowded, methodist)
    assert plan.items.count() == 74
    inner = plan.sections.get(title="Издательская деятельность")
    assert (inner.parent.title, inner.parent.kind) == (
        "УСЛУГА ПО ОБСЛУЖИВАНИЮ НАСЕЛЕНИЯ",
        "service",
    )
    deepest = plan.sections.get(title="Семинары по программе «Школа роста»")
    assert deepest.parent.title == "Повышение квалификации"
    asked = plan.figures.filter(name="Методические консультации", parent=None).first()
    assert (asked.number, [part.number for part in asked.parts.all()]) == (600, [500, 70, 30])
    assert asked.section.title == "УСЛУГА ПО ОБСЛУЖИВАНИЮ НАСЕЛЕНИЯ"
    odd = plan.figures.get(name="Выезды", parent=None, parts__name="в сёла")
    assert odd.number == 17
    plan.refresh_from_db()
    assert plan.goal.splitlines()[0] == "В 2013 ГОДУ ОТДЕЛ НАПРАВИТ РАБОТУ:"
    assert plan.goal.splitlines()[-1] == "Помощь библиотекарям области в каждодневной работе"
    assert plan.tasks.startswith("– Учить сотрудников")
    assert plan.priorities.splitlines() == [
        "– Выезды в дальние сёла.", "– Смотр «Лучшая библиотека года».",
    ]  # fmt: skip


def test_undoing_takes_sections_figures_and_prose_back_too(crowded, plan, methodist):
    Plan.objects.filter(pk=plan.pk).update(goal="Своя цель")
    actions.save_import(crowded, methodist)
    plan.refresh_from_db()
    assert plan.goal.startswith("Своя цель\n")
    actions.undo_import(crowded, methodist)
    plan.refresh_from_db()
    assert (plan.goal, plan.tasks) == ("Своя цель", "")
    assert not plan.sections.exists()
    assert not plan.figures.exists()


def test_what_others_changed_since_survives_the_undoing(crowded, plan, methodist):
    actions.save_import(crowded, methodist)
    part = plan.figures.get(name="личные")
    plan_actions.change_figure(part, part.name, 520, methodist, str(part))
    Plan.objects.filter(pk=plan.pk).update(tasks="Переписаны")
    actions.undo_import(crowded, methodist)
    plan.refresh_from_db()
    assert plan.tasks == "Переписаны"
    assert sorted(plan.figures.values_list("number", flat=True)) == [30, 70, 520, 600]
    assert plan.sections.get().title == "УСЛУГА ПО ОБСЛУЖИВАНИЮ НАСЕЛЕНИЯ"


def test_a_crowded_plan_takes_few_queries_too(crowded, methodist, django_assert_max_num_queries):
    with django_assert_max_num_queries(34):
        actions.save_import(crowded, methodist)
