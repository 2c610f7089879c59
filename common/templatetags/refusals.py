"""Refused forms are summed up at the top of their page: `{% load refusals %}` in base.html."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.template import Context

register = template.Library()


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: `target` is the id of the field, empty for the form as a whole."""

    message: str
    label: str = ""
    target: str = ""


@register.simple_tag(takes_context=True)
def refused_forms(context: Context) -> list[BaseForm]:
    """Return the forms given to the page, alone or in lists, in which faults were found."""
    found: list[BaseForm] = []
    for value in context.flatten().values():
        for each in value if isinstance(value, list | tuple) else [value]:
            # `isinstance` would wake what is lazy, such as the person who asks.
            is_refused = issubclass(type(each), BaseForm) and each.is_bound and each.errors
            if is_refused and each not in found:
                found.append(each)
    return found


@register.filter
def faults(forms: BaseForm | list[BaseForm]) -> list[Fault]:
    """Return the faults of one form or some: first of the whole, then of the fields in order."""
    return [
        fault
        for form in (forms if isinstance(forms, list) else [forms])
        for fault in _faults_of(form)
    ]


def _faults_of(form: BaseForm) -> Iterator[Fault]:
    for message in form.errors.get(NON_FIELD_ERRORS, []):
        yield Fault(message)
    for field in form:
        # Nothing leads to a hidden field; of several boxes the first is meant.
        target = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
        label = "" if field.is_hidden else str(field.label)
        for message in form.errors.get(field.name, []):
            yield Fault(message, label, target)
