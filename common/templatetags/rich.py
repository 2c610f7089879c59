"""Text with a few marks in templates: `{% load rich %}{{ news.text|rich_text }}`."""

from django import template
from django.utils.safestring import SafeString

from common import rich_text as marks

register = template.Library()


@register.filter
def rich_text(text: str) -> SafeString:
    """Show paragraphs, lists, headings and links of a text; see common.rich_text."""
    return marks.rich_text(text)
