"""What to try when nothing was found: another layout of the keyboard, words spelt nearly so."""

from difflib import get_close_matches
from typing import Any

from django.db.models import Count

from methodportal.search.queries import seen_words, starting_with
from methodportal.search.query import Query

# How alike two words must be, from 0 to 1: «библеотека» and «библиотека» are at 0.9.
ALIKE = 0.72
FEW = 3
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LAYOUT = str.maketrans(_LATIN, _CYRILLIC)


def other_layout(text: str) -> str:
    """Return what was typed in Latin letters as the same keys give it in Russian, or ""."""
    typed = text.lower()
    is_latin = any("a" <= letter <= "z" for letter in typed)
    is_cyrillic = any("а" <= letter <= "я" for letter in typed)
    return typed.translate(_LAYOUT) if is_latin and not is_cyrillic else ""


def without_quotes(query: Query) -> str:
    """Return the words of the query, wherever they stand in a text."""
    return " ".join(query.forms)


def respelled(user: Any, query: Query, answered: frozenset[str]) -> list[str]:
    """Return the query with the words that were not found put right, at most FEW ways.

    Only words that the person may see are offered.
    """
    lost = [pair for pair in zip(query.terms, query.forms, strict=True) if pair[0] not in answered]
    near = {form: words for term, form in lost if (words := _near(user, term))}
    ways = min((len(words) for words in near.values()), default=0)
    return [
        " ".join(near[form][way] if form in near else form for form in query.forms)
        for way in range(ways)
    ]


def _near(user: Any, term: str) -> list[str]:
    """Return words like this one, in the form in which they are written most often."""
    same_letter = seen_words(user).filter(starting_with(term[0]))
    forms = same_letter.values_list("stem", "form").annotate(number=Count("pk"))
    known = {stem: form for stem, form, _number in forms.order_by("number", "form")}
    return [known[stem] for stem in get_close_matches(term, known, n=FEW, cutoff=ALIKE)]
