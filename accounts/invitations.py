"""Letters of invitation and the links in them."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from common.addresses import on_site

SALT = "accounts.invitation"
VALID_SECONDS = 7 * 24 * 3600


def key_of(user: User) -> str:
    """Return the key of the person's last invitation; keys of earlier letters stop working."""
    return signing.dumps([user.pk, _stamp(user)], salt=SALT)


def invited_user(key: str) -> User | None:
    """Return whom the key invites, or None if it is spoilt, late, replaced or already used."""
    try:
        pk, stamp = signing.loads(key, salt=SALT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).select_related("organisation").first()
    if user is None or user.has_usable_password() or _stamp(user) != stamp:
        return None
    return user


def send_letter(user: User) -> None:
    """Send the person the link by which she sets her password.

    Raises OSError (SMTPException is one) when the letter cannot be sent.
    """
    context: dict[str, Any] = {
        "user": user,
        "department": settings.DEPARTMENT_NAME,
        "site_url": on_site("/"),
        "invitation_url": on_site(reverse("accounts:accept", args=[key_of(user)])),
    }
    prefix = "accounts/email/invitation"
    letter = EmailMultiAlternatives(
        subject=render_to_string(f"{prefix}_subject.txt").strip(),
        body=render_to_string(f"{prefix}_message.txt", context).strip(),
        to=[user.email],
    )
    letter.attach_alternative(render_to_string(f"{prefix}_message.html", context), "text/html")
    letter.send()


def _stamp(user: User) -> float | None:
    return user.invited_at.timestamp() if user.invited_at else None
