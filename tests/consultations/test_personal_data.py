"""152-ФЗ in the log: what it holds of a person; that it forgets her: tests/staff/test_mentions."""

import datetime

import pytest
from django.urls import reverse

from consultations.actions import record_consultation
from consultations.models import Consultation
from staff.models import PersonalDataAccess
from staff.personal_data.registry import gather_all
from tests.factories import ConsultationFactory, EmployeeFactory

pytestmark = pytest.mark.django_db
GONE = datetime.date(2024, 12, 31)


@pytest.fixture
def former(library):
    return EmployeeFactory(library=library, last_name="Черёмухина", first_name="Мария", until=GONE)


def asked(library, person: str) -> Consultation:
    return ConsultationFactory(library=library, person=person)


def test_who_asked_is_told_to_her_and_namesakes_are_not(former, library, foreign_library):
    for person in ("Черемухина М. И., библиотекарь", "Мария Черёмухина", "Черёмухина"):
        asked(library, person)
    asked(library, "Черёмухина Ольга")
    asked(library, "Кузнецова М.")
    asked(foreign_library, "Черёмухина Мария")
    tables = {table.key: table for table in gather_all(former)}
    assert len(tables["consultations"].rows) == 3


@pytest.fixture
def group(library, foreign_library, methodist, topic) -> Consultation:
    """Advice for two organisations; a person of the first one asked."""
    values = {
        "date": datetime.date(2026, 3, 2),
        "library": library,
        "person": "Чужеземцева Ольга, +7 900",
        "form": "group",
        "topic": topic,
        "question": "Учёт посещений",
        "participants": 2,
        "methodist": methodist,
    }
    return record_consultation(values, methodist, attendees=[foreign_library])


def shown_to(client) -> str:
    """Return all that a person is shown of the only consultation, wherever she looks."""
    row = Consultation.objects.get()
    asked = {"q": "чужеземцева"}
    answers = (
        client.get(row.get_absolute_url()),
        client.get(reverse("consultations:consultation-list")),
        client.get(reverse("api:consultation-list")),
        client.get(reverse("api:consultation-detail", args=[row.pk])),
        client.get(reverse("search"), {"q": "посещений"}),
    )
    assert all(answer.status_code == 200 for answer in answers)
    found = client.get(reverse("consultations:consultation-list"), asked)
    told = "найдена" if found.context["total"] else "не найдена"
    return told + "".join(answer.content.decode() for answer in answers)


def test_who_asked_is_told_to_her_organisation_and_not_to_the_others(
    client_of, group, librarian, neighbour, methodist
):
    for user in (librarian, methodist):
        page = shown_to(client_of(user))
        assert page.startswith("найдена")
        assert "Чужеземцева" in page
        looks = PersonalDataAccess.objects.filter(user=user).values_list("what", flat=True)
        told = "Кто обратился за консультацией 02.03.2026"
        # The page and the API; the list names the library alone.
        assert sorted(looks) == [told, f"{told} по API", f"{told} по API"]
    page = shown_to(client_of(neighbour))
    assert page.startswith("не найдена")
    assert "Учёт посещений" in page
    assert "Чужеземцева" not in page
    assert not PersonalDataAccess.objects.filter(user=neighbour).exists()


def test_person_without_a_library_is_not_named_to_those_who_took_part(
    client_of, group, neighbour, methodist
):
    Consultation.objects.update(library=None, organisation=None)
    assert "Чужеземцева" not in shown_to(client_of(neighbour))
    client_of(methodist).get(reverse("consultations:consultation-list"))
    assert PersonalDataAccess.objects.get().user == methodist
