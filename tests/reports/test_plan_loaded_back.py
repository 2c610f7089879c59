"""A plan's own file loaded back: the same is left alone, changes are chosen, new rows added."""

import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from docx import Document as WordDocument
from openpyxl import load_workbook

from events import actions
from events.actions import imports
from events.imports.document_reader import read_blocks
from events.imports.draft import Draft
from events.imports.files import read_file
from events.imports.items import build_items
from events.imports.matching import Matching, match_with
from events.imports.own import about_own, own_table
from events.imports.tables import RawRow, RawTable, checked
from events.models import Plan, PlanImport, PlanItem, PlanSection
from events.names import NameBook
from events.own_files import BY_MONTHS, EXTRACT
from events.queries import figures_of, rows_of
from reports.documents import open_document
from tests.factories import PlanFactory
from tests.queries import count_queries

FORMATS = ("docx", "xlsx")
FEBRUARY, NEWS = "Семинар «Чтение»", "Обзор новинок"


@pytest.fixture
def plan(organisation, methodist) -> Plan:
    plan = PlanFactory(organisation=organisation, goal="Учить.", tasks="Помогать.\nСобирать.")
    service = actions.add_section(plan, "Обучение", methodist)
    inner = actions.add_section(plan, "Вебинары", methodist, parent=service)
    for name, section, period in (
        (FEBRUARY, service, "12, 19 февраля"),
        (NEWS, service, "ежемесячно"),
        ("Обзор новинок", inner, "март"),
        ("Вебинар", inner, "как получится"),
    ):
        texts = {"name": name, "period": period, "responsibles": "Левина А. Л.\nВсе методисты"}
        actions.add_item(plan, texts, methodist, actions.Place(section=section))
    whole = actions.add_figure(plan, "Консультации", 600, methodist)
    actions.add_figure(plan, "личные", 500, methodist, parent=whole)
    plan.refresh_from_db()
    return plan


def written(plan: Plan, format_: str, **values: str) -> bytes:
    return open_document("plan", {"plan": str(plan.pk), **values}).render(format_)


def started(plan: Plan, content: bytes, name: str, by) -> PlanImport:
    plan.refresh_from_db()
    table = read_file(content, name) if name.endswith(".xlsx") else read_word(content)
    return imports.start_import(plan, table, name, by)


def read_word(content: bytes) -> RawTable:
    """The file as `read_file` reads it, without a process of its own, which takes a while."""
    parts = [
        block["line"]
        if "line" in block
        else [
            RawRow(row["cells"], frozenset(row["above"]), row["is_whole"], row["key"])
            for row in block["rows"]
        ]
        for block in read_blocks(content)
    ]
    table, about = own_table(parts), about_own(content)
    table.is_by_months, table.is_extract = BY_MONTHS in about, EXTRACT in about
    return checked(table, "план")


def matching_of(made: PlanImport) -> Matching:
    made.refresh_from_db()
    draft = Draft.from_json(made.rows)
    return match_with(made.plan, draft, build_items(draft, made.plan.year, NameBook.load()))


def texts_of(plan: Plan) -> list[tuple]:
    return [
        (row.pk, row.section_id, row.name, row.place, [str(one) for one in row.periods.all()])
        for row in rows_of(plan)
    ]


def changed_word(content: bytes, change) -> bytes:
    document = WordDocument(BytesIO(content))
    change(next(each for each in document.tables if each.cell(0, 0).text == "№ п/п"))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def row_of(table, name: str):
    return next(row for row in table.rows if row.cells[1].text == name)


def edited(table) -> None:
    """What a person does in Word: renames, gives another time, adds a row, takes one out."""
    row_of(table, FEBRUARY).cells[1].text = "Семинар «Чтение и письмо»"
    row_of(table, "Вебинар").cells[2].text = "15 мая"
    new = table.add_row()
    new.cells[1].text, new.cells[2].text = "Новый пункт", "июнь"
    row_of(table, NEWS)._tr.addnext(new._tr)


@pytest.mark.parametrize("group", ["sections", "months"])
@pytest.mark.parametrize("format_", FORMATS)
def test_an_untouched_file_adds_nothing(plan, methodist, format_: str, group: str):
    before = texts_of(plan)
    made = started(plan, written(plan, format_, group=group), f"план.{format_}", methodist)
    matching = matching_of(made)
    assert (matching.same, matching.changed, matching.new, matching.missing) == (4, 0, 0, [])
    assert not matching.differences
    with pytest.raises(imports.ImportRefusedError, match="сохранять нечего"):
        imports.save_import(made, methodist)
    assert texts_of(plan) == before
    assert plan.sections.count() == 2 and plan.figures.count() == 2


def test_what_was_edited_in_word_is_offered_and_written_as_chosen(plan, methodist):
    keys = {row.name: row.pk for row in rows_of(plan)}
    content = changed_word(written(plan, "docx"), edited)
    made = started(plan, content, "план.docx", methodist)
    matching = matching_of(made)
    assert (matching.same, matching.changed, matching.new) == (2, 2, 1)
    told = {one.title: [(c.label, c.before, c.after) for c in one.changes]
            for one in matching.differences}  # fmt: skip
    assert told == {
        FEBRUARY: [("Наименование", FEBRUARY, "Семинар «Чтение и письмо»")],
        "Вебинар": [("Срок", "как получится", "15 мая")],
    }
    with pytest.raises(imports.ImportRefusedError, match="у 2 отличия"):
        imports.save_import(made, methodist)
    assert "Новый пункт" not in {row.name for row in rows_of(plan)}
    first, second = matching.differences
    decided = {first.key: ("file", first.mark), second.key: ("plan", second.mark)}
    imports.change_draft(made, lambda draft: draft.decide(decided))
    imports.save_import(made, methodist)
    assert [row.name for row in rows_of(plan)] == [
        "Семинар «Чтение и письмо»", NEWS, "Новый пункт", "Обзор новинок", "Вебинар",
    ]  # fmt: skip
    renamed = PlanItem.objects.get(name="Семинар «Чтение и письмо»")
    assert renamed.pk == keys[FEBRUARY]
    assert renamed.changes.filter(action="changed").get().before == {"name": FEBRUARY}
    assert PlanItem.objects.get(name="Вебинар").periods.get().wording == "как получится"
    assert PlanItem.objects.get(name="Новый пункт").section.title == "Обучение"
    change = plan.changes.get(action="imported", item=None)
    assert (change.after["items"], change.after["changed"]) == (1, 1)


def test_undoing_gives_back_what_stood_there(plan, methodist):
    before = texts_of(plan)
    made = started(plan, changed_word(written(plan, "docx"), edited), "план.docx", methodist)
    imports.decide_all(made, "file")
    imports.save_import(made, methodist)
    assert PlanItem.objects.get(name="Вебинар").periods.get().start.month == 5
    made.refresh_from_db()
    imports.undo_import(made, methodist)
    assert texts_of(plan) == before


def test_what_was_changed_after_the_import_stays_when_it_is_undone(plan, methodist, head):
    made = started(plan, changed_word(written(plan, "docx"), edited), "план.docx", methodist)
    imports.decide_all(made, "file")
    imports.save_import(made, methodist)
    row = PlanItem.objects.get(name="Семинар «Чтение и письмо»")
    actions.change_field(row, "name", "Другое имя", row.name, head)
    made.refresh_from_db()
    imports.undo_import(made, methodist)
    names = [row.name for row in rows_of(plan)]
    assert "Другое имя" in names and "Новый пункт" not in names


def test_a_choice_does_not_outlive_a_change_of_the_plan(plan, methodist, head):
    made = started(plan, changed_word(written(plan, "docx"), edited), "план.docx", methodist)
    imports.decide_all(made, "file")
    row = PlanItem.objects.get(name="Вебинар")
    actions.change_field(row, "period", "20 мая", "как получится", head)
    with pytest.raises(imports.ImportRefusedError, match="план с тех пор изменили"):
        imports.save_import(made, methodist)
    assert row.periods.get().wording == "20 мая"
    assert matching_of(made).undecided == 1


def test_a_row_may_be_added_beside_the_one_it_was(plan, methodist):
    made = started(plan, changed_word(written(plan, "docx"), edited), "план.docx", methodist)
    imports.decide_all(made, "plan")
    first = matching_of(made).differences[0]
    imports.change_draft(made, lambda draft: draft.decide({first.key: ("new", first.mark)}))
    imports.save_import(made, methodist)
    names = [row.name for row in rows_of(plan)]
    assert names.count(FEBRUARY) == names.count("Семинар «Чтение и письмо»") == 1


def test_without_keys_rows_are_known_by_texts_and_by_names(plan, methodist):
    """A file whose bookmarks a program has thrown away; two rows have one name."""

    def without_keys(table) -> None:
        for mark in list(table._tbl.iter()):
            if mark.tag.endswith(("bookmarkStart", "bookmarkEnd")):
                mark.getparent().remove(mark)
        row_of(table, "Вебинар").cells[2].text = "15 мая"

    made = started(plan, changed_word(written(plan, "docx"), without_keys), "п.docx", methodist)
    matching = matching_of(made)
    assert (matching.same, matching.changed, matching.new) == (3, 1, 0)
    assert [one.title for one in matching.differences] == ["Вебинар"]


def test_a_row_put_under_another_heading_moves(plan, methodist):
    def moved(table) -> None:
        row_of(table, FEBRUARY)._tr.addnext(row_of(table, "Вебинар")._tr)

    made = started(plan, changed_word(written(plan, "docx"), moved), "план.docx", methodist)
    [difference] = matching_of(made).differences
    assert [(one.label, one.before, one.after) for one in difference.changes] == [
        ("Раздел", "Обучение / Вебинары", "Обучение")
    ]
    imports.decide_all(made, "file")
    imports.save_import(made, methodist)
    assert PlanItem.objects.get(name="Вебинар").section.title == "Обучение"
    made.refresh_from_db()
    imports.undo_import(made, methodist)
    assert PlanItem.objects.get(name="Вебинар").section.title == "Вебинары"


def test_what_was_edited_in_excel_is_offered_too(plan, methodist):
    book = load_workbook(BytesIO(written(plan, "xlsx")))
    sheet = book["План"]
    [cell] = [cell for row in sheet for cell in row if cell.value == "как получится"]
    assert sheet.column_dimensions["E"].hidden
    cell.value = "15 мая"
    figures = book["Показатели"]
    for row in figures.iter_rows():
        for one in row:
            if one.value == 600:
                one.value = 650
    out = BytesIO()
    book.save(out)
    made = started(plan, out.getvalue(), "план.xlsx", methodist)
    told = [(one.title, one.changes[0].after) for one in matching_of(made).differences]
    assert told == [("Вебинар", "15 мая"), ("Консультации", "650")]
    imports.decide_all(made, "file")
    imports.save_import(made, methodist)
    assert [row.figure.number for row in figures_of(plan)] == [650]
    made.refresh_from_db()
    imports.undo_import(made, methodist)
    assert [row.figure.number for row in figures_of(plan)] == [600]
    assert PlanItem.objects.get(name="Вебинар").periods.get().wording == "как получится"


def test_rows_written_below_an_empty_row_or_the_signature_are_not_lost(plan, methodist):
    plan.signer_post, plan.signer_name = "Заведующая", "М. А. Тихонова"
    plan.save()
    book = load_workbook(BytesIO(written(plan, "xlsx")))
    sheet = book["План"]
    number, name, period = (
        next(cell.column for row in sheet for cell in row if cell.value == title)
        for title in ("№ п/п", "Наименование мероприятия", "Срок")
    )
    end = sheet.max_row
    for row, (title, when) in {end + 1: ("Под подписью", "май"), end + 3: ("Ниже", "июнь")}.items():
        for column, text in ((number, "9"), (name, title), (period, when)):
            sheet.cell(row, column, text)
    out = BytesIO()
    book.save(out)
    made = started(plan, out.getvalue(), "план.xlsx", methodist)
    found = matching_of(made)
    assert [match.item.name for match in found.of("new")] == ["Под подписью", "Ниже"]
    assert (found.same, found.changed, found.empty_sections) == (4, 0, set())


def test_prose_headings_and_figures_are_chosen_like_rows(plan, methodist):
    def change(document) -> None:
        for paragraph in document.paragraphs:
            if paragraph.text == "Учить.":
                paragraph.text = "Учить и учиться."
        table = next(each for each in document.tables if each.cell(0, 0).text == "№ п/п")
        row = table.add_row()
        row.cells[0].merge(row.cells[-1]).text = "Конкурсы"
        figures = next(each for each in document.tables if each.cell(0, 0).text == "Показатель")
        row = figures.add_row()
        row.cells[0].text, row.cells[1].text = "— письменные", "70"

    document = WordDocument(BytesIO(written(plan, "docx")))
    change(document)
    out = BytesIO()
    document.save(out)
    made = started(plan, out.getvalue(), "план.docx", methodist)
    titles = [one.title for one in matching_of(made).differences]
    assert titles == ["Консультации", "Цель"]
    imports.decide_all(made, "file")
    imports.save_import(made, methodist)
    plan.refresh_from_db()
    assert (plan.goal, plan.tasks) == ("Учить и учиться.", "Помогать.\nСобирать.")
    assert PlanSection.objects.filter(plan=plan, title="Конкурсы").exists()
    [row] = figures_of(plan)
    assert [(part.name, part.number) for part in row.parts] == [("личные", 500), ("письменные", 70)]
    made.refresh_from_db()
    imports.undo_import(made, methodist)
    plan.refresh_from_db()
    assert plan.goal == "Учить."
    assert not PlanSection.objects.filter(plan=plan, title="Конкурсы").exists()
    assert [len(row.parts) for row in figures_of(plan)] == [1]


def test_an_extract_changes_its_rows_and_misses_none(plan, methodist):
    content = written(plan, "docx", part="m3")
    made = started(plan, content, "март.docx", methodist)
    matching = matching_of(made)
    assert matching.missing == [] and matching.new == 0 and matching.same == 2
    whole = started(plan, changed_word(written(plan, "docx"), lambda table: table._tbl.remove(
        row_of(table, "Вебинар")._tr)), "план.docx", methodist)  # fmt: skip
    assert [row.name for row in matching_of(whole).missing] == ["Вебинар"]


def test_into_another_plan_all_rows_are_new(plan, methodist, organisation):
    other = PlanFactory(organisation=organisation, year=plan.year + 1)
    made = started(other, written(plan, "docx"), "план.docx", methodist)
    assert (matching_of(made).same, matching_of(made).new) == (0, 4)
    imports.save_import(made, methodist)
    assert [row.name for row in rows_of(other)] == [row.name for row in rows_of(plan)]


def test_the_page_shows_before_and_after_and_keeps_the_choice(client_of, plan, methodist):
    made = started(plan, changed_word(written(plan, "docx"), edited), "план.docx", methodist)
    client, page = client_of(methodist), reverse("events:import-preview", args=[made.pk])
    shown = client.get(page)
    text = " ".join(shown.text.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "Без изменений — <strong>2 пункта</strong>, изменено — <strong>2</strong>" in text
    assert "В плане уже есть 4 пункта с такими же названиями" not in text
    assert "уже в плане, без изменений" in text and "новый пункт" in text
    first, second = shown.context["matching"].differences
    form = {"change-0": first.key, "mark-0": first.mark, "take-0": "file",
            "change-1": second.key, "mark-1": second.mark}  # fmt: skip
    client.post(reverse("events:import-decide", args=[made.pk]), form)
    assert [one.choice for one in matching_of(made).differences] == ["file", ""]
    save = reverse("events:import-save", args=[made.pk])
    assert "не выбрано, что оставить" in client.post(save, form, follow=True).text
    client.post(save, {**form, "take-1": "plan"})
    made.refresh_from_db()
    assert made.state == PlanImport.State.SAVED
    odd = {"change-0": "row-1", "mark-0": "x", "take-0": "нечто"}
    other = started(plan, written(plan, "docx"), "план.docx", methodist)
    told = client.post(reverse("events:import-decide", args=[other.pk]), odd, follow=True)
    assert "Не понятно, что взять" in told.text
    client.post(reverse("events:import-decide", args=[other.pk]), {"all": "plan"})
    assert client.get(reverse("events:import-preview", args=[other.pk])).status_code == 200


def test_the_preview_takes_the_same_queries_whatever_the_changes(client_of, plan, methodist):
    client = client_of(methodist)
    few = started(plan, written(plan, "docx"), "план.docx", methodist)
    many = started(plan, changed_word(written(plan, "docx"), edited), "план.docx", methodist)
    counts = [
        count_queries(client, reverse("events:import-preview", args=[made.pk]))
        for made in (few, many)
    ]
    assert counts[0] == counts[1] <= 15


def test_programs_and_the_command_choose_for_all(client_of, plan, methodist, tmp_path: Path):
    content = changed_word(written(plan, "docx"), edited)
    made = started(plan, content, "план.docx", methodist)
    client = client_of(methodist)
    told = client.get(reverse("api:plan-import-detail", args=[made.pk])).json()["matching"]
    assert told == {"same": 2, "changed": 2, "new": 1, "missing": 0, "undecided": 2}
    save = reverse("api:plan-import-save", args=[made.pk])
    assert client.post(save, {}, content_type="application/json").status_code == 409
    answer = client.post(save, {"changed": "plan"}, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (200, "saved")
    file = tmp_path / "план.docx"
    file.write_bytes(content)
    asked = [str(file), "--organisation", plan.organisation.name, "--year", str(plan.year)]
    with pytest.raises(CommandError, match="у 2 отличия"):
        call_command("import_plan", *asked, "--kind", plan.kind, stdout=StringIO())
    out = StringIO()
    call_command(
        "import_plan", *asked, "--kind", plan.kind, "--changed", "file", "--format", "json",
        stdout=out,
    )  # fmt: skip
    assert json.loads(out.getvalue())["plan"] == plan.pk
    assert PlanItem.objects.get(plan=plan, name="Вебинар").periods.get().wording == "15 мая"
