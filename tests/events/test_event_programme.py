"""A programme typed in lines: what is told apart, what stays as it was typed."""

from io import BytesIO

import docx
import page as pdf_checks
import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from pypdf import PdfReader

from events.gatherings.programme import Point, points_of
from events.models import Event
from reports.documents import ParameterError, open_document
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "hour", "topic", "speaker"),
    [
        ("10:00 Открытие", "10:00", "Открытие", ""),
        ("10:00 – Открытие", "10:00", "Открытие", ""),
        ("9.30-11:00. Доклад: опыт", "09:30–11:00", "Доклад: опыт", ""),
        ("с 9:00 до 9:30 Регистрация", "09:00–09:30", "Регистрация", ""),
        ("10:00 Тема — Докладчик", "10:00", "Тема", "Докладчик"),
        ("10:00 Чтение - Иванова А. А., СОНБ", "10:00", "Чтение", "Иванова А. А., СОНБ"),
        ("Библиотека — территория роста", "", "Библиотека — территория роста", ""),
        ("10:00 Книга — дом — Зимина Т. С.", "10:00", "Книга — дом", "Зимина Т. С."),
        ("10:00 «Чтение — Праздник»", "10:00", "«Чтение — Праздник»", ""),
        ("10:00 «Чтение — Праздник» — Лаврова", "10:00", "«Чтение — Праздник»", "Лаврова"),
        ("Научно-методическая работа", "", "Научно-методическая работа", ""),
        ("10:00\tЧтение\tИванова А. А.", "10:00", "Чтение", "Иванова А. А."),
        ("10:00\tЧтение\tИванова\tЗимина", "10:00", "Чтение", "Иванова, Зимина"),
        ("Чтение\tИванова А. А.", "", "Чтение Иванова А. А.", ""),
        ("25:00 Ночь", "", "25:00 Ночь", ""),
        ("16.04.2026 приезд", "", "16.04.2026 приезд", ""),
        ("10:00", "10:00", "", ""),
        ("10:00 <b>Тема</b> — Ия", "10:00", "<b>Тема</b>", "Ия"),
    ],
)
def test_line_is_told_apart(line, hour, topic, speaker):
    assert points_of(line) == [Point(hour, topic, speaker)]


@pytest.mark.parametrize(
    "line",
    ["16 апреля", "Четверг, 16 апреля 2026 г.", "День 2", "Первый день", "Секция «Чтение»:"],
)
def test_days_and_parts_are_headings(line):
    assert points_of(line) == [Point("", line.removesuffix(":"), is_heading=True)]


def test_empty_lines_are_none():
    assert [point.topic for point in points_of("\n 10:00  Открытие \r\n\n\t\nОбед")] == [
        "Открытие",
        "Обед",
    ]


PROGRAMME = "16 апреля\n10:00 Чтение с детства — Иванова А. А., методист\n11:00 =1+1\nОбед"


@pytest.fixture
def event(db):
    return EventFactory(name="Семинар", programme=PROGRAMME, event_form="вебинар")


def test_everybody_reads_it_as_a_table(event, client_of):
    page = client_of(None).get(event.get_absolute_url()).text
    table = " ".join(page.split("Программа</caption>")[1].split("</table>")[0].split())
    assert '<th scope="colgroup" colspan="3">16 апреля</th>' in table
    assert "<td>Чтение с детства</td><td>Иванова А. А., методист</td>" in table
    silent = EventFactory(programme="10:00 Обед")
    assert "Докладчик" not in client_of(None).get(silent.get_absolute_url()).text


def test_it_is_shown_as_understood_while_it_is_typed(client_of, methodist):
    url = reverse("gatherings:programme-seen")
    client = client_of(methodist)
    told = client.post(url, {"programme": "10:00 <i>Чтение</i> — Ия"}).text
    assert "<td>&lt;i&gt;Чтение&lt;/i&gt;</td><td>Ия</td>" in told
    assert "<table" not in client.post(url, {"programme": " \n"}).text
    form = client.get(reverse("gatherings:event-create")).text
    assert f'hx-post="{url}" hx-trigger="load, input from:#id_programme' in form


def test_document_holds_it_for_whoever_sees_the_event(event, client_of, librarian):
    document = open_document("event-programme", {"event": str(event.pk)})
    pdf = document.render("pdf")
    assert not pdf_checks.validate_pdf_bytes(pdf, profile="ua1").failures
    text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    for words in ("ПРОГРАММА", "16 апреля", "10:00", "Чтение с детства", "Иванова А. А.", "=1+1"):
        assert words in text
    (table,) = docx.Document(BytesIO(document.render("docx"))).tables
    assert [cell.text for cell in table.rows[2].cells] == [
        "10:00",
        "Чтение с детства",
        "Иванова А. А., методист",
    ]
    asked = {"name": "event-programme", "event": event.pk}
    assert client_of(None).post(reverse("reports:request"), asked).status_code == 302
    Event.objects.filter(pk=event.pk).update(access="invited")
    assert document.is_visible_to(AnonymousUser()) is False
    assert document.is_visible_to(librarian) is False


def test_event_without_a_programme_has_no_such_document(client_of):
    event = EventFactory()
    with pytest.raises(ParameterError):
        open_document("event-programme", {"event": str(event.pk)})
    assert "Программа в PDF" not in client_of(None).get(event.get_absolute_url()).text
