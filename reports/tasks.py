"""Work done in the background, by the worker beside the server."""

from django.utils import timezone
from django_tasks import task

from reports import actions
from reports.models import DocumentFile


@task()
def make_document(document_file_id: int) -> None:
    """Make a document that a person waits for, then clear away those nobody needs."""
    file = DocumentFile.objects.filter(pk=document_file_id).first()
    if file is not None and file.state != DocumentFile.State.READY:
        actions.make(file)
    actions.delete_old(timezone.now())
