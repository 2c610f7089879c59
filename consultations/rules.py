"""Who sees and keeps the log of consultations, who asks, answers and publishes."""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from accounts.scope import organisations_of
from common.roles import is_department, is_head, is_librarian
from consultations.models import ArchiveEntry, Attendee, Consultation, Question, Template
from libraries.models import Library, Organisation


def can_keep_log(user: Any) -> bool:
    """The department records, changes and removes consultations and keeps the topics."""
    return is_department(user)


def can_see_log(user: Any) -> bool:
    """A librarian reads what was given to her organisation; the administrator nothing."""
    return is_department(user) or is_librarian(user)


def consultations_of(user: Any) -> QuerySet[Consultation]:
    """Return the consultations the person sees; removed ones only the department, to restore.

    Each has `asker`: the name of who asked, empty where it is not hers to know. The other
    organisations of a consultation for several read the advice, not whose question it was.
    """
    consultations = Consultation.objects.all()
    if can_keep_log(user):
        return consultations.annotate(asker=F("person"))
    if not can_see_log(user):
        return consultations.none()
    asker = Case(When(_asked_by_people_of(user), then="person"), default=Value(""))
    seen = given_to(consultations.filter(is_removed=False), organisations_of(user))
    return seen.annotate(asker=asker)


def with_known_askers(consultations: QuerySet[Consultation], user: Any) -> QuerySet[Consultation]:
    """Keep those in which the name of who asked may be told to the person."""
    return consultations if can_keep_log(user) else consultations.filter(_asked_by_people_of(user))


def _asked_by_people_of(user: Any) -> Q:
    return Q(organisation__in=organisations_of(user).values("pk"))


def given_to(
    consultations: QuerySet[Consultation], organisations: QuerySet[Organisation]
) -> QuerySet[Consultation]:
    """Keep what was given to the organisations, alone or together with others, each once."""
    attended = Attendee.objects.filter(
        consultation=OuterRef("pk"), organisation__in=organisations.values("pk")
    )
    return consultations.filter(Q(organisation__in=organisations.values("pk")) | Exists(attended))


def given_to_library(
    consultations: QuerySet[Consultation], library: Library
) -> QuerySet[Consultation]:
    """Keep what was given to the library, alone or together with others, each once."""
    attended = Attendee.objects.filter(consultation=OuterRef("pk"), library=library)
    return consultations.filter(Q(library=library) | Exists(attended))


def templates_of(user: Any) -> QuerySet[Template]:
    """Return the templates that the person uses and changes: her own and the department's."""
    if not can_keep_log(user):
        return Template.objects.none()
    return Template.objects.filter(Q(owner=user) | Q(owner=None))


def can_ask(user: Any) -> bool:
    """Librarians ask; each for her own organisation."""
    return is_librarian(user) and user.organisation_id is not None


def can_answer(user: Any) -> bool:
    """The department answers, hands questions over and publishes good answers."""
    return is_department(user)


def can_see_questions(user: Any) -> bool:
    return can_answer(user) or can_ask(user)


def can_keep_order(user: Any) -> bool:
    """The head says who answers what, and how soon."""
    return is_head(user)


def questions_of(user: Any) -> QuerySet[Question]:
    """Return the questions that exist for the person: the organisation's own; all of them."""
    if can_answer(user):
        return Question.objects.all()
    if not can_ask(user):
        return Question.objects.none()
    return Question.objects.filter(organisation__in=organisations_of(user).values("pk"))


def can_rate(user: Any, question: Question) -> bool:
    """Who asked says whether the answer helped."""
    return (
        question.asked_by_id == user.pk
        and question.answered_at is not None
        and not question.is_open
    )


def entries_visible_to(user: Any) -> QuerySet[ArchiveEntry]:
    """Return what of the archive exists for the person: everybody sees what is published."""
    if can_answer(user):
        return ArchiveEntry.objects.all()
    return ArchiveEntry.objects.filter(state=ArchiveEntry.State.PUBLISHED)
