"""The plan as documents: the whole of it and extracts, signed by the organisation's profile."""

from datetime import date
from io import BytesIO

import page
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import User
from events import actions
from events.models import (
    Amendment,
    Approval,
    ApprovalStep,
    Plan,
    PlanItem,
    PlanProfile,
    PlanSection,
    PlanSnapshot,
)
from events.own_files import EXTRACT, MARK
from libraries.models import Organisation
from reports.documents import open_document
from reports.documents.plan_words import is_list
from tests.factories import PlanItemFactory


@pytest.fixture
def profile(plan: Plan) -> PlanProfile:
    return PlanProfile.objects.create(
        organisation=plan.organisation,
        approver_post="Директор библиотеки",
        approver_name="И. О. Директоров",
        agreed_post="Начальник управления культуры",
        agreed_name="А. Б. Начальников",
        coordinators="Директор детской библиотеки | В. Г. Детская\nГлавный бухгалтер",
        size=14,
        left=30,
    )


def document(plan: Plan, **values: str):
    return open_document("plan", {"plan": str(plan.pk), **values})


def names(plan: Plan, **values: str) -> list[str]:
    table = document(plan, **values).content.tables[0]
    place = [column.key for column in table.columns].index("name")
    return [row.values[place] for row in table.rows if row.kind == "data"]


def text_of(plan: Plan, **values: str) -> str:
    pdf = PdfReader(BytesIO(document(plan, **values).render("pdf")))
    return " ".join(" ".join(each.extract_text() for each in pdf.pages).split())


def word(plan: Plan, **values: str):
    return WordDocument(BytesIO(document(plan, **values).render("docx")))


def test_the_profile_agrees_approves_coordinates_and_lays_out(plan: Plan, profile: PlanProfile):
    Plan.objects.filter(pk=plan.pk).update(approver_post="", approver_name="")
    text = text_of(plan)
    for words in (
        "СОГЛАСОВАНО Начальник управления культуры",
        "А. Б. Начальников",
        "УТВЕРЖДАЮ Директор библиотеки",
        "Директор детской библиотеки",
        "В. Г. Детская",
        "Главный бухгалтер",
    ):
        assert words in text
    section = word(plan).sections[0]
    assert round(section.left_margin.mm) == 30
    assert page.validate_pdf_bytes(document(plan).render("pdf"), profile="ua1").is_compliant


def test_the_workbook_has_agreement_and_approval_side_by_side(plan: Plan, profile):
    sheet = load_workbook(BytesIO(document(plan).render("xlsx"))).worksheets[0]
    left, right = (cell for cell in sheet[1] if cell.value)
    assert (left.value, right.value) == ("СОГЛАСОВАНО", "УТВЕРЖДАЮ")
    merged = [area for area in sheet.merged_cells.ranges if area.min_row == 1]
    assert sorted(area.min_col for area in merged) == [left.column, right.column]
    assert max(area.max_col for area in merged) == sheet.max_column


def test_what_the_plan_says_of_its_approver_comes_before_the_profile(plan: Plan, profile):
    Plan.objects.filter(pk=plan.pk).update(approver_post="Министр", approver_name="М. М. М.")
    text = text_of(plan)
    assert "УТВЕРЖДАЮ Министр" in text
    assert "Директоров" not in text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Жукова Анна Алексеевна", "А. А. Жукова"),
        ("В. П. Островская", "В. П. Островская"),
        ("Ким Анна", "Ким Анна"),
    ],
)
def test_the_director_signs_by_initials(plan: Plan, name: str, printed: str):
    Plan.objects.filter(pk=plan.pk).update(approver_post="", approver_name="")
    Organisation.objects.filter(pk=plan.organisation_id).update(
        director_post="директор", director_name=name
    )
    assert f"УТВЕРЖДАЮ Директор ____________________ {printed} «___»" in text_of(plan)


def test_those_who_agreed_on_the_portal_are_printed_with_their_day(plan: Plan, methodist):
    snapshot = PlanSnapshot.objects.create(
        plan=plan, reason="sent", day="2026-12-01", contents={}, plan_version=1
    )
    agreed = Approval.objects.create(
        plan=plan, round=1, state="agreed", due_on="2026-12-10", snapshot=snapshot,
        sent_by=methodist, sent_at="2026-12-01T10:00Z",
    )  # fmt: skip
    ApprovalStep.objects.create(
        approval=agreed, position=1, name="О. П. Юристова", post="Юрист", state="agreed",
        answered_on="2026-12-05",
    )  # fmt: skip
    assert "Юристова" not in text_of(plan)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED, order_number="145-од")
    text = text_of(plan)
    assert "О. П. Юристова, 05.12.2026" in text
    assert "Приказ № 145-од" in text


def test_extracts_hold_a_month_a_quarter_a_person_an_organiser(plan: Plan, methodist):
    first, second = plan.items.order_by("position")
    assert names(plan, part="m3") == names(plan) == names(plan, part="q1")
    assert names(plan, part="m7") == ["=Вебинар по четвергам"]
    first.responsibles.all().delete()
    second.responsibles.all().delete()
    first.responsibles.create(user=methodist, wording="Методистова А. П.", position=1)
    second.responsibles.create(user=methodist, wording="Методистова А.П.", position=1)
    shared = second.responsibles.create(wording="Все методисты", position=2)
    assert len(names(plan, person="Методистова А. П.")) == 2
    second.responsibles.exclude(pk=shared.pk).delete()
    assert names(plan, person="Методистова А. П.") == [names(plan)[0]]
    assert len(names(plan, person="Методистова А. П.", shared="on")) == 2
    second.organisers.all().delete()
    second.organisers.create(wording="Музей", position=1)
    assert names(plan, organiser="Музей") == ["=Вебинар по четвергам"]


def test_an_extract_says_what_it_is_and_whose_extract_nobody_approves(plan: Plan, profile):
    month = text_of(plan, part="m3")
    assert "Март 2027 года" in month
    assert "УТВЕРЖДАЮ" in month
    assert "Плановые показатели" not in month
    person = text_of(plan, person="Никто")
    assert "Таких пунктов в плане нет" in person
    assert "УТВЕРЖДАЮ" not in person
    assert document(plan, part="m3").heading.endswith(": март 2027 года")


def test_signatures_never_stand_on_a_page_alone(plan: Plan, profile):
    """Row by row the table comes down to the foot of the page, and then over it."""
    PlanItemFactory.create_batch(34, plan=plan, name="Встреча", position=9)
    for _ in range(5):
        PlanItemFactory(plan=plan, name="Встреча", position=10)
        sheets = PdfReader(BytesIO(document(plan).render("pdf"))).pages
        signed = next(text for each in sheets if "Полякова" in (text := each.extract_text()))
        assert "Встреча" in signed or "Семинар" in signed or "Вебинар" in signed


def test_the_coordination_block_is_held_together_in_word(plan: Plan, profile):
    body = word(plan).element.body
    *held, last = body.xpath("w:p[contains(., 'СОГЛАСОВАНО')]/following-sibling::w:tbl[1]/w:tr")
    opening = body.xpath("w:p[contains(., 'СОГЛАСОВАНО')]/following-sibling::w:p[1]")
    of_rows = [row for each in (*held, last) for row in each.xpath("w:tc/w:p")]
    assert [bool(each.xpath("w:pPr/w:keepNext")) for each in (*opening, *of_rows)] == [
        *[True] * 3,
        *[False] * 2,
    ]
    end = body.xpath("w:tbl[w:tr/w:trPr/w:tblHeader]/w:tr[last()]")[-1]
    assert all(each.xpath("w:pPr/w:keepNext") for each in end.xpath("w:tc/w:p"))


def test_prose_is_numbered_unless_it_has_marks_of_its_own(plan: Plan):
    Plan.objects.filter(pk=plan.pk).update(tasks="Учить.\nПомогать.", goal="– учить;\n– помогать")
    assert "Цель – учить; – помогать" in text_of(plan)
    assert is_list(["Учить.", "Помогать."])
    assert not is_list(["Один абзац."])
    for marked in ("– учить", "2) учить", "В 2026 году отдел будет:", "IV. Учить"):
        assert not is_list(["Помогать.", marked])


def test_the_word_file_is_one_table_to_go_on_writing_in(plan: Plan):
    made = word(plan)
    assert made.core_properties.comments == MARK
    assert [each.text for each in made.paragraphs if each.style.name == "Heading 1"][-2:] == [
        "Плановые показатели",
        "Мероприятия",
    ]
    table = made.tables[-2]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:2] == ["№ п/п", "Наименование мероприятия"]
    assert [row[0] for row in rows[1:]] == ["Обучение", "1", "—\N{NO-BREAK SPACE}Вебинары", "2"]
    heading = table.rows[1]._tr
    assert [cell.tag for cell in heading.iterchildren(qn("w:tc"))] == [qn("w:tc")]
    assert rows[4][1] == "=Вебинар по четвергам"


def test_the_workbook_holds_the_columns_to_load_back(plan: Plan):
    plan.items.filter(position=1).update(event_form="семинар", programme="Культура")
    book = load_workbook(BytesIO(document(plan).render("xlsx")))
    assert book.properties.description == MARK
    values = [[cell.value for cell in row] for row in book["План"].iter_rows()]
    heading = next(row for row in values if row[0] == "№ п/п")
    assert heading[:5] == ["№ п/п", "Форма", "Наименование мероприятия", "Срок", "Программа"]
    extract = load_workbook(BytesIO(document(plan, part="m3").render("xlsx")))
    assert extract.properties.description == f"{MARK} {EXTRACT}"


def test_the_page_of_documents_offers_what_the_plan_names(client_of, methodist, plan: Plan):
    item = plan.items.order_by("position").first()
    item.responsibles.create(wording="Зимина Т. С.", position=9)
    html = client_of(methodist).get(reverse("events:plan-documents", args=[plan.pk]))
    html = html.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("Зимина Т. С.", "Скачать DOCX", "Отчёт PDF", "III квартал"):
        assert words in html


def test_the_profile_is_made_and_changed_without_losing_anybodys_words(
    client_of, methodist, head, plan: Plan
):
    address = reverse("events:plan-profile", args=[plan.organisation_id])
    sheet = {"size": "12", "left": "20", "right": "10", "top": "20", "bottom": "20"}
    client = client_of(methodist)
    assert "Не меньше 20" in client.get(address).content.decode()
    client.post(address, {**sheet, "agreed_post": "Министр", "version": "1"})
    profile = PlanProfile.objects.get()
    assert profile.agreed_post == "Министр"
    client_of(head).post(address, {**sheet, "agreed_post": "Губернатор", "version": "1"})
    answer = client.post(address, {**sheet, "agreed_post": "Мэр", "version": "1"})
    assert "Губернатор" in answer.content.decode()
    refused = client.post(address, {**sheet, "left": "5", "version": "2"})
    assert refused.status_code == 200
    profile.refresh_from_db()
    assert (profile.agreed_post, profile.left) == ("Губернатор", 20)


def test_an_approved_edition_is_printed_the_same_whatever_is_renamed(
    plan: Plan, profile: PlanProfile, head: User
):
    edition = actions.approve(plan, head, date(2025, 12, 20), "145-о")
    values = {"plan": str(plan.pk), "edition": str(edition.number)}
    before = open_document("approved_plan", values)
    version, heading = before.data_version(), before.heading
    Organisation.objects.update(name="МБУК «Другая»", short_name="Другая", founder="Другой")
    PlanProfile.objects.update(agreed_name="Другой", coordinators="Другой | Другой", size=12)
    User.objects.update(last_name="Другая")
    Plan.objects.update(title="Другое название", approver_name="Другой", signer_name="Другой")
    PlanItem.objects.update(name="Другой пункт")
    after = open_document("approved_plan", values)
    assert (after.data_version(), after.heading) == (version, heading)
    assert "Другой" not in str(after.pdf_context())


def test_an_amended_plan_is_printed_as_its_latest_edition(
    plan: Plan, head: User, methodist: User, librarian: User
):
    today = timezone.localdate()

    def agreed(subject: Plan | Amendment, reader: User) -> None:
        subject.refresh_from_db()
        asked = [actions.Reader(reader)]
        sent = actions.send_for_approval(subject, asked, today, "", head, version=subject.version)
        actions.agree(sent.steps.get(), "", reader)
        actions.approve(subject, head, date(2026, 3, 1), "№ 15")

    agreed(plan, methodist)
    made = actions.begin_amendment(plan, "", methodist)
    actions.amend_heading(made, {"goal": "Помочь"}, methodist)
    agreed(made, librarian)
    present = open_document("plan", {"plan": str(plan.pk)})
    kept = open_document("approved_plan", {"plan": str(plan.pk), "edition": "2"})
    assert present.under_title() == ["с изменением № 1 от 1 марта 2026 г., приказ № 15"]
    assert present.under_title() == kept.under_title()
    assert [one.name for one in present.visas()] == [librarian.short_name]
    assert present.visas() == kept.visas()
    part = open_document("plan", {"plan": str(plan.pk), "part": "q1"})
    assert part.under_title()[1:] == kept.under_title()


def test_an_amendment_is_printed_as_a_paper_to_its_order(
    plan: Plan, head: User, methodist: User, librarian: User
):
    actions.approve(plan, head, date(2025, 12, 20), "145-о")
    made = actions.begin_amendment(plan, "Письмо министерства", methodist)
    first, second = plan.items.order_by("position")[:2]
    actions.amend_item(made, first, {"place": "с. Зелёное"}, methodist)
    actions.amend_removal(made, second, methodist)
    actions.amend_new(made, {"name": "Новый конкурс", "period": "май"}, actions.Spot(), methodist)
    goal = plan.goal
    actions.amend_heading(made, {"goal": "Помочь каждой библиотеке"}, methodist)
    place = (PlanSection.Kind.WORK, actions.Spot(), methodist)
    actions.amend_new_section(made, "Проекты", *place)
    actions.amend_figures(made, [actions.FigureChange("Курсы", 3)], methodist)
    paper = open_document("plan-amendment", {"amendment": str(made.pk)})
    assert paper.is_visible_to(methodist) and not paper.is_visible_to(librarian)
    told = [row.values[1:] for row in paper.content.tables[0].rows]
    assert (first.name, "Место", first.place, "с. Зелёное") in told
    assert (second.name, "исключён", second.name, "") in told
    assert ("Новый конкурс", "новый пункт", "", "Наименование: Новый конкурс\nСрок: май") in told
    assert ("", "Цель", goal, "Помочь каждой библиотеке") in told
    assert ("Раздел «Проекты»", "новый раздел", "", "Название: Проекты\nВид: работа\n"
            "Место: первым") in told  # fmt: skip
    assert ("", "Курсы", "", "Курсы: 3") in told
    actions.approve(made, head, date(2026, 3, 1), "15")
    approved = open_document("plan-amendment", {"amendment": str(made.pk)})
    assert approved.is_visible_to(librarian)
    pdf = PdfReader(BytesIO(approved.render("pdf")))
    text = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    for words in ("Изменение № 1", "приказ № 15", "Письмо министерства", "Новый конкурс",
                  "Помочь каждой библиотеке", "Раздел «Проекты»", "Курсы: 3"):  # fmt: skip
        assert words in text
    paper = WordDocument(BytesIO(approved.render("docx")))
    assert paper.tables and "Основание: Письмо министерства" in [p.text for p in paper.paragraphs]
    book = load_workbook(BytesIO(approved.render("xlsx"))).active
    assert any("Письмо министерства" in str(cell) for row in book.values for cell in row)
