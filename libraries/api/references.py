"""How rows of the registry are named where something else is told."""

from rest_framework import serializers

from libraries.models import Library, Organisation, Territory


class TerritoryReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Territory
        fields = ["id", "name", "oktmo"]


class OrganisationReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organisation
        fields = ["id", "code", "name", "short_name"]


class LibraryReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Library
        fields = ["id", "code", "name", "locality"]
