"""The permission battery: who gets which answer at which address, as one table an app.

How to add cases: in `tests/<app>/test_permissions.py` write

    from tests.battery import Case, battery, everyone, signed_in

    CASES = [
        Case("libraries:library-list", everyone(200)),
        Case(
            "libraries:library-edit",
            # stranger, neighbour, librarian, methodist, head, admin
            ["sign-in", 404, 403, 200, 200, 200],
            kwargs={"pk": "@library.pk"},
        ),
        Case(
            "libraries:library-edit",
            ["sign-in", 404, 403, 302, 302, 302],
            kwargs={"pk": "@library.pk"},
            method="post",
            data="@library_form",
        ),
    ]

    test_permissions = battery(CASES)

A text that begins with `@` is a fixture and, after dots, its attributes: `@library.pk`; this
holds in `kwargs`, in `query`, in the values of `data`, and for `data` as a whole. Every case is
asked once by each of the cast (see tests/conftest.py), and what the answer wrote is taken back
before the next one asks, so a case may write. `needs` names fixtures that must exist though no
address speaks of them; `htmx=True` asks as htmx does. A test in tests/methodportal/test_battery.py
fails for every named address of the portal that has no case anywhere.
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from tests.conftest import CAST

SIGN_IN = "sign-in"
Answer = int | str


@dataclass(frozen=True)
class Case:
    """One address asked in one way, with the answer for each of the cast in CAST's order."""

    url: str
    expected: Sequence[Answer]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    method: str = "get"
    data: Mapping[str, Any] | str | None = None
    query: Mapping[str, Any] = field(default_factory=dict)
    needs: Sequence[str] = ()
    htmx: bool = False
    content_type: str | None = None

    def __post_init__(self) -> None:
        if len(self.expected) != len(CAST):
            raise ValueError(f"{self.url}: an answer for each of {', '.join(CAST)}, please")

    @property
    def label(self) -> str:
        return f"{self.method}-{self.url}" + ("-htmx" if self.htmx else "")


def everyone(answer: Answer) -> list[Answer]:
    """Return the same answer for the whole cast."""
    return [answer] * len(CAST)


def signed_in(answer: Answer) -> list[Answer]:
    """Return one answer for all who are signed in; the stranger is sent to sign in."""
    return [SIGN_IN, *[answer] * (len(CAST) - 1)]


def department(answer: Answer, others: Answer = 403) -> list[Answer]:
    """Return one answer for methodist, head and admin; `others` for librarian and neighbour."""
    return [SIGN_IN, others, others, answer, answer, answer]


def battery(cases: Sequence[Case]) -> Callable[..., None]:
    """Return a test of every case, asked by each of the cast in turn."""
    parameters = [
        pytest.param(case, id=f"{number}-{case.label}")
        for number, case in enumerate(cases, start=1)
    ]

    @pytest.mark.django_db
    @pytest.mark.parametrize("case", parameters)
    def test_permissions(case: Case, request: pytest.FixtureRequest) -> None:
        users = {name: _user(name, request) for name in CAST}
        _fixtures_of(case, request)
        answers = {name: _answer(case, user, request) for name, user in users.items()}
        expected = dict(zip(CAST, case.expected, strict=True))
        assert answers == expected, f"{case.method} {case.url}"

    test_permissions.cases = cases
    return test_permissions


def answer_of(response: HttpResponse) -> Answer:
    """Return the status, or 'sign-in' when the person is sent to sign in, by htmx or plainly."""
    target = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
    if target.startswith(resolve_url(settings.LOGIN_URL)):
        return SIGN_IN
    return response.status_code


def _user(name: str, request: pytest.FixtureRequest) -> User | None:
    return None if name == "stranger" else request.getfixturevalue(name)


def _fixtures_of(case: Case, request: pytest.FixtureRequest) -> None:
    """Make all that the case speaks of before anybody asks, so that each finds the same."""
    for name in case.needs:
        request.getfixturevalue(name)
    for value in (case.kwargs, case.query, case.data):
        _filled(value, request)


def _answer(case: Case, user: User | None, request: pytest.FixtureRequest) -> Answer:
    """Return what the person is answered; what the answer wrote is taken back."""
    cache.clear()
    with transaction.atomic():
        answer = answer_of(_ask(case, user, request))
        transaction.set_rollback(True)
    return answer


def _ask(case: Case, user: User | None, request: pytest.FixtureRequest) -> HttpResponse:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    kwargs = _filled(case.kwargs, request)
    extra: dict[str, Any] = {"query_params": _filled(case.query, request)}
    if case.htmx:
        extra["headers"] = {"HX-Request": "true"}
    if case.content_type:
        extra["content_type"] = case.content_type
    if case.data is not None:
        extra["data"] = _filled(case.data, request)
    return getattr(client, case.method)(reverse(case.url, kwargs=kwargs), **extra)


def _filled(value: Any, request: pytest.FixtureRequest) -> Any:
    """Put fixtures in place of the texts that begin with @."""
    if isinstance(value, Mapping):
        return {key: _filled(inner, request) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, request) for inner in value]
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    name, _, attributes = value[1:].partition(".")
    found = request.getfixturevalue(name)
    return operator.attrgetter(attributes)(found) if attributes else _rewound(found)


def _rewound(found: Any) -> Any:
    """Turn the files of a form back to their beginnings: the one before has read them."""
    for value in found.values() if isinstance(found, dict) else ():
        if hasattr(value, "seek"):
            value.seek(0)
    return found


def portal_addresses() -> set[str]:
    """Return the names of all addresses, with namespaces.

    Raises:
        AssertionError: an address has no name, so that no case could speak of it.
    """
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: Sequence[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"An address without a name: {pattern.pattern}"
            yield f"{namespace}{pattern.name}"
