"""Form widgets dressed for Bootstrap, and small helpers of lists."""

from collections.abc import Iterator

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


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
    if widget.attrs.get("placeholder") == field.label:
        del widget.attrs["placeholder"]
    classes = [widget.attrs.get("class", ""), name, "is-invalid" if field.errors else ""]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def page_numbers(page: Page) -> Iterator[int | str]:
    """Return the numbers of pages near the current one and at the ends, gaps as «…»."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
