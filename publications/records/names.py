"""Names of people: «Фамилия, Имя Отчество», one a line."""

import re
from dataclasses import dataclass

_PARTS = re.compile(r"[\s.]+")
_NAME = re.compile(r"[^\d,;:/<>]+")


@dataclass(frozen=True)
class Person:
    """A person by name; `given` are the first name and the patronymic, or their initials."""

    last: str
    given: str = ""

    @property
    def initials(self) -> str:
        """Initials with spaces between, «А. П.»; a double name keeps its hyphen, «Ж.-Ж.»."""
        names = [name for name in _PARTS.split(self.given) if name.strip("-")]
        return " ".join(_initial(name) for name in names)

    @property
    def inverted(self) -> str:
        """The name as in a heading: «Зимина, А. П.» (ГОСТ Р 7.0.80)."""
        return f"{self.last}, {self.initials}" if self.given else self.last

    @property
    def direct(self) -> str:
        """The name as in a statement of responsibility: «А. П. Зимина»."""
        return f"{self.initials} {self.last}" if self.given else self.last

    @property
    def full(self) -> str:
        """The name as it is kept: «Зимина, Анна Павловна»."""
        return f"{self.last}, {self.given}" if self.given else self.last


def _initial(name: str) -> str:
    return "-".join(f"{part[0].upper()}." for part in name.split("-") if part)


def people_in(text: str) -> tuple[Person, ...]:
    """Return the people named in `text`, one a line (or parted by «;»).

    «Зимина, Анна Павловна», «Зимина Анна Павловна» and «А. П. Зимина» are understood. Raises
    ValueError with the line that is no name.
    """
    lines = (line.strip(" .\t") for line in re.split(r"[\n;]", text))
    return tuple(_person(line) for line in lines if line)


def _person(line: str) -> Person:
    last, comma, given = (part.strip() for part in line.partition(","))
    if not comma:
        last, given = _turned(line)
    is_name = _NAME.fullmatch(last) and (not given or _NAME.fullmatch(given))
    if not is_name or not _has_capital(last) or (given and not given[0].isupper()):
        raise ValueError(line)
    return Person(" ".join(last.split()), _tidy(given))


def _has_capital(last: str) -> bool:
    """A body («научно-методический отдел») is written small, a surname may be «де Бальзак»."""
    return any(word[0].isupper() for word in last.split())


def _turned(line: str) -> tuple[str, str]:
    """Find the surname in a name without a comma: first, unless initials stand before it."""
    initials = re.match(r"((?:\w\.[\s-]*)+)(?=\w{2})", line)
    if initials:
        return line[initials.end() :].strip(), initials[1].strip()
    last, _space, given = line.partition(" ")
    return last, given.strip()


def _tidy(given: str) -> str:
    """Part the initials that were typed without a space: «А.П.» as «А. П.»."""
    closed = re.sub(r"(?<=\w)\.(?=\w)", ". ", given)
    is_initial = re.fullmatch(r"(?:\S+ )*\w", closed)
    return " ".join(closed.split()) + ("." if is_initial and closed[-1] != "." else "")
