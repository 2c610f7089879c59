"""Drawing of form widgets."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting

from common.markup import as_html

SELECT = "django/forms/widgets/select.html"
PLAIN = frozenset(
    f"django/forms/widgets/{kind}.html" for kind in ("text", "number", "email", "hidden", "date")
)


class QuickRenderer(TemplatesSetting):
    """Django's own HTML of the commonest widgets, made without its templates.

    Those include two more templates for every option and every widget; the lists of choices above
    a list took longer to draw than all the page around them.
    """

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            return _select(context["widget"])
        if template_name in PLAIN:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    told = "" if value is None else f' value="{as_html(value)}"'
    attributes = _attributes(widget["attrs"])
    return f'<input type="{widget["type"]}" name="{as_html(widget["name"])}"{told}{attributes}>'


def _select(widget: Mapping[str, Any]) -> str:
    groups = "".join([_group(title, options) for title, options, _index in widget["optgroups"]])
    attributes = _attributes(widget["attrs"])
    return f'<select name="{as_html(widget["name"])}"{attributes}>{groups}\n</select>'


def _group(title: str | None, options: Iterable[Mapping[str, Any]]) -> str:
    drawn = "".join([_option(option) for option in options])
    if not title:
        return drawn
    return f'\n  <optgroup label="{as_html(title)}">{drawn}\n  </optgroup>'


def _option(option: Mapping[str, Any]) -> str:
    value, attributes = as_html(option["value"]), _attributes(option["attrs"])
    return f'\n  <option value="{value}"{attributes}>{as_html(option["label"])}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    """Return attributes as HTML: True is told by the name alone, False is left out."""
    return "".join(
        [
            f" {as_html(name)}" if value is True else f' {as_html(name)}="{as_html(value)}"'
            for name, value in attributes.items()
            if value is not False
        ]
    )
