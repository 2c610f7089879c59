"""Documents for those who have not signed in: the passport of a library, the network's changes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from libraries.models import Library
from reports import actions
from reports.documents import DOCUMENTS
from reports.models import DocumentFile
from reports.rules import personal_documents
from tests.libraries.passports import confirmed

pytestmark = pytest.mark.django_db
State = DocumentFile.State
IN_THE_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def ask(client: Client, library: Library, **data: str):
    data = {"name": "passport", "format": "pdf", "library": library.code, **data}
    return client.post(reverse("reports:request"), data)


def test_a_guest_downloads_the_passport_which_all_guests_share(client, library: Library):
    page = client.get(library.get_absolute_url()).content.decode()
    assert "Паспорт в PDF" in page
    answer = client.get(ask(client, library).url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert ask(Client(), library).url == ask(client, library).url
    assert DocumentFile.objects.count() == 1


def test_no_document_that_names_people_is_for_guests():
    given = {name for name, each in DOCUMENTS.items() if each.for_guests}
    assert given == {"passport", "network-changes", "event-programme", "published-summary"}
    assert not given & set(personal_documents())


def test_a_guest_waits_at_a_page_that_speaks_of_no_documents_of_hers(
    client, library: Library, settings
):
    settings.TASKS = IN_THE_QUEUE
    html = client.get(ask(client, library).url).content.decode()
    assert 'http-equiv="refresh"' in html
    assert "Мои документы" not in html
    assert "Повторить" not in html


def test_people_at_work_do_not_wait_behind_guests(
    client, client_of, librarian: User, library: Library, settings
):
    settings.TASKS = IN_THE_QUEUE
    ask(client, library)
    ask(client_of(librarian), library)
    own, guests = DBTaskResult.objects.order_by("-priority")
    assert own.priority > guests.priority == actions.GUESTS_PRIORITY
    first = DBTaskResult.objects.first()
    assert first.args_kwargs["args"] == [DocumentFile.objects.get(requested_by=librarian).pk]


def test_guests_cannot_fill_the_queue(client, client_of, librarian: User, library: Library):
    waiting = [
        DocumentFile(document="passport", parameters={"library": str(number)}, format="pdf")
        for number in range(actions.MOST_OF_GUESTS)
    ]
    DocumentFile.objects.bulk_create(waiting)
    answer = ask(client, library)
    assert answer.status_code == 503
    assert "слишком много посетителей" in answer.content.decode()
    assert ask(client_of(librarian), library).status_code == 302
    assert ask(client, library).status_code == 302  # it is made already: nothing to wait for


def test_one_address_asks_only_so_often(client, client_of, librarian: User, library: Library):
    answers = [ask(client, library).status_code for _ in range(31)]
    assert answers == [302] * 30 + [429]
    assert "Подождите десять минут" in ask(client, library).content.decode()
    assert ask(client_of(librarian), library).status_code == 302


def test_a_former_passport_leaves_the_disk_when_the_new_one_is_made(client, library: Library):
    ask(client, library)
    former = DocumentFile.objects.get()
    confirmed(library, seats=34)
    ask(client, library)
    assert Path(former.file.path).exists()  # somebody may be downloading it now
    DocumentFile.objects.update(created_at=timezone.now() - timedelta(hours=2))
    library.passport.seats = 35
    library.passport.save()
    ask(client, library)
    assert not Path(former.file.path).exists()
    assert DocumentFile.objects.count() == 1


def test_a_passport_whose_worker_died_is_begun_anew(client, library: Library, settings):
    settings.TASKS = IN_THE_QUEUE
    lost = ask(client, library).url
    DocumentFile.objects.update(state=State.RUNNING, created_at=timezone.now() - timedelta(hours=1))
    assert "запросите документ ещё раз" in client.get(lost).content.decode()
    assert ask(client, library).url != lost
