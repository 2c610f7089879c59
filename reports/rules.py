"""Who may ask for a document, and who sees a file once it is made."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from common.roles import is_department
from reports.documents import DOCUMENTS, Document, ParameterError, open_document
from reports.documents.personal import PersonalDocument
from reports.models import DocumentFile


def check_may_ask(user: Any, document: Document) -> None:
    """Raise Http404 when what the document speaks of is outside the scope, else 403 if refused."""
    if not document.is_visible_to(user):
        raise Http404("Документ не найден.")
    if not document.is_allowed_to(user):
        raise PermissionDenied("Этот документ делает методический отдел.")


def files_visible_to(user: Any) -> QuerySet[DocumentFile]:
    """Return the files of one's own and of guests.

    The department sees everybody's that name no people.
    """
    visible = Q(requested_by=None)
    if user.is_authenticated:
        visible |= Q(requested_by=user)
    if is_department(user):
        visible |= ~Q(document__in=personal_documents())
    return DocumentFile.objects.filter(visible)


def personal_documents() -> list[str]:
    """Return the names of the documents that name people."""
    return [name for name, each in DOCUMENTS.items() if issubclass(each, PersonalDocument)]


def check_may_have(user: Any, file: DocumentFile) -> None:
    """Raise as `check_may_ask` does when the person could no longer ask for the file today.

    A file outlives the rights it was made by: she has moved to another organisation, or is head
    no more. What cannot be checked any more,
    since its subject is gone, is refused when it names people.
    """
    if file.document not in DOCUMENTS:
        return
    try:
        document = open_document(file.document, file.parameters)
    except ParameterError as error:
        if issubclass(DOCUMENTS[file.document], PersonalDocument):
            raise Http404("Документ не найден.") from error
        return
    check_may_ask(user, document)
