"""Consultations by API: the log and its counts, questions and the archive of answers."""

from typing import Any

from consultations.api.archive import ArchiveViewSet
from consultations.api.counts import ConsultationCountsView, SilentView
from consultations.api.log import ConsultationViewSet, TopicViewSet
from consultations.api.questions import QuestionViewSet


def register(router: Any) -> None:
    """Put the addresses of consultations into the portal's router."""
    router.register("consultations", ConsultationViewSet)
    router.register("consultation-topics", TopicViewSet, basename="consultation-topic")
    router.register("consultation-counts", ConsultationCountsView, basename="consultation-counts")
    router.register("silent-libraries", SilentView, basename="silent-libraries")
    router.register("questions", QuestionViewSet)
    router.register("archive", ArchiveViewSet)
