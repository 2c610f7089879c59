"""Tables of the methodist's lists."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from common.addresses import address_of_row
from common.columns import LINK, NUMBER, DayColumn, state_badge
from statistics.models import Submission


class ReportTable(tables.Table):
    library = tables.Column(
        "Библиотека",
        linkify=lambda record: address_of_row("statistics:review", record.pk),
        order_by=("library__name_key", "pk"),
        attrs=LINK,
    )
    organisation = tables.Column("Учреждение", order_by=("organisation__name_key", "pk"))
    state = tables.Column("Состояние", order_by=("queue", "submitted_at"))
    submitted_at = DayColumn("Отправлен", default="")
    open_remarks = tables.Column("Замечания", attrs=NUMBER)

    class Meta:
        attrs = {"aria_label": "Отчёты библиотек"}
        empty_text = "Отчётов по таким условиям нет"

    def render_state(self, record: Submission) -> SafeString:
        return state_badge(record.state, record.get_state_display())

    def render_open_remarks(self, value: int) -> str:
        return str(value) if value else ""
