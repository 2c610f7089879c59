"""Every page that a person can reach by links, on a region of full size.

It takes few queries, and no form on it loses what was typed when the session ends.
"""

import re
from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.signing import get_cookie_signer
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from common.typed import COOKIE
from consultations.models import Consultation, Topic
from libraries.models import Library
from publications.models import Publication

AT_MOST = 15
CONSULTATIONS = 6_000
PUBLICATIONS = 500
LINK = re.compile(r'<a [^>]*?href="([^"#]+)')
# Of one kind of page this many are opened: the first met, and one that may differ from it. One is
# enough where another role has opened them, and where the address tells choices: of these kinds
# each list has a dozen.
OF_A_KIND = 2
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(input|textarea)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
# What is typed into a field of each type; other types are chosen or pressed.
TYPED = {
    "number": "7351",
    "date": "2031-05-17",
    **dict.fromkeys(("text", "search", "email", "tel", "url"), "Слова, которых жаль"),
}
# Signing in, passwords and codes: another's forms, and nothing to keep in a session.
NOT_KEPT = ("account_", "mfa_")
# Described by another tool, and no page of a person's day.
NO_PAGE = {"api", "schema"}
# Fewer would mean that the walk no longer finds them.
FORMS_AT_LEAST = {Role.LIBRARIAN: 10, Role.METHODIST: 60, Role.HEAD: 60, Role.ADMIN: 1}


@dataclass
class Known:
    """What the roles before have opened and sent."""

    pages: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def known() -> Known:
    return Known()


@pytest.fixture(scope="module")
def region(loaded_region: Path, django_db_blocker):
    """Add years of work to the full region; returns the folder of its files."""
    with (
        override_settings(MEDIA_ROOT=loaded_region),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        fill_up()
        connection.check_constraints()
        yield loaded_region
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, region):
    settings.MEDIA_ROOT = region


def fill_up() -> None:
    """Bring the log and the list of publications to the size of years of work."""
    methodist = User.objects.filter(role=Role.METHODIST).first()
    topics = list(Topic.objects.all())
    libraries = list(Library.objects.select_related("organisation"))
    Consultation.objects.bulk_create(
        Consultation(
            date=timezone.localdate(),
            methodist=methodist,
            library=libraries[number % len(libraries)],
            organisation=libraries[number % len(libraries)].organisation,
            form=Consultation.Form.TELEPHONE,
            topic=topics[number % len(topics)],
            question=f"Вопрос {number}",
        )
        for number in range(CONSULTATIONS - Consultation.objects.count())
    )
    Publication.objects.bulk_create(
        Publication(
            title=f"Памятка {number}",
            kind=Publication.Kind.GUIDE,
            year=2020 + number % 5,
            state=Publication.State.PUBLISHED,
            published_on=timezone.localdate(),
        )
        for number in range(PUBLICATIONS - Publication.objects.count())
    )


def links_of(page: str, url: str) -> list[str]:
    """Return the addresses within the portal that the page links to."""
    addresses = [urljoin(url, unescape(link)) for link in LINK.findall(page)]
    return [address for address in addresses if not urlsplit(address).netloc]


def kind_of(address: str) -> str | None:
    """Return the name of the page, with the names of its choices, or None if it is no page."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    choices = sorted({pair.split("=")[0] for pair in parts.query.split("&")})
    return None if name.split(":")[0] in NO_PAGE else f"{name}?{'&'.join(choices)}"


def forms_of(page: str, url: str) -> dict[str, tuple[str, dict[str, str], dict[str, str]]]:
    """Return by name the forms of the page into which something is typed.

    Of each: where it is sent, what the page itself sends, what is typed.
    """
    found = {}
    for attributes, body in FORM.findall(page):
        told = dict(ATTRIBUTE.findall(attributes))
        action = urljoin(url, unescape(told.get("action", "")) or url)
        sent, typed = fields_of(body)
        name = resolve(urlsplit(action).path).view_name
        if told.get("method") == "post" and typed and not name.startswith(NOT_KEPT):
            found[f"{name}: {', '.join(typed)}"] = (action, sent, typed)
    return found


def fields_of(form: str) -> tuple[dict[str, str], dict[str, str]]:
    sent, typed = {}, {}
    for tag, attributes in FIELD.findall(form):
        told = dict(ATTRIBUTE.findall(attributes))
        kind = "text" if tag == "textarea" else told.get("type", "text")
        if "name" in told and kind in TYPED and "readonly" not in attributes:
            typed[told["name"]] = TYPED[kind]
        elif "name" in told and kind == "hidden":
            sent[told["name"]] = unescape(told.get("value", ""))
    return sent, typed


def lost_words(client: Client, user: User, page: str, form: tuple) -> str:
    """Send the form after the session ended, sign in again; tell what was lost on the way."""
    action, sent, typed = form
    signer = get_cookie_signer(salt=COOKIE)
    client.cookies[COOKIE] = signer.sign(str(user.pk))
    del client.cookies[django_settings.SESSION_COOKIE_NAME]
    answer = client.post(action, sent | typed, headers={"referer": f"http://testserver{page}"})
    client.force_login(user)
    if answer.status_code != 302 or not answer.url.startswith("/accounts/login/"):
        return f"{answer.status_code} instead of the way to sign in"
    (back,) = parse_qs(urlsplit(answer.url).query)["next"]
    html = client.get(back).content.decode()
    return ", ".join(name for name, text in typed.items() if escape(text) not in html)


def walk(client: Client, known: Container[str]) -> Iterator[tuple[str, str, int]]:
    """Open the pages reached by links from the home page: address, text and queries of each."""
    client.get("/healthz")  # the first page of a day also sees to what is due on it
    opened: dict[str, int] = {}
    waiting = deque(["/"])
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind is None or opened.get(kind, 0) >= wanted(kind, known):
            continue
        opened[kind] = opened.get(kind, 0) + 1
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code in {200, 302}, f"{address}: {response.status_code}"
        if response.status_code == 302:
            waiting.append(response.url)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = response.content.decode()
        yield address, page, len(captured)
        fresh = [link for link in links_of(page, address) if link not in seen]
        seen.update(fresh)
        waiting.extend(fresh)


def wanted(kind: str, known: Container[str]) -> int:
    """Return how many pages of the kind are worth opening."""
    return OF_A_KIND if kind.endswith("?") and kind not in known else 1


@pytest.mark.parametrize("role", [None, Role.LIBRARIAN, Role.METHODIST, Role.HEAD, Role.ADMIN])
def test_pages_take_few_queries_and_their_forms_lose_nothing_when_the_session_ends(
    client, role, known
):
    user = User.objects.filter(role=role, is_active=True).order_by("pk").first()
    if user is not None:
        client.force_login(user)
    counts, met, lost = {}, set(), {}
    for address, page, queries in walk(client, known.pages):
        counts[address] = queries
        for name, form in forms_of(page, address).items() if user else ():
            if name not in known.forms and (words := lost_words(client, user, address, form)):
                lost[f"{address} {name}"] = words
            known.forms.add(name)
            met.add(name)
    known.pages.update(kind for address in counts if (kind := kind_of(address)))
    assert len(counts) >= 10, sorted(counts)
    assert not lost
    assert not {address: number for address, number in counts.items() if number > AT_MOST}
    assert len(met) >= FORMS_AT_LEAST.get(role, 0), sorted(met)
