"""Chapters of tables and pictures as they are printed, for the books made of them."""

from collections.abc import Mapping
from typing import Any

from common.tables import Table
from statistics.builder.chapters import Chapter
from statistics.builder.printing import in_print
from statistics.series import MARK


class Numbered:
    """Gives tables their numbers, by which their columns get widths."""

    def __init__(self) -> None:
        self.tables: list[Table] = []

    def of(self, table: Table) -> tuple[int, Table]:
        self.tables.append(table)
        return len(self.tables), table


def printed(chapter: Chapter, numbered: Numbered) -> Mapping[str, Any]:
    """Return a chapter for `documents/_chapters.html`: tables cut to pages, pictures with theirs.

    `tables` are for the contents: of a table in several pieces the first is named.
    """
    contents, pieces = [], []
    for table in chapter.tables:
        found = [numbered.of(piece) for piece in in_print(table)] if table.rows else []
        contents += [(number, table.title) for number, _ in found[:1]]
        pieces += found
    pictures = [(one, numbered.of(one.table)) for one in chapter.pictures]
    return {
        "title": chapter.title,
        "tables": contents,
        "pieces": pieces,
        "pictures": pictures,
        "is_marked": any(MARK in picture.in_words for picture in chapter.pictures),
    }
