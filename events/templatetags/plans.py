"""How plans are told in templates."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from common.text import normalise
from events import calendar
from events.actions import Conflict
from events.actions.plans import SETTINGS
from events.item_fields import FIELDS, text_of
from events.models import ItemPeriod, Plan, PlanChange, PlanItem

register = template.Library()

_OTHER_LABELS = {
    "section": "Раздел",
    "source": "Файл",
    "items": "Пунктов",
    "number": "Номер",
    "section_title": "Раздел",
    "section_kind": "Вид раздела",
    "figure": "Показатель",
    "reason": "Причина",
    "approved_on": "Дата утверждения",
    "order_number": "Номер приказа",
    "readers": "Кто согласует",
    "reader": "Согласующий",
    "comment": "Слова к решению",
    "remarks": "Замечаний",
    "remark": "Замечание",
    "remark_state": "Что сделано",
    "answer": "Ответ",
    "due_on": "Срок",
    "grounds": "Основание",
    "rows": "Строки изменения",
    "amendment_row": "Строка изменения",
    "organisation": "Организация",
    "mark": "Отметка",
    "counting": "Что считать",
    "not_done": "Принято невыполненным, пунктов",
}


@register.filter
def lines(item: PlanItem, field: str) -> str:
    """Return the text of a cell that editing starts from."""
    return text_of(item, field)


@register.filter
def meaning(period: ItemPeriod) -> str:
    """Return how a wording was understood, or nothing where it says the same itself."""
    if not period.is_understood:
        return "не понят, печатается как есть"
    words = calendar.meaning(period)
    year = f" {period.start.year}" if period.start else ""
    return "" if normalise(words.removesuffix(year)) == normalise(period.wording) else words


@register.filter
def titled(plan: Plan) -> str:
    """Return the title of a plan with its year, unless the title names the year itself."""
    return plan.title if str(plan.year) in plan.title else f"{plan.title}, {plan.year} год"


@register.filter
def who_changed(conflict: Conflict) -> str:
    """Return the sentence of a conflict: who changed the text meanwhile, and when."""
    if conflict.who is None:
        return "Пока Вы писали, этот текст изменился."
    verb = "изменил" if _is_man(conflict.who) else "изменила"
    when = date_format(timezone.localtime(conflict.when), "d.m.Y в H:i") if conflict.when else ""
    return f"Пока Вы писали, {conflict.who} {verb} этот текст ({when})."


@register.filter
def whose(conflict: Conflict) -> str:
    if conflict.who is None:
        return "Записанный"
    return "Его" if _is_man(conflict.who) else "Её"


@register.filter
def whose_object(conflict: Conflict) -> str:
    """Return the word of the button «Оставить …»."""
    if conflict.who is None:
        return "записанный"
    return "его" if _is_man(conflict.who) else "её"


@register.filter
def merged(conflict: Conflict) -> str:
    """Return both texts together, to be put right by the person who settles the conflict."""
    between = "\n" if FIELDS[conflict.field].is_long else "; "
    return between.join(filter(None, (conflict.theirs, conflict.yours)))


def _is_man(user: User) -> bool:
    return user.patronymic.casefold().endswith("ич")


@register.filter
def has_former(change: PlanChange, side: str) -> bool:
    """Tell whether a side of a change, «before» or «after», holds texts that can be had again."""
    return change.item_id is not None and not FIELDS.keys().isdisjoint(getattr(change, side))


@register.filter
def spelled(texts: dict[str, Any]) -> list[tuple[str, str]]:
    """Return a state kept by the history as names and texts, without what is empty."""
    return [(label_of(name), str(text)) for name, text in texts.items() if _is_told(name, text)]


def _is_told(name: str, text: Any) -> bool:
    is_known = name in FIELDS or name in _OTHER_LABELS or name in SETTINGS
    return is_known and text not in ("", None) and not isinstance(text, list)


def label_of(name: str) -> str:
    """Return the Russian name of a field that the history keeps."""
    if name in FIELDS:
        return FIELDS[name].label
    if name in _OTHER_LABELS:
        return _OTHER_LABELS[name]
    return str(Plan._meta.get_field(name).verbose_name).capitalize()
