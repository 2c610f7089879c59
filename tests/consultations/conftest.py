import datetime

import pytest

from consultations.models import Consultation, Topic
from tests.factories import ConsultationFactory, TopicFactory


@pytest.fixture
def topic(db) -> Topic:
    return TopicFactory(name="Отчётность")


@pytest.fixture
def consultation(library, methodist, topic) -> Consultation:
    """A consultation given to the librarian's library."""
    return ConsultationFactory(
        library=library, methodist=methodist, topic=topic, date=datetime.date(2026, 3, 2)
    )


@pytest.fixture
def typed(library, topic, methodist):
    """What a person types into the form, as a function of what is different."""

    def make(**changes) -> dict:
        form = {
            "date": "2026-03-02",
            "library": "зелёная сельская",
            "form": "telephone",
            "topic": topic.pk,
            "question": "Как заполнить строку 4?",
            "participants": 1,
            "methodist": methodist.pk,
        }
        return form | changes

    return make
