"""Russian numbers and words in templates; built in, so that no template loads it."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString, mark_safe

from common.russian import bound as with_bound_words
from common.russian import bound_facts as with_bound_facts
from common.russian import format_day, format_moment, format_number, plural, short_day, short_moment
from common.russian import soft_hyphens as with_soft_hyphens
from common.text import inner_quotes

register = template.Library()
register.filter("inner_quotes", stringfilter(inner_quotes))

_TWO_STOPS = re.compile(r"([?!….])\.(?=\s|$)")


@register.filter
def number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """Show `value` as Russian readers expect: 1 234,5; an absent value shows as nothing."""
    return "" if value is None or value == "" else format_number(value, places)


@register.filter(expects_localtime=True)
def day(value: datetime.date | None) -> str:
    """Show a day in running text: «28 ноября 2026 г.»; an absent one as nothing."""
    return format_day(value) if value else ""


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """Show a moment in running text: «28 ноября 2026 г., 14:05»; an absent one as nothing."""
    return format_moment(value) if value else ""


@register.filter(name="short_day", expects_localtime=True)
def short_day_filter(value: datetime.date | None) -> str:
    """Show a day in a cell of a table: «28.11.2026»; an absent one as nothing."""
    return short_day(value) if value else ""


@register.filter(name="short_moment")
def short_moment_filter(value: datetime.datetime | None) -> str:
    """Show a moment in a cell of a table: «28.11.2026 14:05»; an absent one as nothing."""
    return short_moment(value) if value else ""


@register.filter
def one_stop(text: Any) -> Any:
    """Leave one mark where a name that ends with its own was put at the end: «клуба?.»."""
    ended = _TWO_STOPS.sub(r"\1", text)
    return mark_safe(ended) if isinstance(text, SafeString) else ended  # noqa: S308 (only a full stop goes)


@register.filter(name="plural")
def plural_filter(value: int, forms: str) -> str:
    """Choose the word for `value` out of «библиотека,библиотеки,библиотек»."""
    one, few, many = forms.split(",")
    return plural(value, one, few, many)


@register.filter
def counted(value: int, forms: str) -> str:
    """Show `value` with its word: «21 библиотека»."""
    return f"{format_number(value)}\N{NO-BREAK SPACE}{plural_filter(value, forms)}"


@register.filter
def soft_hyphens(text: str) -> str:
    """Let long words of a narrow heading break by syllables."""
    return with_soft_hyphens(text)


@register.filter(is_safe=True)
@stringfilter
def bound(text: str) -> str:
    """Keep on one line what belongs together: «№ 11», «М. А. Тихонова», «5 лет», «6-НК»."""
    return with_bound_words(text)


@register.filter(is_safe=True)
def bound_facts(text: str) -> str:
    """Keep on one line what belongs together in the facts, labels and headings of a page."""
    return with_bound_facts(text)
