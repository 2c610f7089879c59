"""Documents as PDF: tagged (PDF/UA-1), in Russian, from shipped fonts and styles only."""

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from common.russian import keep_together
from common.tables import Table

STATIC = Path(settings.BASE_DIR) / "static"
# Read when WeasyPrint first looks for fonts: without it the look depends on the machine.
os.environ.setdefault("FONTCONFIG_FILE", str(STATIC / "fonts" / "fonts.conf"))
# WeasyPrint tells every step of its work; only the maker of a document listens.
PROGRESS = logging.getLogger("weasyprint.progress")
PROGRESS.propagate = False

from weasyprint import CSS, HTML  # noqa: E402 (after the setting above)
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402 (after the setting above)

_STYLES = STATIC / "css" / "documents"
_NARROWEST = 4.5


_OWN_PICTURES = ("data:image/jpeg;base64,", "data:image/png;base64,")


class ShippedFilesOnly(URLFetcher):
    """Opens files of the portal's own `static` folder and pictures put into the page itself.

    The pictures were drawn by the portal: anew when they were uploaded (see common.files), or by
    the document itself.
    """

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(_OWN_PICTURES):
            return super().fetch(url, headers)
        path = Path(url.removeprefix("file://")).resolve()
        if not url.startswith("file://") or not path.is_relative_to(STATIC.resolve()):
            raise ValueError(f"Not a shipped file: {url}")
        return super().fetch(url, headers)


def render_pdf(
    template: str, context: Mapping[str, Any], styles: Sequence[str] = (), rules: str = ""
) -> bytes:
    """Return `template` as PDF, dressed by the style sheets `styles` of static/css/documents.

    `rules` are further ones, such as the margins that an organisation has chosen.
    """
    head, mark, body = render_to_string(template, dict(context)).partition("</head>")
    html = head + mark + keep_together(body)
    sheets = [CSS(filename=_STYLES / f"{name}.css") for name in ("page", *styles)]
    sheets.append(CSS(string=column_widths(context.get("tables", ())) + rules))
    fetcher = ShippedFilesOnly(allowed_protocols=["file", "data"])
    document = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=fetcher)
    return document.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")


def column_widths(tables: Iterable[Table]) -> str:
    """Return rules that share the page's width among columns as the tables ask.

    A class of its own leads to a column at once; counting children tries every rule on each.
    """
    return "\n".join(
        f".column-{number}-{place}{{width:{share:.2f}%}}"
        for number, table in enumerate(tables, 1)
        for place, share in enumerate(_shares(table), 1)
    )


def _shares(table: Table) -> list[float]:
    widths = [max(column.width, _NARROWEST) for column in table.columns]
    return [100 * width / sum(widths) for width in widths]
