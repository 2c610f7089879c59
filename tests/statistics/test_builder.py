"""The table of the summary builder: rows, columns, filters, order, and what stands behind it."""

from decimal import Decimal

import pytest

from common.tables import Table
from libraries.models import Library, Population, Territory
from statistics.actions.editions import SHIPPED, load_edition
from statistics.builder import Query, Scope, built, read_grounds
from statistics.builder.behind import libraries_behind_row, read_behind
from statistics.builder.build import Build
from statistics.builder.pictures import picture_of
from statistics.builder.presets import shipped_presets
from statistics.builder.printing import WIDEST, in_print
from statistics.forms.builder import BuilderForm
from statistics.models import Campaign, Submission, Value
from statistics.rollups import roll_up
from statistics.summaries.reading import change
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory
from tests.statistics.reported import NO_DATA, make_campaign, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(library: Library, foreign_library: Library) -> Campaign:
    """Two libraries over two years, and one that was merged away after the first of them."""
    before, now = make_campaign(2024), make_campaign(2025)
    gone = LibraryFactory(organisation=library.organisation, kind=Library.Kind.CHILDREN)
    report(before, library, {"4.12.2": 100, "5.17.3": 1000, "2.04.3": 5000})
    report(before, foreign_library, {"4.12.2": 200, "5.17.3": 4000})
    report(before, gone, {"4.12.2": 50, "5.17.3": 500})
    report(now, library, {"4.12.2": 110, "5.17.3": 1205, "2.04.3": NO_DATA})
    report(now, foreign_library, {"4.12.2": 330, "5.17.3": 4000})
    Population.objects.create(territory=library.territory, year=2026, number=1000)
    Population.objects.create(territory=foreign_library.territory, year=2026, number=3000)
    return now


def form_of(text: str) -> BuilderForm:
    query = Query.read(text)
    form = BuilderForm(query, read_grounds(query, Scope()))
    form.is_valid()
    return form


def build_of(text: str) -> Build:
    form = form_of(text)
    assert not form.errors, form.errors
    return form.build


def table_of(text: str) -> Table:
    return built(build_of(text)).table


def row_of(table: Table, name: str) -> dict[str, object]:
    row = next(row for row in table.rows if row.values[0] == name)
    return dict(zip((column.key for column in table.columns), row.values, strict=True))


def total_of(table: Table) -> dict[str, object]:
    return row_of(table, table.rows[-1].values[0])


def names(table: Table) -> list[object]:
    return [row.values[0] for row in table.rows if row.kind == "data"]


def test_numbers_of_years_stand_beside_difference_share_and_place(figures: Campaign):
    table = table_of(
        "rows=territory&what=users&what=reading&show=change&show=percent&show=share&show=rank"
    )
    own = row_of(table, "Берёзовский район")
    assert [own[f"users_{key}"] for key in ("2024", "2025", "change", "percent")] == [
        150, 110, -40, Decimal("-26.7"),
    ]  # fmt: skip
    assert (own["users_share"], own["users_rank"]) == (Decimal("25.0"), 2)
    assert row_of(table, "Лесной район")["users_rank"] == 1
    total = total_of(table)
    assert (total["users_2025"], total["users_share"], total["users_rank"]) == (440, 100, None)
    # A ratio comes from sums: 5205 / 440, where the mean of the two would be 11.5.
    assert total["reading_2025"] == Decimal("11.8")
    assert "reading_share" not in total
    assert "За 2024 год отчитались 3 из 3 библиотек (только принятые отчёты)." in table.notes


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("organisation", ["МБУК «Берёзовская ЦБС»", "МБУК «Лесная ЦБС»"]),
        ("library", ["Зелёная сельская библиотека", "Лесная библиотека"]),
        ("kind", ["детская", "сельская"]),
        ("settlement", ["сельский населённый пункт"]),
        ("model", ["прочие"]),
    ],
)
def test_whatever_makes_the_rows_the_total_is_the_same(figures, rows: str, expected: list[str]):
    table = table_of(f"rows={rows}&what=users")
    assert [name for name in names(table) if not str(name).startswith("Библиотека ")] == expected
    assert (total_of(table)["users_2024"], total_of(table)["users_2025"]) == (350, 440)


def test_filters_narrow_and_are_told(figures: Campaign, library: Library):
    children = table_of("rows=territory&what=users&what=coverage&kind=children")
    assert total_of(children)["users_2024"] == 50
    assert "вид библиотек: детская" in children.subtitle
    # The inhabitants of a place are not those of its children's libraries.
    assert total_of(children)["coverage_2024"] is None
    place = table_of(f"rows=library&what=users&territory={library.territory_id}")
    assert total_of(place)["users_2025"] == 110
    assert place.rows[-1].values[0] == "Всего по Берёзовскому району"
    assert "территория: Берёзовский район" in place.subtitle
    whose = table_of(f"rows=library&what=users&organisation={library.organisation_id}")
    assert total_of(whose)["users_2024"] == 150
    name = library.organisation.short_name or library.organisation.name
    assert f"учреждение: {name}" in whose.subtitle
    assert table_of("rows=library&what=users&model=yes").rows == ()


def test_a_series_can_be_of_the_same_libraries_only(figures: Campaign):
    table = table_of("rows=territory&what=users&same=on&show=change")
    assert (total_of(table)["users_2024"], total_of(table)["users_change"]) == (300, 140)
    assert "только библиотеки, отчитавшиеся во все эти годы" in table.subtitle


def test_reports_not_accepted_are_left_out_unless_asked_for(figures: Campaign):
    Submission.objects.filter(campaign=figures).update(state=Submission.State.SUBMITTED)
    assert total_of(table_of("rows=kind&what=users"))["users_2025"] is None
    assert total_of(table_of("rows=kind&what=users&states=submitted"))["users_2025"] == 440


def test_any_open_cell_can_be_a_column(figures: Campaign):
    table = table_of("rows=kind&what=users&cells=4.12.2, 5.17.3")
    assert total_of(table)["4.12.2_2025"] == total_of(table)["users_2025"] == 440
    assert total_of(table)["5.17.3_2024"] == 5500


def test_gaps_are_told_beside_the_figure_and_below_the_table(figures: Campaign):
    table = table_of("rows=territory&what=fund")
    row = next(row for row in table.rows if row.values[0] == "Берёзовский район")
    assert row.values[3] == 5000
    assert row.behind[3] == 1
    assert any("2024 год — 1 из 3" in note and "не ноль" in note for note in table.notes)


def test_rows_go_by_any_column_and_what_is_unknown_goes_last(figures: Campaign):
    by_name = ["Берёзовский район", "Лесной район"]
    assert names(table_of("rows=territory&what=users")) == by_name
    assert names(table_of("rows=territory&what=users&sort=-users_2025")) == by_name[::-1]
    assert names(table_of("rows=territory&what=users&sort=users_2025")) == by_name
    for sort in ("fund_2024", "-fund_2024"):
        assert names(table_of(f"rows=territory&what=fund&sort={sort}")) == by_name


def test_ten_years_are_asked_for_and_the_missing_ones_told(figures: Campaign):
    table = table_of("rows=territory&what=users&years=10&show=change&base=previous")
    assert any(note == "Отчётов нет: 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023."
               for note in table.notes)  # fmt: skip
    assert total_of(table)["users_change"] == 90
    assert table.title == "Пользователи по муниципалитетам, 2024–2025 годы"


def test_years_cross_a_change_of_edition_and_say_where(figures: Campaign):
    figures.edition = load_edition(SHIPPED / "6-nk-2019.yaml")
    figures.save()
    for value in Value.objects.filter(submission__campaign=figures, cell__address="4.12.2"):
        cell = figures.edition.cells.get(address="4.11.2")
        Value.objects.filter(pk=value.pk).update(cell=cell)
    table = table_of("rows=territory&what=users&cells=4.11.2")
    total = total_of(table)
    assert (total["users_2024"], total["users_2025"]) == (350, 440)
    # The cell is the indicator, so it follows it to the place it had before.
    assert (total["4.11.2_2024"], total["4.11.2_2025"]) == (350, 440)
    assert any(note.startswith("* С 2025 года — другая редакция") for note in table.notes)
    # The fund's cell kept its address and its words; of section 4 the rows were numbered anew.
    cells = build_of("rows=kind&cells=2.04.4 4.11.14").measures
    assert [dict(one.cells) for one in cells] == [
        {"2015": "2.04.4", "2019": "2.04.4"},
        {"2019": "4.11.14"},
    ]
    told = table_of("rows=kind&cells=4.11.14").notes
    assert any("в форме за 2024 год такой ячейки нет" in note for note in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rows=nothing&what=users", "Такого здесь нет: «nothing»"),
        ("rows=kind&what=wisdom", "Показателя «wisdom» нет"),
        ("rows=kind&cells=9.99.9", "В форме нет открытой ячейки «9.99.9»"),
        ("rows=kind&cells=лист", "В форме нет открытой ячейки «лист»"),
        ("rows=kind", "Выберите хотя бы один показатель"),
        ("rows=kind&what=users&years=11", "Такого здесь нет: «11»"),
        ("rows=kind&what=users&territory=999", "Такого здесь нет: «999»"),
    ],
)
def test_what_cannot_be_built_is_refused_in_words(figures: Campaign, text: str, told: str):
    faults = " ".join(str(one) for faults in form_of(text).errors.values() for one in faults)
    assert told in faults
    assert ("cells" in form_of(text).errors) == ("cells=" in text)


def test_more_libraries_than_anybody_reads_are_refused(
    figures: Campaign, foreign_library: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("statistics.builder.build.MOST_LIBRARIES", 1)
    faults = form_of("rows=library&what=users").errors
    assert "Библиотек больше 1: отберите территорию" in str(faults["rows"])
    place = foreign_library.territory_id
    assert not form_of(f"rows=library&what=users&territory={place}").errors
    assert not form_of("rows=library&what=users&kind=children").errors


@pytest.mark.parametrize("rows", ["territory", "library", "kind", "settlement", "model"])
def test_the_reports_behind_a_number_sum_up_to_it(figures: Campaign, rows: str):
    build = build_of(f"rows={rows}&what=users&what=reading")
    made = built(build)
    for row, key in zip(made.table.rows, (*made.keys, None), strict=True):
        for code in ("users", "reading"):
            found = read_behind(
                build, build.measure(code), key, list(libraries_behind_row(build, key))
            )
            shown = row_of(made.table, str(row.values[0]))
            total = total_of(found.table)
            assert total[f"{code}_2025"] == shown[f"{code}_2025"]
            told = [one.values for one in found.table.rows if one.kind == "data"]
            if code == "users":
                assert sum(one[3] or 0 for one in told) == (shown["users_2025"] or 0)


def test_behind_a_number_a_gap_is_told_from_no_data(figures: Campaign, library: Library):
    build = build_of("rows=organisation&what=fund")
    found = read_behind(
        build, build.measure("fund"), library.organisation_id,
        list(libraries_behind_row(build, library.organisation_id)),
    )  # fmt: skip
    told = {row.values[0]: row.values[2:] for row in found.table.rows}
    assert told["Зелёная сельская библиотека"] == (5000, "н/д")
    assert (library.pk, 2025) in found.reports


def test_pictures_show_the_figures_of_the_table(figures: Campaign):
    build = build_of("rows=territory&what=users&what=reading&show=change")
    table = built(build).table
    dynamics = picture_of(build, table, "dynamics", "users")
    assert dynamics.in_words == "2024 — 350; 2025 — 440"
    assert [row.values for row in dynamics.table.rows] == [("2024", 350), ("2025", 440)]
    assert dynamics.rects[0].height / dynamics.rects[1].height == pytest.approx(350 / 440, 0.01)
    comparison = picture_of(build, table, "comparison", "reading")
    assert comparison.in_words == "Лесной район — 12,1; Берёзовский район — 11,0"
    structure = picture_of(build, table, "structure", "users")
    assert "2025: Лесной район — 330 (75,0 %), Берёзовский район — 110 (25,0 %)" in (
        structure.in_words
    )
    svg = structure.as_svg
    assert 'role="img"' in svg
    assert "Берёзовский район — 110 (25,0 %)" in svg
    assert "отношение" in picture_of(build, table, "structure", "reading")


def test_of_a_loss_there_is_no_per_cent():
    assert change(Decimal(-90), Decimal(-100)) == (Decimal(10), None), "a smaller loss is no fall"
    assert change(Decimal(5), Decimal(0)) == (Decimal(5), None)
    assert change(Decimal(105), Decimal(100)) == (Decimal(5), Decimal("5.0"))


def test_a_picture_escapes_names_and_survives_nought_and_less(figures: Campaign, library: Library):
    library.territory.name = "<b>&район"
    library.territory.save()
    Submission.objects.filter(library=library).first().values.filter(cell__address="4.12.2").update(
        number=-5
    )
    build = build_of("rows=territory&what=users&what=growth&show=change&cells=2.02.3")
    table = built(build).table
    for kind in ("dynamics", "comparison", "structure"):
        for code in ("users", "growth", "2.02.3"):
            svg = picture_of(build, table, kind, code).as_svg
            assert "<b>" not in svg
            assert "nan" not in svg.lower()


def test_a_wide_table_is_cut_to_the_width_of_a_page(figures: Campaign):
    table = built(build_of(f"{main_preset().query}&year=2025")).table
    pieces = in_print(table)
    assert len(pieces) > 2
    for piece in pieces:
        assert sum(column.width for column in piece.columns) <= WIDEST
        assert piece.columns[0].key == "name"
    shown = [column.key for piece in pieces for column in piece.columns[1:]]
    assert shown == [column.key for column in table.columns[1:]]
    assert [bool(piece.notes) for piece in pieces] == [False] * (len(pieces) - 1) + [True]


def main_preset():
    return next(one for one in shipped_presets() if one.code == "main")


def test_every_shipped_choice_can_be_built(figures: Campaign):
    titles = [one.title for one in shipped_presets()]
    assert titles == [
        "Основные показатели", "Фонд", "Пользователи и посещения", "Кадры", "Финансы",
        "Модельные библиотеки",
    ]  # fmt: skip
    Submission.objects.filter(campaign=figures).update(is_model=True)
    for one in shipped_presets():
        assert table_of(str(one.query)).rows, one.title


@pytest.mark.parametrize("number", [1, 6])
def test_the_number_of_queries_does_not_grow_with_libraries(
    figures: Campaign, number: int, django_assert_max_num_queries
):
    for _ in range(number):
        report(figures, LibraryFactory(organisation=OrganisationFactory()), {"4.12.2": 10})
    form = form_of(str(main_preset().query))
    built(form.build)  # layouts are read once a process
    with django_assert_max_num_queries(4):
        built(form.build)


def test_of_many_regions_one_may_be_chosen_and_they_may_stand_in_rows(figures: Campaign):
    """Whether the sums are kept ready or not."""
    regions = [TerritoryFactory(name=f"Область {n}", kind=Territory.Kind.REGION) for n in (1, 2)]
    for region, number in zip(regions, (7, 9), strict=True):
        report(figures, LibraryFactory(territory=region), {"4.12.2": number})
        place = TerritoryFactory(parent=region)
        report(figures, LibraryFactory(territory=place), {"4.12.2": 100})
        Population.objects.create(territory=region, year=2026, number=1000)
    for _ in range(2):
        table = table_of("rows=region&what=users&what=coverage&years=1")
        assert row_of(table, "Область 1")["users_2025"] == 107
        assert row_of(table, "Область 2")["coverage_2025"] == Decimal("10.9")
        chosen = table_of(f"rows=territory&what=users&years=1&territory={regions[1].pk}")
        assert [row.values[3] for row in chosen.rows] == [9, 100, 109]
        assert "по Области 2" in chosen.rows[-1].values[0]
        roll_up(figures)


def test_the_only_region_is_not_offered(figures: Campaign):
    form = form_of("rows=region&what=users")
    assert "rows" in form.errors
