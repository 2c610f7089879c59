"""Who writes news and who reads them."""

import datetime
from typing import Any

from django.db.models import QuerySet

from common.roles import is_department
from publications.models import News


def can_write_news(user: Any) -> bool:
    return is_department(user)


def news_of(user: Any, day: datetime.date) -> QuerySet[News]:
    """Return all news for the department, those that are open on `day` for everybody else."""
    if can_write_news(user):
        return News.objects.all()
    return open_news(day)


def open_news(day: datetime.date) -> QuerySet[News]:
    return News.objects.filter(published_on__lte=day)
