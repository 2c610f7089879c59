"""Responsible people of a cell: «Левченко А. Л., Трофимова В. В.», «Все методисты»."""

import re

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.?(?![а-яё\w]))?"
_PERSON = re.compile(
    rf"(?P<after>{_SURNAME}\s+{_INITIALS})|(?P<before>[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?\s*{_SURNAME})"
)


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
    return [re.sub(r"^и\s+", "", piece) for piece in pieces]
