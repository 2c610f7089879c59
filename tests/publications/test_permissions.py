import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.files.checking import check_file
from common.files.kinds import DOCUMENTS
from publications import actions
from publications.models import Publication, Series
from publications.notices import WAY_OUT
from tests.battery import SIGN_IN, Case, battery, everyone, signed_in
from tests.factories import PublicationFactory
from tests.publications.makers import picture

# stranger, neighbour, librarian, methodist, head, admin
KEEPERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]
DRAFT_READERS = [404, 404, 404, 200, 200, 404]
PUBLISHED = {"pk": "@published_file.pk"}
DRAFT = {"pk": "@draft_file.pk"}
FORM = {
    "version": "2",
    "title": "Новое",
    "kind": "guide",
    "audience": "all",
    "medium": "text",
    "year": "2026",
}


@pytest.fixture
def published_file(published, pdf, methodist) -> Publication:
    file = check_file(pdf, "a.pdf", DOCUMENTS)
    return actions.attach_file(published.pk, file, version=1, by=methodist)


@pytest.fixture
def draft_file(draft, pdf, methodist) -> Publication:
    file = check_file(pdf, "a.pdf", DOCUMENTS)
    return actions.attach_file(draft.pk, file, version=1, by=methodist)


@pytest.fixture
def covered(published) -> Publication:
    published.cover.save("cover.jpg", ContentFile(b"picture"))
    return published


@pytest.fixture
def covered_draft(draft) -> Publication:
    draft.cover.save("cover.jpg", ContentFile(b"picture"))
    return draft


@pytest.fixture
def about_library(published, library) -> Publication:
    published.libraries.add(library)
    return published


@pytest.fixture
def removed(db) -> Publication:
    return PublicationFactory(removed_at=timezone.now())


@pytest.fixture
def series(db) -> Series:
    return Series.objects.create(name="Опыт")


@pytest.fixture
def key(librarian) -> str:
    return WAY_OUT.key(librarian.pk)


@pytest.fixture
def cover_form() -> dict:
    return {"cover-version": "2", "cover-cover": SimpleUploadedFile("a.png", picture())}


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
        Case("publications:feed", everyone(200), needs=["published_file"]),
        Case("publications:letters", signed_in(200)),
        Case("publications:letters", signed_in(302), method="post", data={"letters": "on"}),
        Case("publications:unsubscribe", everyone(200), {"key": "@key"}),
        Case("publications:unsubscribe", everyone(200), {"key": "@key"}, method="post"),
        Case("publications:unsubscribe", everyone(404), {"key": "made-up"}),
        Case("publications:series-list", everyone(200), needs=["series"]),
        Case("publications:series", DRAFT_READERS, {"pk": "@series.pk"}),
        Case("publications:series-create", KEEPERS),
        Case("publications:series-create", WRITTEN, method="post", data={"name": "Новая"}),
        Case("publications:series-edit", KEEPERS, {"pk": "@series.pk"}),
        Case(
            "publications:series-edit",
            WRITTEN,
            {"pk": "@series.pk"},
            method="post",
            data={"name": "Другая", "version": "1"},
        ),
        Case("publications:cover", everyone(200), {"pk": "@covered.pk"}),
        Case("publications:cover", DRAFT_READERS, {"pk": "@covered_draft.pk"}),
        written("cover-upload", "@cover_form"),
        written("cover-remove", VERSION),
        written("library-add", {"library": "@library.name"}),
        Case(
            "publications:library-remove",
            WRITTEN,
            {"pk": "@about_library.pk", "library_pk": "@library.pk"},
            method="post",
        ),
        written("publication-remove", VERSION),
        Case("publications:removed", KEEPERS, needs=["removed"]),
        Case(
            "publications:publication-restore",
            WRITTEN,
            {"pk": "@removed.pk"},
            method="post",
            data={"version": "1"},
        ),
        Case("publications:publication", everyone(404), {"pk": "@removed.pk"}),
        Case("publications:download", everyone(404), {"pk": "@removed.pk"}),
        written("file-upload", "@file_form"),
        written("file-remove", VERSION),
    ]
)
