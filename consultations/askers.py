"""Libraries and organisations told by words of their names, as those who ask for advice."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import F

from common.filters import MOST_WORDS_OF_A_NAME, matching
from common.text import normalise
from libraries.models import Library, Organisation

Asker = Library | Organisation

OFFERED = 8
NAMED_IN_ADVICE = 4
_PUNCTUATION = re.compile(r"[,()]")


def label_of(asker: Asker) -> str:
    """Return the full label, which names exactly one row."""
    if isinstance(asker, Library):
        return f"{asker.name}, {asker.locality} ({asker.code})"
    return asker.name


def find_askers(words: str, limit: int = OFFERED, kind: str = "") -> list[Asker]:
    """Return organisations and libraries whose names hold all the `words`, working ones first.

    `kind` narrows to «library» or «organisation».
    """
    words = _PUNCTUATION.sub(" ", words)
    if not normalise(words):
        return []
    found: list[Asker] = []
    if kind != "library":
        rows = matching(Organisation.objects.all(), words, "name_key", most=MOST_WORDS_OF_A_NAME)
        found += rows.order_by("-is_active", "name_key")[:limit]
    if kind != "organisation":
        libraries = matching(Library.objects.all(), words, "search_key", most=MOST_WORDS_OF_A_NAME)
        works = F("closed_on").asc(nulls_first=True)
        found += libraries.order_by(works, "name_key", "code")[:limit]
    return found[:limit]


def asker_named(text: str) -> Asker:
    """Return the one row that `text` names: by its label, or by words that fit no other.

    Raises:
        ValidationError: nothing fits, or several; the message names some of them.
    """
    found = find_askers(text, limit=50)
    wanted = normalise(text)
    exact = [one for one in found if wanted in (normalise(label_of(one)), normalise(str(one)))]
    if len(exact or found) == 1:
        return (exact or found)[0]
    raise ValidationError(_advice(text, found))


def askers_named(lines: Iterable[str]) -> list[Asker]:
    """Return the rows that the lines name, each once. Raises ValidationError."""
    named = [asker_named(line.strip()) for line in lines if line.strip()]
    return list({label_of(one): one for one in named}.values())


def _advice(text: str, found: list[Asker]) -> str:
    if not found:
        return f"«{text}» не найдено. Наберите часть названия и выберите из списка."
    names = "; ".join(label_of(one) for one in found[:NAMED_IN_ADVICE])
    more = " и другие" if len(found) > NAMED_IN_ADVICE else ""
    return f"«{text}» подходит не к одной записи: {names}{more}. Уточните."
