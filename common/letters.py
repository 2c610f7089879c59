"""Letters to people: written after the transaction, sent in the background."""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django_tasks import task

from common.addresses import on_site


@task()
def send_letter(
    subject: str, body: str, to: list[str], html: str = "", headers: dict[str, str] | None = None
) -> None:
    """Send one letter to each of `to`, so that nobody sees the others' addresses."""
    deliver(subject, body, to, html, headers)


def deliver(
    subject: str,
    body: str,
    to: Iterable[str],
    html: str = "",
    headers: dict[str, str] | None = None,
) -> None:
    """Send one letter to each of `to` at once: this is for work done in the background."""
    for address in to:
        letter = EmailMultiAlternatives(subject=subject, body=body, to=[address], headers=headers)
        if html:
            letter.attach_alternative(html, "text/html")
        letter.send()


def letter_about(page: str, template: str, **told: Any) -> str:
    """Return the text of a letter about a page of the portal; the template shows it as `url`."""
    return render_to_string(template, {"url": on_site(page), **told})


def write_letter(
    subject: str,
    body: str,
    to: Iterable[str],
    html: str = "",
    headers: dict[str, str] | None = None,
) -> None:
    """Have a letter sent once the present transaction is through; none if it is rolled back.

    `html` is the same letter for mail programs that show it; `headers` are for mail programs.
    """
    subject = " ".join(subject.split())  # a title may hold line ends, which no header may
    addresses = sorted(set(to))
    if addresses:
        transaction.on_commit(lambda: send_letter.enqueue(subject, body, addresses, html, headers))
