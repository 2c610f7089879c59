"""Tables of the methodist's lists."""

from datetime import datetime

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from common.addresses import address_of_row
from common.columns import LINK, NUMBER, ONE_LINE, DayColumn, state_badge
from statistics.models import CampaignLetter, Submission


class ReportTable(tables.Table):
    library = tables.Column(
        "Библиотека",
        linkify=lambda record: address_of_row("statistics:review", record.pk),
        order_by=("library__name_key", "pk"),
        attrs=LINK,
    )
    organisation = tables.Column("Учреждение", order_by=("organisation__name_key", "pk"))
    state = tables.Column("Состояние", order_by=("queue", "submitted_at"))
    doubt = tables.Column("Сомнения", attrs=NUMBER, order_by=("-doubt", "submitted_at", "pk"))
    submitted_at = DayColumn("Отправлен", default="")
    open_remarks = tables.Column("Замечания", attrs=NUMBER)

    class Meta:
        attrs = {"aria_label": "Отчёты библиотек"}
        empty_text = "Отчётов по таким условиям нет"

    def render_state(self, record: Submission) -> SafeString:
        return state_badge(record.state, record.get_state_display())

    def render_doubt(self, value: int) -> str:
        return str(value) if value else ""

    def render_open_remarks(self, value: int, record: Submission) -> str | SafeString:
        told = str(value) if value else ""
        if not record.sent_as:
            return told
        return format_html("{} {}", told, state_badge("warning", record.sent_as))


class LetterTable(tables.Table):
    written_at = tables.DateTimeColumn(
        verbose_name="Когда", format="d.m.Y H:i", attrs=ONE_LINE, order_by=("written_at", "pk")
    )
    kind = tables.Column("О чём", attrs=ONE_LINE)
    organisation = tables.Column("Учреждение", order_by=("organisation__name_key", "pk"))
    address = tables.Column("Кому")
    subject = tables.Column(
        "Письмо",
        linkify=lambda record: address_of_row("statistics:letter", record.pk),
        attrs=LINK,
    )
    sent_at = tables.Column("Отправлено", empty_values=(), attrs=ONE_LINE)

    class Meta:
        attrs = {"aria_label": "Письма о сборе"}
        empty_text = "Писем по таким условиям нет"

    def render_address(self, record: CampaignLetter) -> str:
        return f"{record.recipient}, {record.address}" if record.recipient else record.address

    def render_sent_at(self, value: datetime | None) -> str | SafeString:
        return f"{localtime(value):%H:%M}" if value else state_badge("draft", "ждёт отправки")
