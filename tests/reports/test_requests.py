"""Asking for a document: the queue, the progress, the file, failures and old files."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events.models import Plan
from reports import actions, views
from reports.documents import open_document
from reports.models import DocumentFile
from statistics.models import Submission

pytestmark = pytest.mark.django_db
State = DocumentFile.State


def ask(client, **data: str):
    return client.post(reverse("reports:request"), data)


def test_a_document_is_made_and_downloaded_under_its_russian_name(
    client_of, methodist: User, plan: Plan
):
    client = client_of(methodist)
    answer = client.get(ask(client, name="plan", format="pdf", plan=str(plan.pk)).url)
    file = DocumentFile.objects.get()
    assert (file.state, file.progress) == (State.READY, 100)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9F")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")


def test_the_file_starts_by_itself_and_the_page_leads_back(
    client_of, methodist: User, plan: Plan, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client, data = client_of(methodist), {"name": "plan", "format": "pdf", "plan": str(plan.pk)}
    before = f"http://testserver/plans/{plan.pk}/?a=1"
    waiting = client.post(reverse("reports:request"), data, headers={"Referer": before}).url
    html = client.get(waiting).content.decode()
    assert f'href="/plans/{plan.pk}/?a=1"' in html
    assert "js/document" in html
    file = DocumentFile.objects.get()
    actions.make(file)
    download = reverse("reports:download", args=[file.pk])
    assert client.get(waiting).url == download
    status = client.get(waiting, headers={"HX-Request": "true"}).content.decode()
    assert f'href="{download}" data-document' in status
    for foreign in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        page = client.get(reverse("reports:document", args=[file.pk]), {"back": foreign})
        assert page.context["back"] == ""


def test_a_title_becomes_a_name_that_every_system_takes():
    file = DocumentFile(title='Паспорт: «Лес» за 2025/26 "год"', format="pdf")
    assert views._file_name(file) == "Паспорт — «Лес» за 2025 26 год.pdf"


def test_the_same_figures_are_not_made_twice(
    client_of, methodist: User, head: User, submission: Submission
):
    data = {"name": "regional-summary", "format": "xlsx", "campaign": "6-nk/2025"}
    for person in (methodist, methodist, head):
        ask(client_of(person), **data)
    own, heads = DocumentFile.objects.order_by("pk")
    assert own.file.name == heads.file.name
    submission.values.filter(cell__address="4.12.2").update(number=9)
    ask(client_of(head), **data)
    assert DocumentFile.objects.order_by("-pk")[0].file.name != own.file.name


def test_a_failure_is_told_and_can_be_tried_again(client_of, methodist: User, plan: Plan, settings):
    file = DocumentFile.objects.create(
        document="plan",
        parameters={"plan": "999999"},
        format="pdf",
        data_version="",
        requested_by=methodist,
    )
    actions.make(file)
    client = client_of(methodist)
    html = client.get(reverse("reports:document", args=[file.pk])).content.decode()
    assert "Нет плана с номером «999999»." in html
    assert "Повторить" in html
    DocumentFile.objects.update(parameters={"plan": str(plan.pk), "group": "sections"})
    client.post(reverse("reports:retry", args=[file.pk]))
    file.refresh_from_db()
    assert (file.state, file.error) == (State.READY, "")


def test_progress_is_told_and_never_goes_back(plan: Plan, methodist: User):
    told = []
    with actions.listening(told.append):
        open_document("plan", {"plan": str(plan.pk)}).render("pdf")
    assert len(told) > 4
    assert told == sorted(set(told))


def test_the_waiting_page_asks_again_by_itself_with_and_without_scripts(
    client_of, librarian: User, document_file: DocumentFile
):
    html = client_of(librarian).get(reverse("reports:document", args=[document_file.pk]))
    text = html.content.decode()
    assert 'hx-trigger="every 1s"' in text
    assert 'http-equiv="refresh"' in text
    assert 'aria-live="polite"' in text
    assert "Очередь документов не обрабатывается" not in text


def test_the_page_says_when_nobody_works_at_the_queue(
    client_of, librarian: User, document_file: DocumentFile
):
    DocumentFile.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    html = client_of(librarian).get(reverse("reports:document", args=[document_file.pk]))
    assert "Очередь документов не обрабатывается" in html.content.decode()


def test_a_document_whose_worker_died_can_be_tried_again(
    client_of, librarian: User, document_file: DocumentFile
):
    DocumentFile.objects.update(state=State.RUNNING, created_at=timezone.now() - timedelta(hours=1))
    html = client_of(librarian).get(reverse("reports:document", args=[document_file.pk]))
    assert "работа была прервана" in html.content.decode()
    assert "Повторить" in html.content.decode()


def test_old_documents_go_with_their_files_but_shared_files_stay(
    client_of, methodist: User, head: User, submission: Submission, settings
):
    data = {"name": "regional-summary", "format": "xlsx", "campaign": "6-nk/2025"}
    for person in (methodist, head):
        ask(client_of(person), **data)
    old, fresh = DocumentFile.objects.order_by("pk")
    month_ago = timezone.now() - timedelta(days=31)
    DocumentFile.objects.filter(pk=old.pk).update(created_at=month_ago)
    assert actions.delete_old(timezone.now()) == 1
    assert Path(fresh.file.path).exists()
    DocumentFile.objects.update(created_at=month_ago)
    actions.delete_old(timezone.now())
    assert not Path(fresh.file.path).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_the_same_few_times(
    client_of, librarian: User, number: int, django_assert_max_num_queries
):
    for _ in range(number):
        DocumentFile.objects.create(
            document="plan", format="pdf", data_version="", requested_by=librarian
        )
    client = client_of(librarian)
    with django_assert_max_num_queries(6):
        client.get(reverse("reports:document-list"))


def test_a_document_whose_file_is_gone_is_told_and_made_again(
    client_of, methodist: User, submission: Submission
):
    """Otherwise the figures' version would lead to the lost file for a month."""
    client, data = client_of(methodist), {"name": "regional-summary", "campaign": "6-nk/2025"}
    ask(client, format="xlsx", **data)
    lost = DocumentFile.objects.get()
    lost.file.storage.delete(lost.file.name)
    html = client.get(reverse("reports:document", args=[lost.pk])).content.decode()
    assert "его файла на портале больше нет" in html
    assert client.get(ask(client, format="xlsx", **data).url).status_code == 200
    client.post(reverse("reports:retry", args=[lost.pk]))
    lost.refresh_from_db()
    assert not lost.is_missing
