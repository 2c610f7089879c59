"""The table of changes of the network."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.columns import LINK, ONE_LINE, DayColumn
from libraries.models import NetworkChange
from libraries.network_words import about_change


class NetworkChangeTable(tables.Table):
    date = DayColumn("Дата", attrs=ONE_LINE)
    kind = tables.Column("Вид", orderable=False, accessor="get_kind_display")
    what = tables.Column("Что произошло", orderable=False, empty_values=())
    order = tables.Column("Документ", orderable=False)
    note = tables.Column("Примечание", orderable=False)
    undo = tables.Column("Отмена", orderable=False, accessor="pk")

    class Meta:
        model = NetworkChange
        fields = ()
        attrs = {"aria_label": "Изменения сети"}
        empty_text = "Изменений по таким условиям нет"

    def render_what(self, record: NetworkChange) -> SafeString:
        return format_html_join(
            "", "{}", ((_linked(piece.text, piece.url),) for piece in about_change(record))
        )

    def render_undo(self, value: Any, record: NetworkChange) -> SafeString | str:
        if not record.is_last:
            return "не последнее"
        url = reverse("libraries:network-undo", args=[value])
        return format_html('<a href="{}" hx-boost="false">Отменить</a>', url)


def _linked(text: str, url: str) -> SafeString | str:
    if not url:
        return text
    return format_html(
        '<a class="in-text" href="{}" hx-boost="{}">{}</a>', url, LINK["a"]["hx-boost"], text
    )
