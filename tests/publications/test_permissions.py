import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.files.checking import check_file
from common.files.kinds import DOCUMENTS
from publications import actions
from publications.models import Publication
from tests.battery import SIGN_IN, Case, battery, everyone

# stranger, neighbour, librarian, methodist, head, admin
KEEPERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]
DRAFT_READERS = [404, 404, 404, 200, 200, 404]
PUBLISHED = {"pk": "@published_file.pk"}
DRAFT = {"pk": "@draft_file.pk"}
FORM = {"version": "2", "title": "Новое", "kind": "guide", "year": "2026"}


@pytest.fixture
def published_file(published, pdf, methodist) -> Publication:
    file = check_file(pdf, "a.pdf", DOCUMENTS)
    return actions.attach_file(published.pk, file, version=1, by=methodist)


@pytest.fixture
def draft_file(draft, pdf, methodist) -> Publication:
    file = check_file(pdf, "a.pdf", DOCUMENTS)
    return actions.attach_file(draft.pk, file, version=1, by=methodist)


@pytest.fixture
def file_form(pdf) -> dict:
    return {"version": "2", "file": SimpleUploadedFile("a.pdf", pdf)}


def written(name: str, data: object) -> Case:
    return Case(f"publications:{name}", WRITTEN, DRAFT, method="post", data=data)


VERSION = {"version": "2"}
test_permissions = battery(
    [
        Case("publications:publication-list", everyone(200), needs=["published_file"]),
        Case("publications:publication-list", everyone(200), needs=["draft_file"], htmx=True),
        Case("publications:publication", everyone(200), PUBLISHED),
        Case("publications:publication", DRAFT_READERS, DRAFT),
        Case("publications:download", everyone(200), PUBLISHED),
        Case("publications:download", DRAFT_READERS, DRAFT),
        Case("publications:publication-create", KEEPERS),
        Case("publications:publication-create", WRITTEN, method="post", data=FORM),
        Case("publications:publication-edit", KEEPERS, DRAFT),
        written("publication-edit", FORM),
        Case("publications:publication-publish", KEEPERS, DRAFT),
        written("publication-publish", {"version": "2", "published_on": "2026-02-03"}),
        written("publication-start", VERSION),
        written("publication-withdraw", VERSION),
        written("file-upload", "@file_form"),
        written("file-remove", VERSION),
    ]
)
