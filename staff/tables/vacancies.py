"""The table of vacancies."""

from decimal import Decimal

import django_tables2 as tables

from common.columns import LINK, NUMBER, DayColumn
from common.russian import format_number


class VacancyTable(tables.Table):
    post = tables.Column("Должность", linkify=True, orderable=False, attrs=LINK)
    library = tables.Column("Библиотека", order_by=("library__name_key", "pk"))
    organisation = tables.Column(
        "Учреждение",
        accessor="library__organisation",
        order_by=("library__organisation__name_key", "pk"),
    )
    rate = tables.Column("Ставка", attrs=NUMBER)
    opened_on = DayColumn("Открыта", order_by=("opened_on", "pk"))
    closed_on = DayColumn("Закрыта", order_by=("closed_on", "pk"), default="")

    class Meta:
        attrs = {"aria_label": "Вакансии"}
        empty_text = "Вакансий по таким условиям нет"

    def render_rate(self, value: Decimal) -> str:
        return format_number(value)
