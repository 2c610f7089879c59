"""Who may write forms: the department; the administrator sees which there are."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from statistics.actions.drafts import start_clone
from statistics.actions.editions import load_edition
from statistics.designer.files import written
from statistics.models import Edition, EditionDraft
from tests.battery import SIGN_IN, Case, battery, department
from tests.statistics.small_form import small_definition

# stranger, neighbour, librarian, methodist, head, admin
PEOPLE = {True: [SIGN_IN, 403, 403, 200, 200, 403], False: [SIGN_IN, 403, 403, 302, 302, 403]}
NEW = {
    "form_title": "Работа за квартал", "year_from": 2026, "section": "Мероприятия",
    "rows": "Выставки", "columns": "проведено",
}  # fmt: skip
SECTION = {"pk": "@draft.pk", "number": 2}
LINES = {**SECTION, "table": 0, "what": "rows"}
LINE = {**LINES, "line": 4}
CHECK = {"pk": "@draft.pk", "code": "parts"}
SEEN = {"version": "1"}


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(small_definition())


@pytest.fixture
def draft(edition: Edition, methodist: User) -> EditionDraft:
    data = {"edition": "2026", "title": "Учёт посещений, редакция 2026 года", "year_from": 2026}
    return start_clone(edition, data, methodist)


@pytest.fixture
def file_form() -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("v.yaml", written(small_definition()).encode())}


def page(name: str, kwargs: dict | None = None) -> Case:
    return Case(f"statistics:{name}", PEOPLE[True], kwargs=kwargs or {"pk": "@draft.pk"})


def press(name: str, kwargs: dict | None = None, **data: object) -> Case:
    return Case(
        f"statistics:{name}",
        PEOPLE[False],
        kwargs=kwargs or {"pk": "@draft.pk"},
        method="post",
        data={**SEEN, **data},
    )


CASES = [
    Case("statistics:form-list", department(200), needs=["draft"]),
    Case("statistics:edition-file", department(200), kwargs={"pk": "@edition.pk"}),
    Case("api:edition-list", [403, 403, 403, 200, 200, 200], needs=["draft"]),
    Case("api:edition-detail", [403, 403, 403, 200, 200, 200], kwargs={"pk": "@edition.pk"}),
    Case("statistics:draft-create", PEOPLE[True]),
    Case("statistics:draft-create", PEOPLE[False], method="post", data=NEW),
    Case("statistics:draft-upload", PEOPLE[True]),
    Case("statistics:draft-upload", PEOPLE[False], method="post", data="@file_form"),
    page("draft-clone", {"pk": "@edition.pk"}),
    press("draft-clone", {"pk": "@edition.pk"}, title="А", year_from=2030),
    page("draft"),
    page("draft-whole"),
    page("draft-file"),
    page("draft-steps"),
    press("draft-restore", {"pk": "@draft.pk", "version": 1}),
    press("draft-undo"),
    press("draft-delete"),
    page("draft-section-create"),
    press("draft-section-create", title="Новый"),
    page("draft-section", SECTION),
    page("draft-section-edit", SECTION),
    press("draft-section-edit", SECTION, number=9, title="Прочее"),
    press("draft-section-move", SECTION, by=-1),
    press("draft-section-remove", SECTION),
    page("draft-table-create", SECTION),
    press("draft-table-create", SECTION, rows="Строка", columns="Графа"),
    press("draft-table-remove", {**SECTION, "table": 0}),
    press("draft-cell", SECTION, cell="0:4:2:close"),
    press("draft-lines-add", LINES, titles="Строка"),
    press("draft-lines-number", LINES),
    page("draft-line", LINE),
    press("draft-line", LINE, number=5, title="Договоры"),
    press("draft-line-move", LINE, by=1),
    press("draft-line-remove", LINE),
    page("draft-checks"),
    page("draft-check-create"),
    press("draft-check-create", rule="1.01.2 > 0", severity="warning"),
    page("draft-check", CHECK),
    press("draft-check", CHECK, rule="1.01.2 > 0", severity="warning", code="parts"),
    press("draft-check-move", CHECK, by=1),
    press("draft-check-remove", CHECK),
    page("draft-preview"),
    page("draft-trial"),
    page("draft-publish"),
    press("draft-publish", ends_former="on"),
]

test_permissions = battery(CASES)
