"""Values of formulas, remembered in the file.

openpyxl writes a formula without its value, so a preview, a phone or Excel in protected view
shows an empty total. The values are known when the table is made; they are put beside the
formulas here.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_FORMULA = re.compile(
    rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v\s*/>|'
    rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v></v>'
)


def with_cached_values(book: BytesIO, cached: Mapping[str, Mapping[str, object]]) -> bytes:
    """Return the stored workbook compressed, with values by sheet path and cell at its formulas."""
    target = BytesIO()
    with ZipFile(book) as source, ZipFile(target, "w", ZIP_DEFLATED) as result:
        for name in source.namelist():
            content = source.read(name)
            if values := cached.get(name):
                content = _fill(content, values)
            result.writestr(name, content)
    return target.getvalue()


def _fill(sheet: bytes, values: Mapping[str, object]) -> bytes:
    def put(match: re.Match[bytes]) -> bytes:
        formula = match[1] or match[3]
        place = (match[2] or match[4]).decode()
        value = values[place]
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        return formula + b"<v>" + text.encode() + b"</v>"

    return _FORMULA.sub(put, sheet)
