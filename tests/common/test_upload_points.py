"""Bad files at every place where the portal takes one: refused with the reason, nothing kept."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from common.files.fields import CheckedFileField
from common.imports.pages import ImportForm
from events.forms import importing
from staff.actions import consent
from statistics.forms.designer import starting
from tests.common import hostile
from tests.common.test_files import docx, png_that_claims
from tests.factories import (
    ConsultationFactory,
    EmployeeFactory,
    EventFactory,
    NewsFactory,
    PracticeFactory,
    PublicationFactory,
    QuestionFactory,
    RegulationFactory,
    TopicFactory,
)
from tests.libraries.examination_cast import make_examination, make_school
from tests.libraries.model_cast import make_application
from tests.statistics.conftest import make_submission
from tests.statistics.reported import make_campaign

# Where a picture or a document is not wanted at all, its kind is the reason.
BAD_FILES = {
    "смета.pdf": (b"MZ\x90\x00" + b"\0" * 600, {"программа"}),
    "устав.pdf.exe": (b"MZ\x90\x00" + b"\0" * 600, {"программа"}),
    "скан.pdf.html": (b"<!doctype html><script>alert(1)</script>", {"веб-страница"}),
    "знак.png": (b"<svg onload='alert(1)'><script>alert(1)</script></svg>", {"рисунок SVG"}),
    "плакат.png": (
        png_that_claims(13_000, 13_000),
        {"слишком большая: 13000 × 13000", "PNG, а здесь нужен"},
    ),
    "издание.pdf": (
        b"%PDF-1.7\n<script>alert(1)</script>",
        {"повреждён или это не PDF", "PDF, а здесь нужен"},
    ),
    "отчёт.docx": (
        hostile.with_member(docx(), "word/media/a.xml", lambda _: b" " * 50_000_000),
        {"при распаковке", "архив"},
    ),
}


@dataclass(frozen=True)
class Point:
    """A place for files: who brings them, to which address, in which field, with what words."""

    who: str
    url: str
    target: str = ""
    name: str = "file"
    words: dict[str, Any] = field(default_factory=dict)


POINTS = [
    Point("methodist", "publications:file-upload", "publication", words={"version": 1}),
    Point(
        "methodist",
        "publications:cover-upload",
        "publication",
        "cover-cover",
        {"cover-version": 1},
    ),
    Point("methodist", "gatherings:file-add", "event", words={"title": "Программа"}),
    Point("methodist", "news:picture-add", "news", words={"alt": "Полка"}),
    Point("methodist", "regulations:file-put", "regulation"),
    Point("librarian", "practices:photo-put", "practice", words={"alt": "Полка"}),
    Point("librarian", "libraries:photos", "library", words={"caption": "Зал"}),
    Point("librarian", "libraries:file-add", "application", words={"title": "Смета"}),
    Point("librarian", "libraries:examination-file-add", "examination", words={"title": "Устав"}),
    Point("methodist", "consultations:consultation-create", name="files"),
    Point("methodist", "consultations:consultation-edit", "consultation", "files"),
    Point("librarian", "consultations:ask", name="files"),
    Point("methodist", "consultations:question-answer", "question", "files", {"text": "Ответ"}),
    Point("librarian", "statistics:offline-form", "submission"),
    Point("librarian", "statistics:report-files", "submission", words={"kind": "file"}),
    Point("librarian", "statistics:report-files", "submission", words={"kind": "scan"}),
    Point("librarian", "staff:consent-give", "employee", "scan", {"given_on": "2026-02-01"}),
]


# Tables are read cell by cell in the sandbox (see test_uploads), descriptions of forms as plain
# text within limits (see test_designer_drafts); neither file is kept.
READ_AND_DROPPED = {ImportForm, importing.ImportForm, starting.UploadForm}


@pytest.fixture
def target_of(library, organisation, methodist, head):
    """Make what a point puts its file to, where topics and the text of a consent are at hand."""
    TopicFactory()
    text = consent.draft_consent_text("Я согласна на обработку.", head)
    consent.publish_consent_text(text.pk, version=1, by=head)
    makers = {
        "publication": PublicationFactory,
        "event": EventFactory,
        "news": NewsFactory,
        "regulation": RegulationFactory,
        "practice": lambda: PracticeFactory(library=library),
        "library": lambda: library,
        "application": lambda: make_application(library),
        "examination": lambda: make_examination(make_school(organisation)),
        "consultation": lambda: ConsultationFactory(library=library, methodist=methodist),
        "question": QuestionFactory,
        "submission": lambda: make_submission(make_campaign(2025), library),
        "employee": lambda: EmployeeFactory(library=library),
    }
    return lambda name: makers[name]()


@pytest.mark.parametrize(
    "point", POINTS, ids=lambda point: f"{point.url} {point.words.get('kind', '')}".strip()
)
def test_bad_file_is_refused_with_its_reason(point, request, client_of, target_of, settings):
    client = client_of(request.getfixturevalue(point.who))
    args = [target_of(point.target).pk] if point.target else []
    for name, (data, reasons) in BAD_FILES.items():
        sent = {**point.words, point.name: SimpleUploadedFile(name, data, "application/pdf")}
        response = client.post(reverse(point.url, args=args), sent)
        page = response.content.decode()
        assert response.status_code == 200, f"{name}: {response.status_code}"
        assert f"«{name}»" in page, name
        assert any(reason in page for reason in reasons), name
    assert not [kept for kept in settings.MEDIA_ROOT.rglob("*") if kept.is_file()]


def test_no_form_takes_a_file_unchecked():
    assert get_resolver().url_patterns  # every form of the portal is loaded with its addresses
    unchecked = {
        form
        for form in _all_below(forms.BaseForm)
        if not form.__module__.startswith(("django.", "tests."))
        if any(_takes_any_file(field) for field in form.base_fields.values())
    }
    assert unchecked == READ_AND_DROPPED


def _takes_any_file(field: forms.Field) -> bool:
    return isinstance(field, forms.FileField) and not isinstance(field, CheckedFileField)


def _all_below(parent: type) -> set[type]:
    below = set(parent.__subclasses__())
    return below.union(*(_all_below(child) for child in below))
