"""Letters about new publications to those who asked for them."""

from django.db import transaction
from django.urls import reverse
from django_tasks import task

from common.addresses import on_site
from common.letters import letter_about, write_letter
from common.opting_out import WayOut, headers
from publications.bibliography import citation
from publications.models import Publication, Subscription

WAY_OUT = WayOut("publications")


def announce_later(pk: int) -> None:
    """Have the letters written once the present transaction is through."""
    transaction.on_commit(lambda: announce.enqueue(pk))


@task()
def announce(publication_id: int) -> None:
    """Write to every subscriber; nothing when the publication was hidden meanwhile."""
    found = Publication.objects.select_related("series").filter(pk=publication_id).first()
    if found is None or not found.is_open:
        return
    readers = Subscription.objects.filter(user__is_active=True).select_related("user")
    with transaction.atomic():
        for reader in readers:
            way_out = on_site(_way_out(reader))
            body = _body(found, way_out)
            subject = f"Новое издание: {found}"
            write_letter(subject, body, [reader.user.email], headers=headers(way_out))


def _way_out(reader: Subscription) -> str:
    return reverse("publications:unsubscribe", args=[WAY_OUT.key(reader.user_id)])


def _body(publication: Publication, way_out: str) -> str:
    return letter_about(
        publication.get_absolute_url(),
        "publications/email/new.txt",
        publication=publication,
        record=citation(publication),
        unsubscribe_url=way_out,
    )
