"""Responsible people of a cell: «Левченко А. Л., Трофимова В. В.», «Все методисты»."""

import re
from typing import NamedTuple

from common.text import normalise

_SURNAME = r"[А-ЯЁ][А-ЯЁа-яё]+(?:-[А-ЯЁ][А-ЯЁа-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.?(?![а-яё\w]))?"
_PERSON = re.compile(
    rf"(?P<after>{_SURNAME}\s+{_INITIALS})|(?P<before>[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?\s*{_SURNAME})"
)
# «Зимина ТС»: the points are left out; more capitals would be an abbreviation.
_UNDOTTED = re.compile(rf"({_SURNAME})\s+([А-ЯЁ]{{1,2}})")
_DOTS = re.compile(r"[.\s]+")


class PersonKey(NamedTuple):
    """A person as told apart from others: «Левченко А. Л.» is («левченко», «ал»)."""

    surname: str
    initials: str


def split_people(text: str) -> list[str]:
    """Return the people and groups of one cell in order, each as written and once.

    Lines, «;», commas and the names themselves separate; a post before a name («методист
    Левченко А. Л.») stays with it.
    """
    people: list[str] = []
    for part in re.split(r"[\n\r;,]+", text):
        people.extend(_people_of(" ".join(part.split())))
    return list(dict.fromkeys(person for person in people if re.search(r"\w", person)))


def _people_of(part: str) -> list[str]:
    found = list(_PERSON.finditer(part))
    if len(found) < 2:
        return [part.strip()]
    # Each name goes with what stands before it: a post, or nothing.
    ends = [match.end() for match in found[:-1]] + [len(part)]
    starts = [0, *ends[:-1]]
    pieces = (part[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [re.sub(r"^(?:и\s+|[/+&–-]\s*)", "", piece) for piece in pieces]


def person_key(wording: str) -> PersonKey:
    """Return by what a person is told apart, however the initials stand and with any post.

    A group or a full name has no initials: its words are all the key.
    """
    found = list(_PERSON.finditer(wording))
    if bare := _UNDOTTED.fullmatch(wording.strip()):
        return PersonKey(normalise(bare[1]), normalise(bare[2]))
    if len(found) != 1:
        return PersonKey(_DOTS.sub(" ", normalise(wording)).strip(), "")
    letters = _DOTS.sub(" ", normalise(found[0][0])).split()
    surname = max(letters, key=len)
    letters.remove(surname)
    return PersonKey(surname, "".join(letters))
