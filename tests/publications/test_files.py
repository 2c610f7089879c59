import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from common.editing import StaleObjectError
from common.files.checking import check_file
from common.files.kinds import DOCUMENTS
from publications import actions
from publications.models import Publication


def upload_to(client, publication: Publication, data: bytes, name: str, version: int = 1):
    url = reverse("publications:file-upload", args=[publication.pk])
    file = SimpleUploadedFile(name, data, content_type="application/pdf")
    return client.post(url, {"version": version, "file": file}, follow=True)


def download(client, publication: Publication):
    return client.get(reverse("publications:download", args=[publication.pk]))


@pytest.fixture
def with_file(published, pdf, methodist) -> Publication:
    file = check_file(pdf, "a.pdf", DOCUMENTS)
    return actions.attach_file(published.pk, file, version=1, by=methodist)


def test_file_of_a_published_publication_is_downloaded_by_everybody(client, with_file, pdf):
    response = download(client, with_file)
    assert b"".join(response.streaming_content) == pdf
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_downloaded_file_is_named_by_the_title_and_not_by_the_uploader(
    client_of, client, methodist, published, docx
):
    response = upload_to(client_of(methodist), published, docx, "../../etc/passwd<script>.html")
    assert "Файл Word (.docx) загружен" in response.content.decode()
    published.refresh_from_db()
    assert published.file_name == "passwd<script>.html"
    assert published.file.name.startswith("publications/")
    assert published.file.name.endswith(".docx")
    assert "passwd" not in published.file.name
    disposition = download(client, published).headers["Content-Disposition"]
    assert "passwd" not in disposition
    assert disposition.endswith(".docx")


def test_refused_file_is_explained_on_the_page_and_changes_nothing(client_of, methodist, published):
    page = upload_to(client_of(methodist), published, b"MZ\x00", "издание.pdf").content.decode()
    assert "«издание.pdf» — программа" in page
    published.refresh_from_db()
    assert (published.file.name, published.version) == ("", 1)


def test_file_is_not_replaced_over_anothers_change(client_of, methodist, head, published, pdf):
    actions.change_publication(published.pk, {"extent": "40"}, version=1, by=head)
    page = upload_to(client_of(methodist), published, pdf, "a.pdf").content.decode()
    assert "запись изменили" in page
    published.refresh_from_db()
    assert not published.file


def test_file_is_not_removed_over_anothers_change(methodist, head, with_file):
    actions.change_publication(with_file.pk, {"extent": "40"}, version=with_file.version, by=head)
    with pytest.raises(StaleObjectError):
        actions.remove_file(with_file.pk, version=with_file.version, by=methodist)


def test_replaced_file_stays_on_the_disk_for_the_history(with_file, methodist, docx):
    before = with_file.file.path
    assert with_file.extent == "1"
    new = check_file(docx, "b.docx", DOCUMENTS)
    changed = actions.attach_file(with_file.pk, new, version=2, by=methodist)
    assert (changed.file_format, changed.file_size) == ("Word", len(docx))
    assert PdfReader(before).pages


def test_removed_file_is_no_more_downloaded(client, client_of, methodist, with_file):
    url = reverse("publications:file-remove", args=[with_file.pk])
    client_of(methodist).post(url, {"version": 2})
    assert download(client, with_file).status_code == 404


def test_file_lost_from_the_disk_is_told_as_absent(client, with_file):
    with_file.file.storage.delete(with_file.file.name)
    assert download(client, with_file).status_code == 404
