"""The telephone of a library is a link that dials it."""

import pytest

from libraries.passport import Audience
from libraries.passport.registry import read_contacts
from tests.factories import LibraryFactory


@pytest.mark.parametrize(
    ("phone", "url"),
    [
        ("+7 (4812) 55-01-23, доб. 4", "tel:+74812550123"),
        ("8 (4812) 55-01-23; 2-15-26", "tel:+74812550123"),
        ("2-15-25", "tel:21525"),
        ("", ""),
    ],
)
def test_first_number_is_dialled(phone: str, url: str) -> None:
    facts = read_contacts(LibraryFactory.build(phone=phone), Audience.PUBLIC).facts
    assert next(fact.url for fact in facts if fact.label == "Телефон") == url
