"""The summary's PDF against WeasyPrint on the bare tables."""

from html import escape

from weasyprint import CSS, HTML

from benchmarks.measure import Comparison
from common.tables import Table
from reports.documents.regional_summary import RegionalSummary

# The same paper, letters, widths and rules, so that both lay out as many pages; nothing else.
BARE = """
@page { size: A4 landscape; margin: 20mm 10mm 20mm 20mm }
table { width: 100%; border-collapse: separate; table-layout: fixed; font: 9.5pt Liberation Serif }
th, td { border: 0.25pt solid }
"""


def comparison(document: RegionalSummary) -> Comparison:
    tables = document.pdf_context()["tables"]
    return Comparison(
        "Свод в PDF / WeasyPrint, те же таблицы без оформления",
        lambda: document.render("pdf"),
        lambda: bare_pdf(tables),
        1.3,
        rounds=5,
    )


def bare_pdf(tables: tuple[Table, ...]) -> bytes:
    """Print the same tables as plain HTML, tagged as every document of ours has to be."""
    page = HTML(string="<html lang=ru><title>Свод</title>" + "".join(map(_html, tables)))
    return page.write_pdf(stylesheets=[CSS(string=BARE)], pdf_variant="pdf/ua-1")


def _html(table: Table) -> str:
    head = "".join(
        "<tr>"
        + "".join(
            f"<th colspan={cell.colspan} rowspan={cell.rowspan}>{escape(cell.title)}"
            for cell in line
        )
        for line in table.header_rows()
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell.text)}" for cell in cells)
        for _row, cells in table.display_rows()
    )
    return f"<table><thead>{head}<tbody>{body}</table>"
