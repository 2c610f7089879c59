"""Names that the portal proposes: codes made of Russian titles, the title of a next edition."""

import re

_LATIN = {
    **dict(zip("абвгдеёзийклмнопрстуфхыэ", "abvgdeezijklmnoprstufhye", strict=True)),
    "ж": "zh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")
LONGEST_CODE = 40
_LONGEST_TITLE = 300
# «…, редакция 2015 года», «…, первая редакция», «… (вторая редакция, с поправками)».
_EDITION = re.compile(r"\s*[,(]\s*(?:[\w-]+\s+){0,2}редакция\b.*", re.IGNORECASE | re.DOTALL)


def code_of(title: str) -> str:
    """Return «Работа за квартал» as `rabota-za-kvartal`, cut at a word; nothing for no letters."""
    latin = "".join(_LATIN.get(letter, letter) for letter in title.casefold())
    code = _NOT_IN_CODES.sub("-", latin).strip("-")
    if len(code) <= LONGEST_CODE:
        return code
    return code[: LONGEST_CODE + 1].rpartition("-")[0] or code[:LONGEST_CODE]


def title_of_edition(title: str, year: int) -> str:
    """Return the title as of the edition of this year; what it told of another one is replaced."""
    edition = f", редакция {year} года"
    return (_EDITION.sub("", title) or title)[: _LONGEST_TITLE - len(edition)] + edition
