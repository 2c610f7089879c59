"""What the search finds of the log of consultations: each person what the log shows her."""

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from consultations.models import Consultation, Topic
from consultations.queries import kept
from consultations.rules import consultations_of


def _consultations() -> QuerySet[Consultation]:
    return kept(Consultation.objects.select_related("topic", "library", "organisation"))


def _consultation(row: Consultation) -> Description:
    text = words_of(row.answer, row.topic, row.library, row.organisation, row.person)
    return Description(row.question, text, row.get_absolute_url(), row.date)


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
