"""The fields of a plan's row as the text that people read and write in its cells."""

from collections.abc import Callable
from dataclasses import dataclass

from events.models import PlanItem


def _joined(relation: str) -> Callable[[PlanItem], str]:
    def read(item: PlanItem) -> str:
        return "\n".join(row.wording for row in getattr(item, relation).all())

    return read


def _own(name: str) -> Callable[[PlanItem], str]:
    def read(item: PlanItem) -> str:
        return getattr(item, name)

    return read


@dataclass(frozen=True)
class ItemField:
    """One field: its name in code and on paper, and how its text is read.

    `relation` names the rows that the lines of the text become; `limit` is the greatest length
    in signs of the whole text, or of each line where the field holds lines.
    """

    name: str
    label: str
    read: Callable[[PlanItem], str]
    limit: int
    relation: str = ""
    is_long: bool = False
    hint: str = ""


_ALL = (
    ItemField("event_form", "Форма", _own("event_form"), 200, hint="Например: семинар, конкурс"),
    ItemField("name", "Наименование", _own("name"), 2000, is_long=True),
    ItemField(
        "period",
        "Срок",
        _joined("periods"),
        300,
        relation="periods",
        is_long=True,
        hint="Как пишут в плане: «февраль», «15 января», «ежеквартально». "
        "Несколько сроков — через «;» или с новой строки.",
    ),
    ItemField(
        "organisers",
        "Организаторы",
        _joined("organisers"),
        500,
        relation="organisers",
        is_long=True,
        hint="Каждая организация — с новой строки или через «;».",
    ),
    ItemField(
        "responsibles",
        "Ответственные",
        _joined("responsibles"),
        200,
        relation="responsibles",
        is_long=True,
        hint="Каждый человек или группа — с новой строки или через «;».",
    ),
    ItemField("place", "Место", _own("place"), 300),
    ItemField("audience", "Для кого", _own("audience"), 300),
    ItemField("note", "Примечание", _own("note"), 2000, is_long=True),
)

FIELDS = {field.name: field for field in _ALL}


def text_of(item: PlanItem, field: str) -> str:
    """Return the present text of a field, the lines of a list joined by line breaks."""
    return FIELDS[field].read(item)


def snapshot(item: PlanItem) -> dict[str, str]:
    """Return the texts of all fields of a row, and its section: what the history keeps."""
    texts = {name: field.read(item) for name, field in FIELDS.items()}
    return {**texts, "section": str(item.section or "")}


def named(item: PlanItem) -> str:
    """Return the name of a row in quotes, short enough for a message."""
    name = " ".join(item.name.split())
    return f"«{name if len(name) <= 60 else f'{name[:59].rstrip()}…'}»"
