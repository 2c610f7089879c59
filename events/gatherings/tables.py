"""The list of events."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from common.columns import LINK, NUMBER, ONE_LINE, state_badge
from common.russian import format_number, short_days
from events.models import Event

# The marks of the states, which people know from other lists.
MARKS = {
    Event.State.DRAFT: "draft",
    Event.State.OPEN: "open",
    Event.State.CLOSED: "closed",
    Event.State.HELD: "saved",
    Event.State.MOVED: "warning",
    Event.State.CANCELLED: "undone",
}


class EventTable(tables.Table):
    starts_on = tables.Column("Когда", order_by=("starts_on", "pk"), attrs=ONE_LINE)
    name = tables.Column("Название", linkify=True, order_by="name_key", attrs=LINK)
    event_form = tables.Column("Форма", orderable=False, default="")
    place = tables.Column("Где", orderable=False, empty_values=())
    taken = tables.Column("Записано", attrs=NUMBER, orderable=False)
    state = tables.Column("Состояние", orderable=False)

    class Meta:
        model = Event
        fields = ()
        attrs = {"aria_label": "Мероприятия"}
        empty_text = "Мероприятий по таким условиям нет"

    def render_starts_on(self, record: Event) -> str:
        days = short_days(record.starts_on, record.ends_on)
        return f"{days}, {record.from_time:%H:%M}" if record.from_time else days

    def render_place(self, record: Event) -> str:
        return record.place or ("онлайн" if record.link else "")

    def render_taken(self, record: Event) -> str:
        if not record.takes_names:
            return ""
        taken = format_number(record.taken)
        places = f"{taken} из {format_number(record.capacity)}" if record.capacity else taken
        if record.is_over or not record.waiting:
            return places
        return f"{places}, ждут {format_number(record.waiting)}"

    def render_state(self, record: Event) -> SafeString:
        return state_badge(MARKS[record.state], record.state_words)
