import io
import os
import zipfile

import pytest
from docx import Document

from common.uploads import CHUNK, UploadError, detect_kind, read_upload, require_kind
from tests.common import hostile


def docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def test_kind_is_told_by_content_and_not_by_name():
    assert detect_kind(hostile.workbook(["a"]), "план.docx") == "xlsx"
    assert detect_kind(docx(), "план.xlsx") == "docx"
    assert detect_kind("код;название".encode(), "список.xlsx") == "text"


def test_workbook_renamed_to_docx_is_refused_where_a_document_is_wanted():
    with pytest.raises(UploadError, match=r"«план\.docx» — это таблица Excel"):
        require_kind(hostile.workbook(["a"]), "план.docx", "docx")


def test_too_large_file_is_refused_before_it_is_read_whole():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            assert 0 < size <= 1_000_001
            return b"x" * size

        def seek(self, *args):
            return 0

    with pytest.raises(UploadError, match="больше"):
        read_upload(Endless(), "план.xlsx", max_bytes=1_000_000)


def test_empty_file_is_refused():
    with pytest.raises(UploadError, match="пуст"):
        read_upload(b"", "план.xlsx")


def test_archive_that_inflates_to_100_megabytes_is_refused():
    data = hostile.bomb(100)
    assert len(data) < 1_000_000
    with pytest.raises(UploadError, match="при распаковке"):
        detect_kind(data, "bomb.xlsx")


def test_archive_packed_beyond_belief_is_refused_below_the_limit_of_size():
    with pytest.raises(UploadError, match="при распаковке"):
        detect_kind(hostile.bomb(10), "bomb.xlsx")


def test_archive_whose_headers_lie_about_sizes_is_refused():
    data = hostile.lying_about_sizes(hostile.bomb(100))
    with pytest.raises(UploadError, match=r"повреждён|при распаковке"):
        detect_kind(data, "bomb.xlsx")


def test_many_members_under_the_ratio_still_count_together():
    noise = os.urandom(64 * 1024)
    data = hostile.workbook(["a"])
    for number in range(3):
        data = hostile.with_member(data, f"xl/media/{number}.bin", lambda _: noise * 480)
    with pytest.raises(UploadError, match="при распаковке"):
        detect_kind(data, "bomb.xlsx")


def test_archive_of_thousands_of_parts_is_refused():
    out = io.BytesIO(hostile.workbook(["a"]))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"xl/{number}", b"")
    with pytest.raises(UploadError, match="слишком много частей"):
        detect_kind(out.getvalue(), "many.xlsx")


def test_document_type_declaration_between_two_pieces_is_found_too():
    text = b" " * (CHUNK - 4) + b"<!DOCTYPE bomb>"
    data = hostile.with_member(hostile.workbook(["a"]), "xl/sharedStrings.xml", lambda _: text)
    with pytest.raises(UploadError, match="DOCTYPE"):
        detect_kind(data, "bomb.xlsx")


def test_document_type_declaration_is_refused():
    data = hostile.with_member(
        hostile.workbook(["a"]),
        "xl/sharedStrings.xml",
        lambda old: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + old,
    )
    with pytest.raises(UploadError, match="DOCTYPE"):
        detect_kind(data, "entities.xlsx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "старом формате"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "защищён паролем",
        ),
        (b"PK\x03\x04 not really", "повреждён"),
        (b"%PDF-1.7 ...", "не таблица и не документ"),
        (b"MZ\x00\x00\x01", "не таблица и не документ"),
    ],
)
def test_foreign_and_damaged_files_are_refused_with_advice(data, message):
    with pytest.raises(UploadError, match=message):
        detect_kind(data, "файл.xlsx")


def test_plain_archive_is_not_taken_for_a_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(UploadError, match="не таблица Excel и не документ Word"):
        detect_kind(out.getvalue(), "архив.xlsx")
