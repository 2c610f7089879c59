"""HTML made in Python where a template for every small part would cost too much."""

from html import escape
from typing import Any

from django.utils.safestring import SafeString


def as_html(value: Any) -> str:
    """Return a text as HTML, escaped unless it is HTML already.

    `django.utils.html.escape` asks every text whether it is lazy, which costs more than escaping.
    """
    text = value if isinstance(value, str) else str(value)
    return text if isinstance(text, SafeString) else escape(text)
