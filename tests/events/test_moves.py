import pytest

from events import actions
from events.models import PlanItem
from events.order import sections_in_order
from events.queries import rows_of


def names(plan) -> list[str]:
    return [row.name for row in rows_of(plan)]


@pytest.fixture
def rows(add) -> dict[str, PlanItem]:
    return {name: add(name) for name in "абвг"}


def test_a_row_moves_before_and_after_another(plan, rows, methodist):
    actions.move_item(rows["г"], actions.Place(before=rows["б"]), methodist)
    assert names(plan) == ["а", "г", "б", "в"]
    actions.move_item(rows["а"], actions.Place(after=rows["в"]), methodist)
    assert names(plan) == ["г", "б", "в", "а"]


def test_a_row_moved_beside_another_enters_its_section(plan, rows, section, methodist):
    actions.move_item(rows["а"], actions.Place(section=section), methodist)
    actions.move_item(rows["б"], actions.Place(after=rows["а"]), methodist)
    assert list(section.items.order_by("position")) == [rows["а"], rows["б"]]
    assert names(plan) == ["в", "г", "а", "б"]


def test_a_row_moved_beside_itself_stays(plan, rows, methodist):
    actions.move_item(rows["б"], actions.Place(after=rows["б"]), methodist)
    assert names(plan) == ["а", "б", "в", "г"]


def test_rows_shift_by_one_place_and_over_the_edges_of_sections(plan, rows, section, methodist):
    actions.move_item(rows["г"], actions.Place(section=section), methodist)
    actions.shift_item(rows["а"], "down", methodist)
    assert names(plan) == ["б", "а", "в", "г"]
    actions.shift_item(rows["в"], "down", methodist)
    assert list(section.items.order_by("position")) == [rows["в"], rows["г"]]
    actions.shift_item(rows["в"], "up", methodist)
    assert not section.items.filter(pk=rows["в"].pk).exists()
    assert names(plan) == ["б", "а", "в", "г"]


def test_the_edge_rows_of_the_plan_stay_where_they_are(plan, rows, methodist):
    actions.shift_item(rows["а"], "up", methodist)
    actions.shift_item(rows["г"], "down", methodist)
    assert names(plan) == ["а", "б", "в", "г"]
    assert not plan.changes.filter(action="moved").exists()


def test_the_history_tells_where_a_row_stood(plan, rows, section, methodist):
    actions.move_item(rows["а"], actions.Place(section=section), methodist)
    change = plan.changes.get(action="moved")
    told = [(spot["section"], spot["number"]) for spot in (change.before, change.after)]
    assert told == [("", 1), ("Повышение квалификации", 4)]


def test_several_rows_move_together_and_keep_their_order(plan, rows, methodist):
    keys = [rows[name].pk for name in "габ"]
    actions.move_items(plan, keys, actions.Place(after=rows["в"]), methodist)
    assert names(plan) == ["в", "а", "б", "г"]
    actions.move_items(plan, keys, actions.Place(before=rows["б"]), methodist)
    assert names(plan) == ["в", "а", "б", "г"]


def test_a_section_is_added_right_after_another(plan, section, methodist):
    last = actions.add_section(plan, "Издания", methodist)
    actions.add_section(plan, "Выезды", methodist, after=section)
    titles = [each.title for each in sections_in_order(plan)]
    assert titles == [section.title, "Выезды", last.title]


def test_inner_sections_stand_after_the_section_around_them(plan, section, methodist, add):
    last = actions.add_section(plan, "Издания", methodist)
    inner = actions.add_section(plan, "Курсы", methodist, parent=section)
    for name, where in (("и", last), ("к", inner), ("п", section)):
        add(name, actions.Place(section=where))
    add("вне")
    assert names(plan) == ["вне", "п", "к", "и"]
    actions.move_section(last, "up", methodist)
    assert names(plan) == ["вне", "и", "п", "к"]


def test_removing_a_section_keeps_its_rows_and_inner_sections(plan, section, methodist, add):
    inner = actions.add_section(plan, "Курсы", methodist, parent=section)
    add("п", actions.Place(section=section))
    actions.remove_section(section, methodist)
    inner.refresh_from_db()
    assert inner.parent is None
    assert names(plan) == ["п"]


def test_a_section_is_renamed_with_history(plan, section, methodist):
    actions.rename_section(section, " Учёба ", section.Kind.SERVICE, methodist, section.title)
    section.refresh_from_db()
    assert (section.title, section.kind) == ("Учёба", "service")
    change = plan.changes.first()
    assert change.before["section_title"] == "Повышение квалификации"


def test_a_section_renamed_by_another_is_not_overwritten(plan, section, methodist, head):
    base = section.title
    actions.rename_section(section, "Учёба", section.Kind.OTHER, head, base)
    with pytest.raises(actions.PlanError, match=r"«Учёба».*«Курсы»"):
        actions.rename_section(section, "Курсы", section.Kind.OTHER, methodist, base)
    section.refresh_from_db()
    assert section.title == "Учёба"
