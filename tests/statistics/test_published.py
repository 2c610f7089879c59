"""Published summaries: what everybody reads, who publishes, what stays as it was."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from libraries.models import Library
from statistics.actions import indicators
from statistics.actions.editions import SHIPPED, load_edition
from statistics.actions.published import ANEW, publish_summary, withdraw_summary
from statistics.models import Campaign, Indicator, PublishedSummary, SummaryPreset
from tests.battery import SIGN_IN, Case, battery, everyone
from tests.browser import assert_accessible
from tests.queries import count_queries
from tests.statistics.published import make_closed, publish

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
WHOSE = {"form": "6-nk", "period": "2025"}
CHAPTER = {**WHOSE, "number": 2}
PUBLISHED = ["published"]
LOOK = {"chosen": ["main"], "look": "yes"}
CASES = [
    Case("statistics:published-list", everyone(200)),
    Case("statistics:published-list", everyone(200), needs=PUBLISHED),
    Case("statistics:published", everyone(404), WHOSE, needs=["closed"]),
    Case("statistics:published", everyone(200), WHOSE, needs=PUBLISHED),
    Case("statistics:published", everyone(404), WHOSE, needs=["withdrawn"]),
    Case("statistics:published-chapter", everyone(200), CHAPTER, needs=PUBLISHED),
    Case("statistics:published-chapter", everyone(404), CHAPTER, needs=["withdrawn"]),
    Case("statistics:published-chapter", everyone(404), {**WHOSE, "number": 9}, needs=PUBLISHED),
    # stranger, neighbour, librarian, methodist, head, admin
    Case("statistics:publish", [SIGN_IN, 403, 403, 200, 200, 200], WHOSE, needs=PUBLISHED),
    Case("statistics:publish", [SIGN_IN, 403, 403, 404, 404, 404], WHOSE),
    Case(
        "statistics:publish",
        [SIGN_IN, 403, 403, 403, 302, 403],
        WHOSE,
        "post",
        {"chosen": ["main"]},
        needs=["closed"],
    ),
    Case("statistics:publish", [SIGN_IN, 403, 403, 403, 200, 403], WHOSE, "post", LOOK,
         needs=["closed"]),
    Case(
        "statistics:publication-withdraw",
        [SIGN_IN, 403, 403, 403, 302, 403],
        WHOSE,
        "post",
        {"reason": "Ошибка"},
        needs=PUBLISHED,
    ),
    Case("statistics:publication-withdraw", [SIGN_IN, 403, 403, 403, 404, 403], WHOSE, "post",
         {"reason": "Ошибка"}, needs=["closed"]),
    Case("api:publishedsummary-list", [403, *[200] * 5], needs=PUBLISHED),
    Case("api:publishedsummary-detail", [403, *[200] * 5], {"pk": "@published.pk"}),
    Case("api:publishedsummary-detail", [403, *[404] * 5], {"pk": "@withdrawn.pk"}),
    Case(
        "reports:request",
        everyone(302),
        method="post",
        data={"name": "published-summary", "format": "xlsx", "publication": "@number"},
    ),
    Case(
        "reports:request",
        everyone(404),
        method="post",
        data={"name": "published-summary", "format": "xlsx", "publication": "@number"},
        needs=["withdrawn"],
    ),
]  # fmt: skip
test_permissions = battery(CASES)


@pytest.fixture
def closed(library: Library, foreign_library: Library) -> Campaign:
    return make_closed(library, foreign_library)


@pytest.fixture
def published(closed: Campaign, head: User) -> PublishedSummary:
    return publish(closed, head, foreword="Год библиотек.\n<b>Жирно</b>")


@pytest.fixture
def number(published: PublishedSummary) -> str:
    return str(published.pk)


@pytest.fixture
def withdrawn(published: PublishedSummary, head: User) -> PublishedSummary:
    return withdraw_summary(published, "Ошибка", head)


def page(client: Client, number: int | None = None) -> str:
    name = "statistics:published-chapter" if number else "statistics:published"
    kwargs = {**WHOSE, "number": number} if number else WHOSE
    answer = client.get(reverse(name, kwargs=kwargs))
    assert answer.status_code == 200
    return told(answer)


def told(answer: HttpResponse) -> str:
    """What the page says, without the keys that differ each time."""
    text = answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    return KEY.sub("", text.partition("<main")[2].partition("</main>")[0])


def test_a_guest_comes_from_the_menu_to_the_figures_in_few_queries(client, published, head):
    listed = client.get("/").content.decode()
    assert f'href="{reverse("statistics:published-list")}"' in listed
    listed = told(client.get(reverse("statistics:published-list")))
    assert "2025 год" in listed
    assert f'href="{published.get_absolute_url()}"' in listed
    first = page(client)
    assert "Год библиотек.<br>&lt;b&gt;Жирно&lt;/b&gt;" in first
    assert "Пользователи, чел." in first
    assert "1 333" in first
    chapter = page(client, 1)
    assert "Основные показатели по муниципалитетам, 2024–2025 годы" in chapter
    assert "То же таблицей" in chapter
    for html in (listed, first, chapter):
        assert head.last_name not in html
        assert "Завершены и не опубликованы" not in html
    assert count_queries(client, published.get_absolute_url()) <= 10
    assert count_queries(client, reverse("statistics:published-chapter", kwargs=CHAPTER)) <= 10


def test_a_list_of_many_years_takes_as_many_queries(client, published, head):
    url = reverse("statistics:published-list")
    one = count_queries(client, url)
    publish(Campaign.objects.select_related("form", "edition").get(year=2024), head)
    assert count_queries(client, url) == one <= 10


def test_what_is_published_stays_when_figures_change_and_the_head_is_told(
    client, client_of, published, head, methodist
):
    url = reverse("statistics:publish", kwargs=WHOSE)
    load_edition(SHIPPED / "school-library-1.yaml")
    others = {"code": "clubs", "title": "Кружки", "unit": "ед.", "places": 0,
              "form": "school-library", "cells": "1: 2.01.3", "formula": "",
              "is_main": False}  # fmt: skip
    indicators.add_indicator(others, methodist)
    assert "С тех пор изменились" not in client_of(head).get(url).content.decode()
    before = page(client, 1)
    row = Indicator.objects.get(code="reading")
    told = {name: getattr(row, name) for name in ("code", "title", "unit", "places", "form")}
    told |= {"cells": "", "formula": "2 * loans / users", "is_main": True}
    indicators.change_indicator(row.pk, told, row.version, methodist)
    assert page(client, 1) == before
    assert "С тех пор изменились" in client_of(head).get(url).content.decode()
    client_of(head).post(url, {"chosen": ["main"], "foreword": ""})
    assert page(client, 1) != before
    former, new = PublishedSummary.objects.order_by("published_at")
    assert (former.withdrawal_reason, former.withdrawn_by) == (ANEW, head)
    assert new.is_in_force
    assert page(client, 1) != before


def test_the_head_looks_before_she_publishes(client_of, closed, head):
    answer = client_of(head).post(reverse("statistics:publish", kwargs=WHOSE), LOOK)
    text = answer.content.decode()
    assert "Что увидят" in text
    assert "Основные показатели по муниципалитетам" in text
    assert not PublishedSummary.objects.exists()


def test_a_second_click_publishes_nothing_new(closed, head):
    assert publish(closed, head) == publish(closed, head)
    assert PublishedSummary.objects.count() == 1


@pytest.mark.parametrize("codes", [[], ["main", "gone"]])
def test_only_chapters_that_there_are_are_published(closed, head, codes):
    with pytest.raises(ValidationError, match="Выберите хотя бы одну главу"):
        publish_summary(closed, codes, "", head)


def test_a_choice_shown_to_all_can_be_a_chapter(client, closed, head, methodist):
    query = "form=6-nk&rows=kind&what=visits"
    shared = SummaryPreset.objects.create(
        name="Посещения по видам", query=query, owner=methodist, is_shared=True
    )
    own = SummaryPreset.objects.create(name="Моё", query=query, owner=methodist)
    with pytest.raises(ValidationError):
        publish(closed, head, f"saved-{own.pk}")
    publish(closed, head, f"saved-{shared.pk}")
    assert "Посещения по видам, 2025 год" in page(client, 1).replace("2024–2025 годы", "2025 год")


def test_a_collection_that_goes_on_is_not_published(client_of, closed, head):
    Campaign.objects.update(state=Campaign.State.OPEN)
    with pytest.raises(ValidationError, match="завершённого сбора"):
        publish(closed, head)
    answer = client_of(head).get(reverse("statistics:publish", kwargs=WHOSE))
    assert "Публикуют свод завершённого сбора" in answer.content.decode()
    assert "Опубликовать свод" not in answer.content.decode()


def test_withdrawing_asks_why_and_leaves_a_record(client_of, published, head):
    client, url = client_of(head), reverse("statistics:publication-withdraw", kwargs=WHOSE)
    answer = client.post(url, {"reason": " "}, follow=True).content.decode()
    assert "Напишите, почему свод снимают" in answer
    published.refresh_from_db()
    assert published.is_in_force
    answer = client.post(url, {"reason": "Нашли ошибку"}, follow=True).content.decode()
    assert "Нашли ошибку" in answer
    assert str(head) in answer
    published.refresh_from_db()
    assert (published.withdrawn_by, published.content != {}) == (head, True)


def test_the_file_of_a_withdrawn_summary_is_nobodys(client, published, head, client_of):
    told = {"name": "published-summary", "format": "xlsx", "publication": str(published.pk)}
    file = client.post(reverse("reports:request"), told).url
    assert client.get(file).status_code == 200
    withdraw_summary(published, "Ошибка", head)
    assert client.get(file).status_code == 404
    assert client_of(head).get(file).status_code == 404


def test_a_cancelled_collection_takes_its_summary_along(client, published):
    Campaign.objects.update(state=Campaign.State.CANCELLED)
    assert client.get(published.get_absolute_url()).status_code == 404


def test_the_search_finds_it_for_everybody_until_it_is_withdrawn(
    search_index, closed, head, client
):
    published = publish(closed, head)
    url = f"{reverse('search')}?q=свод+пользователи"
    assert published.get_absolute_url() in client.get(url).content.decode()
    withdraw_summary(published, "Ошибка", head)
    assert published.get_absolute_url() not in client.get(url).content.decode()


def test_programs_read_the_same_tables(client_of, librarian, published):
    client = client_of(librarian)
    listed = client.get(reverse("api:publishedsummary-list")).json()
    assert [(one["id"], one["campaign"]) for one in listed["results"]] == [
        (published.pk, "6-nk/2025")
    ]
    whole = client.get(reverse("api:publishedsummary-detail", args=[published.pk])).json()
    users = next(row for row in whole["totals"]["rows"] if row["key"] == "users")
    assert users["values"]["2025"] == 1333
    assert [one["title"] for one in whole["chapters"]] == ["Основные показатели", "Кадры"]
    staff = whole["chapters"][1]["tables"][0]
    assert "…" in {row["values"]["young_staff_2025"] for row in staff["rows"]}


@pytest.mark.browser
def test_the_pages_are_accessible_and_fit_a_phone(page_of, live_server, published, head):
    for person in (None, head):
        browser = page_of(person)
        for path in ("", "2/"):
            browser.goto(f"{live_server.url}{published.get_absolute_url()}{path}")
            assert_accessible(browser)
    browser.goto(live_server.url + reverse("statistics:publish", kwargs=WHOSE))
    assert_accessible(browser)
