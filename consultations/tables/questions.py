"""Tables of questions and of the archive."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import date as dated
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.columns import LINK, DayColumn, state_badge
from consultations.models import ArchiveEntry, Question

STATES = {"new": "not_started", "in_work": "running", "reopened": "returned", "answered": "ready"}


class QuestionTable(tables.Table):
    title = tables.Column("Вопрос", linkify=True, orderable=False, attrs=LINK)
    organisation = tables.Column("Учреждение", order_by=("organisation__name_key", "-asked_at"))
    topic = tables.Column("Тема", order_by=("topic__name_key", "-asked_at"))
    state = tables.Column("Состояние", orderable=False)
    due_on = tables.Column("Ответить до", order_by=("due_on", "pk"))
    methodist = tables.Column("Кто отвечает", orderable=False, default="никто не назначен")
    asked_at = DayColumn("Задан", order_by=("asked_at", "pk"))

    class Meta:
        model = Question
        fields = ()
        attrs = {"aria_label": "Вопросы"}
        empty_text = "Вопросов по таким условиям нет"

    def render_state(self, value: str, record: Question) -> SafeString:
        return state_badge(STATES.get(record.state, record.state), value)

    def render_due_on(self, value: dt.date, record: Question) -> Any:
        day = dated(value, "d.m.Y")
        if not record.is_overdue(timezone.localdate()):
            return day
        return format_html("{} {}", day, state_badge("overdue", "срок прошёл"))


class ArchiveTable(tables.Table):
    title = tables.Column("Вопрос", linkify=True, orderable=False, attrs=LINK)
    topic = tables.Column("Тема", order_by=("topic__name_key", "-published_on"))
    published_on = DayColumn("Опубликован", order_by=("published_on", "pk"), default="")

    class Meta:
        model = ArchiveEntry
        fields = ()
        attrs = {"aria_label": "Вопросы и ответы"}
        empty_text = "Таких вопросов в архиве нет"


class KeptArchiveTable(ArchiveTable):
    """The archive as the department sees it: drafts and withdrawn entries too."""

    state = tables.Column("Состояние", orderable=False)

    def render_state(self, value: str, record: ArchiveEntry) -> SafeString:
        code = {"published": "active", "withdrawn": "inactive"}.get(record.state, record.state)
        return state_badge(code, value)
