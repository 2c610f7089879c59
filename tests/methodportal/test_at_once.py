"""Several people, or one person's several windows, at the same moment: what may be once is once."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from consultations import actions as consultations
from consultations.models import ArchiveEntry, Consultation
from libraries import actions as libraries
from libraries.actions import Order
from libraries.models import Examination, Library, ModelApplication, Population
from publications import actions as publications
from publications.models import Series, Topic
from staff import actions as staff
from staff.actions import consent
from staff.models import ConsentText, Contact, Employee
from tests.factories import (
    EmployeeFactory,
    LibraryFactory,
    PublicationFactory,
    QuestionFactory,
    VacancyFactory,
)
from tests.libraries.examination_cast import make_criteria, make_school
from tests.libraries.model_cast import make_competition

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = 3


def at_once(*acts) -> list:
    """Do the acts at the same moment; return what each gave, or the refusal it was told."""
    start = Barrier(len(acts))

    def do(act):
        try:
            start.wait(10)
            return act()
        except (ValidationError, consultations.NewWordsError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def told(results: list) -> list[str]:
    return [" ".join(one.messages) for one in results if isinstance(one, ValidationError)]


def test_person_is_hired_once_and_a_vacancy_filled_once(library, librarian):
    def hire(name, **more):
        person = {"last_name": name, "first_name": "Анна", "born": "12.03.1985"}
        work = {"library": library, "post": "библиограф", "since": datetime.date(2026, 9, 1)}
        return staff.hire(person, work, by=librarian, **more)

    refused = told(at_once(*[lambda: hire("Двойнова")] * NUMBER))
    assert Employee.objects.count() == 1
    assert len(refused) == NUMBER - 1
    assert "с той же датой рождения уже работает в этой библиотеке: библиограф" in refused[0]

    vacancy = VacancyFactory(library=library, opened_on=datetime.date(2026, 9, 1))
    names = ("Абрамова", "Белова", "Волкова")
    refused = told(at_once(*[lambda name=name: hire(name, fills=vacancy) for name in names]))
    assert Employee.objects.count() == 2
    assert refused == ["Эта вакансия уже закрыта. Посмотрите, кого на неё приняли."] * 2


def test_application_is_begun_once(organisation, library, librarian):
    school, criteria = make_school(organisation), make_criteria()

    def begin():
        return libraries.begin_examination(
            school, criteria=criteria, purpose=Examination.Purpose.ASSIGN, by=librarian
        )

    assert len(told(at_once(*[begin] * NUMBER))) == NUMBER - 1
    assert Examination.objects.count() == 1

    competition = make_competition()
    refused = told(at_once(*[lambda: libraries.apply(competition, library, librarian)] * NUMBER))
    assert len(refused) == NUMBER - 1
    assert ModelApplication.objects.count() == 1


def test_of_two_who_answer_at_once_the_second_reads_the_first(library, librarian, methodist, head):
    question = QuestionFactory(library=library, asked_by=librarian)
    results = at_once(
        *[
            lambda by=by: consultations.answer(question.pk, "Ответ.", by, seen=0)
            for by in (methodist, head)
        ]
    )
    assert sum(isinstance(one, consultations.NewWordsError) for one in results) == 1
    assert (question.messages.count(), Consultation.objects.count()) == (1, 1)

    question.refresh_from_db()
    made = at_once(*[lambda: consultations.prepare_entry(question, by=methodist)] * NUMBER)
    assert {entry.pk for entry in made} == {ArchiveEntry.objects.get().pk}


def test_rows_that_may_be_once_are_added_once(municipality, library, head):
    at_once(*[lambda n=n: libraries.set_population(municipality, 2031, n, head) for n in (5, 6, 7)])
    assert Population.objects.filter(year=2031).count() == 1

    consent.draft_consent_text("Первый", head)
    at_once(*[lambda: consent.draft_consent_text("Следующий", head)] * NUMBER)
    assert sorted(ConsentText.objects.values_list("number", flat=True)) == [1, 2, 3, 4]

    first = ConsentText.objects.get(number=1)
    consent.publish_consent_text(first.pk, version=1, by=head)
    person = EmployeeFactory(library=library)
    consent.give_consent(person, {"given_on": timezone.localdate(), "form": "paper"}, head)
    values = {"phone": "+7 999 111-22-33"}
    at_once(*[lambda: consent.save_contact(person, values, version=None, by=head)] * NUMBER)
    assert Contact.objects.count() == 1

    books = [PublicationFactory(), PublicationFactory()]
    names = ["Новая тема", "Другая тема"]
    at_once(
        lambda: publications.set_topics(books[0], names),
        lambda: publications.set_topics(books[1], names[::-1]),
    )
    assert Topic.objects.count() == 2
    assert [book.topics.count() for book in books] == [2, 2]

    refused = told(at_once(*[lambda: publications.add_series({"name": "Советы"}, head)] * NUMBER))
    assert len(refused) == NUMBER - 1
    assert Series.objects.count() == 1


def test_two_libraries_do_not_become_successors_of_each_other(organisation, methodist, head):
    one, other = (LibraryFactory(organisation=organisation) for _ in range(2))
    order = Order(date=timezone.localdate())

    def close(library, successor, by):
        return libraries.close_library(library.pk, successor, order, version=1, by=by)

    refused = told(at_once(lambda: close(one, other, methodist), lambda: close(other, one, head)))
    assert len(refused) == 1
    assert "уже записано: закрытие" in refused[0]
    assert Library.objects.filter(closed_on=None).count() == 1
