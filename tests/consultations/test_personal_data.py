"""152-ФЗ in the log: what it holds of a person, and her name gone with her."""

import datetime

import pytest

from consultations.actions import change_consultation
from consultations.models import Consultation
from staff.actions.erasure import erase_person
from staff.personal_data.registry import gather_all
from tests.factories import ConsultationFactory, EmployeeFactory

pytestmark = pytest.mark.django_db
GONE = datetime.date(2024, 12, 31)


@pytest.fixture
def former(library):
    return EmployeeFactory(library=library, last_name="Черёмухина", first_name="Мария", until=GONE)


def asked(library, person: str) -> Consultation:
    return ConsultationFactory(library=library, person=person)


def test_who_asked_is_told_to_her_and_forgotten_with_her(former, library, methodist, head):
    for person in ("Черемухина М. И., библиотекарь", "Мария Черёмухина", "Черёмухина"):
        asked(library, person)
    corrected = asked(library, "М. И. Черёмухина")
    change_consultation(corrected.pk, {"person": "она же"}, version=1, by=methodist)
    tables = {table.key: table for table in gather_all(former)}
    assert len(tables["consultations"].rows) == 3
    erasure = erase_person(former.pk, former.full_name, "приказ № 5", head)
    told = [*Consultation.objects.values_list("person", "search_key")]
    told += Consultation.history.values_list("person", "search_key")
    assert [
        each for each in told if "ремухин" in " ".join(each) or "рёмухин" in " ".join(each)
    ] == []
    assert Consultation.objects.filter(person=f"Обезличено {erasure.mark}").count() == 3


def test_namesakes_keep_their_names(former, library, foreign_library, head):
    others = [
        asked(library, "Черёмухина Ольга"),
        asked(foreign_library, "Черёмухина Мария"),
        asked(library, "Кузнецова М."),
    ]
    before = [each.person for each in others]
    erase_person(former.pk, former.full_name, "приказ № 5", head)
    assert [Consultation.objects.get(pk=each.pk).person for each in others] == before
