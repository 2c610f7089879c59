"""The log in figures: each consultation once, beside the plan, the same on page and in files."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from consultations import actions
from consultations.counts import Choice, counts, picture_of, plan_table, silent_table
from consultations.counts.grouping import total_of
from events.actions.counting import CountingChoice, choose_counting
from events.models import Plan
from libraries.models import Organisation, Territory
from reports.documents import ParameterError, open_document
from tests.factories import (
    ConsultationFactory,
    LibraryFactory,
    PlanFactory,
    TerritoryFactory,
    TopicFactory,
)
from tests.queries import assert_same_queries, count_queries

COUNTS = reverse("consultations:counts")
SILENT = reverse("consultations:silent")


def rows_of(choice: Choice) -> dict[str, tuple]:
    return {row.values[0]: row.values[1:] for row in counts(choice).tables[-1].rows}


@pytest.fixture
def log(library, foreign_library, methodist, topic) -> None:
    """Two by telephone, one written, one of last year, and a group of both organisations."""
    common = {"methodist": methodist, "topic": topic}
    for day in (dt.date(2026, 1, 15), dt.date(2026, 4, 1)):
        ConsultationFactory(date=day, library=library, **common)
    ConsultationFactory(date=dt.date(2026, 4, 2), library=library, form="written", **common)
    ConsultationFactory(date=dt.date(2025, 4, 2), library=library, **common)
    ConsultationFactory(date=dt.date(2026, 4, 3), library=library, is_removed=True, **common)
    group = {"form": "group", "participants": 20, "library": library, "date": dt.date(2026, 5, 5)}
    twin = LibraryFactory(organisation=foreign_library.organisation)
    attendees = [foreign_library, twin]
    actions.record_consultation(common | group, by=methodist, attendees=attendees)


def test_group_stands_in_the_row_of_each_and_counts_once_in_the_total(
    log, library, foreign_library
):
    rows = rows_of(Choice(2026, by="organisation"))
    assert rows[str(library.organisation)][0] == 4
    assert rows[str(foreign_library.organisation)][0] == 1
    assert rows["Всего"][0] == 4
    rows = rows_of(Choice(2026, by="territory"))
    assert rows["Лесной район"][0] == 1
    assert rows["Всего"][0] == 4


def test_rows_by_everything_else_add_up_to_the_total(log, topic, methodist):
    for by in ("form", "topic", "methodist", "month"):
        rows = rows_of(Choice(2026, by=by))
        total = rows.pop("Всего")
        assert [sum(column) for column in zip(*rows.values(), strict=True)] == list(total), by
    assert rows_of(Choice(2026, by="month"))["апрель"][0] == 2
    assert rows_of(Choice(2026, by="form"))["групповая"] == (1, 20, 0, 1)


def test_quarter_and_days_narrow_the_period_and_its_year_before(log):
    quarter = rows_of(Choice(2026, "2"))
    assert quarter["Всего"] == (3, 22, 1, 2)
    days = Choice(2026, since=dt.date(2026, 4, 2), until=dt.date(2026, 4, 2))
    assert rows_of(days)["Всего"] == (1, 1, 1, 0)


def test_plan_with_its_parts_stands_beside_the_count(log):
    plan = PlanFactory(year=2026, kind=Plan.Kind.DEPARTMENT)
    whole = plan.figures.create(name="Методические консультации", number=8, position=1)
    for place, (name, number) in enumerate(
        [("индивидуальные", 4), ("письменные", 2), ("групповые", 2), ("прочие", 0)]
    ):
        plan.figures.create(name=name, number=number, parent=whole, position=place + 2)
    choice = Choice(2026)
    told = [row.values for row in plan_table(choice, total_of(choice)).rows]
    assert [row[:3] for row in told] == [
        ("Методические консультации", 8, 4),
        ("индивидуальные", 4, 2),
        ("письменные", 2, 1),
        ("групповые", 2, 1),
        ("прочие", 0, None),
    ]
    assert told[0][3] == 50
    together, guessed = plan_table(choice, total_of(choice)).notes
    assert together.startswith("«Индивидуальные» в плане — вместе все формы журнала: «индивидуал")
    assert guessed.startswith("Форма взята по названию: «индивидуальные», «письменные», «групповы")
    assert plan_table(Choice(2027), total_of(choice)) is None


def test_what_was_chosen_in_the_plan_is_counted_and_not_guessed(log, topic, methodist):
    plan = PlanFactory(year=2026, kind=Plan.Kind.DEPARTMENT)
    whole = plan.figures.create(name="Консультации", number=8, position=1)
    written = plan.figures.create(name="письменные", number=4, parent=whole, position=2)
    people = plan.figures.create(name="обучено", number=40, parent=whole, position=3)
    chosen = CountingChoice("consultations", "number", {"form": ["telephone"]})
    choose_counting(written, chosen, methodist, seen=0)
    choose_counting(people, CountingChoice("consultations", "people"), methodist, seen=0)
    choose_counting(whole, CountingChoice("parts"), methodist, seen=0)
    table = plan_table(Choice(2026), total_of(Choice(2026)))
    assert [row.values[2] for row in table.rows] == [2 + 23, 2, 23]
    assert not table.notes
    elsewhere = CountingChoice("marks", "number")
    choose_counting(whole, elsewhere, methodist, seen=1)
    assert plan_table(Choice(2026), total_of(Choice(2026))) is None


def test_picture_tells_the_same_in_words(log):
    table = counts(Choice(2026, by="form")).tables[-1]
    assert picture_of(table).in_words == "групповая — 1, письменная — 1, по телефону — 2"


def test_picture_of_many_rows_says_which_it_shows(client_of, methodist):
    for _ in range(17):
        ConsultationFactory(date=dt.date(2026, 3, 3))
    choice = Choice(2026, by="topic")
    table = counts(choice).tables[-1]
    picture = picture_of(table)
    assert (len(picture.bars), picture.left_out, len(table.rows)) == (15, 2, 18)
    said = "На картинке 15 самых больших строк из 17; все — в таблице выше."
    assert picture.in_words.startswith(said)
    page = client_of(methodist).get(COUNTS, {"year": 2026, "by": "topic"})
    assert page.text.count(said) == 2
    assert page.text.index("<table") < page.text.index(said)


def test_those_who_never_asked_are_folded_by_territory_and_their_file_has_all(
    client_of, methodist, monkeypatch
):
    monkeypatch.setattr("consultations.views.counts.PLACES_ON_PAGE", 2)
    lodges = [LibraryFactory(territory=TerritoryFactory(name=f"{name} район")) for name in "АБВ"]
    for _ in range(30):
        LibraryFactory(organisation=lodges[0].organisation, territory=lodges[0].territory)
    first = client_of(methodist).get(SILENT, {"year": 2026})
    places = [(place.name, len(place.table.rows)) for place in first.context["page"]]
    assert places == [("А район", 31), ("Б район", 1)]
    assert "Всего: 33\u00a0библиотеки" in first.text and "page=2" in first.text
    assert first.text.count('<details class="fold">') == 2
    last = client_of(methodist).get(SILENT, {"year": 2026, "page": 2})
    assert [place.name for place in last.context["page"]] == ["В район"]
    assert 'data-label="Территория"' not in last.text
    own = client_of(methodist).get(SILENT, {"year": 2026, "territory": lodges[1].territory_id})
    assert '<details class="fold" open>' in own.text
    workbook = open_document("silent-libraries", first.context["parameters"]).render("xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet.max_row >= 32


@pytest.mark.parametrize("name", ["libraries", "organisations"])
def test_those_who_never_asked_are_named_with_their_last_day(log, library, foreign_library, name):
    silent = LibraryFactory(name="Молчаливая библиотека", territory=library.territory)
    ConsultationFactory(date=dt.date(2025, 3, 4), library=silent)
    LibraryFactory(name="Закрытая", closed_on=dt.date(2020, 1, 1), organisation=silent.organisation)
    kind = "library" if name == "libraries" else "organisation"
    rows = silent_table(Choice(2026), kind).rows
    who = str(silent if kind == "library" else silent.organisation)
    assert [(row.values[0], row.values[4]) for row in rows] == [(who, dt.date(2025, 3, 4))]
    if kind == "library":
        assert silent_table(Choice(2026), kind, foreign_library.territory).rows == ()
    region = TerritoryFactory(kind=Territory.Kind.REGION, name="Область")
    Territory.objects.filter(pk=silent.territory_id).update(parent=region)
    Organisation.objects.filter(pk=silent.organisation_id).update(territory=silent.territory)
    inside = silent_table(Choice(2026), kind, region).rows
    assert [row.values[0] for row in inside] == [who], "what lies in the territory is its own"


@pytest.mark.parametrize("kind", ["library", "organisation"])
def test_group_of_last_year_counts_as_the_last_time_of_all_who_took_part(
    library, foreign_library, methodist, topic, kind
):
    ConsultationFactory(date=dt.date(2025, 1, 9), library=foreign_library)
    group = {"form": "group", "participants": 20, "library": library, "date": dt.date(2025, 5, 5)}
    values = group | {"methodist": methodist, "topic": topic}
    actions.record_consultation(values, by=methodist, attendees=[foreign_library])
    days = {row.values[0]: row.values[4] for row in silent_table(Choice(2026), kind).rows}
    assert set(days.values()) == {dt.date(2025, 5, 5)}
    assert len(days) == 2


def test_page_and_files_hold_the_same_figures(client_of, methodist, log, topic):
    page = client_of(methodist).get(COUNTS, {"year": 2026, "by": "topic"})
    document = open_document("consultations", page.context["parameters"])
    assert document.content.tables == page.context["tables"]
    sheet = openpyxl.load_workbook(io.BytesIO(document.render("xlsx")))["Консультации"]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert topic.name in cells
    assert document.render("pdf").startswith(b"%PDF")
    silent = client_of(methodist).get(SILENT, {"year": 2026})
    workbook = open_document("silent-libraries", silent.context["parameters"]).render("xlsx")
    assert openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames == ["Не обращались"]


@pytest.mark.parametrize("query", [{"year": "1"}, {"by": "нечто"}, {"since": "2026-13-01"}])
def test_wrong_choice_is_told_not_counted(client_of, methodist, query):
    page = client_of(methodist).get(COUNTS, query)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "tables" not in page.context


def test_document_of_a_wrong_year_says_so(db):
    with pytest.raises(ParameterError, match="четырьмя цифрами"):
        open_document("consultations", {"year": "26"})


def test_librarian_does_not_get_the_counts_of_all(client_of, librarian):
    told = {"name": "consultations", "year": "2026", "format": "xlsx"}
    assert client_of(librarian).post(reverse("reports:request"), told).status_code == 403


def test_counts_take_few_queries_whatever_the_number(client_of, methodist):
    client = client_of(methodist)
    for by in ("topic", "territory", "organisation"):
        query = {"by": by}
        assert_same_queries(client, COUNTS, ConsultationFactory, at_most=12, query=query)
    TopicFactory()
    assert count_queries(client, SILENT) <= 8
