"""The table of regulatory documents."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from common.columns import LINK, ONE_LINE, DayColumn, state_badge
from publications.models import Regulation

# The marks that people know from other lists.
MARKS = {"ahead": "not_started", "in_force": "accepted", "lapsed": "closed"}


def standing_badge(regulation: Regulation) -> SafeString:
    """Return whether the document is in force today, by mark and word."""
    standing = regulation.standing
    return state_badge(MARKS[standing], standing.label)


class RegulationTable(tables.Table):
    title = tables.Column("Документ", linkify=True, order_by=("name_key", "pk"), attrs=LINK)
    kind = tables.Column("Вид", orderable=False)
    number = tables.Column("Номер", orderable=False, default="", attrs=ONE_LINE)
    date = DayColumn("Дата", attrs=ONE_LINE)
    issuer = tables.Column("Кто принял", orderable=False)
    standing = tables.Column("Действие", orderable=False, attrs=ONE_LINE)

    class Meta:
        model = Regulation
        fields = ()
        attrs = {"aria_label": "Нормативные документы"}
        empty_text = "Документов по таким условиям нет"

    def render_standing(self, record: Regulation) -> SafeString:
        return standing_badge(record)
