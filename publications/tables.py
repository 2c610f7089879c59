"""The table of publications."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from common.columns import LINK, NUMBER, state_badge
from publications.models import Publication
from publications.records.names import people_in
from publications.records.writing import told

# The marks that people know from other lists.
MARKS = {"planned": "not_started", "in_work": "draft", "published": "accepted"}


class PublicationTable(tables.Table):
    title = tables.Column("Название", linkify=True, order_by=("name_key", "pk"), attrs=LINK)
    people = tables.Column(
        "Авторы, составители", accessor="authors", orderable=False, empty_values=()
    )
    kind = tables.Column("Вид", orderable=False)
    year = tables.Column("Год", order_by=("year", "name_key"), default="", attrs=NUMBER)
    file = tables.Column("Файл", accessor="file_kind", orderable=False, default="")
    downloads = tables.Column("Скачали", order_by=("downloads", "pk"), default="", attrs=NUMBER)
    state = tables.Column("Состояние", orderable=False)

    class Meta:
        model = Publication
        fields = ()
        attrs = {"aria_label": "Издания"}
        empty_text = "Изданий по таким условиям нет"

    def render_title(self, record: Publication) -> str:
        return str(record)

    def render_people(self, record: Publication) -> str:
        return told(people_in(record.authors) or people_in(record.compilers))

    def render_year(self, value: int) -> str:
        return str(value)

    def render_file(self, record: Publication) -> str:
        return record.file_format

    def render_state(self, record: Publication) -> SafeString:
        return state_badge(MARKS[record.state], record.get_state_display())
