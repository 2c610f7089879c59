"""Who may do what with events."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from events.gatherings import actions
from events.gatherings.notices import WAY_OUT
from events.models import Event
from tests.battery import Case, battery, everyone, signed_in
from tests.common.test_files import picture
from tests.factories import EmployeeFactory, EventFactory

# Answers stand in the order: stranger, neighbour, librarian, methodist, head, admin. The librarian
# works in the organisation that is invited to the event by invitation, the neighbour does not.
EVENT = {"pk": "@event.pk"}
DRAFT = {"pk": "@draft.pk"}
INVITED = {"pk": "@by_invitation.pk"}
VERSION = {"version": "1"}
KEEPERS = ["sign-in", 403, 403, 200, 200, 403]
KEEPERS_SENT_ON = ["sign-in", 403, 403, 302, 302, 403]
WITH_STAFF = ["sign-in", 200, 200, 200, 200, 403]


@pytest.fixture
def event(db):
    return EventFactory()


@pytest.fixture
def draft(db):
    return EventFactory(state=Event.State.DRAFT)


@pytest.fixture
def by_invitation(organisation):
    event = EventFactory(access=Event.Access.INVITED)
    event.invited.add(organisation)
    return event


@pytest.fixture
def neighbours_event(neighbour):
    event = EventFactory()
    event.organisers.add(neighbour.organisation)
    return event


@pytest.fixture
def participation(event, library, methodist):
    person = EmployeeFactory(library=library)
    (row,) = actions.register_people(event.pk, [person], methodist)
    return row


@pytest.fixture
def poster(by_invitation, methodist):
    form_file = SimpleUploadedFile("афиша.jpg", picture(), "image/jpeg")
    return _kept(by_invitation, form_file, methodist)


@pytest.fixture
def open_poster(event, methodist):
    return _kept(event, SimpleUploadedFile("афиша.jpg", picture(), "image/jpeg"), methodist)


@pytest.fixture
def way_out(librarian):
    return WAY_OUT.key(librarian.pk)


def _kept(event, upload, by):
    from common.files.checking import check_file  # noqa: PLC0415
    from common.files.kinds import PICTURES  # noqa: PLC0415

    return actions.add_file(event, check_file(upload, upload.name, PICTURES), "Афиша", by)


@pytest.fixture
def closed_event(db):
    return EventFactory(state=Event.State.CLOSED)


@pytest.fixture
def person(library):
    return EmployeeFactory(library=library)


@pytest.fixture
def registration(person):
    return {"people": [person.pk], "told": "on"}


def post(url, expected, kwargs=EVENT, data=VERSION, **more):
    return Case(f"gatherings:{url}", expected, kwargs, method="post", data=data, **more)


def get(url, expected, kwargs=EVENT, **more):
    return Case(f"gatherings:{url}", expected, kwargs, **more)


CASES = [
    get("event-list", everyone(200), {}, needs=["event", "draft", "by_invitation"]),
    get("event", everyone(200)),
    get("event", ["sign-in", 404, 404, 200, 200, 404], DRAFT),
    get("event", ["sign-in", 404, 200, 200, 200, 404], INVITED),
    get("event-create", ["sign-in", 403, 403, 200, 200, 403], {}),
    get("event-create", ["sign-in", 403, 403, 200, 200, 403], {}, query={"item": "@item.pk"}),
    get("event-planned", ["sign-in", 403, 403, 200, 200, 403], {}, needs=["item"]),
    post("programme-seen", signed_in(200), {}, data={"programme": "10:00 Обед"}),
    get("event-edit", KEEPERS),
    get("event-edit", ["sign-in", 200, 403, 200, 200, 403], {"pk": "@neighbours_event.pk"}),
    get("event-edit", ["sign-in", 404, 404, 200, 200, 404], DRAFT),
    post("event-remove", ["sign-in", 404, 404, 302, 302, 404], DRAFT),
    post("event-announce", ["sign-in", 404, 404, 302, 302, 404], DRAFT),
    post("event-close", KEEPERS_SENT_ON),
    post("event-reopen", KEEPERS_SENT_ON, {"pk": "@closed_event.pk"}),
    post("event-invite", KEEPERS_SENT_ON),
    get("event-move", KEEPERS),
    post("event-move", KEEPERS_SENT_ON, data={**VERSION, "reason": "Ремонт"}),
    get("event-cancel", KEEPERS),
    post("event-cancel", KEEPERS_SENT_ON, data={**VERSION, "reason": "Ремонт"}),
    post("file-add", KEEPERS, data={}),
    get("file", [404, 404, 200, 200, 200, 404], {"pk": "@poster.pk"}),
    get("file", everyone(200), {"pk": "@open_poster.pk"}),
    post("file-remove", KEEPERS_SENT_ON, {"pk": "@open_poster.pk"}),
    get("event-register", WITH_STAFF),
    get("event-register", ["sign-in", 404, 200, 200, 200, 403], INVITED),
    # The people of another organisation cannot be chosen: the form is shown again.
    post("event-register", ["sign-in", 200, 302, 302, 302, 403], data="@registration"),
    post("event-register-me", ["sign-in", 302, 302, 302, 302, 403]),
    post("withdraw", ["sign-in", 404, 302, 302, 302, 403], {"pk": "@participation.pk"}),
    get("event-attendance", KEEPERS, needs=["participation"]),
    post("event-attendance", KEEPERS_SENT_ON, data={}),
    post("event-code", KEEPERS_SENT_ON),
    get("event-screen", KEEPERS_SENT_ON),
    get("event-finish", KEEPERS),
    post("event-finish", KEEPERS_SENT_ON, data={**VERSION, "guests": "3"}),
    get("letters", signed_in(200), {}),
    post("letters", signed_in(302), {}, data={"letters": "off"}),
    get("letters-off-by-link", everyone(200), {"key": "@way_out"}),
    get("event-feedback", KEEPERS),
    get("event-questions", KEEPERS),
    post("event-questions", KEEPERS_SENT_ON, data={"scale": "Полезно?"}),
    get("feedback", everyone(200), {"key": "@event.feedback_key"}),
    get("feedback", everyone(404), {"key": "@draft.feedback_key"}),
    get("certificate-check", everyone(200), {}),
    get("event-here", everyone(200)),
    get("event-here", [404, 404, 200, 200, 200, 404], INVITED),
]

test_permissions = battery(CASES)


def test_draft_takes_nobody(client_of, librarian, draft, person):
    assert timezone.localdate() == draft.starts_on
    url = f"{draft.get_absolute_url()}register/"
    assert client_of(librarian).post(url, {"people": [person.pk], "told": "on"}).status_code == 404
    assert not draft.participations.exists()
