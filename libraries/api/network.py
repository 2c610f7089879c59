"""Changes of the network by API."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from libraries.filters import NetworkChangeFilter
from libraries.models import NetworkChange, NetworkPart
from libraries.network_words import about_change, plain
from libraries.queries import list_changes


class NetworkFieldSerializer(serializers.Serializer):
    """What changed of a library, as people read it."""

    field = serializers.CharField()
    was = serializers.CharField(allow_blank=True)
    became = serializers.CharField(allow_blank=True)


class NetworkPartSerializer(serializers.ModelSerializer):
    """A library in a change, called as it was called then; null when it is gone."""

    changes = NetworkFieldSerializer(source="fields", many=True)

    class Meta:
        model = NetworkPart
        fields = ["library", "role", "name", "changes"]


class NetworkChangeSerializer(serializers.ModelSerializer):
    words = serializers.SerializerMethodField(help_text="Что произошло, словами")
    order = serializers.CharField(help_text="Документ, как на него ссылаются")
    is_ahead = serializers.BooleanField(help_text="Ещё не вступило в силу")
    parts = NetworkPartSerializer(many=True)

    class Meta:
        model = NetworkChange
        fields = ["id", "kind", "date", "words", "order", "note", "is_ahead", "parts"]

    def get_words(self, row: NetworkChange) -> str:
        return plain(about_change(row))


class NetworkChangeViewSet(viewsets.ReadOnlyModelViewSet):
    """Changes that hold or lie ahead, newest first; those taken back are left out."""

    queryset = NetworkChange.objects.none()
    serializer_class = NetworkChangeSerializer
    filterset_class = NetworkChangeFilter

    def get_queryset(self) -> QuerySet[Any]:
        return list_changes().distinct()
