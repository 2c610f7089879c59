"""The archive of answers by API: what is published, without names; the department's drafts too."""

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from consultations.api.references import TopicReferenceSerializer
from consultations.filters import ArchiveFilter
from consultations.models import ArchiveEntry
from consultations.rules import entries_visible_to


class ArchiveEntrySerializer(serializers.ModelSerializer):
    topic = TopicReferenceSerializer()

    class Meta:
        model = ArchiveEntry
        fields = ["id", "topic", "title", "question", "answer", "state", "published_on"]


class ArchiveViewSet(viewsets.ReadOnlyModelViewSet):
    """Answers that everybody may read; `q` finds words in any of their forms."""

    queryset = ArchiveEntry.objects.none()
    serializer_class = ArchiveEntrySerializer
    filterset_class = ArchiveFilter

    def get_queryset(self) -> QuerySet[ArchiveEntry]:
        entries = entries_visible_to(self.request.user).select_related("topic")
        return entries.order_by("-published_on", "-pk")
