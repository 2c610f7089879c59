"""How the places of a sheet look, as on the paper form: thin rules, grey where nothing is typed."""

import copy
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_RULE = Side(style="thin", color="FF8C8C8C")
_BOX = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_GREY = PatternFill("solid", fgColor="FFEDEDED")
_OPEN = PatternFill("solid", fgColor="FFFFFBE6")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_PLAIN = Alignment(vertical="top")
_FONT = "Liberation Sans"

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font": Font(name=_FONT, size=13, bold=True), "alignment": _PLAIN},
    "line": {"font": Font(name=_FONT, size=10), "alignment": _PLAIN},
    "section": {"font": Font(name=_FONT, size=11, bold=True), "alignment": _PLAIN},
    "heading": {"font": Font(name=_FONT, size=9), "alignment": _CENTRE, "border": _BOX},
    "numbering": {
        "font": Font(name=_FONT, size=9),
        "alignment": _CENTRE,
        "border": _BOX,
        "fill": _GREY,
    },
    "name": {
        "font": Font(name=_FONT, size=10),
        "alignment": Alignment(wrap_text=True, vertical="center"),
        "border": _BOX,
    },
    "number": {"font": Font(name=_FONT, size=10), "alignment": _CENTRE, "border": _BOX},
    "closed": {
        "font": Font(name=_FONT, size=10, color="FF595959"),
        "alignment": _CENTRE,
        "border": _BOX,
        "fill": _GREY,
    },
    "cell": {
        "font": Font(name=_FONT, size=10),
        "alignment": _RIGHT,
        "border": _BOX,
        "fill": _OPEN,
        "protection": Protection(locked=False),
    },
    "total": {
        "font": Font(name=_FONT, size=10, bold=True),
        "alignment": _RIGHT,
        "border": _BOX,
        "fill": _GREY,
    },
    "last": {
        "font": Font(name=_FONT, size=8, italic=True, color="FF595959"),
        "alignment": _RIGHT,
    },
}


class Brush:
    """Makes the cells of one sheet; a look is dressed once and its cell used again and again."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._dressed: dict[tuple[str, str], WriteOnlyCell] = {}

    def cell(self, look: str, value: Any, number_format: str = "General") -> WriteOnlyCell:
        """Return a cell to append at once; «=» begins a formula only in the look "total"."""
        key = (look, number_format)
        if key not in self._dressed:
            dressed = self._dressed[key] = WriteOnlyCell(self.sheet)
            dressed.number_format = number_format
            for name, style in _LOOKS[look].items():
                setattr(dressed, name, style)
        made = copy.copy(self._dressed[key])
        made.value = value
        if isinstance(value, str) and look != "total":
            # Text stays text: «=1+1» in a library's name must never become a formula.
            made.data_type = "s"
        return made
