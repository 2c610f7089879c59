"""The text part of the present reports: three headings, answers, and files of one library."""

import datetime as dt
import io
from pathlib import Path

import yaml
from docx import Document
from PIL import Image, ImageDraw

from accounts.models import User
from common.files.checking import CheckedFile
from common.files.kinds import DOCX, JPEG
from common.files.storing import stored_values
from methodportal.demo.campaigns import TYPED_AT
from methodportal.demo.people import BERYOZOVSK
from methodportal.demo.registry import PRESENT_YEAR
from statistics.models import Campaign, ReportFile, ReportText, Submission, TextHeading
from statistics.queries.board import SENT

WORDS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
WRITTEN_AT = TYPED_AT + dt.timedelta(hours=4, minutes=20)
_KEPT = ("file", "file_name", "file_kind", "file_size")


def make_report_texts() -> None:
    """Ask three texts of the present reports, and let those that were sent have theirs."""
    campaign = Campaign.objects.get(form__code="6-nk", year=PRESENT_YEAR)
    headings = TextHeading.objects.bulk_create(
        TextHeading(
            campaign=campaign,
            title=one["title"],
            help_text=one["help"],
            is_required=one.get("required", False),
            max_length=one["most"],
            position=position,
        )
        for position, one in enumerate(WORDS["headings"], start=1)
    )
    authors = dict(User.objects.exclude(organisation=None).values_list("organisation", "pk"))
    sent = campaign.submissions.filter(state__in=(*SENT, Submission.State.RETURNED))
    ReportText.objects.bulk_create(
        ReportText(
            submission=report,
            heading=heading,
            text=text,
            changed_by_id=authors.get(report.organisation_id),
            changed_at=WRITTEN_AT,
        )
        for number, report in enumerate(sent.order_by("library__code"))
        for heading, text in zip(headings, _texts(number), strict=True)
        if text
    )
    _make_files(campaign, authors)


def _texts(number: int) -> tuple[str, str, str]:
    """Return what one library wrote: always under the first heading, seldom under the others."""
    year, pride, after = (
        WORDS[part][number * step % len(WORDS[part])]
        for part, step in (("year", 1), ("pride", 1), ("next", 3))
    )
    young = WORDS["young"][number // 3 % len(WORDS["young"])] if number % 3 == 0 else ""
    need = WORDS["need"][number // 4 % len(WORDS["need"])] if number % 4 == 0 else ""
    return f"{year} {pride}\n\n{after}", young, need


def _make_files(campaign: Campaign, authors: dict[int, int]) -> None:
    """Put a scan and a letter beside the first sent report of the demo librarian."""
    own = campaign.submissions.filter(organisation__code=BERYOZOVSK, state__in=SENT)
    report = (
        own.order_by("library__code").first()
        or campaign.submissions.filter(state__in=SENT).order_by("library__code").first()
    )
    if report is None:
        return
    for kind, file in (
        (ReportFile.Kind.SCAN, CheckedFile(_scan(), JPEG, "6-НК с подписью.jpg")),
        (ReportFile.Kind.FILE, CheckedFile(_letter(), DOCX, "Программа летней площадки.docx")),
    ):
        stored = {name: value for name, value in stored_values(file).items() if name in _KEPT}
        row = ReportFile(
            submission=report,
            kind=kind,
            checksum=f"{kind}-{report.pk}",
            added_by_id=authors.get(report.organisation_id),
            added_at=WRITTEN_AT,
            **stored,
        )
        row._history_date = WRITTEN_AT
        row.save()


def _scan() -> bytes:
    """Draw a sheet with lines and a flourish for a signature."""
    picture = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(picture)
    for top in range(80, 700, 22):
        draw.line((60, top, 560, top), fill="#b9c2cb", width=3)
    draw.line((360, 800, 400, 770, 420, 810, 460, 775, 520, 800), fill="#1d4f73", width=4)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _letter() -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_heading("Программа летней площадки «Читай-двор»", 1)
    for week, theme in enumerate(("Знакомство", "Сказки", "Река", "Наш посёлок", "Игры"), start=1):
        document.add_paragraph(f"Неделя {week}. {theme}")
    document.save(out)
    return out.getvalue()
