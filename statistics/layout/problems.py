"""Collecting everything that is wrong with an edition's file, each with its place."""

from collections.abc import Iterable, Mapping
from typing import Any

from common.text import strip_controls

Missing = object()
LONGEST_TEXT = 2000


class EditionError(ValueError):
    """The definition of an edition is wrong; `messages` lists every problem with its place."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = list(messages)
        super().__init__("\n".join(self.messages))


class Problems:
    """Problems found so far; nothing stops at the first, so that all are mended at once."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, place: str, text: str) -> None:
        self.messages.append(f"{place}: {text}" if place else text)

    def raise_if_any(self) -> None:
        """Raise EditionError when something was added."""
        if self.messages:
            raise EditionError(self.messages)


class Reader:
    """Reads the keys of one mapping, noting wrong types, missing and unknown keys."""

    def __init__(self, data: Any, place: str, problems: Problems) -> None:
        self.place = place
        self.problems = problems
        self.seen: set[str] = set()
        self.data: Mapping[str, Any] = {}
        if isinstance(data, Mapping):
            self.data = data
        else:
            self.add("ожидались ключи и значения")

    def add(self, text: str) -> None:
        self.problems.add(self.place, text)

    def _take(self, key: str, required: bool) -> Any:
        self.seen.add(key)
        value = self.data.get(key, Missing)
        if value is Missing and required:
            self.add(f"нет обязательного ключа «{key}»")
        return value

    def text(self, key: str, default: str | None = None, longest: int = LONGEST_TEXT) -> str:
        """Return a string; without a default the key is required."""
        value = self._take(key, default is None)
        if value is Missing:
            return default or ""
        if not isinstance(value, str):
            self.add(f"«{key}» должно быть текстом в кавычках, а не {_shown(value)}")
            return default or ""
        if len(value) > longest:
            self.add(f"«{key}» длиннее {longest} знаков")
            return default or ""
        if strip_controls(value) != value:
            self.add(f"в «{key}» есть знаки, которых не видно: напишите заново")
        return strip_controls(value).strip()

    def whole(self, key: str, default: int | None = None, required: bool = False) -> int | None:
        """Return a whole number not below zero, or the default."""
        value = self._take(key, required)
        if value is Missing or value is None:
            return default
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.add(f"«{key}» должно быть целым числом, а не {_shown(value)}")
            return default
        return value

    def between(self, key: str, least: int, most: int) -> int:
        """Return a whole number within these bounds, which must be there."""
        value = self.whole(key, required=True)
        if value is not None and not least <= value <= most:
            self.add(f"«{key}» — от {least} до {most}, а не {value}")
        return value or 0

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false, the default when the key is absent."""
        value = self._take(key, required=False)
        if value is Missing:
            return default
        if not isinstance(value, bool):
            self.add(f"«{key}» должно быть true или false, а не {_shown(value)}")
            return default
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """Return one of the words allowed."""
        value = self.text(key, default)
        if value not in choices:
            self.add(f"«{key}» должно быть одним из {', '.join(choices)}, а не «{value}»")
            return default
        return value

    def sequence(self, key: str, required: bool = False) -> list[Any]:
        """Return a list, empty when the key is absent."""
        value = self._take(key, required)
        if value is Missing:
            return []
        if not isinstance(value, list) or (required and not value):
            self.add(f"«{key}» должно быть непустым списком")
            return []
        return value

    def mapping(self, key: str) -> dict[str, str]:
        """Return words by words, empty when the key is absent."""
        value = self._take(key, required=False)
        if value is Missing:
            return {}
        is_right = isinstance(value, Mapping) and all(
            isinstance(word, str) for pair in value.items() for word in pair
        )
        if not is_right:
            self.add(f"«{key}» — слова по словам, и те и другие в кавычках")
            return {}
        return dict(value)

    def pairs(self, key: str) -> dict[Any, Any]:
        """Return keys with values of any kind, empty when the key is absent."""
        value = self._take(key, required=False)
        if value is Missing:
            return {}
        if not isinstance(value, Mapping):
            self.add(f"«{key}» — пары вида «4.12.3: 4.12.2»")
            return {}
        return dict(value)

    def has(self, key: str) -> bool:
        return key in self.data

    def done(self) -> None:
        """Note the keys that nobody has read: misspelt or unknown."""
        for key in self.data:
            if key not in self.seen:
                known = ", ".join(sorted(self.seen))
                self.add(f"неизвестный ключ «{key}» (здесь бывают: {known})")


def _shown(value: Any) -> str:
    """Return what stands in the file, as it is written there."""
    if value is None:
        return "пусто"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)[:100]
