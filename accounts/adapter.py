"""Our ways in the sign-in library: no public sign-up, letters in our words."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from common.addresses import on_site
from common.letters import write_letter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Lead to the portal's own address: not to the name that whoever asked came by."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return on_site(path)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letter = {
            "department": settings.DEPARTMENT_NAME,
            "site_url": on_site("/"),
            "reset_url": on_site(reverse("account_reset_password")),
        }
        # Sent in the background: the time of the answer must not tell whether somebody is known.
        message = self.render_mail(template_prefix, email, {**letter, **context})
        html = next((part.content for part in getattr(message, "alternatives", ())), "")
        write_letter(message.subject, message.body, [email], html)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write to the address the person signs in with, the only one the portal knows."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)
