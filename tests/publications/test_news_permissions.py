import datetime as dt

import pytest

from publications.models import News, NewsPicture
from publications.news.actions import add_picture
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.factories import NewsFactory
from tests.publications.pictures import checked, upload

# stranger, neighbour, librarian, methodist, head, admin
WRITERS = [SIGN_IN, 403, 403, 200, 200, 403]
WRITTEN = [SIGN_IN, 403, 403, 302, 302, 403]
DRAFT_READERS = [404, 404, 404, 200, 200, 404]
OPEN, DRAFT = {"pk": "@open_picture.news.pk"}, {"pk": "@draft_picture.news.pk"}
OPEN_PICTURE = {**OPEN, "picture_pk": "@open_picture.pk"}
DRAFT_PICTURE = {**DRAFT, "picture_pk": "@draft_picture.pk"}
FORM = {"version": "1", "title": "Новое", "lead": "Коротко", "text": ""}


def with_picture(news: News) -> NewsPicture:
    return add_picture(news, checked(), alt="Полка")


@pytest.fixture
def open_picture(db) -> NewsPicture:
    return with_picture(NewsFactory(published_on=dt.date(2020, 1, 1)))


@pytest.fixture
def draft_picture(db) -> NewsPicture:
    return with_picture(NewsFactory(published_on=None))


@pytest.fixture
def picture_form() -> dict:
    return {"file": upload(), "alt": "Полка"}


def written(name: str, data: object, kwargs: dict = DRAFT) -> Case:
    return Case(f"news:{name}", WRITTEN, kwargs, method="post", data=data)


test_permissions = battery(
    [
        Case("news:news-list", everyone(200), needs=["open_picture", "draft_picture"]),
        Case("news:news", everyone(200), OPEN),
        Case("news:news", DRAFT_READERS, DRAFT),
        Case("news:picture", everyone(200), OPEN_PICTURE, query={"small": "1"}),
        Case("news:picture", DRAFT_READERS, DRAFT_PICTURE),
        Case("news:news-create", WRITERS),
        Case("news:news-create", WRITTEN, method="post", data=FORM),
        Case("news:news-edit", WRITERS, DRAFT),
        written("news-edit", FORM),
        written("news-publish", {"version": "1", "published_on": "2026-03-03"}),
        written("news-withdraw", {"version": "1"}, OPEN),
        written("picture-add", "@picture_form"),
        written("picture-remove", None, DRAFT_PICTURE),
    ]
)
