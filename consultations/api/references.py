"""How topics and people are named where something else is told."""

from rest_framework import serializers

from accounts.models import User
from consultations.models import Topic


class TopicReferenceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["id", "name"]


class MethodistReferenceSerializer(serializers.ModelSerializer):
    """A person of the department, by the name under which she works."""

    name = serializers.CharField(source="short_name")

    class Meta:
        model = User
        fields = ["id", "name"]
