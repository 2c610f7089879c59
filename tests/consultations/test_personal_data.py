"""152-ФЗ in the log: what it holds of a person; that it forgets her: tests/staff/test_mentions."""

import datetime

import pytest

from consultations.models import Consultation
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
