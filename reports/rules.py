"""Who may ask for a document, and who sees a file once it is made."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from common.roles import is_department
from reports.documents import Document
from reports.models import DocumentFile


def check_may_ask(user: Any, document: Document) -> None:
    """Raise Http404 when what the document speaks of is outside the scope, else 403 if refused."""
    if not document.is_visible_to(user):
        raise Http404("Документ не найден.")
    if not document.is_allowed_to(user):
        raise PermissionDenied("Этот документ делает методический отдел.")


def files_visible_to(user: Any) -> QuerySet[DocumentFile]:
    """Return the files of one's own; the department sees everybody's."""
    if is_department(user):
        return DocumentFile.objects.all()
    if not user.is_authenticated:
        return DocumentFile.objects.none()
    return DocumentFile.objects.filter(requested_by=user)
