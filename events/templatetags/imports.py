"""Where the rows of an import stand on its pages."""

from django import template

from events.imports.preview import row_address

register = template.Library()


@register.filter
def address(index: int, pages: int) -> str:
    """Return the link to a row of the file from any of the `pages` of the preview."""
    return row_address(index, is_alone=pages == 1)
