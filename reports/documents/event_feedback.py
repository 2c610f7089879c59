"""What the participants of an event said, without their names."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from common.tables import Column, Row, Table, TableSet
from common.text import number_in
from events.gatherings.feedback import Said, forms_of, summary_of
from events.gatherings.queries import present_at
from events.gatherings.rules import events_of, keeps
from events.models import Event
from events.models.feedback import LEAST, MOST
from reports.documents.base import Document, Parameter, ParameterError
from reports.documents.certificates import letterhead_of
from reports.docx import Sheet
from reports.letterhead import Letterhead

_NUMBER = Column("number", "№", kind="ordinal", width=6)
_WORDS = Column("words", "Ответ", kind="text", width=80)
_MARKS = range(MOST, LEAST - 1, -1)


class EventFeedback(Document):
    """Sums of marks and all the words; a workbook has besides what each participant sent."""

    name = "event-feedback"
    title = "Отзывы участников мероприятия"
    parameters = (Parameter("event", "номер мероприятия на портале", "12"),)
    formats = ("pdf", "xlsx", "docx")
    quick = ("xlsx", "docx")
    template = "documents/event_feedback.html"

    def find(self) -> None:
        number = number_in(self.values["event"]) or 0
        event = Event.objects.filter(pk=number).first()
        if event is None or not event.feedback_forms.exists():
            raise ParameterError(f"Отзывов о мероприятии с номером «{self.values['event']}» нет.")
        self.event = event

    def is_visible_to(self, user: Any) -> bool:
        return events_of(user).filter(pk=self.event.pk).exists()

    def is_allowed_to(self, user: Any) -> bool:
        """For those who keep the event."""
        return keeps(user, self.event)

    @cached_property
    def letterhead(self) -> Letterhead:
        return letterhead_of(self.event)

    @property
    def word_sheet(self) -> Sheet:
        return Sheet(is_landscape=False)

    def read_content(self) -> TableSet:
        said = summary_of(self.event)
        marks = [each for each in said if each.counts]
        words = [each for each in said if not each.counts]
        tables = [_table_of_marks(marks)] if marks else []
        tables += [_table_of_words(each, place) for place, each in enumerate(words, start=1)]
        told = (
            f"{self.event.when}; отзывов: {self.event.feedback_forms.count()}, "
            f"участников: {present_at(self.event) or 0}."
        )
        return TableSet(f"Отзывы участников: {self.event.name}", tuple(tables), told)

    def sheets(self) -> TableSet:
        told = self.content
        return TableSet(told.title, (*told.tables, _table_of_forms(self.event)), told.subtitle)


def _table_of_marks(said: list[Said]) -> Table:
    columns = (
        Column("question", "Вопрос", kind="text", width=40),
        Column("answers", "Ответов", width=10),
        Column("mean", "В среднем", width=10, places=1),
        *(Column(f"mark{mark}", str(mark), groups=("Оценка",), width=6) for mark in _MARKS),
    )
    rows = tuple(
        Row(
            (each.question.text, each.number, _rounded(each.mean), *(n for _mark, n in each.counts))
        )
        for each in said
    )
    return Table("Оценки", columns, rows, key="marks")


def _rounded(mean: Decimal | None) -> Decimal | None:
    return mean if mean is None else mean.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _table_of_words(said: Said, place: int) -> Table:
    rows = tuple(Row((number, text)) for number, text in enumerate(said.texts, start=1))
    columns = (_NUMBER, _WORDS)
    return Table(said.question.text, columns, rows, key=f"words{place}", sheet=f"Словами {place}")


def _table_of_forms(event: Event) -> Table:
    """Return what each participant sent, a row each: nothing tells who she is."""
    questions = list(event.questions.all())
    columns = (_NUMBER, *(_column_of(each) for each in questions))
    return Table("Все ответы", columns, tuple(_rows(event, questions)), key="forms", blank="")


def _column_of(question: Any) -> Column:
    key = f"question{question.pk}"
    if question.kind == question.Kind.SCALE:
        return Column(key, question.text, width=14)
    return Column(key, question.text, kind="text", width=40)


def _rows(event: Event, questions: list[Any]) -> Iterator[Row]:
    for number, answers in enumerate(forms_of(event), start=1):
        yield Row((number, *(answers.get(each.pk) for each in questions)))
