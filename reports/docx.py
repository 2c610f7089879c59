"""Documents for Word, made with styles of its own, so that people go on writing in them."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from common.tables import TableSet
from common.text import strip_controls
from statistics.queries.texts import Collected

# What every office program has or replaces by letters of the same widths.
FONT = "Times New Roman"


def render_texts(content: TableSet, collected: Iterable[Collected], author: str) -> bytes:
    """Return the texts of libraries under their headings, by municipality."""
    document = blank(content.title, author)
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
    return saved(document)


@dataclass(frozen=True)
class Sheet:
    """An A4 sheet after ГОСТ Р 7.0.97: margins in millimetres, letters in points."""

    is_landscape: bool = False
    left: int = 20
    right: int = 10
    top: int = 20
    bottom: int = 20
    size: float = 12

    @property
    def width(self) -> int:
        """Width between the margins, in millimetres."""
        return (297 if self.is_landscape else 210) - self.left - self.right


def blank(title: str, author: str, sheet: Sheet | None = None) -> WordDocument:
    """Return an empty document with the margins of office papers, in Russian."""
    document, sheet = Document(), sheet or Sheet()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if sheet.is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, "ru-RU"
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        _dress(document, name)
    _size_up(document, sheet.size)
    return document


def _size_up(document: WordDocument, size: float) -> None:
    """Set the sizes of letters by those of the text; a title is bold, without a line under it."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(size)
    normal.paragraph_format.space_after = Pt(6)
    title = document.styles["Title"]
    title.font.size, title.font.bold = Pt(size + 4), True
    title.paragraph_format.space_before = Pt(12)
    for rule in title.element.xpath("w:pPr/w:pBdr"):
        rule.getparent().remove(rule)
    for level in (1, 2, 3):
        document.styles[f"Heading {level}"].font.size = Pt(size + 2 - level)


def number_pages(document: WordDocument) -> None:
    """Put the number of the page at the top centre, from the second page on."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            mark = run.makeelement(qn("w:fldChar"), {qn("w:fldCharType"): kind})
        else:
            mark = run.makeelement(qn("w:instrText"), {qn("xml:space"): "preserve"})
            mark.text = text
        run.append(mark)


def saved(document: WordDocument) -> bytes:
    """Return the file of the document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


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
