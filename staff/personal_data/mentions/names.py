"""A person's name in a text, in the forms people write: «Ивановой А. П.», «Анне Петровне»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices

_SAME = str.maketrans("ё", "е")
_SOFT = re.compile("ь(?=[яеюи])")  # Наталья is Наталия
_WORD = re.compile(r"[^\W\d_]+")
# Between the parts of one name: «Иванова, А. П.», «А.П. Иванова», «Иванова\nАнна».
_GAP = re.compile(r"[\s.,\u00ad]{0,4}")
_DECLINED = """
а у е ы и о я ю й ь ой ою ей ею ым ом ем им ых их ам ям ах ях ов ев ью ая яя ую юю ый ий ое ого его
ому ему ые ие ыми ими ами ями
"""
_ENDINGS = frozenset(["", *_DECLINED.split()])
_CUT = re.compile("(?:ая|яя|ый|ий|ой|[аяйьо])$")
_FLEETING = re.compile("[ео](?=[цкл]$)")  # Швец, Швеца; Павел, Павла

_PATRONYMIC = re.compile(
    "(?:[ое]вн|ичн)(?:а|ы|е|у|ой|ою)$|[оеи]ич(?:а|у|ем|е)?$|[ое]вич(?:а|у|ем|е)?$"
)
_SURNAME = re.compile("(?:[ое]в|[иы]н|[сц]к)(?:а|у|е|ой|ою|ая|ую|ий|ого|ому|им|ым|ом)?$")
_IRREGULAR = {"лев": ("льв",)}


class Kind(TextChoices):
    """How surely the words name the person."""

    FULL = "full", "Фамилия и имя"
    INITIALS = "initials", "Фамилия с инициалами"
    CALLED = "called", "Имя и отчество без фамилии"
    ALONE = "alone", "Одна фамилия"


@dataclass(frozen=True)
class Span:
    """A place in a text, from `start` to `end`, where a name stands."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int
    is_capital: bool


@dataclass(frozen=True)
class Name:
    """One name of a person: of the card, or one she had before."""

    last: str
    first: str
    patronymic: str

    @cached_property
    def lasts(self) -> list[set[str]]:
        """Stems of each part of the last name, for «Кара-Мурза» is written in two words too."""
        return [stems(part) for part in _WORD.findall(self.last)]

    @cached_property
    def firsts(self) -> set[str]:
        return stems(self.first)

    @cached_property
    def patronymics(self) -> set[str]:
        return stems(self.patronymic)


def stems(word: str) -> set[str]:
    """Return what all forms of a name begin with: «иванов» of «Иванова», «швец», «швц»."""
    plain = _plain(word)
    cut = _CUT.sub("", plain)
    stem = cut if len(cut) > 1 else plain
    return {stem, _FLEETING.sub("", stem), *_IRREGULAR.get(plain, ())} if plain else set()


def find_names(text: str, names: Iterable[Name]) -> list[Span]:
    """Return where any of the names stands in the text, in order; spans do not overlap."""
    tokens = [
        _Token(_plain(found[0]), found.start(), found.end(), found[0][0].isupper())
        for found in _WORD.finditer(text)
    ]
    spans = sorted(
        (span for name in names for span in _spans(text, tokens, name)),
        key=lambda span: (span.start, -span.end),
    )
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _plain(word: str) -> str:
    return _SOFT.sub("и", word.lower().translate(_SAME))


def _is_form(word: str, of: set[str]) -> bool:
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in of)


def _spans(text: str, tokens: list[_Token], name: Name) -> Iterator[Span]:
    size = len(name.lasts)
    for at in range(len(tokens)):
        if size and _is_last_name(text, tokens[at : at + size], name):
            span = _around(text, tokens, at, at + size, name)
            if span is not None:
                yield span
        elif _is_called(text, tokens, at, name):
            yield Span(tokens[at].start, tokens[at + 1].end, Kind.CALLED)


def _is_last_name(text: str, part: list[_Token], name: Name) -> bool:
    """Whether the words are the whole last name, not a half of a double one."""
    if len(part) < len(name.lasts) or not part[0].is_capital:
        return False
    before, after = text[: part[0].start], text[part[-1].end :]
    is_half = before.endswith("-") or (after[:1] == "-" and after[1:2].isalpha())
    return not is_half and all(
        _is_form(token.word, of) for token, of in zip(part, name.lasts, strict=True)
    )


def _is_called(text: str, tokens: list[_Token], at: int, name: Name) -> bool:
    pair = tokens[at : at + 2]
    return (
        bool(name.patronymic)
        and len(pair) == 2
        and all(token.is_capital for token in pair)
        and _is_form(pair[0].word, name.firsts)
        and _is_form(pair[1].word, name.patronymics)
        and _is_near(text, *pair)
        and not _has_other_last_name(text, tokens, at)
    )


def _has_other_last_name(text: str, tokens: list[_Token], at: int) -> bool:
    """Whether a first name and patronymic go with somebody's last name: «Крылова Анна Петровна»."""
    before, after = _near_words(text, tokens, at, -1)[:1], _near_words(text, tokens, at + 1, 1)[:1]
    return any(_SURNAME.search(token.word) for token in (*before, *after))


def _is_near(text: str, left: _Token, right: _Token) -> bool:
    return bool(_GAP.fullmatch(text, left.end, right.start))


def _around(text: str, tokens: list[_Token], at: int, end: int, name: Name) -> Span | None:
    """Return the last name with what belongs to it; None when the initials are another's."""
    after = _near_words(text, tokens, end - 1, 1)
    before = _near_words(text, tokens, at, -1)
    kind, given = _given_after(after, name)
    if not given:
        kind, given = _given_before(before, name)
    if not given and _is_another(after, before):
        return None
    if not given:
        return Span(tokens[at].start, tokens[end - 1].end, Kind.ALONE)
    if kind is None:
        return None
    whole = sorted([*tokens[at:end], *given], key=lambda each: each.start)
    last = whole[-1]
    is_dotted = len(last.word) == 1 and text[last.end : last.end + 1] == "."
    return Span(whole[0].start, last.end + is_dotted, kind)


def _is_another(after: list[_Token], before: list[_Token]) -> bool:
    """Whether the last name goes with a patronymic beside another first name."""
    beside = (*after[1:2], *before[0:1]) if len(before) == 2 else after[1:2]
    return any(_PATRONYMIC.search(token.word) for token in beside)


def _near_words(text: str, tokens: list[_Token], at: int, step: int) -> list[_Token]:
    """Return up to two words beside the one at `at`, the nearest first."""
    found: list[_Token] = []
    for place in (at + step, at + 2 * step):
        if not 0 <= place < len(tokens):
            break
        left, right = sorted((tokens[place - step], tokens[place]), key=lambda each: each.start)
        if not (tokens[place].is_capital and _is_near(text, left, right)):
            break
        found.append(tokens[place])
    return found


def _given_after(words: list[_Token], name: Name) -> tuple[Kind | None, list[_Token]]:
    """Return the given names and initials after a last name; no kind when they are another's."""
    if not words:
        return None, []
    kind = _first(words[0], name)
    if kind is None:
        return None, words[:1] if _is_initial(words[0]) else []
    if len(words) == 1 or _second_is_hers(words[1], name):
        return kind, words
    # «Иванова А. К.» is another person; «Иванова Анна. К сожалению» is she.
    if _is_initial(words[1]) and kind == Kind.INITIALS:
        return (None if name.patronymic else kind), words
    return kind, words[:1]


def _given_before(words: list[_Token], name: Name) -> tuple[Kind | None, list[_Token]]:
    """Return the same of the words before a last name, the nearest first."""
    if len(words) == 2 and _second_is_hers(words[0], name) and _first(words[1], name):
        return _first(words[1], name), words
    if not words:
        return None, []
    kind = _first(words[0], name)
    return kind, words[:1] if kind or _is_initial(words[0]) else []


def _is_initial(token: _Token) -> bool:
    return len(token.word) == 1


def _first(token: _Token, name: Name) -> Kind | None:
    if _is_form(token.word, name.firsts):
        return Kind.FULL
    return Kind.INITIALS if token.word == _plain(name.first)[:1] else None


def _second_is_hers(token: _Token, name: Name) -> bool:
    if not name.patronymic:
        return False
    return _is_form(token.word, name.patronymics) or token.word == _plain(name.patronymic)[0]
