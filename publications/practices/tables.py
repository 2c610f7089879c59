"""The table of practices."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from common.columns import LINK, ONE_LINE, DayColumn, state_badge
from publications.models import Practice

# The marks that people know from other lists.
MARKS = {"proposed": "submitted", "returned": "returned", "published": "accepted"}


class PracticeTable(tables.Table):
    title = tables.Column("Практика", linkify=True, order_by=("name_key", "pk"), attrs=LINK)
    theme = tables.Column("Тема", orderable=False)
    library = tables.Column(
        "Библиотека", linkify=True, order_by=("library__name_key", "pk"), attrs=LINK
    )
    published_on = DayColumn("Опубликована", default="", attrs=ONE_LINE)
    state = tables.Column("Состояние", orderable=False)

    class Meta:
        model = Practice
        fields = ()
        attrs = {"aria_label": "Практики библиотек"}
        empty_text = "Практик по таким условиям нет"

    def render_state(self, record: Practice) -> SafeString:
        return state_badge(MARKS[record.state], record.get_state_display())
