"""What the portal reads out of a file: its words and its first page."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from common.files.checking import CheckedFile, check_file
from common.files.kinds import DOCUMENTS, PDF, PICTURES
from publications import actions
from publications.models import Publication
from publications.tasks import keep_read, read_file
from tests.publications.makers import docx_with, pdf_with, picture

LIST = reverse("publications:publication-list")


def attach(publication: Publication, data: bytes, by) -> Publication:
    file = check_file(data, "издание", DOCUMENTS)
    publication.refresh_from_db()
    actions.attach_file(publication.pk, file, version=publication.version, by=by)
    publication.refresh_from_db()
    return publication


def corner(publication: Publication) -> tuple[int, ...]:
    with publication.cover.open() as file:
        return Image.open(file).convert("RGB").getpixel((5, 5))


@pytest.fixture
def read(published, methodist, django_capture_on_commit_callbacks) -> Publication:
    with django_capture_on_commit_callbacks(execute=True):
        return attach(published, pdf_with("Стоянки библиобуса в Ёлкино"), methodist)


def test_words_of_a_pdf_are_kept_and_its_first_page_is_the_cover(read):
    read.refresh_from_db()
    assert "Стоянки библиобуса" in read.file_text
    assert corner(read) == (255, 255, 255)
    assert Image.open(read.cover.open()).height == 480


def test_words_of_a_word_document_are_kept_with_its_tables(
    published, methodist, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        attach(published, docx_with("Летние чтения"), methodist)
    published.refresh_from_db()
    assert published.file_text == "Летние чтения\nиз таблицы"
    assert not published.cover


def test_reading_leaves_no_trace_in_the_history_and_no_new_version(read):
    version, changes = read.version, read.history.count()
    read.refresh_from_db()
    assert (read.version, read.history.count()) == (version, changes)
    assert "file_text" not in {field.name for field in read.history.model._meta.fields}


def test_publication_is_found_by_the_words_of_its_file(client, read):
    assert read.title in client.get(LIST, {"q": "библиобуса елкино"}).content.decode()
    assert read.title not in client.get(LIST, {"q": "трамвай"}).content.decode()


def test_scan_that_cannot_be_read_stays_downloadable(
    published, methodist, django_capture_on_commit_callbacks
):
    broken = CheckedFile(b"%PDF-1.4 broken", PDF, "скан.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        actions.attach_file(published.pk, broken, version=1, by=methodist)
    published.refresh_from_db()
    assert (published.file_text, published.cover.name) == ("", "")
    assert published.file


def test_file_replaced_while_it_was_read_keeps_its_own_words(read, methodist):
    attach(read, docx_with("Новое"), methodist)
    stale = Publication.objects.get(pk=read.pk)
    stale.file.name = "publications/publication/gone.pdf"
    keep_read(stale, "Старые слова", "")
    read.refresh_from_db()
    assert read.file_text == ""


def test_own_cover_stays_whatever_file_comes_and_its_removal_draws_the_page_again(
    client_of, methodist, read, django_capture_on_commit_callbacks
):
    client = client_of(methodist)
    read.refresh_from_db()
    upload = {"cover-version": read.version, "cover-cover": SimpleUploadedFile("о.png", picture())}
    client.post(reverse("publications:cover-upload", args=[read.pk]), upload)
    with django_capture_on_commit_callbacks(execute=True):
        attach(read, pdf_with("Второе издание"), methodist)
    read.refresh_from_db()
    assert read.cover_is_own
    assert corner(read) != (255, 255, 255)
    with django_capture_on_commit_callbacks(execute=True):
        url = reverse("publications:cover-remove", args=[read.pk])
        client.post(url, {"version": read.version})
    read.refresh_from_db()
    assert corner(read) == (255, 255, 255)


def test_cover_is_shown_to_the_public_as_a_locked_up_picture(client, read):
    response = client.get(reverse("publications:cover", args=[read.pk]))
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert Image.open(io.BytesIO(b"".join(response.streaming_content))).format == "JPEG"


@pytest.mark.parametrize("data", [b"MZ\0\0", b"<svg onload='alert(1)'/>"])
def test_refused_cover_is_explained_and_changes_nothing(client_of, methodist, published, data):
    url = reverse("publications:cover-upload", args=[published.pk])
    upload = {"cover-version": 1, "cover-cover": SimpleUploadedFile("обложка.png", data)}
    page = client_of(methodist).post(url, upload).content.decode()
    assert "Нужен JPEG, PNG или WebP" in page
    published.refresh_from_db()
    assert not published.cover


def test_removed_file_takes_its_words_and_its_page_along(read, methodist):
    read.refresh_from_db()
    actions.remove_file(read.pk, version=read.version, by=methodist)
    read.refresh_from_db()
    assert (read.file_text, read.text_key, read.cover.name) == ("", "", "")


def test_task_of_a_publication_without_a_file_does_nothing(published):
    read_file.call(published.pk)
    read_file.call(published.pk + 1)
    assert check_file(picture(), "о.png", PICTURES).width == 400
