"""Widgets drawn quickly are the same HTML as Django's templates give."""

import datetime
import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from common.renderer import QuickRenderer

CHOICES = [("", "Все"), ("a&b", "«Ёлка» <b>"), ('Группа "1"', [(1, "один"), (None, "нет")])]
WIDGETS = [
    (forms.Select(choices=CHOICES), "a&b"),
    (forms.Select(attrs={"class": "x", "required": True, "disabled": False}, choices=CHOICES), 1),
    (forms.SelectMultiple(choices=CHOICES), ["1", "a&b"]),
    (forms.TextInput(attrs={"hx-get": "/a?b=1&c=2", "maxlength": 5}), 'a"<b>'),
    (forms.TextInput(), None),
    (forms.NumberInput(attrs={"step": 0.5}), 1200),
    (forms.EmailInput(), "a@b.example"),
    (forms.HiddenInput(), 0),
    (forms.DateInput(format="%d.%m.%Y"), datetime.date(2025, 12, 31)),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_widget_is_drawn_as_django_draws_it(widget, value):
    drawn = [
        widget.render("field", value, {"id": "id_field"}, renderer=renderer)
        for renderer in (QuickRenderer(), DjangoTemplates())
    ]

    quick, slow = (re.sub(r"\s*\n\s*", "", html) for html in drawn)
    assert quick == slow
