"""The table of the log."""

import django_tables2 as tables

from common.columns import LINK, NUMBER, WORDS, DayColumn
from consultations.models import Consultation

SHOWN_LETTERS = 120


class ConsultationTable(tables.Table):
    date = DayColumn("Дата", linkify=True, order_by=("date", "pk"), attrs=LINK)
    asked_by = tables.Column("Кто обратился", orderable=False)
    topic = tables.Column("Тема", order_by=("topic__name_key", "-date"))
    question = tables.Column("Вопрос", orderable=False, default="", attrs=WORDS)
    form = tables.Column("Форма", orderable=False)
    methodist = tables.Column("Методист", order_by=("methodist__name_key", "-date"))
    participants = tables.Column("Участников", attrs=NUMBER)

    class Meta:
        model = Consultation
        fields = ()
        attrs = {"aria_label": "Консультации"}
        empty_text = "Консультаций по таким условиям нет"

    def render_question(self, value: str) -> str:
        is_long = len(value) > SHOWN_LETTERS
        return f"{value[:SHOWN_LETTERS].rstrip()}…" if is_long else value
