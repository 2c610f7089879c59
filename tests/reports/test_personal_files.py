"""Files that name people are for who asked for them, and only while she may ask."""

import pytest
from django.urls import reverse

from accounts.models import User
from common.roles import Role
from reports.models import DocumentFile
from tests.factories import EmployeeFactory


@pytest.fixture
def personal_file(client_of, librarian, library) -> DocumentFile:
    values = {"name": "personal-data", "format": "xlsx"}
    person = EmployeeFactory(library=library)
    client_of(librarian).post(reverse("reports:request"), {**values, "employee": person.pk})
    return DocumentFile.objects.get()


def addresses(file: DocumentFile) -> list[str]:
    return [reverse(f"reports:{name}", args=[file.pk]) for name in ("document", "download")]


def test_personal_file_is_for_who_asked_for_it_and_not_for_the_department(
    client_of, librarian, methodist, head, personal_file, document_file
):
    for address in addresses(personal_file):
        assert client_of(librarian).get(address).status_code == 200
        assert client_of(methodist).get(address).status_code == 404
        assert client_of(head).get(address).status_code == 404
    assert client_of(methodist).get(addresses(document_file)[0]).status_code == 200


def test_log_of_looks_is_closed_to_a_former_head(client_of, head):
    values = {"name": "access-log", "format": "xlsx"}
    client_of(head).post(reverse("reports:request"), values)
    file = DocumentFile.objects.get()
    assert client_of(head).get(addresses(file)[1]).status_code == 200
    User.objects.filter(pk=head.pk).update(role=Role.METHODIST)
    for address in addresses(file):
        assert client_of(head).get(address).status_code == 403
