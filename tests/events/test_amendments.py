"""What an amendment changes besides rows: sections, figures, the heading, places of rows."""

import datetime as dt
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import actions
from events.actions.amended.outcome import amended_contents, changes_of, read_amended
from events.approving.versions import versions_of
from events.contents import compare, read_contents, take_contents
from events.models import Amendment, Plan, PlanSection
from tests.events.amending_hand import Hand
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)
Kind, Spot = PlanSection.Kind, actions.Spot


@pytest.fixture
def approved(plan, add, methodist, head) -> Plan:
    """An approved plan: A (with A1 inside) and B, rows in each and one outside, two figures."""
    add("Вне", period="январь")
    for title in ("А", "Б"):
        section = actions.add_section(plan, title, methodist)
        add(f"В {title}", actions.Place(section=section), period="март")
    first = plan.sections.get(title="А")
    inner = actions.add_section(plan, "А1", methodist, parent=first)
    add("В А1", actions.Place(section=inner), organisers="СОНБ")
    whole = actions.add_figure(plan, "Консультации", 600, methodist)
    actions.add_figure(plan, "групповые", 30, methodist, parent=whole)
    actions.approve(plan, head, dt.date(2025, 12, 20), "145-о")
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def amendment(approved, methodist) -> Amendment:
    return actions.begin_amendment(approved, "Письмо министерства", methodist)


@pytest.fixture
def sections(approved) -> dict[str, PlanSection]:
    return {section.title: section for section in approved.sections.all()}


@pytest.fixture
def approve(amendment, head):
    def make() -> Plan:
        actions.approve(Amendment.objects.get(pk=amendment.pk), head, DAY, "15")
        return Plan.objects.get(pk=amendment.plan_id)

    return make


def outline(contents) -> list[tuple[int, str]]:
    return [(section.depth, section.title) for section in contents.sections]


def rows(contents) -> list[tuple[str, str]]:
    return [(row.section.title if row.section else "", row.name) for row in contents.rows]


def spelled(kept) -> dict[str, object]:
    """Return all that contents say, whatever the numbers of their rows."""
    contents = read_contents(kept)
    figures = {one.pk: one for one in contents.plan.figures.all()}
    return {
        "heading": [getattr(contents.plan, name) for name in ("title", "goal", "tasks")],
        "outline": [(*one, section.kind) for one, section in
                    zip(outline(contents), contents.sections, strict=True)],
        "rows": [
            (*where, row.number, row.place, *(str(one) for one in row.periods.all()),
             *(one.wording for one in row.organisers.all()))
            for where, row in zip(rows(contents), contents.rows, strict=True)
        ],
        "figures": [
            (str(one), one.parent_id and figures[one.parent_id].name) for one in figures.values()
        ],
    }  # fmt: skip


def changed(amendment) -> dict[str, list]:
    comparison = changes_of(Amendment.objects.get(pk=amendment.pk))
    return {
        "heading": [(cell.label, cell.before, cell.after) for cell in comparison.heading],
        "figures": [(cell.before, cell.after) for cell in comparison.figures],
        "sections": [
            (one.what, one.title, [(cell.label, cell.before, cell.after) for cell in one.cells])
            for one in comparison.sections
        ],
        "rows": [
            (one.what, one.row.name, [(cell.label, cell.before, cell.after) for cell in one.cells])
            for one in comparison.rows
        ],
    }


def test_the_heading_changes_field_by_field_and_stays_as_it_is_until_approved(
    approved, amendment, approve, methodist
):
    texts = {"goal": "Помочь\r\nкаждой", "title": approved.title, "signer_name": "Иванова А. А."}
    row = actions.amend_heading(amendment, texts, methodist)
    assert row.texts == {"goal": "Помочь\nкаждой", "signer_name": "Иванова А. А."}
    assert changed(amendment)["heading"] == [
        ("Цель", "", "Помочь\nкаждой"),
        ("Кто подписывает: имя", "", "Иванова А. А."),
    ]
    with pytest.raises(ValidationError):
        actions.amend_heading(amendment, {"title": " "}, methodist, row.version)
    with pytest.raises(actions.RowMovedOnError):
        actions.amend_heading(amendment, {"goal": "Иное"}, methodist, 0)
    assert Plan.objects.get(pk=approved.pk).goal == ""
    assert approve().goal == "Помочь\nкаждой"
    first = approved.editions.get(number=1)
    assert first.snapshot.contents["plan"]["goal"] == ""
    assert changed(amendment)["heading"][0] == ("Цель", "", "Помочь\nкаждой")


def test_a_heading_put_back_as_it_was_leaves_the_amendment(amendment, methodist):
    row = actions.amend_heading(amendment, {"goal": "Помочь"}, methodist)
    assert actions.amend_heading(amendment, {"goal": ""}, methodist, row.version) is None
    assert not amendment.rows.exists()


def test_sections_are_added_renamed_moved_and_taken_out(
    approved, amendment, sections, approve, methodist
):
    new = actions.amend_new_section(
        amendment, " Новый  раздел ", Kind.WORK, Spot(after=sections["А"].pk), methodist
    )
    within = Spot(section=-new.pk)
    actions.amend_new_section(amendment, "Внутри нового", Kind.OTHER, within, methodist)
    actions.amend_new(amendment, {"name": "Новый пункт"}, within, methodist)
    actions.amend_section(amendment, sections["Б"], "Бета", Kind.SERVICE, methodist, spot=Spot())
    actions.amend_section_removal(amendment, sections["А"], methodist)
    coming = read_amended(amendment)
    assert outline(coming) == [
        (1, "Бета"),
        (1, "А1"),
        (1, "Новый раздел"),
        (2, "Внутри нового"),
    ]
    assert rows(coming) == [
        ("", "Вне"),
        ("", "В А"),
        ("Бета", "В Б"),
        ("А1", "В А1"),
        ("Новый раздел", "Новый пункт"),
    ]
    told = changed(amendment)["sections"]
    assert told == [
        ("changed", "Бета", [("Название", "Б", "Бета"), ("Вид", "прочее", "услуга"),
                             ("Место", "после раздела «А»", "первым")]),
        ("added", "Новый раздел", [("Название", "", "Новый раздел"), ("Вид", "", "работа"),
                                   ("Место", "", "после раздела «А1»")]),
        ("added", "Внутри нового", [("Название", "", "Внутри нового"), ("Вид", "", "прочее"),
                                    ("Место", "", "внутри раздела «Новый раздел», первым")]),
        ("removed", "А", []),
    ]  # fmt: skip
    assert changed(amendment)["rows"] == [
        ("changed", "В А", [("Раздел", "А", "вне разделов")]),
        ("added", "Новый пункт", [("Наименование", "", "Новый пункт"),
                                  ("Раздел", "", "Новый раздел")]),
    ]  # fmt: skip
    before = spelled(amended_contents(amendment))
    assert spelled(take_contents(approve())) == before
    assert changed(amendment)["sections"] == told, "the editions say the same as the amendment did"
    history = approved.changes.filter(item=None).values_list("action", flat=True)
    assert {"moved", "removed", "added"} <= set(history)


def test_a_section_that_is_only_renamed_changes_no_rows(amendment, sections, methodist):
    actions.amend_section(amendment, sections["А"], "Альфа", Kind.OTHER, methodist)
    told = changed(amendment)
    assert told["sections"] == [("changed", "Альфа", [("Название", "А", "Альфа")])]
    assert told["rows"] == []


def test_a_section_never_comes_inside_itself_nor_where_nothing_is(amendment, sections, methodist):
    inside = Spot(section=sections["А1"].pk)
    with pytest.raises(actions.PlanError, match="внутри самого себя"):
        actions.amend_section(amendment, sections["А"], "А", Kind.OTHER, methodist, spot=inside)
    with pytest.raises(actions.PlanError, match="выберите другое"):
        actions.amend_new_section(amendment, "Новый", Kind.OTHER, Spot(after=-7), methodist)
    with pytest.raises(actions.PlanError, match="выберите другой"):
        actions.amend_new(amendment, {"name": "Новый"}, Spot(section=-7), methodist)
    assert not amendment.rows.exists()


def test_a_row_goes_to_another_section_and_a_new_one_that_is_left_out_gives_it_back(
    amendment, approved, sections, approve, methodist
):
    item = approved.items.get(name="В А")
    new = actions.amend_new_section(amendment, "Новый", Kind.OTHER, Spot(), methodist)
    actions.amend_item(amendment, item, {}, methodist, spot=Spot(section=-new.pk))
    assert ("Новый", "В А") in rows(read_amended(amendment))
    actions.drop_row(new, methodist)
    assert ("", "В А") in rows(read_amended(amendment))
    [row] = amendment.rows.all()
    place = Spot(section=sections["Б"].pk)
    actions.amend_item(amendment, item, {"place": "с. Зелёное"}, methodist, row.version, place)
    assert changed(amendment)["rows"] == [
        ("changed", "В А", [("Место", "", "с. Зелёное"), ("Раздел", "А", "Б")])
    ]
    approve()
    item.refresh_from_db()
    assert (item.section, item.place) == (sections["Б"], "с. Зелёное")


def test_figures_are_renamed_added_with_parts_and_taken_out(
    amendment, approved, approve, methodist, head
):
    whole, part = approved.figures.order_by("position")
    change = actions.FigureChange
    actions.amend_figures(
        amendment,
        [
            change("Консультации и справки", 650, figure=whole),
            change("", 0, figure=part, is_removed=True),
            change("Выезды", 16),
        ],
        methodist,
    )
    trips = amendment.rows.get(act="add")
    actions.amend_figures(amendment, [change("дальние", 4, parent=-trips.pk)], methodist)
    assert changed(amendment)["figures"] == [
        ("Консультации: 600", "Консультации и справки: 650"),
        ("", "Выезды: 16"),
        ("", "дальние: 4"),
        ("групповые: 30", ""),
    ]
    with pytest.raises(actions.RowMovedOnError):
        actions.amend_figures(amendment, [change("Выезды", 17, row=trips)], head)
    before = spelled(amended_contents(amendment))
    assert spelled(take_contents(approve())) == before
    told = {str(one): one.parent and str(one.parent) for one in approved.figures.all()}
    assert told == {
        "Консультации и справки: 650": None,
        "Выезды: 16": None,
        "дальние: 4": "Выезды: 16",
    }
    assert [str(row) for row in amendment.rows.order_by("pk")] == [
        "изменить: показатель «Консультации»",
        "исключить: показатель «групповые»",
        "добавить: показатель «Выезды»",
        "добавить: показатель «дальние»",
    ]


def test_of_figures_all_is_written_or_nothing(amendment, approved, methodist):
    whole = approved.figures.get(parent=None)
    changes = [actions.FigureChange("Иное", 1, figure=whole), actions.FigureChange(" ", 2)]
    with pytest.raises(ValidationError, match="запланировано"):
        actions.amend_figures(amendment, changes, methodist)
    assert not amendment.rows.exists()


def test_known_organisers_of_one_line_are_told_apart_in_what_people_agree_to(
    amendment, approved, approve, organisation, methodist
):
    item = approved.items.get(name="В А")
    line = f"{organisation.name}, {organisation.name}"
    actions.amend_item(amendment, item, {"organisers": line}, methodist)
    before = spelled(amended_contents(amendment))
    assert spelled(take_contents(approve())) == before


def test_what_was_read_before_is_the_same_as_what_was_approved(
    amendment, approved, approve, sections, methodist, head, librarian
):
    new = actions.amend_new_section(amendment, "Новый", Kind.OTHER, Spot(), methodist)
    actions.amend_new(amendment, {"name": "Новый пункт"}, Spot(section=-new.pk), methodist)
    amendment.refresh_from_db()
    due_on = dt.date(2100, 1, 1)
    approval = actions.send_for_approval(
        amendment, [actions.Reader(librarian)], due_on, "", methodist, version=amendment.version
    )
    with pytest.raises(actions.AmendmentClosedError):
        actions.amend_section(amendment, sections["А"], "Иное", Kind.OTHER, methodist)
    with pytest.raises(actions.AmendmentClosedError):
        actions.amend_heading(amendment, {"goal": "Иное"}, methodist)
    actions.agree(approval.steps.get(), "", librarian)
    approve()
    versions = {one.key: one for one in versions_of(Plan.objects.get(pk=approved.pk), head)}
    sent, edition = (
        versions[f"kept-{snapshot.pk}"].read()
        for snapshot in (approval.snapshot, approved.editions.get(number=2).snapshot)
    )
    comparison = compare(sent, edition)
    assert not (comparison.rows or comparison.sections or comparison.figures)


def test_rows_of_a_consolidated_plan_are_shown_by_month_as_they_will_stand(
    organisation, methodist, head
):
    plan = PlanFactory(organisation=organisation, kind=Plan.Kind.CONSOLIDATED)
    for name, period in (("Весна", "апрель"), ("Осень", "октябрь")):
        actions.add_item(plan, {"name": name, "period": period}, methodist, actions.Place())
    actions.approve(plan, head, dt.date(2025, 12, 20))
    amendment = actions.begin_amendment(plan, "", methodist)
    actions.amend_new(amendment, {"name": "Лето", "period": "июль"}, Spot(), methodist)
    assert [row.name for row in read_amended(amendment).rows] == ["Весна", "Лето", "Осень"]


ACTS = [name for name in vars(Hand) if name.startswith(("add_", "change_", "remove_"))]
NUMBERS = st.integers(0, 50)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), NUMBERS, NUMBERS), max_size=9))
def test_the_plan_becomes_what_the_amendment_has_shown_whatever_is_written(
    steps, approved, methodist, head
):
    with transaction.atomic():
        amendment = actions.begin_amendment(approved, "", methodist)
        for act, *numbers in steps:
            with suppress(actions.PlanError):
                getattr(Hand(amendment, methodist, *numbers), act)()
        if amendment.rows.exists():
            shown = spelled(amended_contents(amendment))
            actions.approve(Amendment.objects.get(pk=amendment.pk), head, DAY)
            assert spelled(take_contents(Plan.objects.get(pk=approved.pk))) == shown
        transaction.set_rollback(True)
