"""Showing on a page which character of a rule or formula is wrong."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from statistics.checks.syntax import RuleError


def pointed(error: RuleError) -> SafeString:
    """Return the message with the rule, the character that is wrong marked in it."""
    at, source = error.position, error.source
    return format_html(
        'Знак {}: {}. <span class="pointed">{}<mark>{}</mark>{}</span>',
        at + 1,
        error.message,
        source[:at],
        source[at : at + 1] or "␣",
        source[at + 1 :],
    )
