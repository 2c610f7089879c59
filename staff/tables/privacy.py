"""Tables of consents and of the record of looks."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString

from common.columns import LINK, ONE_LINE, DayColumn, state_badge
from staff.models import Employee, PersonalDataAccess
from staff.queries.consent import NONE, OUTDATED, STATES, VALID, WITHDRAWN

MARKS = {VALID: "active", OUTDATED: "warning", WITHDRAWN: "undone", NONE: "not_started"}


class ConsentTable(tables.Table):
    name = tables.Column(
        "Фамилия, имя, отчество",
        accessor="full_name",
        linkify=lambda record: reverse("staff:personal-data", args=[record.pk]),
        order_by="name_key",
        attrs=LINK,
    )
    consent = tables.Column("Согласие", orderable=False)
    given_on = DayColumn("Дано", orderable=False, default="")

    class Meta:
        model = Employee
        fields = ()
        attrs = {"aria_label": "Согласия сотрудников"}
        empty_text = "Таких сотрудников нет"

    def render_consent(self, value: str) -> SafeString:
        return state_badge(MARKS[value], STATES[value])


class AccessTable(tables.Table):
    at = tables.DateTimeColumn(verbose_name="Когда", format="d.m.Y H:i", attrs=ONE_LINE)
    user = tables.Column("Кто", order_by=("user__name_key", "-at"))
    employee = tables.Column("О ком", default="о многих", orderable=False, linkify=True, attrs=LINK)
    what = tables.Column("Что", orderable=False)

    class Meta:
        model = PersonalDataAccess
        fields = ()
        attrs = {"aria_label": "Просмотры персональных данных"}
        empty_text = "Просмотров по таким условиям нет"
