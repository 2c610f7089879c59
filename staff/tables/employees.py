"""The table of people and their work."""

import datetime
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils import timezone

from common.columns import LINK, NUMBER
from common.russian import format_number
from staff.experience import MONTHS, age_on, experience_on
from staff.models import Education, Employee, Employment

LEVELS = dict(Education.Level.choices)


class EmploymentTable(tables.Table):
    """The works of `list_employments`; ages, experience and states are told for `day` or today."""

    name = tables.Column(
        "Фамилия, имя, отчество",
        linkify=True,
        order_by=("employee__name_key", "pk"),
        attrs=LINK,
    )
    post = tables.Column("Должность", orderable=False)
    library = tables.Column("Библиотека", order_by=("library__name_key", "employee__name_key"))
    organisation = tables.Column(
        "Учреждение",
        accessor="library__organisation",
        order_by=("library__organisation__name_key", "employee__name_key"),
    )
    rate = tables.Column("Ставка", attrs=NUMBER)
    education = tables.Column("Образование", accessor="level", orderable=False, default="")
    age = tables.Column("Возраст, лет", accessor="employee", orderable=False, attrs=NUMBER)
    experience = tables.Column(
        "Стаж в библиотеках, лет",
        accessor="employee",
        order_by=("-employee__in_libraries_since", "pk"),
        attrs=NUMBER,
    )
    state = tables.Column("Состояние", accessor="pk", orderable=False)

    class Meta:
        attrs = {"aria_label": "Сотрудники библиотек"}
        empty_text = "Сотрудников по таким условиям нет"

    def __init__(self, *args: Any, day: datetime.date | None = None, **kwargs: Any) -> None:
        self.day = day or timezone.localdate()
        super().__init__(*args, **kwargs)

    def render_rate(self, value: Decimal) -> str:
        return format_number(value)

    def render_education(self, value: str, record: Employment) -> str:
        profile = "библиотечное" if record.is_skilled else "не библиотечное"
        return f"{LEVELS[value]}, {profile}"

    def render_age(self, value: Employee, record: Employment) -> str:
        age = age_on(value.born, self._last_day(record))
        return "" if age is None else str(age)

    def render_experience(self, value: Employee, record: Employment) -> str:
        day = self._last_day(record)
        months = experience_on(value.in_libraries_since, value.library_break, day)
        return "" if months is None else str(months // MONTHS)

    def render_state(self, record: Employment) -> str:
        if record.until and record.until < self.day:
            return f"работала по {record.until:%d.%m.%Y}"
        if record.since and record.since > self.day:
            return f"приступит {record.since:%d.%m.%Y}"
        kind = "" if record.kind == Employment.Kind.MAIN else record.get_kind_display()
        return ", ".join(filter(None, (kind, "в отпуске" if record.is_away else "")))

    def _last_day(self, record: Employment) -> datetime.date:
        """Return the day of the list, or of work that had ended by then its last day."""
        return min(record.until or self.day, self.day)
