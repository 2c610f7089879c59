"""Changes of news: each in one transaction, with its author in the history."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from common.editing import change_row, create_row
from common.files.checking import CheckedFile
from common.files.storing import delete_stored, stored_values
from publications.models import News, NewsPicture

MOST_PICTURES = 12


def add_news(values: Mapping[str, Any], by: Any) -> News:
    """Add a draft. Raises ValidationError."""
    return create_row(News(**values), by)


def change_news(pk: int, values: Mapping[str, Any], *, version: int, by: Any) -> News:
    """Change the texts. Raises StaleObjectError, ValidationError, DoesNotExist."""
    return change_row(News.objects.all(), pk, values, version, by)


def publish_news(pk: int, *, published_on: datetime.date, version: int, by: Any) -> News:
    """Open the news to everybody from that day on. Raises StaleObjectError, DoesNotExist."""
    return change_row(
        News.objects.all(), pk, {"published_on": published_on}, version, by, "Публикация"
    )


def withdraw_news(pk: int, *, version: int, by: Any) -> News:
    """Make the news a draft again. Raises StaleObjectError, DoesNotExist."""
    values = {"published_on": None}
    return change_row(News.objects.all(), pk, values, version, by, "Снята с публикации")


@transaction.atomic
def add_picture(news: News, file: CheckedFile, *, alt: str) -> NewsPicture:
    """Add a picture at the end. Raises ValidationError when there are MOST_PICTURES already."""
    News.objects.select_for_update().get(pk=news.pk)
    if news.pictures.count() >= MOST_PICTURES:
        raise ValidationError(f"Картинок может быть не больше {MOST_PICTURES}.")
    picture = NewsPicture(news=news, alt=alt, **stored_values(file))
    picture.full_clean()
    picture.save()
    return picture


@transaction.atomic
def remove_picture(picture: NewsPicture) -> None:
    """Take the picture away, from the disk too."""
    delete_stored(picture.file, picture.thumbnail)
    picture.delete()
