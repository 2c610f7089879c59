"""What is odd in an item that an import would write, in words for the person."""

from common.russian import plural
from events.imports.draft_item import DraftItem
from events.imports.headings import ROLES

# So many lines in a cell of names (fewer, when times have them too) are several items in one.
MANY_LINES, MANY_LINES_WITH_TIMES = 6, 3
LIMITS = {
    "name": 2000,
    "note": 2000,
    "event_form": 200,
    "place": 300,
    "audience": 300,
    "programme": 300,
}
MAX_SECTION, MAX_ORGANISER, MAX_RESPONSIBLE = 500, 500, 200


def crowding_of(item: DraftItem) -> str:
    """Return why the cell of an item looks like several items written in one, or nothing."""
    lines, times = (item.texts.get(role, "").count("\n") + 1 for role in ("name", "period"))
    if lines >= MANY_LINES or min(lines, times) >= MANY_LINES_WITH_TIMES:
        told = f"{lines} {plural(lines, 'строка', 'строки', 'строк')}"
        return f"В названии {told}: похоже, в одной ячейке записано несколько пунктов."
    return ""


def messages_of(item: DraftItem) -> list[str]:
    """Return what needs a look in an item and does not hinder the saving."""
    messages = [item.crowding] if item.crowding else []
    if item.doubts:
        messages.append(f"Сопоставление строк не проверено: {', '.join(item.doubts)}.")
    if not item.readings:
        messages.append("Срок не указан.")
    for reading in item.readings:
        if not reading.understood:
            messages.append(f"Срок не понят и останется текстом. {reading.reason}")
        elif reading.reason:
            messages.append(reading.reason)
    messages += [
        f"Организации «{organiser.wording}» нет в реестре."
        for organiser in item.organisers
        if organiser.organisation is None
    ]
    return messages


def errors_of(item: DraftItem) -> list[str]:
    """Return what must be put right in an item before the import can be saved."""
    errors = [] if item.name.strip() else ["Нет названия: впишите его или пропустите строку."]
    values = {**item.texts, "event_form": item.event_form}
    errors += [
        f"{ROLES[role]}: больше {limit} знаков, сократите."
        for role, limit in LIMITS.items()
        if len(values.get(role, "")) > limit
    ]
    if any(len(each.wording) > MAX_ORGANISER for each in item.organisers):
        errors.append(f"Организатор длиннее {MAX_ORGANISER} знаков: разделите по строкам.")
    if any(len(each) > MAX_RESPONSIBLE for each in item.responsibles):
        errors.append(f"Ответственный длиннее {MAX_RESPONSIBLE} знаков: разделите по строкам.")
    if len(item.section) > MAX_SECTION:
        errors.append(f"Название раздела длиннее {MAX_SECTION} знаков: сократите.")
    return errors
