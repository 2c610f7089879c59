"""Whether somebody can be recognised in a text that is to be public."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import snowballstemmer

from accounts.models import User
from common.text import normalise
from consultations.models import ArchiveEntry, Question
from staff.models import Employee

# Every repetition is bounded: a pattern that may run to the end of the text from each of its
# letters would hold up the portal over one long text.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\d№])(?:\+?\d[\s\-()]{0,2}){6,12}(?!\d)")
_INITIALS = re.compile(
    r"\b[А-ЯЁ][а-яё]{1,40}(?:-[А-ЯЁ][а-яё]{1,40})?\s{1,20}[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
    r"|\b[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]{1,40}"
)
# A first name and a patronymic, in any case, with a last name before or after them or without.
_FULL_NAME = re.compile(
    r"\b(?:[А-ЯЁ][а-яё-]{1,40}\s{1,5})?[А-ЯЁ][а-яё]{1,40}\s{1,5}"
    r"[А-ЯЁ][а-яё]{1,40}(?:[ое]вич|[ьи]ич|[ое]вн|ичн)(?:а|у|ем|е|ы|ой|ою)?\b"
    r"(?:\s{1,5}[А-ЯЁ][а-яё-]{1,40})?"
)
_WORD = re.compile(r"[\w-]+")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
SHORTEST_NAME = 4
# What organisations and libraries are called by everywhere: nobody is known by these words.
GENERIC = """
библиотека библиотечный централизованный система центральный районный городской сельский детский
юношеский модельный межпоселенческий муниципальный бюджетный казенный автономный учреждение
культура мбук мкук мук мау цбс цб имени район округ область областной филиал отдел объединение
школа школьный колледж центр дом народный общедоступный универсальный научный город село поселок
""".split()  # noqa: SIM905  a list of words reads best as a text
_STEMMER = snowballstemmer.stemmer("russian")


@dataclass(frozen=True)
class Trace:
    """Words of the text by which somebody may be known, and what they look like."""

    text: str
    kind: str


def traces_in(entry: ArchiveEntry) -> list[Trace]:
    """Return what may give away the asker, her organisation or anybody else, each once."""
    text = "\n".join((entry.title, entry.question, entry.answer))
    found = [*_patterns(text), *_names(text, entry.source)]
    return list({(trace.kind, normalise(trace.text)): trace for trace in found}.values())


def _patterns(text: str) -> Iterator[Trace]:
    for match in _EMAIL.finditer(text):
        yield Trace(match[0], "адрес почты")
    without_days = _DAY.sub(" ", text)
    for match in _PHONE.finditer(without_days):
        yield Trace(match[0].strip(), "похоже на телефон")
    for pattern in (_INITIALS, _FULL_NAME):
        for match in pattern.finditer(text):
            yield Trace(match[0], "похоже на имя")


def _names(text: str, question: Question) -> Iterator[Trace]:
    """Compare words by their stems, so that «Ольховской» is known by «Ольховская»."""
    known = {stem: kind for kind, words in _known_words(question) for stem in _stems(words)}
    for word in _WORD.findall(text):
        stem = _STEMMER.stemWord(normalise(word))
        if stem in known:
            yield Trace(word, known[stem])


def _known_words(question: Question) -> Iterator[tuple[str, str]]:
    organisation, library = question.organisation, question.library
    yield "название учреждения", f"{organisation.name} {organisation.short_name}"
    if library is not None:
        yield "название библиотеки", f"{library.name} {library.locality}"
    for name in _people(organisation.pk, question.asked_by):
        yield "фамилия сотрудника", name


def _people(organisation: int, asker: Any) -> Iterable[str]:
    """Return the last names of those who work at the organisation, and of the asker herself."""
    employees = Employee.objects.filter(employments__library__organisation=organisation)
    users = User.objects.filter(organisation=organisation)
    return [
        asker.last_name,
        asker.patronymic,
        *employees.order_by().values_list("last_name", flat=True).distinct(),
        *users.order_by().values_list("last_name", flat=True).distinct(),
    ]


def _stems(words: str) -> set[str]:
    plain = [word for word in _WORD.findall(normalise(words)) if len(word) >= SHORTEST_NAME]
    return {stem for stem in _STEMMER.stemWords(plain) if stem not in _GENERIC_STEMS}


_GENERIC_STEMS = frozenset(_STEMMER.stemWords([normalise(word) for word in GENERIC]))
