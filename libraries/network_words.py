"""Changes of the network in plain words, for pages, documents and programs alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.russian import format_day
from libraries.models import Library, NetworkChange, NetworkPart

Kind, Role = NetworkChange.Kind, NetworkPart.Role

_TOLD_ALONE = {"name": "«{was}» → «{became}»", "organisation_id": "{was} → {became}"}
_LABELS = {
    "kind": "вид",
    "territory_id": "территория",
    "settlement": "тип населённого пункта",
    "locality": "населённый пункт",
    "address": "адрес",
    "point": "точка на карте",
}


@dataclass(frozen=True)
class Piece:
    """A run of words, with the address of the library that it names."""

    text: str
    url: str = ""


def plain(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def day_in_words(change: NetworkChange) -> str:
    return format_day(change.date)


def about_change(change: NetworkChange) -> list[Piece]:
    """Tell the change from the side of those it happened to, beginning with their names."""
    parts = list(change.parts.all())
    subjects = _of(parts, Role.SUBJECT)
    return [*_names(subjects), Piece(": "), *_of_subjects(change, parts, subjects)]


def about_library(
    change: NetworkChange, library: Library, parts: Sequence[NetworkPart] | None = None
) -> list[Piece]:
    """Tell the change as one in the life of `library`; `parts` are its parts, if read already."""
    parts = list(change.parts.all()) if parts is None else parts
    own = next(part for part in parts if part.library_id == library.pk)
    subjects = _of(parts, Role.SUBJECT)
    if own.role == Role.SUBJECT:
        told = _of_subjects(change, parts, [own])
        together = [part for part in subjects if part.pk != own.pk]
        return [*told, Piece(" вместе с "), *_names(together)] if together else told
    words = {
        Kind.CLOSED: "приняла читателей и фонд закрытой библиотеки ",
        Kind.MERGED: "к ней присоединены: " if len(subjects) > 1 else "к ней присоединена ",
        Kind.SPLIT: "выделена из библиотеки ",
    }
    return [Piece(words[Kind(change.kind)]), *_names(subjects)]


def _of_subjects(
    change: NetworkChange, parts: Sequence[NetworkPart], subjects: Sequence[NetworkPart]
) -> list[Piece]:
    others, is_one = _of(parts, Role.SUCCESSOR), len(subjects) == 1
    kind = Kind(change.kind)
    if kind == Kind.MERGED:
        return [Piece("присоединена к " if is_one else "присоединены к "), *_names(others)]
    if kind == Kind.SPLIT:
        word = "разделена, из неё выделена " if len(others) == 1 else "разделена, из неё выделены "
        return [Piece(word), *_names(others)]
    if kind == Kind.CLOSED and others:
        return [Piece("закрыта, читатели и фонд переданы библиотеке "), *_names(others)]
    if kind in (Kind.OPENED, Kind.CLOSED):
        return [Piece("открыта" if kind == Kind.OPENED else "закрыта")]
    verbs = {
        Kind.RENAMED: "переименована: ",
        Kind.MOVED: "переехала: ",
        Kind.TRANSFERRED: "передана другому учреждению: ",
    }
    return [Piece(verbs[kind] + "; ".join(_fields(subjects[0])))]


def _fields(part: NetworkPart) -> Iterable[str]:
    for each in part.fields:
        if each["field"] in _TOLD_ALONE:
            yield _TOLD_ALONE[each["field"]].format(**each)
        else:
            label = _LABELS.get(each["field"], each["field"])
            yield f"{label} {each['was']} → {each['became']}"


def _of(parts: Sequence[NetworkPart], role: str) -> list[NetworkPart]:
    return [part for part in parts if part.role == role]


def _names(parts: Sequence[NetworkPart]) -> list[Piece]:
    pieces: list[Piece] = []
    for place, part in enumerate(parts):
        if place:
            pieces.append(Piece(" и " if place == len(parts) - 1 else ", "))
        url = part.library.get_absolute_url() if part.library else ""
        pieces.append(Piece(f"«{part.name}»", url))
    return pieces
