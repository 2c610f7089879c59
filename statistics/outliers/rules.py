"""The rules of comparison themselves: those that come with the portal, and changing them."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from statistics.indicators import load_indicators
from statistics.layout.files import read_edition_file
from statistics.models import Form, OutlierRule

FILE = Path(__file__).parent / "rules.yaml"


@transaction.atomic
def add_shipped_rules(form: Form) -> list[OutlierRule]:
    """Give a form that has never had rules those that come with the portal."""
    data = read_edition_file(FILE)
    if data["form"] != form.code or OutlierRule.history.filter(form=form).exists():
        return []
    return [OutlierRule.objects.create(form=form, **item) for item in data["rules"]]


@transaction.atomic
def save_rule(rule: OutlierRule, by: User) -> OutlierRule:
    """Keep a new or changed rule; who and when stays in its history. Raises ValidationError."""
    known = load_indicators()
    for field in ("indicator", "size"):
        code = getattr(rule, field)
        if code and (code not in known or known[code].form != rule.form.code):
            raise ValidationError({field: f"Показателя «{code}» у этой формы нет."})
    rule._history_user = by
    rule.full_clean()
    rule.save()
    return rule
