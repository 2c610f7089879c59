"""Invitations and reminders: refused, and wanted again."""

from events.models import EventLettersOff


def refuse_letters(user_id: int) -> None:
    """Send the person neither invitations to events nor reminders of them."""
    EventLettersOff.objects.get_or_create(user_id=user_id)


def want_letters(user_id: int) -> None:
    """Send the person invitations and reminders again."""
    EventLettersOff.objects.filter(user_id=user_id).delete()
