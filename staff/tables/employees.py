"""The table of people."""

from decimal import Decimal

import django_tables2 as tables

from common.columns import LINK, NUMBER
from common.russian import format_number
from staff.models import Employee


class EmployeeTable(tables.Table):
    name = tables.Column(
        "Фамилия, имя, отчество",
        accessor="full_name",
        linkify=True,
        order_by="name_key",
        attrs=LINK,
    )
    post = tables.Column("Должность", orderable=False)
    library = tables.Column("Библиотека", order_by=("library__name_key", "name_key"))
    organisation = tables.Column(
        "Учреждение",
        accessor="library__organisation",
        order_by=("library__organisation__name_key", "name_key"),
    )
    rate = tables.Column("Ставка", attrs=NUMBER)
    education = tables.Column("Образование", orderable=False)
    career_start_year = tables.Column("В библиотеках с", default="", attrs=NUMBER)

    class Meta:
        attrs = {"aria_label": "Сотрудники библиотек"}
        empty_text = "Сотрудников по таким условиям нет"

    def render_rate(self, value: Decimal) -> str:
        return format_number(value)

    def render_education(self, record: Employee) -> str:
        profile = "библиотечное" if record.is_library_education else "не библиотечное"
        return f"{record.get_education_display()}, {profile}"

    def render_career_start_year(self, value: int) -> str:
        return str(value)
