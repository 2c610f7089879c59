"""What the search finds of the log, of questions and of the archive: to each what she may see."""

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from consultations.models import ArchiveEntry, Consultation, Question, Topic
from consultations.queries import kept
from consultations.rules import consultations_of, entries_visible_to, questions_of


def _consultations() -> QuerySet[Consultation]:
    return kept(Consultation.objects.select_related("topic", "library", "organisation"))


def _consultation(row: Consultation) -> Description:
    # Not who asked: one text is found by all organisations that took part.
    text = words_of(row.answer, row.topic, row.library, row.organisation, row.also)
    return Description(row.question or str(row.topic), text, row.get_absolute_url(), row.date)


def _questions() -> QuerySet[Question]:
    return Question.objects.select_related("topic", "organisation")


def _question(row: Question) -> Description:
    text = words_of(row.text, row.topic, row.organisation)
    return Description(row.title, text, row.get_absolute_url(), row.asked_at.date())


def _entries() -> QuerySet[ArchiveEntry]:
    return ArchiveEntry.objects.select_related("topic")


def _entry(row: ArchiveEntry) -> Description:
    text = words_of(row.question, row.answer, row.topic)
    return Description(row.title, text, row.get_absolute_url(), row.published_on)


register(
    SearchSource(
        key="consultation",
        title="Консультации",
        rows=_consultations,
        describe=_consultation,
        visible_to=lambda user: kept(consultations_of(user)),
        follows={Topic: "topic"},
    )
)
register(
    SearchSource(
        key="question",
        title="Вопросы методистам",
        rows=_questions,
        describe=_question,
        visible_to=questions_of,
        follows={Topic: "topic"},
    )
)
register(
    SearchSource(
        key="answer",
        title="Вопросы и ответы",
        rows=_entries,
        describe=_entry,
        visible_to=entries_visible_to,
        follows={Topic: "topic"},
    )
)
