"""Every page that a person can reach by links, on a region of full size, in few queries."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from consultations.models import Consultation, Topic
from libraries.models import Library
from methodportal.demo.load import load_demo_region
from publications.models import Publication

AT_MOST = 15
CONSULTATIONS = 6_000
PUBLICATIONS = 500
LINK = re.compile(r'<a [^>]*?href="([^"#]+)')
# Of one kind of page this many are opened: the first met, and as many as may differ from it.
OF_A_KIND = 2
# Described by another tool, and no page of a person's day.
NO_PAGE = {"api", "schema"}


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the full region once for all; returns the folder of its files."""
    files = tmp_path_factory.mktemp("media")
    with (
        override_settings(MEDIA_ROOT=files),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        load_demo_region()
        fill_up()
        connection.check_constraints()
        yield files
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


def walk(client: Client) -> dict[str, int]:
    """Return the queries of each page reached by links from the home page."""
    counts: dict[str, int] = {}
    opened: dict[str, int] = {}
    waiting = deque(["/"])
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if kind is None or opened.get(kind, 0) >= OF_A_KIND:
            continue
        opened[kind] = opened.get(kind, 0) + 1
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code in {200, 302}, f"{address}: {response.status_code}"
        if response.status_code == 302:
            waiting.append(response.url)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        counts[address] = len(captured)
        fresh = [link for link in links_of(response.content.decode(), address) if link not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return counts


@pytest.mark.parametrize("role", [None, Role.LIBRARIAN, Role.METHODIST, Role.HEAD, Role.ADMIN])
def test_no_page_takes_more_queries_than_a_page_may(client, role):
    if role is not None:
        client.force_login(User.objects.filter(role=role, is_active=True).order_by("pk").first())
    counts = walk(client)
    assert len(counts) >= 10, sorted(counts)
    heavy = {address: number for address, number in counts.items() if number > AT_MOST}
    assert not heavy
