"""Documents for Word, made with styles of its own, so that people go on writing in them."""

import io
from collections.abc import Iterable
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from common.tables import TableSet
from common.text import strip_controls
from statistics.queries.texts import Collected

FONT = "Liberation Serif"


def render_texts(content: TableSet, collected: Iterable[Collected], author: str) -> bytes:
    """Return the texts of libraries under their headings, by municipality."""
    document = _blank(content.title, author)
    document.add_heading(content.title, 0)
    if content.subtitle:
        document.add_paragraph(content.subtitle)
    for one in collected:
        document.add_heading(one.heading.title, 1)
        document.add_paragraph(one.told)
        for territory, texts in groupby(one.texts, lambda text: text.submission.territory):
            document.add_heading(str(territory), 2)
            for text in texts:
                document.add_heading(str(text.submission.library), 3)
                for paragraph in text.text.split("\n"):
                    if paragraph.strip():
                        document.add_paragraph(strip_controls(paragraph))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _blank(title: str, author: str) -> WordDocument:
    """Return an A4 sheet with the margins of office papers, in Russian."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, "ru-RU"
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        _dress(document, name)
    document.styles["Normal"].font.size = Pt(12)
    return document


def _dress(document: WordDocument, name: str) -> None:
    """Give a style our font in all scripts, in black: a heading's own face has no Russian."""
    style = document.styles[name]
    style.font.name = FONT
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    language = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "ru-RU"})
    style.element.rPr.append(language)
