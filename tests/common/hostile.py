"""Makers of hostile and odd files."""

import io
import struct
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{{}}</worksheet>'


def workbook(*rows: list, title: str = "Лист1") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_member(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the archive with one member changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


def with_sheet(inner: str) -> bytes:
    """Return a workbook whose sheet holds the XML `inner`."""
    return with_member(
        workbook(["a"]), "xl/worksheets/sheet1.xml", lambda _: SHEET.format(inner).encode()
    )


def bomb(megabytes: int) -> bytes:
    """Return a workbook of some kilobytes that inflates to `megabytes`."""
    return with_member(
        workbook(["a"]), "xl/sharedStrings.xml", lambda _: b" " * (megabytes * 1024 * 1024)
    )


def lying_about_sizes(data: bytes, declared: int = 100) -> bytes:
    """Return the archive with every declared unpacked size replaced by `declared`."""
    lying = bytearray(data)
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = lying.find(magic)
        while at >= 0:
            struct.pack_into("<I", lying, at + offset, declared)
            at = lying.find(magic, at + 4)
    return bytes(lying)
