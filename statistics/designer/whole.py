"""What is said of a form as a whole: its names, years, title page and signature."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from statistics.designer.naming import code_of
from statistics.designer.tree import Definition, Node, copied, set_own

_LISTS = ("title_page", "signature")
_OPTIONAL = ("order", "okud")


def initial_of_whole(definition: Definition) -> dict[str, Any]:
    """Return what the definition says, lists one a line."""
    told = {name: definition.get(name) for name in ("form_title", "title", "edition", "follows")}
    told |= {name: definition.get(name) for name in ("year_from", "year_to", *_OPTIONAL)}
    for name in _LISTS:
        told[name] = "\n".join(field["title"] for field in definition.get(name, ()))
    return told


def change_whole(definition: Definition, values: Mapping[str, Any]) -> Definition:
    """Return the definition with these names, years and lists of fields."""
    changed = copied(definition)
    for name in ("form_title", "title", "edition", "year_from", "year_to"):
        changed[name] = values[name]
    for name in _OPTIONAL:
        if values[name] or name in changed:
            changed[name] = values[name]
    if "follows" in values:
        set_own(changed, {"follows": values["follows"]}, {"follows": ""})
    for name in _LISTS:
        changed[name] = _fields(values[name], changed.get(name, ()))
    return changed


def _fields(titles: Sequence[str], former: Iterable[Node]) -> list[Node]:
    """Return the fields of these titles: a former one keeps its key, a new one gets its own."""
    keys = {field["title"]: field["key"] for field in former}
    taken = {keys[title] for title in titles if title in keys}
    fields = []
    for title in titles:
        key = keys.get(title) or _free(code_of(title).replace("-", "_") or "field", taken)
        taken.add(key)
        fields.append({"key": key, "title": title})
    return fields


def _free(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}_{number}"
    return free
