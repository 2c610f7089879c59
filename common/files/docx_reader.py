"""Reads Word documents inside the sandbox: called there by name, never in the portal's process."""

import io

from docx import Document
from docx.table import Table

from common.text import strip_controls

MAX_LETTERS = 2_000_000


def read_text(data: bytes) -> str:
    """Return the words of paragraphs and tables in their order, at most MAX_LETTERS."""
    parts: list[str] = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            parts += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            parts.append(block.text)
    return strip_controls("\n".join(parts))[:MAX_LETTERS]
