"""The list of visits."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.columns import LINK, NUMBER, ONE_LINE, state_badge
from common.russian import short_days
from events.models import Visit

MARKS = {
    Visit.State.PLANNED: "open",
    Visit.State.DONE: "saved",
    Visit.State.CANCELLED: "undone",
}


class VisitTable(tables.Table):
    starts_on = tables.Column("Когда", order_by=("starts_on", "pk"), attrs=ONE_LINE)
    library = tables.Column(
        "Библиотека",
        order_by=("library__name_key", "-starts_on"),
        attrs=LINK,
        linkify=lambda record: record.get_absolute_url(),
    )
    purpose = tables.Column("Цель", orderable=False)
    visitor_names = tables.Column("Кто", orderable=False, empty_values=())
    state = tables.Column("Состояние", orderable=False)
    open_advice = tables.Column("Не выполнено", attrs=NUMBER)

    class Meta:
        model = Visit
        fields = ()
        attrs = {"aria_label": "Выезды"}
        empty_text = "Выездов по таким условиям нет"

    def render_starts_on(self, record: Visit) -> str:
        return short_days(record.starts_on, record.ends_on)

    def render_library(self, record: Visit) -> SafeString:
        return format_html("{}<br><small>{}</small>", record.library, record.organisation)

    def render_visitor_names(self, record: Visit) -> str:
        return ", ".join(record.all_visitors)

    def render_state(self, record: Visit) -> SafeString:
        return state_badge(MARKS[record.state], record.get_state_display())

    def render_open_advice(self, value: int) -> str:
        return str(value) if value else ""
