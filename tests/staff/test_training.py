"""What people have learnt: records, who has not learnt for years, the plan of a year."""

import datetime
import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from libraries.models import Library
from reports.documents import open_document
from staff.actions import training as actions
from staff.actions.training_plans import plan_training
from staff.models import Employee, PersonalDataAccess, PlannedTraining, Training
from staff.queries.training_gaps import find_gaps
from tests.factories import (
    EmployeeFactory,
    EmploymentFactory,
    LibraryFactory,
    OrganisationFactory,
    PlannedTrainingFactory,
    TrainingFactory,
)
from tests.queries import assert_same_queries

DAY = datetime.date(2026, 6, 1)
GAPS = reverse("staff:training-gaps")
PLAN = reverse("staff:training-plan")
pytestmark = pytest.mark.django_db


def gaps(day=DAY, counted="qualifying"):
    libraries = Library.objects.all()
    return find_gaps(Training.objects.all(), Employee.objects.all(), libraries, day, counted)


def names(found) -> list[str]:
    return [row.employee.last_name for row in found.rows]


def test_those_without_qualification_for_five_years_are_listed(library):
    long_ago = EmployeeFactory(library=library, last_name="Давняя", in_libraries_since="1990")
    TrainingFactory(employee=long_ago, ends_on=datetime.date(2021, 5, 31))
    on_the_day = EmployeeFactory(library=library, last_name="Успевшая", in_libraries_since="1990")
    TrainingFactory(employee=on_the_day, ends_on=datetime.date(2021, 6, 1))
    EmployeeFactory(library=library, last_name="Никогда", in_libraries_since="2001")
    later = EmployeeFactory(library=library, last_name="Будущая", in_libraries_since="2001")
    TrainingFactory(employee=later, ends_on=datetime.date(2026, 6, 2))
    assert names(gaps()) == ["Будущая", "Давняя", "Никогда"]


def test_newcomers_are_counted_apart_and_people_of_unknown_years_are_listed(library):
    EmployeeFactory(library=library, last_name="Новая", in_libraries_since="2024-09-01")
    EmployeeFactory(library=library, last_name="Неизвестная")
    found = gaps()
    assert names(found) == ["Неизвестная"]
    assert (found.newcomers, found.total) == (1, 2)


def test_seminars_count_only_when_asked_and_removed_records_never(library, methodist):
    person = EmployeeFactory(library=library, last_name="Семинарова", in_libraries_since="1990")
    seminar = TrainingFactory(employee=person, kind="seminar", hours=6, ends_on=DAY)
    assert names(gaps()) == ["Семинарова"]
    assert names(gaps(counted="any")) == []
    actions.remove_training(seminar.pk, version=1, by=methodist)
    assert names(gaps(counted="any")) == ["Семинарова"]


def test_those_who_left_are_not_listed_after_their_last_day(library):
    EmployeeFactory(
        library=library,
        last_name="Ушедшая",
        in_libraries_since="1990",
        until=datetime.date(2026, 5, 31),
    )
    assert names(gaps()) == []
    assert names(gaps(datetime.date(2026, 5, 31))) == ["Ушедшая"]


def test_page_of_gaps_shows_the_librarian_her_own_and_is_recorded(
    client_of, librarian, library, foreign_library
):
    EmployeeFactory(library=library, last_name="Своя", in_libraries_since="1990")
    EmployeeFactory(library=foreign_library, last_name="Чужая", in_libraries_since="1990")
    page = client_of(librarian).get(GAPS).content.decode()
    assert "Своя" in page
    assert "Чужая" not in page
    assert "не обучался" in PersonalDataAccess.objects.get(user=librarian).what


@pytest.mark.parametrize("has_more", [False, True])
@pytest.mark.parametrize("page", ["training-gaps", "training-plan"])
def test_every_button_of_a_librarian_gives_her_document(
    client_of, librarian, library, has_more, page
):
    EmployeeFactory(library=library, in_libraries_since="1990")
    if has_more:
        below = OrganisationFactory(parent=library.organisation)
        LibraryFactory(organisation=below)
    client = client_of(librarian)
    shown = client.get(reverse(f"staff:{page}")).text
    forms = re.findall(r'action="/documents/request/".*?</form>', shown, re.DOTALL)
    assert len(forms) == 2
    for form in forms:
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        fields.pop("csrfmiddlewaretoken", None)
        assert client.post(reverse("reports:request"), fields).status_code == 302


def test_workbook_of_gaps_holds_the_same_people_and_its_download_is_recorded(
    client_of, methodist, librarian, library, foreign_library
):
    EmployeeFactory(library=library, last_name="=Своя", in_libraries_since="1990")
    EmployeeFactory(library=foreign_library, last_name="Чужая", in_libraries_since="1990")
    values = {"name": "training-gaps", "format": "xlsx", "day": "2026-06-01"}
    request = reverse("reports:request")
    client = client_of(librarian)
    assert client.post(request, values).status_code == 403
    foreign = {**values, "organisation": foreign_library.organisation_id}
    assert client.post(request, foreign).status_code == 404
    own = {**values, "organisation": library.organisation_id}
    response = client.post(request, own, follow=True)
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    assert any("Своя" in text for text in texts)
    assert not any("Чужая" in text for text in texts)
    assert not [cell for cell in cells if cell.data_type == "f" and "Своя" in str(cell.value)]
    assert PersonalDataAccess.objects.filter(user=librarian, what__startswith="Выгрузка").exists()


def test_the_same_training_is_not_written_by_hand_twice(client_of, librarian, employee):
    address = reverse("staff:training-create", args=[employee.pk])
    told = {
        "title": "Библиотечное краеведение",
        "kind": "seminar",
        "ends_on": "2026-03-06",
        "document_kind": "none",
    }
    client = client_of(librarian)
    client.post(address, told)
    page = client.post(address, told | {"title": "«Библиотечное  Краеведение»", "hours": 6})
    assert "с тем же днём окончания уже записано" in page.text
    client.post(address, told | {"ends_on": "2026-03-13"})
    first, second = Training.objects.order_by("ends_on")
    edit = reverse("staff:training-edit", args=[first.pk])
    client.post(edit, told | {"hours": 6, "version": first.version})
    first.refresh_from_db()
    assert (first.hours, str(second.ends_on)) == (6, "2026-03-13")


def test_attendance_of_an_event_is_recorded_once_and_taken_back(employee, methodist):
    values = {
        "title": "День библиотекаря",
        "kind": "seminar",
        "ends_on": DAY,
        "document_kind": "none",
        "source": Training.Source.EVENT,
    }
    first = actions.record_attendance(employee, "event:7", values, methodist)
    again = actions.record_attendance(employee, "event:7", {**values, "hours": 6}, methodist)
    assert (again.pk, again.hours) == (first.pk, 6)
    assert actions.take_back_attendance(employee, "event:7", methodist).is_removed
    assert actions.take_back_attendance(employee, "event:7", methodist) is None


def test_training_of_a_person_named_in_the_plan_fulfils_its_row(organisation, employee, methodist):
    told = {"year": 2026, "organisation": organisation, "kind": "upgrade"}
    row = plan_training({**told, "employee": employee}, methodist)
    plan_training({**told, "people": 3}, methodist)
    values = {"employee": employee, "title": "Курс", "kind": "upgrade", "ends_on": DAY}
    assert actions.add_training(values, methodist).planned == row
    assert actions.add_training(values, methodist).planned is None


def test_plan_shows_what_is_done_and_fulfils_a_row_of_several_by_hand(
    client_of, librarian, organisation, library
):
    row = PlannedTrainingFactory(organisation=organisation, people=2, theme="Краеведение")
    learnt = [
        TrainingFactory(employee=EmployeeFactory(library=library), ends_on=DAY) for _ in range(2)
    ]
    client = client_of(librarian)
    client.post(row.get_absolute_url(), {"training": learnt[0].pk})
    page = client.get(PLAN, {"year": 2026}).content.decode()
    assert "частично" in page
    client.post(row.get_absolute_url(), {"training": learnt[1].pk})
    response = client.get(PLAN, {"year": 2026})
    assert "выполнено" in response.content.decode()
    totals = response.context["totals"]
    assert (totals.people, totals.learnt, totals.fulfilled) == (2, 2, 1)


def test_row_is_not_fulfilled_by_another_year_or_another_organisation(
    client_of, librarian, organisation, library, foreign_library
):
    row = PlannedTrainingFactory(organisation=organisation)
    last_year = TrainingFactory(
        employee=EmployeeFactory(library=library), ends_on=datetime.date(2025, 6, 1)
    )
    foreign = TrainingFactory(employee=EmployeeFactory(library=foreign_library), ends_on=DAY)
    for other in (last_year, foreign):
        client_of(librarian).post(row.get_absolute_url(), {"training": other.pk})
        other.refresh_from_db()
        assert other.planned is None


def test_card_shows_what_was_learnt_but_to_a_former_employer_only_until_the_last_day(
    client_of, librarian, neighbour, library, foreign_library
):
    person = EmployeeFactory(library=library, until=datetime.date(2024, 12, 31))
    EmploymentFactory(employee=person, library=foreign_library, since=datetime.date(2025, 1, 1))
    TrainingFactory(employee=person, title="Прежний курс", ends_on=datetime.date(2024, 5, 1))
    TrainingFactory(employee=person, title="Новый курс", ends_on=datetime.date(2025, 5, 1))
    before = client_of(librarian).get(person.get_absolute_url()).content.decode()
    assert "Прежний курс" in before
    assert "Новый курс" not in before
    now = client_of(neighbour).get(person.get_absolute_url()).content.decode()
    assert "Прежний курс" in now
    assert "Новый курс" in now


def test_removed_record_leaves_the_card_and_comes_back(client_of, librarian, employee):
    record = TrainingFactory(employee=employee, title="Курс по описанию")
    client = client_of(librarian)
    client.post(reverse("staff:training-remove", args=[record.pk]), {"version": 1})
    assert "Курс по описанию" not in client.get(employee.get_absolute_url()).content.decode()
    client.post(reverse("staff:training-restore", args=[record.pk]), {"version": 2})
    assert "Курс по описанию" in client.get(employee.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["training-gaps", "training-plan"])
def test_documents_are_made_of_an_empty_region_too(name):
    values = {"training-gaps": {"day": "2026-06-01"}, "training-plan": {"year": "2026"}}[name]
    assert open_document(name, values).render("xlsx")


def test_long_plan_begins_on_the_first_page(organisation):
    PlannedTrainingFactory.create_batch(25, organisation=organisation, year=2026, employee=None)
    pdf = PdfReader(BytesIO(open_document("training-plan", {"year": "2026"}).render("pdf")))
    assert "План и выполнение" in pdf.pages[0].extract_text()


def test_lists_ask_the_same_few_questions_for_any_number(client_of, methodist, organisation):
    client = client_of(methodist)
    assert_same_queries(client, reverse("staff:training-list"), TrainingFactory, at_most=12)
    assert_same_queries(
        client, GAPS, lambda: EmployeeFactory(in_libraries_since="1990"), at_most=15
    )

    def plan():
        return PlannedTrainingFactory(
            organisation=organisation, employee=EmployeeFactory(), year=2026
        )

    assert_same_queries(client, PLAN, plan, at_most=15, query={"year": 2026})
    assert PlannedTraining.objects.count() == 3


def test_pages_of_one_record_ask_few_questions(client_of, methodist, employee, organisation):
    client = client_of(methodist)
    row = PlannedTrainingFactory(organisation=organisation, employee=employee)

    def learn():
        return TrainingFactory(employee=employee, ends_on=DAY, planned=row)

    assert_same_queries(client, row.get_absolute_url(), learn, at_most=15)
    record = learn()
    assert_same_queries(client, record.get_absolute_url(), learn, at_most=15)
