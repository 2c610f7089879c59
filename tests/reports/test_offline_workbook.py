"""The forms of many libraries as one workbook, made in the background and brought back."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from libraries.models import Library
from reports.actions import make, request_document
from reports.documents import ParameterError, open_document
from reports.models import DocumentFile
from statistics.models import Campaign, Submission, Value
from statistics.views import offline
from tests.factories import LibraryFactory
from tests.statistics.reported import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(draft: Submission, library: Library) -> list[Submission]:
    other = LibraryFactory(name="Вторая библиотека", organisation=library.organisation)
    return [draft, report(draft.campaign, other, {}, state=Submission.State.RETURNED)]


def document(drafts: list[Submission]):
    number = str(drafts[0].organisation_id)
    return open_document("offline-workbook", {"campaign": "6-nk/2025", "organisation": number})


def test_many_forms_are_made_in_the_background_and_read_back(
    client_of, librarian: User, drafts: list[Submission], monkeypatch, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(offline, "MOST_AT_ONCE", 1)
    client, address = client_of(librarian), ["6-nk", "2025"]
    page = reverse("statistics:offline", args=address)
    assert 'value="offline-workbook"' in client.get(page).content.decode()
    assert client.get(reverse("statistics:offline-workbook", args=address)).url == page
    file = request_document(document(drafts), "xlsx", librarian)
    assert file.state == DocumentFile.State.WAITING
    make(file)
    data = file.file.read()
    book = load_workbook(BytesIO(data))
    assert [one.sheet_state for one in book.worksheets].count("visible") == 3
    answer = client.post(page, {"file": SimpleUploadedFile("бланки.xlsx", data)})
    assert answer.status_code == 302, answer.content.decode()


def test_few_forms_are_given_at_once(client_of, librarian: User, drafts: list[Submission]):
    html = client_of(librarian).get(reverse("statistics:offline", args=["6-nk", "2025"]))
    assert "offline-workbook" not in html.content.decode()
    assert reverse("statistics:offline-workbook", args=["6-nk", "2025"]) in html.content.decode()


def test_the_version_follows_the_answers(drafts: list[Submission]):
    before = document(drafts).data_version()
    assert document(drafts).data_version() == before
    Value.objects.filter(number=1234).update(number=1235)
    assert document(drafts).data_version() != before


def test_there_is_no_workbook_when_nothing_is_to_be_filled(drafts: list[Submission]):
    Campaign.objects.filter(pk=drafts[0].campaign_id).update(state=Campaign.State.CLOSED)
    with pytest.raises(ParameterError, match="незаполненных отчётов учреждения"):
        document(drafts)
