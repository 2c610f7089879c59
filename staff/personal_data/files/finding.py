"""Looking for a person's name in the words of attached files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, ForeignKey, Model, Q

from accounts.models import User
from common.files.storing import StoredFile
from staff.models import FileText
from staff.personal_data.files.reading import Attached, attached_files
from staff.personal_data.mentions.columns import pattern_of
from staff.personal_data.mentions.finding import Excerpt, excerpt_of
from staff.personal_data.mentions.names import Name, find_names


@dataclass(frozen=True)
class FoundFile:
    """A file, the row it is attached to, and the words of the name in it."""

    file: StoredFile
    owner: Any
    excerpts: list[Excerpt]

    @property
    def title(self) -> str:
        kind, name = self.owner._meta.verbose_name, str(self.owner)
        return name if name.startswith(kind) else f"{kind} «{name}»"


@dataclass(frozen=True)
class FilesSeen:
    """What is known of the attached files: in how many of all one has looked."""

    number: int
    waiting: int
    named: list[FoundFile]
    wordless: list[FoundFile]


def look_into_files(names: Iterable[Name]) -> FilesSeen:
    """Return the files in which the name stands, and those in which no words can be read.

    Three queries, and one for each kind of row to which what is found is attached.
    """
    names, files = list(names), attached_files()
    texts = FileText.objects.filter(text__regex=pattern_of(names)).values_list("path", "text")
    named = {path: found for path, text in texts if (found := _excerpts(text, names))}
    has_words = ExpressionWrapper(~Q(text=""), BooleanField())
    read = dict(FileText.objects.values_list("path", has_words))
    wordless = {path for path, has_any in read.items() if not has_any}
    return FilesSeen(
        number=len(files),
        waiting=sum(1 for one in files if one.path not in read),
        named=_found([one for one in files if one.path in named], named),
        wordless=_found([one for one in files if one.path in wordless], {}),
    )


def _excerpts(text: str, names: list[Name]) -> list[Excerpt]:
    found = (excerpt_of(text, span) for span in find_names(text, names))
    return list(dict.fromkeys(found))


def _found(files: list[Attached], words: dict[str, list[Excerpt]]) -> list[FoundFile]:
    """Fetch the rows of the files with what they are attached to, a query for each model."""
    numbers: dict[str, list[Attached]] = {}
    for one in files:
        numbers.setdefault(one.model, []).append(one)
    found = []
    for those in numbers.values():
        rows = those[0].rows.model._base_manager.filter(pk__in=[one.number for one in those])
        owner, *named_by = _owner_of(rows.model)
        found += [
            FoundFile(row, getattr(row, owner), words.get(row.file.name, []))
            for row in rows.select_related(owner, *named_by).order_by("pk")
        ]
    return found


def _owner_of(model: type[StoredFile]) -> list[str]:
    """Return the field that tells what a file is attached to, and those that the words of it need.

    It is the first key of no account.
    """
    owner = next(key for key in _keys(model) if key.related_model is not User)
    return [owner.name, *(f"{owner.name}__{key.name}" for key in _keys(owner.related_model))]


def _keys(model: type[Model]) -> Iterator[ForeignKey]:
    return (one for one in model._meta.concrete_fields if isinstance(one, ForeignKey))
