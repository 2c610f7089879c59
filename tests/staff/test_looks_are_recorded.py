"""Every page, workbook and document with people's data leaves a record of who was shown it."""

import datetime

import pytest
from django.urls import reverse

from staff.actions import consent as consents
from staff.actions.courses import register_people
from staff.models import Employee, PersonalDataAccess
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
    return {
        "employee": employee.pk,
        "work": work.pk,
        "organisation": organisation.pk,
        "course": course.pk,
        "training": TrainingFactory(employee=employee).pk,
        "planned": PlannedTrainingFactory(organisation=organisation, employee=employee).pk,
        "consent": consents.give_consent(employee, {"given_on": DAY}, librarian).pk,
    }


PAGES = [
    ("staff:employee-list", ""),
    ("staff:employee", "employee"),
    ("staff:employee-edit", "employee"),
    ("staff:course", "course"),
    ("staff:course-register", "course"),
    ("staff:course-attendance", "course"),
    ("staff:training-list", ""),
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
    ("staff:contact-edit", "employee"),
    ("staff:access-list", ""),
    ("staff:erase", "employee"),
]
DOCUMENTS = [
    ("training-gaps", {"day": "2026-06-01"}),
    ("training-plan", {"year": "2026"}),
    ("personal-data", {"employee": "@employee"}),
    ("access-log", {}),
]


@pytest.mark.parametrize(("name", "of"), PAGES, ids=[name for name, _ in PAGES])
def test_page_with_people_is_on_record(client_of, head, known, name, of):
    url = reverse(name, args=[known[of]] if of else [])
    response = client_of(head).get(url)
    assert response.status_code == 200
    assert PersonalDataAccess.objects.filter(user=head).exists()


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
