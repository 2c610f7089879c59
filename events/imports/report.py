"""What was read from a file, as plain values: for the command and for programs."""

from typing import Any

from events.imports.draft import Draft
from events.imports.draft_item import DraftItem
from events.imports.items import build_figures, section_title
from events.imports.unpaired import unpaired_of
from events.names import PersonBook


def report_of(draft: Draft, items: list[DraftItem]) -> dict[str, Any]:
    """Return all that a draft holds: title, texts, columns, sections, figures, items, people.

    `unpaired` counts the cells and lines that nobody has paired.
    """
    return {
        "title": draft.title,
        "texts": draft.texts,
        "columns": draft.columns,
        "sections": [section_title(row) for row in draft.rows if row.kind == "section"],
        "figures": [figure.as_dict() for figure in build_figures(draft)],
        "items": [item.as_dict() for item in items],
        "people": people_of(items),
        "unpaired": unpaired_of(draft).as_dict(),
        "messages": messages_of(draft, items),
    }


def people_of(items: list[DraftItem]) -> list[dict[str, Any]]:
    """Return the names of the file, whom each is recognised as or only resembles."""
    names = [name for item in items for name in item.responsibles]
    return [
        {
            "wording": mention.wording,
            "items": mention.items,
            "recognised": mention.user is not None,
            "user": mention.user.name if mention.user else None,
            "similar": [
                *(person.name for person in mention.similar),
                *(writing.wording for writing in mention.writings),
            ],
        }
        for mention in PersonBook.load().read(names)
    ]


def messages_of(draft: Draft, items: list[DraftItem]) -> list[str]:
    """Return what the person should know of the file as a whole.

    That is rows left out or without a pair, lines whose pairing nobody has checked, unread times,
    sums that do not add up.
    """
    messages = list(draft.notes)
    for index, row in enumerate(draft.rows):
        if row.why:
            messages.append(f"Строка {index + 1} («{section_title(row)[:60]}»): {row.why}")
    if (unpaired := unpaired_of(draft)).blocks:
        messages.append(
            f"Строки ячеек сопоставлены не наверняка: ячеек {unpaired.cells}, строк "
            f"{unpaired.lines}, из них без пары {unpaired.loose}. "
            "Проверьте их на странице загрузки."
        )
    if unread := sum(len(item.unread) for item in items):
        messages.append(f"Не поняты сроки: {unread}. Они остаются текстом.")
    for figure in build_figures(draft):
        messages += [f"Показатель «{figure.name}»: {message}" for message in figure.messages]
    return messages
