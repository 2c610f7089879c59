"""Files are given so that they never run in the portal's name."""

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import RequestFactory

from common.files.checking import CheckedFile
from common.files.kinds import DOCX, JPEG, KINDS, PDF, FileKind
from common.files.serving import serve_file
from common.files.storing import own_name, stored_values
from publications.models import Publication

GET = RequestFactory().get("/file/")


@pytest.fixture
def stored():
    publication = Publication()
    publication.file.save("a.pdf", ContentFile(b"words"), save=False)
    return publication.file


def ask(stored, kind: FileKind = PDF, name: str = "a", **options):
    return serve_file(options.pop("request", GET), stored, kind.key, name, **options)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_every_kind_is_locked_up(stored, kind):
    headers = ask(stored, kind, inline=True).headers
    assert headers["Content-Type"] == kind.media_type
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_only_pictures_and_pdf_are_shown_and_only_when_asked(stored):
    shown = {kind.key for kind in KINDS.values() if "inline" in disposition(stored, kind)}
    assert shown == {"pdf", "jpeg", "png", "webp"}
    assert ask(stored, PDF).headers["Content-Disposition"].startswith("attachment")


def disposition(stored, kind) -> str:
    return ask(stored, kind, inline=True).headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "kind", "sent"),
    [
        ("план.pdf", PDF, "filename*=utf-8''%D0%BF%D0%BB%D0%B0%D0%BD.pdf"),
        ("photo.JPEG", JPEG, 'filename="photo.jpg"'),
        ("game.exe", DOCX, 'filename="game.exe.docx"'),
        ('a";x="b.html', PDF, 'filename="a;x=b.html.pdf"'),
        ("a\r\nSet-Cookie: b", PDF, 'filename="a Set-Cookie: b.pdf"'),
        ("..", PDF, "filename*=utf-8''%D1%84%D0%B0%D0%B9%D0%BB.pdf"),
    ],
)
def test_name_is_the_persons_and_its_ending_is_true(stored, name, kind, sent):
    assert ask(stored, kind, name).headers["Content-Disposition"] == f"attachment; {sent}"


def test_browser_keeps_nothing_private_and_asks_again_for_the_public(stored):
    assert ask(stored).headers["Cache-Control"] == "private, no-store"
    first = ask(stored, is_public=True)
    assert first.headers["Cache-Control"] == "no-cache"
    again = RequestFactory().get("/file/", headers={"If-None-Match": first.headers["ETag"]})
    assert ask(stored, is_public=True, request=again).status_code == 304
    assert ask(stored, request=again).status_code == 200


def test_absent_and_lost_files_are_not_found(stored):
    with pytest.raises(Http404):
        ask(Publication().file)
    stored.storage.delete(stored.name)
    with pytest.raises(Http404):
        ask(stored)


def test_file_lies_under_a_random_name_of_ours():
    name = own_name(Publication(), "file.pdf")
    assert name.startswith("publications/publication/")
    assert name.endswith(".pdf")
    assert name != own_name(Publication(), "file.pdf")


def test_row_keeps_what_is_known_of_the_file():
    values = stored_values(CheckedFile(b"12345", PDF, "мой план.pdf", pages=2))
    assert values["file"].name == "file.pdf"
    assert (values["file_name"], values["file_kind"], values["file_size"]) == (
        "мой план.pdf",
        "pdf",
        5,
    )
