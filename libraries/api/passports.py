"""Passports of libraries by API: the confirmed facts, which everybody sees."""

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from libraries.filters import LibraryFilter
from libraries.models import PASSPORT_FIELDS, READER_FIELDS, Library, Passport
from libraries.queries import list_libraries


class PassportFactsSerializer(serializers.ModelSerializer):
    """What is confirmed beyond the registry; null and empty stand for «не указано»."""

    class Meta:
        model = Passport
        fields = [*PASSPORT_FIELDS, "confirmed_at", "version"]


class PassportSerializer(serializers.ModelSerializer):
    """The library, what the registry tells its readers, and `facts`: null before the first."""

    facts = PassportFactsSerializer(source="passport", allow_null=True, default=None)

    class Meta:
        model = Library
        fields = ["id", "code", "name", *READER_FIELDS, "facts"]


class PassportViewSet(viewsets.ReadOnlyModelViewSet):
    """Passports by the number of the library; filtered as the registry is.

    What waits for a methodist's confirmation is not told here.
    """

    queryset = Library.objects.none()
    serializer_class = PassportSerializer

    @property
    def filterset_class(self) -> type[LibraryFilter] | None:
        # A single passport is found by its number, closed library or not.
        return LibraryFilter if self.action == "list" else None

    def get_queryset(self) -> QuerySet[Library]:
        return list_libraries().select_related("passport")
