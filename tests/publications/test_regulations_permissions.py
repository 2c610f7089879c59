import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.files.checking import CheckedFile
from common.files.kinds import PDF
from publications.models import Regulation
from publications.regulations.actions import put_file
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.factories import RegulationFactory

# stranger, neighbour, librarian, methodist, head, admin
KEEPERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]
ONE = {"pk": "@regulation.pk"}
FORM = {
    "version": "1",
    "kind": "law",
    "issuer": "Государственная Дума",
    "date": "1994-12-29",
    "number": "78-ФЗ",
    "title": "О библиотечном деле",
    "theme": "management",
    "in_force_since": "1995-01-02",
}


@pytest.fixture
def regulation(pdf) -> Regulation:
    regulation = RegulationFactory()
    put_file(regulation, CheckedFile(pdf, PDF, "a.pdf", pages=1))
    return regulation


@pytest.fixture
def file_form(pdf) -> dict:
    return {"file": SimpleUploadedFile("a.pdf", pdf)}


def written(name: str, data: object = None) -> Case:
    return Case(f"regulations:{name}", WRITTEN, ONE, method="post", data=data)


test_permissions = battery(
    [
        Case("regulations:regulation-list", everyone(200), needs=["regulation"]),
        Case("regulations:regulation", everyone(200), ONE),
        Case("regulations:download", everyone(200), ONE),
        Case("regulations:regulation-create", KEEPERS),
        Case("regulations:regulation-create", WRITTEN, method="post", data=FORM),
        Case("regulations:regulation-edit", KEEPERS, ONE),
        written("regulation-edit", FORM),
        written("regulation-remove"),
        written("file-put", "@file_form"),
        written("file-remove"),
    ]
)
