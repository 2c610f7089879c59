"""Letters about new publications to those who asked for them."""

from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from common.letters import write_letter
from publications.bibliography import citation
from publications.models import Publication, Subscription

_SALT = "publications.unsubscribe"


def unsubscribe_key(user_id: int) -> str:
    """Return a key that lets one person out of the letters without signing in."""
    return signing.dumps(user_id, salt=_SALT)


def user_of_key(key: str) -> int | None:
    """Return whose key it is; None for a key that the portal never gave."""
    try:
        return signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        return None


def announce_later(pk: int, site: str) -> None:
    """Have the letters written once the present transaction is through."""
    transaction.on_commit(lambda: announce.enqueue(pk, site))


@task()
def announce(publication_id: int, site: str) -> None:
    """Write to every subscriber; nothing when the publication was hidden meanwhile."""
    found = Publication.objects.select_related("series").filter(pk=publication_id).first()
    if found is None or not found.is_open:
        return
    readers = Subscription.objects.filter(user__is_active=True).select_related("user")
    with transaction.atomic():
        for reader in readers:
            way_out = f"{site}{_way_out(reader)}"
            body = _body(found, site, way_out)
            headers = _headers(way_out)
            write_letter(f"Новое издание: {found}", body, [reader.user.email], headers=headers)


def _way_out(reader: Subscription) -> str:
    return reverse("publications:unsubscribe", args=[unsubscribe_key(reader.user_id)])


def _headers(way_out: str) -> dict[str, str]:
    """Return what lets a mail program offer «Отписаться» in one click (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{way_out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _body(publication: Publication, site: str, way_out: str) -> str:
    context = {
        "publication": publication,
        "record": citation(publication),
        "url": f"{site}{publication.get_absolute_url()}",
        "unsubscribe_url": way_out,
    }
    return render_to_string("publications/email/new.txt", context)
