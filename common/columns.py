"""Columns shared by the lists."""

import datetime

import django_tables2 as tables
from django.template.defaultfilters import date as dated
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Links to other pages must not be fetched into the list by htmx.
LINK = {"a": {"hx-boost": "false"}}
ONE_LINE = {"td": {"class": "text-nowrap"}}
WORDS = {"td": {"class": "words"}}
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class DayColumn(tables.Column):
    """A day as 31.12.2025, without a template for every cell."""

    def render(self, value: datetime.date) -> str:
        day = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
        return dated(day, "d.m.Y")


def state_badge(state: str, label: str) -> SafeString:
    """Return what `components/state_badge.html` draws, where there is one in every row."""
    return format_html('<span class="state" data-state="{}">{}</span>', state, label)
