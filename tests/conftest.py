"""The cast: the same people in every test, named by what they are to the library at hand.

The librarian works in the system that owns `library`, the neighbour in another system of the
region; methodist, head and admin see the whole region; the stranger is not signed in.
"""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings

from accounts.models import User
from common.roles import Role
from libraries.models import Library, Organisation, Territory
from methodportal.search.signals import index_paused
from statistics.actions.editions import SHIPPED, load_edition
from statistics.models import Edition
from tests.emptying import empty_tables
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory, UserFactory
from tests.signing_in import force_login

pytest_plugins = ["tests.browser", "tests.order"]

# The same way of keeping passwords, at a hundredth of the price: the price is for burglars.
Argon2PasswordHasher.time_cost = Argon2PasswordHasher.parallelism = 1
Argon2PasswordHasher.memory_cost = 8
# The same session for fewer queries: the tests begin twelve thousand of them.
Client.force_login = force_login

# How quick an example is depends on what else the machine does: that is no fault of the code.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")

# So many new objects before the collector looks at them: Python's own 700 are one page's.
OBJECTS_A_COLLECTION = 10_000

CAST = ("stranger", "neighbour", "librarian", "methodist", "head", "admin")


def pytest_collection() -> None:
    gc.disable()


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what lives to the end: it took a tenth of a run."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_A_COLLECTION)


@pytest.fixture
def region(db: None) -> Territory:
    return TerritoryFactory(name="Приозёрская область", kind=Territory.Kind.REGION)


@pytest.fixture
def municipality(region: Territory) -> Territory:
    return TerritoryFactory(name="Берёзовский район", parent=region)


@pytest.fixture
def organisation(municipality: Territory) -> Organisation:
    return OrganisationFactory(name="МБУК «Берёзовская ЦБС»", territory=municipality)


@pytest.fixture
def library(organisation: Organisation) -> Library:
    return LibraryFactory(
        name="Зелёная сельская библиотека",
        organisation=organisation,
        territory=organisation.territory,
    )


@pytest.fixture
def foreign_library(region: Territory) -> Library:
    """A library outside the librarian's scope."""
    territory = TerritoryFactory(name="Лесной район", parent=region)
    other = OrganisationFactory(name="МБУК «Лесная ЦБС»", territory=territory)
    return LibraryFactory(name="Лесная библиотека", organisation=other, territory=territory)


@pytest.fixture
def librarian(organisation: Organisation) -> User:
    return UserFactory(role=Role.LIBRARIAN, organisation=organisation, last_name="Берёзкина")


@pytest.fixture
def neighbour(foreign_library: Library) -> User:
    return UserFactory(
        role=Role.LIBRARIAN, organisation=foreign_library.organisation, last_name="Соседова"
    )


@pytest.fixture
def methodist(db: None) -> User:
    return UserFactory(role=Role.METHODIST, last_name="Методистова")


@pytest.fixture
def head(db: None) -> User:
    return UserFactory(role=Role.HEAD, last_name="Заведующая")


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory(role=Role.ADMIN, last_name="Админова")


@pytest.fixture
def client_of():
    """Return a function: the signed-in client of a person, or of nobody."""

    def make(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite's test database in a file of this run.

    In memory all threads of the live server would share one connection and with it one
    transaction: two requests of one page at a time would fail by chance.
    """
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _quick_emptying() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
        yield


@pytest.fixture(autouse=True)
def _surroundings(settings: Any, tmp_path: Path) -> None:
    """Give each test its own files and cache, and tasks done at once instead of by a worker."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": str(tmp_path),
        }
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def _index_of_search(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the index of the search only in tests that ask for `search_index`: it takes time."""
    if "search_index" in request.fixturenames:
        yield
        return
    with index_paused():
        yield


@pytest.fixture
def search_index() -> None:
    """Let the index keep in step with what the test writes, as at work."""


@pytest.fixture
def edition_2015(db: None) -> Edition:
    """The shipped edition of 6-НК, stored with its cells."""
    return load_edition(SHIPPED / "6-nk-2015.yaml")


@pytest.fixture
def edition_2019(db: None) -> Edition:
    """The shipped edition of 6-НК that continues the one of 2015."""
    return load_edition(SHIPPED / "6-nk-2019.yaml")
