"""Papers beside the demo's applications and examinations, as libraries send them."""

import datetime as dt
import io
from typing import Any

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw

from accounts.models import User
from common.files.checking import CheckedFile
from common.files.kinds import DOCX, JPEG, XLSX
from common.files.storing import stored_values
from common.russian import format_number
from libraries.models import ApplicationFile, Examination, ExaminationFile, ModelApplication

_KEPT = ("file", "file_name", "file_kind", "file_size")
# What of the money goes where, in hundredths.
SHARES = (
    ("Ремонт и доступная среда", 42), ("Мебель", 24), ("Техника и связь", 16),
    ("Книги и подписка", 14), ("Обучение сотрудников", 4),
)  # fmt: skip

CHARTER = (
    "Центр обслуживает учащихся, педагогов и родителей и открыт каждый учебный день.",
    "Центр выдаёт учебники и книги, ведёт электронный каталог, учит искать сведения.",
    "Педагог-библиотекарь отчитывается о работе центра перед педагогическим советом раз в год.",
)


def add_papers(application: ModelApplication, added_at: dt.datetime) -> None:
    """Put the three papers that the conditions ask for beside the application."""
    for title, name, kind, content in (
        ("Смета", "смета.xlsx", XLSX, _estimate(application)),
        ("План помещений", "план.jpg", JPEG, _plan()),
        ("Письмо учредителя о софинансировании", "письмо.docx", DOCX, _letter(application)),
    ):
        ApplicationFile.objects.create(
            application=application,
            title=title,
            added_by=application.created_by,
            added_at=added_at,
            **_stored(CheckedFile(content, kind, name)),
        )


def add_charter(examination: Examination, added_at: dt.datetime) -> None:
    """Put the rules by which the school's centre works beside its application."""
    file = CheckedFile(_charter(examination), DOCX, "положение.docx")
    ExaminationFile.objects.create(
        examination=examination,
        title="Положение об информационно-библиотечном центре",
        added_by=User.objects.get(organisation=examination.organisation),
        added_at=added_at,
        **_stored(file),
    )


def _stored(file: CheckedFile) -> dict[str, Any]:
    return {name: value for name, value in stored_values(file).items() if name in _KEPT}


def _estimate(application: ModelApplication) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Смета"
    sheet.append([f"Смета модернизации: {application.library.name}"])
    sheet.append(["Статья", "Сумма, руб."])
    for name, share in SHARES:
        sheet.append([name, round(float(application.requested or 0) * share / 100, 2)])
    sheet.append(["Всего", f"=SUM(B3:B{len(SHARES) + 2})"])
    sheet.column_dimensions["A"].width = 36
    sheet.column_dimensions["B"].width = 18
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plan() -> bytes:
    """Draw three rooms with their doors, as a plan of a small library."""
    picture = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(picture)
    for room in ((60, 60, 420, 540), (420, 60, 840, 300), (420, 300, 840, 540)):
        draw.rectangle(room, outline="#22303c", width=8)
    for door in ((416, 150, 424, 220), (416, 380, 424, 450), (200, 536, 290, 544)):
        draw.rectangle(door, fill="white")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _letter(application: ModelApplication) -> bytes:
    municipal = format_number(application.requested_municipal or 0, 2)
    year = application.competition.year
    letter, out = Document(), io.BytesIO()
    letter.add_paragraph(f"Администрация: {application.library.territory.name}")
    letter.add_paragraph(
        f"Администрация поддерживает заявку библиотеки «{application.library.name}» и обязуется "
        f"выделить из муниципального бюджета {municipal} руб. в {year} году."
    )
    letter.save(out)
    return out.getvalue()


def _charter(examination: Examination) -> bytes:
    charter, out = Document(), io.BytesIO()
    charter.add_paragraph(f"Утверждено приказом директора: {examination.organisation}")
    charter.add_heading("Положение об информационно-библиотечном центре", level=1)
    for number, line in enumerate(CHARTER, start=1):
        charter.add_paragraph(f"{number}. {line}")
    charter.save(out)
    return out.getvalue()
