"""Publications of the demo region's department: with series, people and small real files."""

import base64
import datetime as dt
import io
import random
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from docx import Document

from common.files import docx_reader, pdf_reader
from methodportal.demo.registry import PRESENT_YEAR, Registry
from publications.actions import set_topics
from publications.models import DownloadDay, Publication, Series
from reports.pdf import HTML, STATIC

TEXTS = Path(__file__).with_name("publications.yaml")
HOUSE = "Синегорская областная научная библиотека"
PEOPLE = ("authors", "compilers", "editors")
PLAIN = ("remainder", "kind", "state", "numbering", "illustrations", "url", "annotation")
LAST_DAY = dt.date(PRESENT_YEAR, 11, 20)
COVER = (
    "@page {{ size: A5; margin: 20mm 15mm }} body {{ font: 11pt 'Liberation Serif' }}"
    "section {{ height: 165mm; border-top: 12mm solid {colour}; padding-top: 30mm }}"
    "h1 {{ font: bold 24pt 'Liberation Sans'; color: {colour} }}"
)
COLOURS = ("#1c5d99", "#2e7d4f", "#8c4a2f")


def make_publications(registry: Registry, chance: random.Random) -> None:
    """Create 13 publications in 2 series, half of them with files and readers."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    series = {text["name"]: Series.objects.create(**text) for text in texts["series"]}
    for number, text in enumerate(texts["publications"]):
        publication = _publication(text, series)
        if "file" in text:
            _add_file(publication, text, COLOURS[number % len(COLOURS)])
        publication.save()
        set_topics(publication, text.get("topics", []))
        publication.libraries.set(chance.sample(registry.libraries, text.get("about", 0)))
        if publication.file:
            _count_readers(publication, chance)


def _publication(text: Mapping[str, Any], series: Mapping[str, Series]) -> Publication:
    year = PRESENT_YEAR - text["ago"]
    is_published = text["state"] == Publication.State.PUBLISHED
    is_yearly = text["title"].endswith("итоги года")
    name, number = text.get("series", (None, ""))
    published_on = dt.date(year, 4, 15) if is_published else None
    return Publication(
        title=f"{text['title']} ({year})" if is_yearly else text["title"],
        year=year,
        place="Синегорск",
        publisher=HOUSE,
        body=f"{HOUSE}, Научно-методический отдел",
        extent=str(text.get("pages", "")),
        audience=text.get("audience", "all"),
        medium=text.get("medium", "text"),
        accessed_on=published_on if "url" in text else None,
        plan_reference=text.get("plan", ""),
        series=series.get(name),
        series_number=number,
        published_on=published_on,
        announced_on=published_on,
        **{field: text.get(field, "") for field in PLAIN},
        **{field: "\n".join(text.get(field, [])) for field in PEOPLE},
    )


def _add_file(publication: Publication, text: Mapping[str, Any], colour: str) -> None:
    """Give the publication a file with its chapters; our own files are read without a sandbox."""
    if text["file"] == "pdf":
        data = _pdf(publication, text["chapters"], colour)
        publication.file_text = pdf_reader.read_text(data)
        publication.extent = str(pdf_reader.count_pages(data))
        cover = base64.b64decode(pdf_reader.draw_cover(data))
        publication.cover.save("cover.jpg", ContentFile(cover), save=False)
    else:
        data = _docx(publication, text["chapters"])
        publication.file_text = docx_reader.read_text(data)
        publication.extent = str(len(text["chapters"]) + 1)
    publication.file_kind, publication.file_size = text["file"], len(data)
    publication.file_name = f"{publication.title}.{text['file']}"
    publication.file.save(publication.file_name, ContentFile(data), save=False)


def _pdf(publication: Publication, chapters: list[str], colour: str) -> bytes:
    pages = "".join(
        f"<article><h2>{n}</h2><p>{escape(each)}</p></article>"
        for n, each in enumerate(chapters, 1)
    )
    title = f"<h1>{escape(publication.title)}</h1><p>{escape(publication.remainder)}</p>"
    foot = f"<p>{HOUSE}<br>{publication.place}, {publication.year}</p>"
    style = COVER.format(colour=colour) + "article { break-before: page }"
    html = f"<html lang=ru><title>{escape(publication.title)}</title><style>{style}</style>"
    return HTML(
        string=f"{html}<section>{title}{foot}</section>{pages}", base_url=str(STATIC)
    ).write_pdf()


def _docx(publication: Publication, chapters: list[str]) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_heading(publication.title, 0)
    document.add_paragraph(publication.remainder)
    for number, chapter in enumerate(chapters, 1):
        document.add_heading(str(number), 1)
        document.add_paragraph(chapter)
    document.save(out)
    return out.getvalue()


def _count_readers(publication: Publication, chance: random.Random) -> None:
    """Count downloads on some days since the publication came out."""
    first = publication.published_on
    length = (LAST_DAY - first).days
    days = sorted({first + dt.timedelta(days=chance.randrange(length)) for _ in range(12)})
    DownloadDay.objects.bulk_create(
        DownloadDay(publication=publication, day=day, count=chance.randint(1, 9)) for day in days
    )
