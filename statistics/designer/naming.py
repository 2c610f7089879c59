"""Codes for forms and title fields that nobody has named, made of their Russian titles."""

import re

_LATIN = {
    **dict(zip("абвгдеёзийклмнопрстуфхыэ", "abvgdeezijklmnoprstufhye", strict=True)),
    "ж": "zh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")
LONGEST_CODE = 40


def code_of(title: str) -> str:
    """Return «Работа за квартал» as `rabota-za-kvartal`, cut at a word; nothing for no letters."""
    latin = "".join(_LATIN.get(letter, letter) for letter in title.casefold())
    code = _NOT_IN_CODES.sub("-", latin).strip("-")
    if len(code) <= LONGEST_CODE:
        return code
    return code[: LONGEST_CODE + 1].rpartition("-")[0] or code[:LONGEST_CODE]
