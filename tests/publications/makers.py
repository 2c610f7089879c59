"""Files with words in them."""

import io
from functools import cache

from docx import Document
from PIL import Image
from weasyprint import HTML


@cache
def pdf_with(words: str) -> bytes:
    return HTML(string=f"<p>{words}</p>").write_pdf()


def docx_with(words: str) -> bytes:
    out, document = io.BytesIO(), Document()
    document.add_paragraph(words)
    document.add_table(1, 1).cell(0, 0).text = "из таблицы"
    document.save(out)
    return out.getvalue()


def picture(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 600), colour).save(out, "PNG")
    return out.getvalue()
