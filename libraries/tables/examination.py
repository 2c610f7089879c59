"""The table of examinations."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from common.columns import LINK, DayColumn, state_badge
from libraries.models import Examination


class ExaminationTable(tables.Table):
    library = tables.Column(
        "Библиотека",
        order_by=("library__name_key", "pk"),
        linkify=lambda record: record.get_absolute_url(),
        attrs=LINK,
    )
    organisation = tables.Column("Учреждение", orderable=False)
    status = tables.Column("Статус", accessor="criteria__status", orderable=False)
    purpose = tables.Column("Цель", orderable=False)
    submitted_at = DayColumn("Подана", default="")
    state = tables.Column("Состояние", orderable=False)
    valid_until = DayColumn("Статус до", default="")

    class Meta:
        model = Examination
        fields = ()
        attrs = {"aria_label": "Экспертизы"}
        empty_text = "Экспертиз по таким условиям нет"

    def render_state(self, record: Examination) -> SafeString:
        return state_badge(record.mark, record.get_state_display())
