"""Form widgets dressed for Bootstrap, and small helpers of lists."""

from collections.abc import Iterator

from django import forms, template
from django.core.paginator import Page
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

DASHES = BLANK_CHOICE_DASH[0][1]


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Whether «необязательно» is written beside the field.

    A form that requires nothing marks nothing: its page says so in one sentence. Nor are fields
    marked that only some people need (`needed_by_some`).
    """
    if field.field.required or getattr(field.field, "needed_by_some", False):
        return False
    return any(other.field.required for other in field.form.visible_fields())


@register.filter
def styled(field: BoundField) -> SafeString:
    """Draw the widget with Bootstrap's class for its kind.

    A placeholder that only repeats the label is left out.
    """
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        name = "choices"  # also of the list around them, which must not look like one of them
    elif isinstance(widget, forms.CheckboxInput):
        name = "form-check-input"
    elif isinstance(widget, forms.Select):
        name = "form-select"
    else:
        name = "form-control"
    _name_empty_choice(field.field)
    if widget.attrs.get("placeholder") == field.label:
        del widget.attrs["placeholder"]
    classes = [widget.attrs.get("class", ""), name, "is-invalid" if field.errors else ""]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


def _name_empty_choice(field: forms.Field) -> None:
    """Say «Выберите» where Django has only dashes; a field may have better words of its own."""
    word = "Выберите" if field.required else "Не указано"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = word
    elif isinstance(field, forms.ChoiceField) and not callable(field.choices):
        choices = list(field.choices)
        if choices[:1] == [("", DASHES)]:
            field.choices = [("", word), *choices[1:]]


@register.filter
def page_numbers(page: Page) -> Iterator[int | str]:
    """Return the numbers of pages near the current one and at the ends, gaps as «…»."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
