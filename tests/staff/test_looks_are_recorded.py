"""Every page, workbook and document with people's data leaves a record of who was shown it."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from common.imports.actions import read_import
from staff.actions import consent as consents
from staff.actions.courses import register_people
from staff.imports.employees import STAFF
from staff.models import ConsentScan, Employee, PersonalDataAccess
from tests.common import hostile
from tests.factories import (
    CourseFactory,
    PlannedTrainingFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 2, 1)


@pytest.fixture
def known(employee, organisation, head, librarian) -> dict[str, int]:
    """Everything of one person, by the names that the addresses below ask for."""
    text = consents.draft_consent_text("Я согласна.", head)
    consents.publish_consent_text(text.pk, version=1, by=head)
    course = CourseFactory()
    register_people(course.pk, [employee], librarian)
    work = employee.employments.get()
    consent = consents.give_consent(employee, {"given_on": DAY}, librarian)
    scan = ConsentScan.objects.create(
        consent=consent, file_name="согласие.pdf", file_kind="pdf", file_size=5
    )
    scan.file.save("scan.pdf", ContentFile(b"%PDF-"))
    row = ["Осинина", "Мария", employee.employments.get().library.code]
    book = hostile.workbook(["Фамилия", "Имя", "Библиотека"], row)
    return {
        "school": employee.educations.get().pk,
        "scan": scan.pk,
        "waiting": read_import(STAFF, book, "кадры.xlsx", head).pk,
        "employee": employee.pk,
        "work": work.pk,
        "organisation": organisation.pk,
        "course": course.pk,
        "training": TrainingFactory(employee=employee).pk,
        "planned": PlannedTrainingFactory(organisation=organisation, employee=employee).pk,
        "consent": consent.pk,
    }


PAGES = [
    ("staff:employee-list", ""),
    ("staff:employee", "employee"),
    ("staff:employee-export", ""),
    ("staff:employee-edit", "employee"),
    ("staff:employment-create", "employee"),
    ("staff:employment-edit", "work"),
    ("staff:employment-transfer", "work"),
    ("staff:employment-dismiss", "work"),
    ("staff:detail-create education", "employee"),
    ("staff:detail-edit education", "school"),
    ("staff:import-preview", "waiting"),
    ("staff:course", "course"),
    ("staff:course-register", "course"),
    ("staff:course-attendance", "course"),
    ("staff:training-list", ""),
    ("staff:training-export", ""),
    ("staff:training", "training"),
    ("staff:training-create", "employee"),
    ("staff:training-edit", "training"),
    ("staff:training-gaps", ""),
    ("staff:training-plan", ""),
    ("staff:planned-training", "planned"),
    ("staff:planned-training-edit", "planned"),
    ("staff:consent-list", ""),
    ("staff:personal-data", "employee"),
    ("staff:consent-give", "employee"),
    ("staff:consent-withdraw", "consent"),
    ("staff:consent-scan", "scan"),
    ("staff:contact-edit", "employee"),
    ("staff:access-list", ""),
    ("staff:erase", "employee"),
]
FORMS = [each for each in PAGES if each[0].split()[0].endswith(("-edit", "-create", "-give"))] + [
    ("staff:employment-transfer", "work"),
    ("staff:employment-dismiss", "work"),
]
DOCUMENTS = [
    ("training-gaps", {"day": "2026-06-01"}),
    ("training-plan", {"year": "2026"}),
    ("personal-data", {"employee": "@employee"}),
    ("access-log", {}),
]


def address(name: str, known: dict[str, int], of: str) -> str:
    """Return the address of «name» or «name kind» about a row of `known`."""
    name, _space, kind = name.partition(" ")
    kwargs = {"pk": known[of]} if of else {}
    return reverse(name, kwargs={**kwargs, "kind": kind} if kind else kwargs)


@pytest.mark.parametrize(("name", "of"), PAGES, ids=[name for name, _ in PAGES])
def test_page_with_people_is_on_record(client_of, head, known, name, of):
    PersonalDataAccess.objects.all().delete()
    response = client_of(head).get(address(name, known, of))
    assert response.status_code == 200
    assert PersonalDataAccess.objects.filter(user=head).count() == 1


@pytest.mark.parametrize(("name", "of"), FORMS, ids=[name for name, _ in FORMS])
def test_form_shown_again_with_what_was_refused_is_on_record(client_of, head, known, name, of):
    PersonalDataAccess.objects.all().delete()
    response = client_of(head).post(
        address(name, known, of), {"version": "1", "rate": "много", "email": "нет"}
    )
    assert response.status_code == 200
    looks = PersonalDataAccess.objects.filter(user=head)
    assert looks.count() == 1
    assert "Осинина" not in looks.get().what, "the name is kept by the key, which erasure clears"


def test_list_is_on_record_in_words(client_of, head, organisation, employee):
    asked = {"q": "осин", "organisation": organisation.pk, "age": "нет такого", "page": "2"}
    narrowed = f"поиск — осин, учреждение — {organisation}"
    for name, words in (
        ("employee-list", f"Список сотрудников: {narrowed}, состояние — работают, страница 2"),
        ("employee-export", f"Выгрузка списка кадров: {narrowed}, состояние — работают"),
        ("training-list", f"Список обучения сотрудников: {narrowed}, страница 2"),
        ("training-export", f"Выгрузка обучения: {narrowed}"),
    ):
        PersonalDataAccess.objects.all().delete()
        client_of(head).get(reverse(f"staff:{name}"), {**asked, "since": "2026-02-30"})
        assert PersonalDataAccess.objects.get().what == words


def test_name_found_by_the_search_is_on_record(client_of, methodist, search_index, employee):
    page = client_of(methodist).get(reverse("search"), {"q": "Осинина"})
    assert "Осинина" in page.content.decode()
    assert "поиск" in PersonalDataAccess.objects.get(user=methodist).what


@pytest.mark.parametrize(("name", "values"), DOCUMENTS, ids=[name for name, _ in DOCUMENTS])
def test_document_with_people_is_on_record_each_time_it_is_taken(
    client_of, head, known, name, values
):
    told = {key: known.get(value.removeprefix("@"), value) for key, value in values.items()}
    client = client_of(head)
    form = {"name": name, "format": "xlsx", **told}
    download = client.post(reverse("reports:request"), form).url
    PersonalDataAccess.objects.all().delete()
    for time in (1, 2):
        assert client.get(download).status_code == 200
        looks = PersonalDataAccess.objects.filter(user=head, what__startswith="Выгрузка")
        assert looks.count() == time


def test_look_at_one_person_names_her(client_of, methodist, employee):
    client_of(methodist).get(reverse("staff:personal-data", args=[employee.pk]))
    assert PersonalDataAccess.objects.get(user=methodist).employee == Employee.objects.get()
