"""What readers do: download, ask for letters."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from publications.models import DownloadDay, Publication, Subscription

DAY = 24 * 60 * 60


@transaction.atomic
def count_download(publication: Publication, reader: str) -> None:
    """Count a download, once a day for one `reader` (a key that tells nobody who it is)."""
    today = timezone.localdate()
    if not cache.add(f"download:{publication.pk}:{today}:{reader}", 1, DAY):
        return
    row, _is_new = DownloadDay.objects.get_or_create(publication=publication, day=today)
    DownloadDay.objects.filter(pk=row.pk).update(count=F("count") + 1)


def subscribe(user: Any) -> Subscription:
    """Send the person a letter about every new publication from now on."""
    return Subscription.objects.get_or_create(user=user)[0]


def unsubscribe(user_id: int) -> None:
    """Send no more letters; who gets none stays as she was."""
    Subscription.objects.filter(user_id=user_id).delete()
