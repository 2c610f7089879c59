"""A plan goes out as Word or Excel and comes back through the import unchanged, item by item."""

import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common import workbook_reader
from common.tables import Table, TableSet
from events import actions
from events.actions.imports import save_import, start_import
from events.imports import document_reader
from events.imports.draft import Draft
from events.imports.draft_item import DraftItem
from events.imports.files import read_file
from events.imports.items import build_items
from events.imports.own import about_own, own_table
from events.imports.tables import RawRow, RawTable, checked, plain_row
from events.models import (
    ItemOrganiser,
    ItemPeriod,
    ItemResponsible,
    Plan,
    PlanItem,
    PlanSection,
)
from events.names import NameBook
from events.order import sections_in_order
from events.own_files import MARK
from events.queries import Group, figures_of, rows_of
from reports.documents import open_document
from reports.documents.plan_tables import working_table
from reports.docx import Sheet, blank, saved
from reports.docx_table import add_table, prepare_styles
from reports.xlsx import render_xlsx
from tests.factories import OrganisationFactory, PlanFactory

FORMATS = ("docx", "xlsx")


def add(plan: Plan, by: Any, section: PlanSection | None, **texts: str) -> None:
    actions.add_item(plan, texts, by, actions.Place(section=section))


@pytest.fixture
def department_plan(organisation, methodist) -> Plan:
    """A plan of a department: prose, state tasks, sums that do not add up, lists in cells."""
    plan = PlanFactory(
        organisation=organisation,
        title="План работы отдела координации на 2026 год",
        department="Отдел координации",
        goal="Поддержать библиотеки области.",
        tasks="– решать проблемы сельских библиотек;\n1. Помогать на местах\nОсновные задачи",
        priorities="=1+1\n-5 мероприятий в каждом районе",
    )
    service = actions.add_section(
        plan, "УСЛУГА ПО МЕТОДИЧЕСКОЙ ПОМОЩИ", methodist, kind=PlanSection.Kind.SERVICE
    )
    inner = actions.add_section(plan, "Обучение: 1.1 вебинары", methodist, parent=service)
    deep = actions.add_section(
        plan, "Для новичков", methodist, parent=inner, kind=PlanSection.Kind.WORK
    )
    actions.add_section(plan, "Пустой раздел:", methodist)
    dashed = actions.add_section(plan, "— Школа (услуга)", methodist, parent=service)
    add(plan, methodist, dashed, name="Занятие", period="март, май")
    add(plan, methodist, None, name="Заседания методического совета", period="2 раза в год")
    add(
        plan, methodist, service, name="«Библиотека, где тепло», «Дом, где читают»",
        event_form="Областной семинар", period="12 - 13 февраля; подготовка: январь\nитоги: март",
        organisers="ГБУК «Областная библиотека», отдел «Абонемент»\nМинистерство культуры и спорта",
        responsibles="Левченко О.А.\nВсе отделы, кроме хозяйственного", place="г. Псков",
        audience="директора, методисты", note="по приказу; см. приложение",
    )  # fmt: skip
    add(plan, methodist, inner, name="Семинар без формы", period="постоянно")
    add(plan, methodist, inner, name="=1+1", period="каждую вторую среду")
    add(plan, methodist, deep, name="-5 мероприятий", note="+7 (811) 2; @всем", period="до 1 марта")
    add(plan, methodist, deep, name="выезды в районы:\nПечорский;\n\nОстровский", period="20 марта")
    PlanItem.objects.filter(name="=1+1").update(programme="Нацпроект «Культура»")
    whole = actions.add_figure(plan, "Консультации", 600, methodist, section=service)
    for name, number in (("индивидуальные", 500), ("— письменные", 70), ("групповые", 31)):
        actions.add_figure(plan, name, number, methodist, parent=whole)
    actions.add_figure(plan, "Книговыдача", 2026, methodist)
    actions.add_figure(plan, "— на дому", 12, methodist)
    return plan


@pytest.fixture
def consolidated_plan(organisation, methodist) -> Plan:
    """A consolidated plan: several organisers in a cell, long names, all-year rows and months."""
    plan = PlanFactory(
        organisation=organisation,
        kind=Plan.Kind.CONSOLIDATED,
        title="Сводный план основных профессиональных мероприятий на 2026 год",
    )
    names = (
        "Еженедельные совещания по реализации национального проекта «Культура»",
        "Совет директоров государственных и муниципальных библиотек",
        "Областной детский конкурс чтецов «Живое слово»",
        "I. Форум",
    )
    periods = ("январь–декабрь, еженедельно", "февраль", "январь - 31 октября", "3 декабря")
    for name, period in zip(names, periods, strict=True):
        add(
            plan, methodist, None, name=name, period=period,
            organisers="Проектный офис РГБ\nМинистерство по культуре и туризму\nГБУК «КОНБ»",
        )  # fmt: skip
    return plan


def told(plan: Plan) -> dict[str, Any]:
    """All that a plan says, whatever its rows are called in the database."""
    sections = sections_in_order(plan)
    titles = {section.pk: section.title for section in sections}
    return {
        "prose": (plan.goal, plan.tasks, plan.priorities),
        "sections": [(one.title, one.kind, one.depth) for one in sections],
        "items": [_item(row, titles) for row in rows_of(plan, sections)],
        "figures": [
            (
                row.figure.name,
                row.figure.number,
                titles.get(row.figure.section_id),
                [(part.name, part.number) for part in row.parts],
            )
            for row in figures_of(plan)
        ],
    }


def _item(row: PlanItem, titles: Mapping[int, str]) -> tuple:
    periods = [
        (each.role, each.wording, each.start, each.end, each.recurrence, each.is_understood)
        for each in row.periods.all()
    ]
    return (
        titles.get(row.section_id),
        row.event_form,
        row.name,
        row.place,
        row.audience,
        row.programme,
        row.note,
        periods,
        [str(one) for one in row.organisers.all()],
        [str(one) for one in row.responsibles.all()],
    )


def written(plan: Plan, format_: str) -> bytes:
    return open_document("plan", {"plan": str(plan.pk)}).render(format_)


def loaded(content: bytes, name: str, year: int, kind: str, by: Any) -> Plan:
    """A new plan into which the file has been imported."""
    other = PlanFactory(organisation=OrganisationFactory(), year=year, kind=kind)
    made = start_import(other, read_file(content, name), name, by)
    save_import(made, by)
    other.refresh_from_db()
    return other


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["department_plan", "consolidated_plan"])
def test_a_plan_comes_back_as_it_was(name: str, format_: str, request, methodist):
    plan = request.getfixturevalue(name)
    content = written(plan, format_)
    back = loaded(content, f"план.{format_}", plan.year, plan.kind, methodist)
    assert told(back) == told(plan)


@pytest.mark.skipif(
    shutil.which("lowriter") is None, reason="LibreOffice Writer is not on this machine"
)
def test_a_plan_saved_by_another_program_comes_back(department_plan, methodist, tmp_path: Path):
    source, out = tmp_path / "plan.docx", tmp_path / "saved"
    source.write_bytes(written(department_plan, "docx"))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(out), str(source)], check=True, timeout=300, capture_output=True
    )
    content = (out / "plan.docx").read_bytes()
    back = loaded(content, "план.docx", 2026, department_plan.kind, methodist)
    assert told(back) == told(department_plan)


def test_what_people_changed_in_word_comes_back_changed(consolidated_plan, methodist):
    document = WordDocument(BytesIO(written(consolidated_plan, "docx")))
    table = next(each for each in document.tables if each.cell(0, 0).text == "№ п/п")
    table.cell(2, 1).text = "Ежемесячные совещания"
    table._tbl.remove(table.rows[-1]._tr)
    row = table.add_row()
    row.cells[1].text, row.cells[2].text = "Новый пункт", "май\nиюнь"
    changed = BytesIO()
    document.save(changed)
    back = loaded(changed.getvalue(), "план.docx", 2026, "consolidated", methodist)
    rows = rows_of(back)
    assert len(rows) == 4
    assert "Ежемесячные совещания" in {row.name for row in rows}
    added = next(row for row in rows if row.name == "Новый пункт")
    assert [str(period) for period in added.periods.all()] == ["май", "июнь"]


def test_a_file_of_others_is_read_as_before(consolidated_plan):
    document = WordDocument(BytesIO(written(consolidated_plan, "docx")))
    document.core_properties.comments = ""
    changed = BytesIO()
    document.save(changed)
    assert MARK in about_own(written(consolidated_plan, "docx"))
    assert MARK not in about_own(changed.getvalue())
    assert not read_file(changed.getvalue(), "план.docx").is_own


LETTERS = st.sampled_from("абвгЁЖ IVX0123456789«»—–-=+@;,.:()№/'<>&\N{NO-BREAK SPACE}")
ONE_LINE = st.text(LETTERS, max_size=40).map(lambda text: " ".join(text.split()))
FILLED = ONE_LINE.filter(bool)
MANY_LINES = st.lists(ONE_LINE, min_size=1, max_size=4).map("\n".join).map(str.strip)
LIST = st.lists(FILLED, max_size=3)
# A dash before a heading tells its depth, and «(услуга)» after it its kind: titles have them too.
_BEFORE, _AFTER = ("", "— ", "— — ", "—"), ("", " (услуга)", " (работа)", " (прочее)", "(услуга)")
TITLE = st.builds(
    lambda before, text, after: f"{before}{text}{after}",
    st.sampled_from(_BEFORE),
    FILLED,
    st.sampled_from(_AFTER),
)
ITEM = st.fixed_dictionaries(
    {
        "name": MANY_LINES.filter(bool),
        "event_form": ONE_LINE,
        "place": ONE_LINE,
        "audience": ONE_LINE,
        "programme": ONE_LINE,
        "note": MANY_LINES,
        "periods": LIST,
        "organisers": LIST,
        "responsibles": LIST,
    }
)
PLAN = st.lists(
    st.tuples(TITLE, st.sampled_from(PlanSection.Kind.values), st.integers(1, 3), st.lists(ITEM)),
    min_size=1,
    max_size=3,
).filter(lambda groups: any(items for *_, items in groups))
_LISTS = {"periods": ItemPeriod, "organisers": ItemOrganiser, "responsibles": ItemResponsible}


def unsaved(values: Mapping[str, Any]) -> PlanItem:
    item = PlanItem(pk=1, **{key: text for key, text in values.items() if key not in _LISTS})
    item._prefetched_objects_cache = {
        name: [model(wording=wording) for wording in values[name]] for name, model in _LISTS.items()
    }
    return item


def working(groups: list[tuple]) -> Table:
    """The table that goes out, of a plan that is in no database."""
    made = []
    for title, kind, depth, items in groups:
        section = PlanSection(title=title, kind=kind)
        made.append(Group(title, [unsaved(one) for one in items], section, depth=depth))
    return working_table("План", [item for group in made for item in group.items], made)


def out_and_in(table: Table, format_: str) -> RawTable:
    """The table written and read back, without the sandbox."""
    if format_ == "xlsx":
        sheets = workbook_reader.read_sheets(render_xlsx(TableSet("План", (table,))))
        rows = [[str(cell or "") for cell in row] for row in sheets[0]["rows"]]
        read = own_table([[plain_row(row) for row in rows]])
    else:
        document = blank("План", "")
        prepare_styles(document, 10)
        add_table(document, table, Sheet().width)
        blocks = document_reader.read_blocks(saved(document))
        rows = next(block["rows"] for block in blocks if "rows" in block)
        raw = [RawRow(row["cells"], frozenset(row["above"]), row["is_whole"]) for row in rows]
        read = own_table([raw])
    return checked(read, "план")


@pytest.mark.parametrize("format_", FORMATS)
@given(groups=PLAN)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_plan_comes_back_as_it_was(format_: str, groups: list[tuple]):
    draft = Draft.from_json(Draft.of_table(out_and_in(working(groups), format_)).to_json())
    sections = [row for row in draft.rows if row.kind == "section"]
    assert [(row.cells[0], row.section_kind, row.level) for row in sections] == [
        (title, kind, depth) for title, kind, depth, _ in groups
    ]
    items = build_items(draft, 2026, NameBook([]))
    assert [(one.section, _read(one)) for one in items] == [
        (title, values) for title, _, _, items in groups for values in items
    ]


def _read(item: DraftItem) -> dict[str, Any]:
    texts = {key: item.texts.get(key, "") for key in ("name", "place", "audience", "programme")}
    return {
        **texts,
        "event_form": item.event_form,
        "note": item.texts.get("note", ""),
        "periods": [reading.wording for reading in item.readings],
        "organisers": [each.mention.wording for each in item.organisers],
        "responsibles": item.responsibles,
    }
