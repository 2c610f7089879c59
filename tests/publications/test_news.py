"""News: drafts, days to come, pictures; what the home page shows of them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from publications.news import actions
from publications.news.rules import news_of
from tests.factories import NewsFactory, PublicationFactory
from tests.publications.pictures import checked
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
LIST = "/news/"
DAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize(("offset", "is_open"), [(-1, False), (0, True), (1, True)])
def test_news_is_open_from_its_day_on(offset, is_open, librarian, methodist):
    news = NewsFactory(published_on=DAY)
    day = DAY + dt.timedelta(days=offset)
    assert news.is_open_on(day) == news_of(librarian, day).exists() == is_open
    assert news_of(methodist, day).exists()


def test_draft_is_nobodys_but_the_departments(client, methodist, client_of):
    NewsFactory(title="Тайный черновик", published_on=None)
    assert "Тайный черновик" not in client.get(LIST).content.decode()
    page = client_of(methodist).get(LIST).content.decode()
    assert "Тайный черновик" in page and "черновик" in page


def test_publishing_and_withdrawing_are_kept_in_the_history(methodist):
    news = actions.add_news({"title": "Семинар", "lead": "Скоро"}, by=methodist)
    actions.publish_news(news.pk, published_on=DAY, version=1, by=methodist)
    withdrawn = actions.withdraw_news(news.pk, version=2, by=methodist)
    assert withdrawn.published_on is None
    assert [record.published_on for record in withdrawn.history.all()] == [None, DAY, None]


def test_text_is_shown_with_its_marks_and_nothing_more(client):
    news = NewsFactory(text="## Итоги\n- раз\n\n<script>alert(1)</script>")
    page = client.get(news.get_absolute_url()).content.decode()
    assert "<h3>Итоги</h3>" in page and "<li>раз</li>" in page
    assert "<script>alert" not in page


def test_picture_has_words_and_leaves_the_disk_when_removed(
    client, django_capture_on_commit_callbacks
):
    news = NewsFactory()
    picture = actions.add_picture(news, checked(), alt="Книжная полка")
    assert 'alt="Книжная полка"' in client.get(news.get_absolute_url()).content.decode()
    storage, names = picture.file.storage, (picture.file.name, picture.thumbnail.name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_picture(picture)
    assert not any(storage.exists(name) for name in names)


def test_pictures_are_not_endless(monkeypatch):
    monkeypatch.setattr(actions, "MOST_PICTURES", 1)
    news = NewsFactory()
    actions.add_picture(news, checked(), alt="Первая")
    with pytest.raises(ValidationError):
        actions.add_picture(news, checked(), alt="Вторая")


def test_picture_of_another_news_is_not_removed_through_this_one(methodist, client_of):
    picture = actions.add_picture(NewsFactory(), checked(), alt="Полка")
    url = reverse("news:picture-remove", args=[NewsFactory().pk, picture.pk])
    assert client_of(methodist).post(url).status_code == 404


def test_strangers_home_page_shows_the_newest_news_and_publications(client):
    today = timezone.localdate()
    for days in (3, 1, 2, 0, -1):
        NewsFactory(title=f"Весть {days}", published_on=today - dt.timedelta(days=days))
    PublicationFactory(title="Свежий сборник")
    page = client.get("/").content.decode()
    assert [f"Весть {days}" in page for days in (0, 1, 2, 3, -1)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert "Свежий сборник" in page


def test_queries_do_not_grow_with_the_news(client):
    def one_more():
        actions.add_picture(NewsFactory(), checked(), alt="Полка")

    assert_same_queries(client, LIST, one_more, at_most=15)
    assert_same_queries(client, "/", one_more, at_most=15)
