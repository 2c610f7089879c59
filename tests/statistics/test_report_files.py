"""Files beside a report and its signed scan: kept, given to whom they belong, taken away."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.files.checking import CheckedFile
from common.files.kinds import PDF
from statistics.actions import attachments
from statistics.actions.attachments import attach_file, remove_file, take_down_file
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.review import add_remark, return_for_revision
from statistics.actions.submitting import submit
from statistics.models import Campaign, CampaignLetter, ReportFile, Submission
from statistics.queries.left_open import left_open_of
from statistics.queries.text_history import text_history_of
from statistics.queries.texts import text_part_of
from tests.common.test_files import docx
from tests.queries import assert_same_queries

Kind = ReportFile.Kind


def paper(name: str = "смета.pdf", data: bytes = b"%PDF-1.7 paper") -> CheckedFile:
    return CheckedFile(data, PDF, name, pages=1)


@pytest.fixture
def client(client_of, librarian):
    return client_of(librarian)


@pytest.fixture
def url(submission) -> str:
    return reverse("statistics:report-files", args=[submission.pk])


def upload(name: str = "программа.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, docx(), "application/octet-stream")


def test_a_file_is_kept_with_its_checksum_and_starts_the_report(submission, librarian):
    row = attach_file(submission, Kind.FILE, paper(), librarian)
    assert row.checksum == hashlib.sha256(b"%PDF-1.7 paper").hexdigest()
    assert (row.file_name, row.file_kind, row.file_size) == ("смета.pdf", "pdf", 14)
    assert row.file.name.startswith("statistics/reportfile/")
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT
    assert text_part_of(submission).files == (row,)


def test_the_same_file_twice_is_one_but_may_be_a_scan_too(submission, librarian):
    first = attach_file(submission, Kind.FILE, paper(), librarian)
    assert attach_file(submission, Kind.FILE, paper("копия.pdf"), librarian) == first
    scan = attach_file(submission, Kind.SCAN, paper(), librarian)
    assert text_part_of(submission).scans == (scan,)


def test_there_may_not_be_too_many_nor_too_large_together(submission, librarian, monkeypatch):
    monkeypatch.setitem(attachments.MOST_FILES, Kind.FILE, 2)
    for number in range(2):
        attach_file(submission, Kind.FILE, paper(data=b"%d" % number), librarian)
    with pytest.raises(ValidationError, match="не больше 2"):
        attach_file(submission, Kind.FILE, paper(), librarian)
    monkeypatch.setattr(attachments, "MOST_BYTES", 5)
    with pytest.raises(ValidationError, match="вместе"):
        attach_file(submission, Kind.SCAN, paper(), librarian)


def test_a_sent_report_takes_no_files_and_gives_none_up(filled, librarian):
    row = attach_file(filled, Kind.FILE, paper(), librarian)
    Submission.objects.filter(pk=filled.pk).update(state=Submission.State.SUBMITTED)
    with pytest.raises(SubmissionFrozenError):
        attach_file(filled, Kind.FILE, paper(data=b"other"), librarian)
    with pytest.raises(SubmissionFrozenError):
        remove_file(row, librarian)


def test_a_removed_file_leaves_the_disk_but_not_the_history(
    submission, librarian, settings, django_capture_on_commit_callbacks
):
    row = attach_file(submission, Kind.SCAN, paper("скан.pdf"), librarian)
    path = settings.MEDIA_ROOT / row.file.name
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(row, librarian)
    assert not path.exists()
    told = [(one.what, one.by) for one in text_history_of(submission)]
    assert told == [
        ("подписанный скан «скан.pdf» убран", librarian.short_name),
        ("подписанный скан «скан.pdf» приложен", librarian.short_name),
    ]


def test_a_remark_outlives_the_file_it_was_on(filled, librarian, methodist):
    row = attach_file(filled, Kind.FILE, paper(), librarian)
    Submission.objects.filter(pk=filled.pk).update(state=Submission.State.SUBMITTED)
    remark = add_remark(filled, methodist, "Не та смета.", file=row.pk)
    Submission.objects.filter(pk=filled.pk).update(state=Submission.State.RETURNED)
    remove_file(row, librarian)
    remark.refresh_from_db()
    assert (remark.file, remark.place) == (None, "файл «смета.pdf»")


def test_a_file_of_a_strange_report_gets_no_remark(
    filled, foreign_submission, methodist, neighbour
):
    row = attach_file(foreign_submission, Kind.FILE, paper(), neighbour)
    Submission.objects.filter(pk=filled.pk).update(state=Submission.State.SUBMITTED)
    with pytest.raises(ValidationError, match="уже нет"):
        add_remark(filled, methodist, "Не та смета.", file=row.pk)


def test_the_librarian_brings_downloads_and_removes_it(client, url, submission):
    sent = upload()
    assert client.post(url, {"kind": "file", "file": sent}).url == url
    row = ReportFile.objects.get()
    answer = client.get(reverse("statistics:report-file", args=[row.pk]))
    sent.seek(0)
    assert b"".join(answer.streaming_content) == sent.read()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    page = client.get(url).content.decode()
    assert "программа.docx" in page
    client.post(reverse("statistics:report-file-remove", args=[row.pk]))
    assert not ReportFile.objects.exists()


def test_a_scan_is_no_word_document(client, url):
    page = client.post(url, {"kind": "scan", "file": upload()}).content.decode()
    assert "здесь нужен PDF, JPEG или PNG" in page
    assert not ReportFile.objects.exists()


def test_nothing_chosen_is_told(client, url):
    assert "Выберите файл" in client.post(url, {"kind": "file"}).content.decode()


def test_the_page_takes_the_same_queries_for_more_files(client, url, submission, librarian):
    assert_same_queries(
        client,
        url,
        lambda: attach_file(
            submission, Kind.FILE, paper(data=b"%d" % ReportFile.objects.count()), librarian
        ),
        at_most=10,
    )


@pytest.fixture
def wrong_scan(filled, librarian) -> ReportFile:
    """A scan with somebody's passport, in a report that is accepted and whose campaign is over."""
    row = attach_file(filled, Kind.SCAN, paper("паспорт.pdf"), librarian)
    Submission.objects.filter(pk=filled.pk).update(state=Submission.State.ACCEPTED)
    Campaign.objects.update(state=Campaign.State.CLOSED)
    return row


def test_the_department_takes_a_wrong_file_down_with_a_reason_and_the_library_is_told(
    wrong_scan, filled, methodist, librarian, client_of, settings, mailoutbox,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    path = settings.MEDIA_ROOT / wrong_scan.file.name
    client, why = client_of(methodist), "Это копия паспорта: персональные данные."
    address = reverse("statistics:report-file-take-down", args=[wrong_scan.pk])
    review = client.get(reverse("statistics:review", args=[filled.pk])).content.decode()
    assert f'action="{address}"' in review
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address, {"reason": why}, follow=True).content.decode()
    assert "«паспорт.pdf» убран, библиотеке отправлено письмо." in page
    assert not ReportFile.objects.exists()
    assert not path.exists()
    (letter,) = mailoutbox
    assert letter.to == [librarian.email]
    assert "«паспорт.pdf»" in letter.body and why in letter.body
    assert CampaignLetter.objects.get().written_by == methodist
    event = text_history_of(filled)[0]
    assert (event.by, why in event.what) == (methodist.short_name, True)
    told = client_of(librarian).get(reverse("statistics:report-files", args=[filled.pk]))
    assert "Убрано методическим отделом" in told.content.decode()
    assert why in told.content.decode()


def test_without_a_reason_nothing_is_taken_down(wrong_scan, methodist, client_of, mailoutbox):
    with pytest.raises(ValidationError, match="Напишите, почему"):
        take_down_file(wrong_scan, "  ", methodist)
    address = reverse("statistics:report-file-take-down", args=[wrong_scan.pk])
    page = client_of(methodist).post(address, {"reason": "я" * 2001}, follow=True)
    assert "Текст слишком длинный" in page.content.decode()
    assert ReportFile.objects.exists()
    assert mailoutbox == []


def test_what_the_department_takes_down_is_no_change_of_the_library(filled, librarian, methodist):
    row = attach_file(filled, Kind.FILE, paper(), librarian)
    returned = return_for_revision(submit(filled, librarian), methodist, "Проверьте раздел 1.")
    take_down_file(row, "Чужая смета.", methodist)
    assert left_open_of(returned).untouched_since
