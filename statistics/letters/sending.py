"""Sending what has been written, in the background."""

import logging

from django.utils import timezone
from django_tasks import task

from common.letters import deliver
from common.opting_out import headers
from statistics.models import CampaignLetter

logger = logging.getLogger(__name__)


@task()
def send_letters(keys: list[int]) -> None:
    """Send letters and note when; one that cannot be sent stays unsent and stops no other.

    Each is taken right before it is sent: a collection that is cancelled meanwhile takes back
    those that nobody has taken yet.
    """
    for key in keys:
        waiting = CampaignLetter.objects.filter(pk=key, sent_at=None, taken_at=None)
        if waiting.update(taken_at=timezone.now()):
            _send(CampaignLetter.objects.get(pk=key))


def _send(letter: CampaignLetter) -> None:
    try:
        way_out = headers(letter.way_out) if letter.way_out else None
        deliver(letter.subject, letter.body, [letter.address], headers=way_out)
    except OSError:  # of a mail server, smtplib's errors among them
        logger.exception("Letter %s was not sent", letter.pk)
        letter.taken_at = None
    else:
        letter.sent_at = timezone.now()
    letter.save(update_fields=["taken_at", "sent_at"])
