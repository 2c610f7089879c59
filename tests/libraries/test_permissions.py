import datetime
from collections.abc import Iterator

import pytest

from libraries import actions
from libraries.actions.photos import add_photo
from libraries.models import (
    Library,
    LibraryPhoto,
    NetworkChange,
    OrganisationContact,
    PassportDraft,
    RegistryImport,
)
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.libraries.model_cast import make_model_library
from tests.libraries.passports import a_photo, proposed

# stranger, neighbour, librarian, methodist, head, admin
KEEPERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]


@pytest.fixture
def library_form(library) -> dict:
    return {
        "version": library.version,
        "code": library.code,
        "name": "Новое имя",
        "organisation": library.organisation_id,
        "territory": library.territory_id,
        "locality": library.locality,
        "kind": library.kind,
        "settlement": library.settlement,
        "nature": "correction",
    }


@pytest.fixture
def new_library_form(library_form) -> dict:
    return {**library_form, "code": "9999"}


@pytest.fixture
def organisation_form(organisation) -> dict:
    return {"version": organisation.version, "name": organisation.name, "kind": "association"}


@pytest.fixture
def new_organisation_form(organisation) -> dict:
    return {"name": "Новая ЦБС", "kind": "library_system"}


@pytest.fixture
def methodists_import(methodist) -> RegistryImport:
    """An import that exists for its owner alone."""
    rows = [["Код", "Название"], ["0001", "Имя"]]
    sheet = {"title": "Библиотеки", "rows": rows, "unsaved_formulas": []}
    return RegistryImport.objects.create(
        owner=methodist, kind="libraries", file_name="список.xlsx", source=sheet
    )


@pytest.fixture
def rename(library) -> NetworkChange:
    """A change of the network that can be taken back."""
    order = actions.Order(datetime.date(2024, 3, 1))
    return actions.rename_library(library.pk, {"name": "Новая"}, order, version=1, by=None)


@pytest.fixture
def facts_form(library) -> dict:
    return {"version": 0, "library_version": library.version, "passport_version": 0, "seats": 7}


@pytest.fixture
def waiting_draft(library, librarian) -> PassportDraft:
    return proposed(library, librarian, seats=9)


@pytest.fixture
def waiting_photo(library, librarian) -> LibraryPhoto:
    return add_photo(library, a_photo(), "Зал", by=librarian)


@pytest.fixture
def shown_photo(library, methodist) -> LibraryPhoto:
    return add_photo(library, a_photo(), "Зал", by=methodist)


@pytest.fixture
def contact(organisation) -> OrganisationContact:
    return OrganisationContact.objects.create(
        organisation=organisation, post="Методист", name="Иванова А. А."
    )


@pytest.fixture
def organisations_import(methodists_import) -> RegistryImport:
    rows = [["Полное название", "Вид"], ["Новая ЦБС", "ЦБС"]]
    return _import_of(methodists_import, "organisations", rows)


@pytest.fixture
def population_import(methodists_import) -> RegistryImport:
    rows = [["ОКТМО", "2025"], ["66600000", 900]]
    return _import_of(methodists_import, "population", rows)


def _import_of(found: RegistryImport, kind: str, rows: list) -> RegistryImport:
    found.kind, found.source = kind, {**found.source, "rows": rows}
    found.save()
    return found


OWNER = [SIGN_IN, 403, 403, 200, 404, 403]
OWNER_WRITES = [SIGN_IN, 403, 403, 302, 404, 403]
IMPORT = {"pk": "@methodists_import.pk"}
TERRITORY = {"pk": "@municipality.pk"}
NEW_TERRITORY = {"name": "Ёлкинский округ", "kind": "municipal_okrug", "oktmo": "66777000"}
LIBRARY = {"pk": "@library.pk"}
ORGANISATION = {"pk": "@organisation.pk"}
CLOSING = {
    "version": "1",
    "date": "2025-12-01",
    "order_number": "12-п",
    "order_date": "2025-11-20",
    "confirmed_name": "@library.name",
}
CHANGE = {"pk": "@rename.pk"}
CONTACT = {"pk": "@contact.pk"}
PERSON = {"post": "Методист", "name": "Петрова Б. Б."}

# A passport is kept inside; what stands outside the scope does not exist.
DEPARTMENT = [SIGN_IN, 403, 403, 200, 200, 403]
INSIDE = [SIGN_IN, 404, 200, 200, 200, 403]
INSIDE_WRITES = [SIGN_IN, 404, 302, 302, 302, 403]
PHOTO_SEEN = [404, 404, 200, 200, 200, 404]
WAITING_PHOTO = {"pk": "@waiting_photo.pk"}

# The API answers a stranger plainly: a program has no page to sign in on.
BY_API = [403, 200, 200, 200, 200, 200]
READ_ONLY = [403, 405, 405, 405, 405, 405]


def _import_cases() -> Iterator[Case]:
    for prefix in ("organisation-import", "population-import"):
        pk = {"pk": f"@{prefix.replace('organisation-', 'organisations-').replace('-', '_')}.pk"}
        yield Case(f"libraries:{prefix}", KEEPERS)
        yield Case(f"libraries:{prefix}-template", KEEPERS)
        yield Case(f"libraries:{prefix}-preview", OWNER, pk)
        yield Case(f"libraries:{prefix}-faults", OWNER, pk)
        for step in ("answer", "confirm", "cancel"):
            yield Case(f"libraries:{prefix}-{step}", OWNER_WRITES, pk, method="post")


def _network_cases() -> Iterator[Case]:
    """A change of the network is the department's, whichever it is."""
    forms = {
        "rename": {"name": "Другое", "kind": "rural"},
        "move": {
            "territory": "@municipality.pk",
            "settlement": "rural",
            "locality": "с. Другое",
        },
        "transfer": {"organisation": "@foreign_library.organisation_id"},
        "merge": {"successor": "@foreign_library.pk"},
        "split": {"code_1": "77", "name_1": "Новая"},
    }
    for verb, form in forms.items():
        name = f"libraries:library-{verb}"
        yield Case(name, KEEPERS, LIBRARY)
        yield Case(name, WRITTEN, LIBRARY, method="post", data={**CLOSING, **form})


@pytest.fixture
def model_library(db) -> Library:
    return make_model_library()


test_permissions = battery(
    [
        Case("libraries:library-list", everyone(200), needs=["library"]),
        Case("libraries:library-list", everyone(200), needs=["library"], htmx=True),
        Case("libraries:library", everyone(200), LIBRARY),
        Case(
            "libraries:passport-list",
            [SIGN_IN, 200, 200, 200, 200, 403],
            needs=["waiting_draft"],
        ),
        Case("libraries:passport-edit", INSIDE, LIBRARY),
        Case("libraries:passport-edit", INSIDE_WRITES, LIBRARY, method="post", data="@facts_form"),
        Case("libraries:passport-review", DEPARTMENT, LIBRARY, needs=["waiting_draft"]),
        Case(
            "libraries:passport-confirm",
            WRITTEN,
            LIBRARY,
            method="post",
            data={"version": "1", "library_version": "1", "passport_version": "0"},
            needs=["waiting_draft"],
        ),
        Case(
            "libraries:passport-return",
            WRITTEN,
            LIBRARY,
            method="post",
            data={"version": "1", "remark": "Проверьте."},
            needs=["waiting_draft"],
        ),
        Case("libraries:passport-ask", WRITTEN, ORGANISATION, method="post"),
        Case("libraries:photos", INSIDE, LIBRARY),
        Case("libraries:photo", PHOTO_SEEN, WAITING_PHOTO),
        Case("libraries:photo-small", PHOTO_SEEN, WAITING_PHOTO),
        Case("libraries:photo", everyone(200), {"pk": "@shown_photo.pk"}),
        Case("libraries:photo-move", INSIDE_WRITES, WAITING_PHOTO, method="post"),
        Case("libraries:photo-remove", INSIDE_WRITES, WAITING_PHOTO, method="post"),
        Case("libraries:library-history", [SIGN_IN, 403, 403, 200, 200, 200], LIBRARY),
        Case("libraries:organisation-list", everyone(200), needs=["organisation"]),
        Case("libraries:organisation", everyone(200), ORGANISATION),
        Case("libraries:territory-list", everyone(200), needs=["municipality"]),
        Case("libraries:territory", everyone(200), TERRITORY),
        Case("libraries:territory-create", KEEPERS),
        Case("libraries:territory-create", WRITTEN, method="post", data=NEW_TERRITORY),
        Case("libraries:territory-edit", KEEPERS, TERRITORY),
        Case(
            "libraries:territory-edit",
            WRITTEN,
            TERRITORY,
            method="post",
            data={**NEW_TERRITORY, "version": "1"},
        ),
        Case("libraries:population", KEEPERS, TERRITORY),
        Case(
            "libraries:population",
            WRITTEN,
            TERRITORY,
            method="post",
            data={"year": "2025", "number": "900"},
        ),
        Case("libraries:library-create", KEEPERS),
        Case("libraries:library-create", WRITTEN, method="post", data="@new_library_form"),
        Case("libraries:library-edit", KEEPERS, LIBRARY),
        Case("libraries:library-edit", WRITTEN, LIBRARY, method="post", data="@library_form"),
        Case("libraries:library-close", KEEPERS, LIBRARY),
        Case("libraries:library-close", WRITTEN, LIBRARY, method="post", data=CLOSING),
        *_network_cases(),
        *_import_cases(),
        Case("libraries:organisation-export", everyone(200), needs=["organisation"]),
        Case("libraries:population-export", everyone(200), needs=["municipality"]),
        Case("libraries:contact-add", KEEPERS, ORGANISATION),
        Case("libraries:contact-add", WRITTEN, ORGANISATION, method="post", data=PERSON),
        Case("libraries:contact-edit", KEEPERS, CONTACT),
        Case(
            "libraries:contact-edit",
            WRITTEN,
            CONTACT,
            method="post",
            data={**PERSON, "version": "1"},
        ),
        Case("libraries:contact-remove", WRITTEN, CONTACT, method="post"),
        Case("libraries:network-list", everyone(200), needs=["rename"]),
        Case("libraries:network-undo", KEEPERS, CHANGE),
        Case("libraries:network-undo", WRITTEN, CHANGE, method="post", data={"reason": "ошибка"}),
        Case("libraries:library-reopen", WRITTEN, LIBRARY, method="post", data={"version": "1"}),
        Case("libraries:library-export", everyone(200), needs=["library"]),
        Case("libraries:import", KEEPERS),
        Case("libraries:import-template", KEEPERS),
        Case("libraries:import-preview", OWNER, IMPORT),
        Case("libraries:import-faults", OWNER, IMPORT),
        Case("libraries:import-confirm", OWNER_WRITES, IMPORT, method="post"),
        Case("libraries:import-answer", OWNER_WRITES, IMPORT, method="post"),
        Case("libraries:import-cancel", OWNER_WRITES, IMPORT, method="post"),
        Case("libraries:organisation-create", KEEPERS),
        Case(
            "libraries:organisation-create", WRITTEN, method="post", data="@new_organisation_form"
        ),
        Case("libraries:organisation-edit", KEEPERS, ORGANISATION),
        Case(
            "libraries:organisation-edit",
            WRITTEN,
            ORGANISATION,
            method="post",
            data="@organisation_form",
        ),
        Case("api:schema", BY_API),
        Case("api:library-list", BY_API, needs=["library"]),
        Case("api:library-list", READ_ONLY, method="post", data={"name": "Чужая"}),
        Case("api:library-detail", BY_API, LIBRARY),
        Case("api:organisation-list", BY_API, needs=["organisation"]),
        Case("api:organisation-detail", BY_API, ORGANISATION),
        Case("api:territory-list", BY_API, needs=["region"]),
        Case("api:territory-detail", BY_API, TERRITORY),
        Case("api:networkchange-list", BY_API, needs=["rename"]),
        Case("api:networkchange-detail", BY_API, {"pk": "@rename.pk"}),
        Case("api:model-library-list", BY_API, needs=["model_library"]),
        Case("api:model-library-detail", BY_API, {"pk": "@model_library.pk"}),
        Case("api:model-library-detail", [403, *[404] * 5], LIBRARY),
        Case("api:passport-list", BY_API, needs=["library"]),
        Case("api:passport-detail", BY_API, LIBRARY),
    ]
)
