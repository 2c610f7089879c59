"""The unchanging part of a word: «библиотеки» and «библиотека» have one stem.

Stems are Snowball's, Russian for Cyrillic letters and English for Latin ones, mended where a vowel
comes and goes: «ребёнок», «ребёнка».
"""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

LONGEST_WORD = 60  # characters; a longer one is cut

# A vowel that some forms have: подросток, подростка; книжек, книжка; столбец, столбца.
_CONSONANT = "бвгджзклмнпрстфхцчшщ"
_FLEETING = re.compile(rf"(?<=\w{{3}}[{_CONSONANT}])(?:о(?=к$)|е(?=ц$)|(?<=[жчш])е(?=к$))")
_FLED = re.compile(rf"(?<=\w{{3}}[{_CONSONANT}])(?=[кц]$)")
# What no rule tells: the stems of some forms, and that of the others.
_IRREGULAR = {
    **dict.fromkeys(("дня", "дни", "дне", "дню", "дням", "днях", "днем"), "ден"),
    "детьм": "дет",
    "людьм": "люд",
    "уровен": "уровн",
}
_stemmers = {
    "russian": snowballstemmer.stemmer("russian"),
    "english": snowballstemmer.stemmer("english"),
}
_one_at_a_time = Lock()  # a stemmer keeps the word it works on in itself


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the unchanging part of a word in small letters, ё as е."""
    language = "english" if word.isascii() else "russian"
    if not word.isalpha():
        return word[:LONGEST_WORD]
    with _one_at_a_time:
        found = _stemmers[language].stemWord(word)[:LONGEST_WORD]
    return _IRREGULAR.get(found) or _FLEETING.sub("", found)


def beginnings(word: str) -> list[str]:
    """Return what the forms of a word begin with, for texts whose words are not stemmed.

    «ребенка» gives «ребенк» and «ребенок».
    """
    found = stem(word)
    irregular = [form for form, its_stem in _IRREGULAR.items() if its_stem == found]
    if not word.isalpha() or word.isascii():
        return [found]
    vowels = {"к": "ое", "ц": "е"}.get(found[-1:], "")
    return [
        found,
        *irregular,
        *(_FLED.sub(vowel, found) for vowel in vowels if _FLED.search(found)),
    ]
