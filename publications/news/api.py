"""News by API, for reading."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers, viewsets

from publications.models import News, NewsPicture
from publications.news.rules import news_of


class NewsPictureSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()

    class Meta:
        model = NewsPicture
        fields = ["alt", "url"]

    def get_url(self, row: NewsPicture) -> str:
        address = reverse("news:picture", args=[row.news_id, row.pk])
        return self.context["request"].build_absolute_uri(address)


class NewsSerializer(serializers.ModelSerializer):
    pictures = NewsPictureSerializer(many=True)

    class Meta:
        model = News
        fields = ["id", "title", "lead", "text", "published_on", "pictures", "version"]


class NewsViewSet(viewsets.ReadOnlyModelViewSet):
    """News open today, the newest first; the department finds its drafts too."""

    queryset = News.objects.none()
    serializer_class = NewsSerializer
    filter_backends: tuple[Any, ...] = ()

    def get_queryset(self) -> QuerySet[News]:
        return news_of(self.request.user, timezone.localdate()).prefetch_related("pictures")
