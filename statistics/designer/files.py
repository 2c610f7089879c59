"""Files of the designer: an edition written as YAML, and one read from whoever sent it."""

from collections.abc import Mapping
from typing import Any

import yaml

from statistics.layout import EditionError, parse_definition
from statistics.layout.files import read_edition_text

# 6-НК has 179 cells and 27 checks. A file of 100 KB can ask for millions of cells.
MOST_CELLS = 5_000
MOST_CHECKS = 500
LARGEST_FILE = 500_000
# Keys stand in this order: a database may forget the one in which they were written.
_ORDER = (
    "form", "form_title", "okud", "edition", "follows", "number", "code", "heading", "key", "title",
    "rule", "order", "year_from", "year_to", "max_digits", "severity", "total", "message", "kind",
    "places", "unit", "okei", "of", "ask_above", "constant", "closed", "blocks", "title_page",
    "signature", "was", "rows", "columns", "tables", "sections", "checks",
)  # fmt: skip
_NOTE = "# Как читать и писать такие файлы — docs/forms.md.\n"


class _Dumper(yaml.SafeDumper):
    """Writes short mappings and lists in one line, the way the shipped editions are written."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _mapping(dumper: yaml.SafeDumper, data: Mapping[str, Any]) -> yaml.Node:
    data = {key: data[key] for key in sorted(data, key=_place)}
    is_short = not any(isinstance(value, Mapping) or _is_deep(value) for value in data.values())
    is_line = is_short and ("number" in data or "key" in data or "code" in data)
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=is_line)


def _place(key: str) -> tuple[int, str]:
    return (_ORDER.index(key) if key in _ORDER else len(_ORDER), key)


def _sequence(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=not _is_deep(data))


def _is_deep(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _sequence)


def written(definition: Mapping[str, Any]) -> str:
    """Return the file of a definition; read again it is equal to it."""
    return _NOTE + yaml.dump(
        dict(definition), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )


def read(content: bytes, name: str) -> Mapping[str, Any]:
    """Return the definition of an uploaded file, sound and of bearable size.

    Raises EditionError with everything that is wrong, each fault with its place.
    """
    if len(content) > LARGEST_FILE:
        raise EditionError([f"Файл {name} слишком большой для описания формы: до 500 КБ."])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EditionError([f"Файл {name} сохранён не в UTF-8."]) from error
    definition = read_edition_text(text, name)
    refuse_too_big(definition)
    parse_definition(definition)
    return definition


def refuse_too_big(definition: Mapping[str, Any]) -> None:
    """Raise EditionError for more cells or checks than any form has."""
    cells = sum(_cells(section) for section in _list(definition, "sections"))
    if cells > MOST_CELLS:
        raise EditionError([f"В форме больше {MOST_CELLS} ячеек: столько портал не принимает."])
    if len(_list(definition, "checks")) > MOST_CHECKS:
        raise EditionError([f"В форме больше {MOST_CHECKS} контролей."])


def _cells(section: Any) -> int:
    tables = _list(section, "tables") or [section]
    return sum(len(_list(table, "rows")) * _columns(table) for table in tables)


def _columns(node: Any) -> int:
    """Count columns in depth; what is no column is counted too, and refused later by name."""
    return sum(_columns(item) if _list(item, "columns") else 1 for item in _list(node, "columns"))


def _list(node: Any, key: str) -> list[Any]:
    found = node.get(key) if isinstance(node, Mapping) else None
    return found if isinstance(found, list) else []
