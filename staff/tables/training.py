"""Tables of courses and of what people have learnt."""

import django_tables2 as tables
from django.utils.safestring import SafeString

from common.columns import LINK, NUMBER, ONE_LINE, DayColumn, state_badge
from common.russian import format_number, short_days
from staff.models import Course, Training

MARKS = {
    Course.State.PREPARING: "draft",
    Course.State.OPEN: "open",
    Course.State.HELD: "saved",
    Course.State.CANCELLED: "undone",
}


class CourseTable(tables.Table):
    name = tables.Column("Название", linkify=True, order_by="name_key", attrs=LINK)
    kind = tables.Column("Вид", orderable=False)
    starts_on = tables.Column("Когда", order_by=("starts_on", "pk"), attrs=ONE_LINE)
    hours = tables.Column("Часов", default="", attrs=NUMBER)
    taken = tables.Column("Записано", attrs=NUMBER)
    state = tables.Column("Состояние", orderable=False)

    class Meta:
        model = Course
        fields = ()
        attrs = {"aria_label": "Курсы"}
        empty_text = "Курсов по таким условиям нет"

    def render_starts_on(self, record: Course) -> str:
        return short_days(record.starts_on or record.ends_on, record.ends_on)

    def render_taken(self, record: Course) -> str:
        taken = format_number(record.taken)
        places = f"{taken} из {format_number(record.capacity)}" if record.capacity else taken
        if record.is_over or not record.waiting:
            return places
        return f"{places}, ждут {format_number(record.waiting)}"

    def render_state(self, record: Course) -> SafeString:
        return state_badge(MARKS[record.state], record.get_state_display())


class TrainingTable(tables.Table):
    employee = tables.Column("Кто", linkify=True, order_by=("employee__name_key",), attrs=LINK)
    title = tables.Column("Чему", order_by="title_key", linkify=True, attrs=LINK)
    kind = tables.Column("Вид", orderable=False)
    ends_on = DayColumn("Окончено", order_by=("ends_on", "pk"))
    hours = tables.Column("Часов", default="", attrs=NUMBER)
    document = tables.Column("Документ", accessor="document_kind", orderable=False)

    class Meta:
        model = Training
        fields = ()
        attrs = {"aria_label": "Обучение сотрудников"}
        empty_text = "Записей по таким условиям нет"

    def render_document(self, record: Training) -> str:
        number = f" № {record.document_number}" if record.document_number else ""
        return f"{record.get_document_kind_display()}{number}"
