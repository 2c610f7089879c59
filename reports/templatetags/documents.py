"""Buttons that ask for documents."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("reports/document_button.html", takes_context=True)
def document_button(
    context: template.Context, document: str, format_: str, label: str, **parameters: Any
) -> dict[str, Any]:
    """Show a button that asks for `document`: {% document_button "plan" "pdf" "…" plan=1 %}.

    A parameter with an empty value is left out.
    """
    return {
        "csrf_token": context.get("csrf_token"),
        "document": document,
        "format": format_,
        "label": label,
        "parameters": {
            name: value for name, value in parameters.items() if value not in ("", None)
        },
    }
