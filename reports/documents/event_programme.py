"""The programme of an event: hours, topics, speakers."""

from functools import cached_property
from typing import Any

from common.tables import Column, Row, Table, TableSet
from common.text import number_in
from events.gatherings.programme import Point, points_of
from events.gatherings.rules import events_of
from events.models import Event
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.certificates import letterhead_of
from reports.docx import Sheet
from reports.letterhead import Letterhead

HOUR = Column("hour", "Время", kind="text", width=13)
TOPIC = Column("topic", "Тема", kind="text", width=50)
SPEAKER = Column("speaker", "Докладчик", kind="text", width=32)


class EventProgramme(Document):
    name = "event-programme"
    title = "Программа мероприятия"
    parameters = (Parameter("event", "номер мероприятия на портале", "12"),)
    formats = ("pdf", "docx")
    quick = ("docx",)
    for_guests = True
    template = "documents/event_programme.html"
    styles = ("tables", "plan", "status_decision")

    def find(self) -> None:
        number = number_in(self.values["event"]) or 0
        event = Event.objects.filter(pk=number).first()
        if event is None or not points_of(event.programme):
            raise ParameterError(f"Программы мероприятия с номером «{self.values['event']}» нет.")
        self.event = event

    def is_visible_to(self, user: Any) -> bool:
        """For everybody who sees the event."""
        return events_of(user).filter(pk=self.event.pk).exists()

    @cached_property
    def letterhead(self) -> Letterhead:
        return letterhead_of(self.event)

    @property
    def word_sheet(self) -> Sheet:
        return Sheet(is_landscape=False)

    def read_content(self) -> TableSet:
        points = points_of(self.event.programme)
        has_speakers = any(point.speaker for point in points)
        columns = (HOUR, TOPIC, SPEAKER) if has_speakers else (HOUR, TOPIC)
        rows = tuple(_row(point, len(columns)) for point in points)
        table = Table("Программа", columns, rows, key="programme", blank="")
        words = ", ".join(filter(None, (self.event.when, self.event.place)))
        return TableSet(self.event.name, (table,), words)

    def also_printed(self) -> Any:
        event = self.event
        return [event.form_beside_name, event.audience, event.all_organisers]

    def pdf_context(self) -> dict[str, Any]:
        return {**super().pdf_context(), "event": self.event, "table": self.content.tables[0]}


def _row(point: Point, width: int) -> Row:
    if point.is_heading:
        return Row((point.topic,), kind="heading")
    return Row((point.hour, point.topic, point.speaker)[:width])
