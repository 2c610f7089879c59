"""Names of places after «по»: «по Берёзовскому району», «по городскому округу Синегорск»."""

import re

# A kind of place, what it is after «по», and the endings of adjectives that agree with it.
_MASCULINE = {"ий": "ему", "ый": "ому", "ой": "ому"}
_FEMININE = {"ая": "ой", "яя": "ей"}
_NEUTER = {"ое": "ому", "ее": "ему"}
_KINDS = {
    "район": ("району", _MASCULINE),
    "округ": ("округу", _MASCULINE),
    "край": ("краю", _MASCULINE),
    "город": ("городу", _MASCULINE),
    "область": ("области", _FEMININE),
    "республика": ("республике", _FEMININE),
    "поселение": ("поселению", _NEUTER),
}
# After these letters «-ий» is a hard ending, written so by the rules of spelling alone.
_HARD = re.compile(r"[кгх]ий\Z")


def over(name: str) -> str:
    """Return the place after «по», declined where its name is made of adjectives and a kind.

    A name of another making stands as it is: «по территории „Дубна“».
    """
    words = name.split()
    at = next((place for place, word in enumerate(words) if word.casefold() in _KINDS), None)
    declined = [] if at is None else _declined(words, at)
    return f"по {' '.join(declined)}" if declined else f"по территории «{name}»"


def _declined(words: list[str], at: int) -> list[str]:
    """Return the words with the kind at `at`; nothing when one before it is no adjective."""
    kind, endings = _KINDS[words[at].casefold()]
    before = [_adjective(word, endings) for word in words[:at]]
    if not all(before):
        return []
    kind = kind.capitalize() if words[at][0].isupper() else kind
    after = words[at + 1 :]
    # «муниципальный округ город Горловка»: the town's own kind is declined too.
    if after and after[0].casefold() in _KINDS:
        after = _declined(after, 0)
    return [*before, kind, *after]


def _adjective(word: str, endings: dict[str, str]) -> str:
    """Return an adjective in the dative; nothing for another word."""
    if _HARD.search(word) and "ий" in endings:
        return f"{word[:-2]}ому"
    ending = word[-2:].casefold()
    return f"{word[:-2]}{endings[ending]}" if ending in endings and len(word) > 3 else ""
