"""Reading an edition's file: YAML without repeated keys, with errors at their line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from statistics.layout.problems import EditionError

# The shipped edition takes 20 KB; a file a hundred times that is not an edition.
LARGEST_FILE = 2_000_000
# An edition is eleven levels deep; the reader of libyaml would go down without an end.
DEEPEST = 50


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """A safe loader that refuses repeated keys: libyaml where it is there, six times as quick."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(
                    problem="ключ должен быть словом", problem_mark=key.start_mark
                )
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"ключ «{key.value}» повторяется", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_edition_file(path: Path) -> Mapping[str, Any]:
    """Return the definition held in a file; raise EditionError when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise EditionError([f"Файл {path.name} слишком большой для описания формы."])
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise EditionError([f"Файл {path.name} не читается: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise EditionError([f"Файл {path.name} сохранён не в UTF-8."]) from error
    return read_edition_text(text, path.name)


def read_edition_text(text: str, name: str) -> Mapping[str, Any]:
    """Return the definition written in YAML; raise EditionError naming line and character."""
    try:
        _refuse_aliases_and_depth(text)
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 (the loader is a SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise EditionError([f"{name}{_where(error)}: {_problem(error)}."]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise EditionError([f"{name}: это не описание формы на языке YAML."]) from error
    if not isinstance(data, Mapping):
        raise EditionError([f"{name}: ожидались ключи и значения, например «form: 6-nk»."])
    return data


def _refuse_aliases_and_depth(text: str) -> None:
    """Raise MarkedYAMLError for what can make a small file large: aliases and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="ссылки (*имя) не допускаются", problem_mark=event.start_mark
            )
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError(
                problem="слишком много вложений", problem_mark=event.start_mark
            )


def _where(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark
    return f", строка {mark.line + 1}, знак {mark.column + 1}" if mark else ""


def _problem(error: yaml.MarkedYAMLError) -> str:
    """Return the parser's own words when they are ours, else a general sentence."""
    words = error.problem or ""
    if any("а" <= letter <= "я" for letter in words):
        return words
    return "нарушена запись YAML — проверьте отступы, кавычки и двоеточия"
