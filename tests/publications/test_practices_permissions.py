import datetime as dt

import pytest

from common.roles import Role
from publications.models import Practice
from publications.practices.actions import put_photo
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.factories import PracticeFactory, UserFactory
from tests.publications.pictures import checked, upload

# stranger, neighbour, librarian, methodist, head, admin
READERS = [404, 404, 200, 200, 200, 404]
OWNERS = [SIGN_IN, 404, 200, 200, 200, 403]
WRITTEN = [SIGN_IN, 404, 302, 302, 302, 403]
JUDGED = [SIGN_IN, 403, 403, 302, 302, 403]
PROPOSED = {"pk": "@proposed.pk"}
PUBLISHED = {"pk": "@published_practice.pk"}
VERSION = {"version": "2"}


@pytest.fixture
def proposed(library, librarian) -> Practice:
    return with_photo(PracticeFactory(library=library, proposed_by=librarian))


@pytest.fixture
def published_practice(library, librarian) -> Practice:
    return with_photo(
        PracticeFactory(
            library=library,
            proposed_by=librarian,
            state=Practice.State.PUBLISHED,
            published_on=dt.date(2026, 3, 1),
        )
    )


def with_photo(practice: Practice) -> Practice:
    put_photo(practice.pk, checked(), alt="Двор", by=UserFactory(role=Role.METHODIST))
    practice.refresh_from_db()
    return practice


@pytest.fixture
def form(library) -> dict:
    return {
        "version": "2",
        "title": "Книги во дворе",
        "theme": "reading",
        "library": library.name,
        "summary": "Коротко",
        "description": "Подробно",
    }


@pytest.fixture
def photo_form() -> dict:
    return {"file": upload(), "alt": "Двор"}


test_permissions = battery(
    [
        Case("practices:practice-list", everyone(200), needs=["proposed", "published_practice"]),
        Case("practices:practice", READERS, PROPOSED),
        Case("practices:practice", everyone(200), PUBLISHED),
        Case("practices:photo", READERS, PROPOSED),
        Case("practices:photo", everyone(200), PUBLISHED, query={"small": "1"}),
        Case("practices:practice-propose", [SIGN_IN, 200, 200, 200, 200, 403]),
        # The neighbour may propose, but not in the name of a foreign library.
        Case(
            "practices:practice-propose",
            [SIGN_IN, 200, 302, 302, 302, 403],
            method="post",
            data="@form",
        ),
        Case("practices:practice-edit", OWNERS, PROPOSED),
        Case("practices:practice-edit", [SIGN_IN, 403, 403, 200, 200, 403], PUBLISHED),
        Case("practices:practice-edit", WRITTEN, PROPOSED, method="post", data="@form"),
        Case("practices:practice-publish", JUDGED, PROPOSED, method="post", data=VERSION),
        Case(
            "practices:practice-return",
            JUDGED,
            PROPOSED,
            method="post",
            data={"version": "2", "remark": "Допишите итоги"},
        ),
        Case("practices:photo-put", WRITTEN, PROPOSED, method="post", data="@photo_form"),
        Case(
            "practices:photo-put",
            [SIGN_IN, 403, 403, 302, 302, 403],
            PUBLISHED,
            method="post",
            data="@photo_form",
        ),
        Case("practices:photo-remove", WRITTEN, PROPOSED, method="post"),
    ]
)
