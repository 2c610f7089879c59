"""People of a file: who works in the portal, and who only looks like one of them."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from accounts.models import User
from events.names.people import PersonKey, person_key

# A surname that differs more is another surname; «Лёвченко» and «Левчинко» stay above it.
ALIKE = 0.8
SUGGESTIONS = 4


class KnownPerson(NamedTuple):
    """A user of the portal as the preview shows her."""

    pk: int
    name: str

    @property
    def pk_text(self) -> str:
        return str(self.pk)


class Writing(NamedTuple):
    """Another name of the same file, and in how many items it stands."""

    wording: str
    items: int


class PersonMention(NamedTuple):
    """One name of the file, as written; recognised, or with whom it resembles."""

    wording: str
    items: int
    user: KnownPerson | None = None
    similar: tuple[KnownPerson, ...] = ()
    writings: tuple[Writing, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Nobody of this name is known, but a typo in it would make somebody."""
        return self.user is None and bool(self.similar or self.writings)


class PersonBook:
    """All users by the names that plans write: full, short, initials before and after."""

    def __init__(self, users: Iterable[tuple[int, str, str, str]]) -> None:
        """Take (pk, last name, first name, patronymic) of each user."""
        self._known: dict[PersonKey, set[KnownPerson]] = {}
        for pk, last, first, patronymic in users:
            initials = "".join(f"{name[0]}." for name in (first, patronymic) if name)
            person = KnownPerson(pk, f"{last} {initials}")
            for name in (person.name, " ".join(filter(None, (last, first, patronymic)))):
                self._known.setdefault(person_key(name), set()).add(person)

    @classmethod
    def load(cls) -> "PersonBook":
        """Return the book of all active users, in one query."""
        users = User.objects.filter(is_active=True)
        return cls(users.values_list("pk", "last_name", "first_name", "patronymic"))

    def find(self, wording: str) -> KnownPerson | None:
        """Return the user who alone bears this name, exactly."""
        found = self._known.get(person_key(wording), set())
        return next(iter(found)) if len(found) == 1 else None

    def read(self, wordings: Iterable[str]) -> list[PersonMention]:
        """Return the names of a file, one for each writing, with whom each resembles.

        `wordings` repeats a name for each item it stands in. A name like another is never taken
        for it: it is for a person to say.
        """
        counted = Counter(wordings)
        people = _by_person(counted)
        return [self._mention(wording, counted, people) for wording in counted]

    def _mention(
        self, wording: str, counted: Counter[str], people: dict[PersonKey, Writing]
    ) -> PersonMention:
        user = self.find(wording)
        if user:
            return PersonMention(wording, counted[wording], user)
        key = person_key(wording)
        users = {
            person
            for known, bearers in self._known.items()
            for person in bearers
            if known == key or _is_alike(key, known)
        }
        writings = [
            writing
            for other, writing in people.items()
            if _is_alike(key, other) and _is_before(other, key, people)
        ]
        writings.sort(key=lambda writing: -writing.items)
        similar = tuple(sorted(users, key=lambda person: (person.name, person.pk))[:SUGGESTIONS])
        return PersonMention(
            wording, counted[wording], None, similar, tuple(writings[:SUGGESTIONS])
        )


def _by_person(counted: Counter[str]) -> dict[PersonKey, Writing]:
    """Return how often each person is named, however written, under the most frequent writing."""
    people: dict[PersonKey, Writing] = {}
    for wording, number in counted.most_common():
        key = person_key(wording)
        first = people.get(key, Writing(wording, 0))
        people[key] = Writing(first.wording, first.items + number)
    return {key: people[key] for key in dict.fromkeys(map(person_key, counted))}


def _is_before(other: PersonKey, key: PersonKey, people: dict[PersonKey, Writing]) -> bool:
    """Whether a name is asked about for another: of two as frequent, the later for the earlier."""
    if people[other].items != people[key].items:
        return people[other].items > people[key].items
    order = list(people)
    return order.index(other) < order.index(key)


def _is_alike(one: PersonKey, other: PersonKey) -> bool:
    """One surname with other initials, or one with a typo and the same initials."""
    if not one.initials or not other.initials or one == other:
        return False
    if one.surname == other.surname:
        return True
    starts = one.initials.startswith(other.initials) or other.initials.startswith(one.initials)
    return starts and SequenceMatcher(None, one.surname, other.surname).ratio() >= ALIKE
