"""Several people, or one person's several windows, at the same moment: what may be once is once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from libraries import actions as libraries
from libraries.actions import Order
from libraries.models import Library, Population
from publications import actions as publications
from publications.models import Series, Topic
from staff.actions import consent
from staff.models import ConsentText, Contact
from tests.factories import (
    EmployeeFactory,
    LibraryFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = 3


def at_once(*acts) -> list:
    """Do the acts at the same moment; return what each gave, or the refusal it was told."""
    start = Barrier(len(acts))

    def do(act):
        try:
            start.wait(10)
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def told(results: list) -> list[str]:
    return [" ".join(one.messages) for one in results if isinstance(one, ValidationError)]


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
