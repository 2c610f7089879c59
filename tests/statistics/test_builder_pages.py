"""The pages of the summary builder: whose figures, which links, how few queries."""

import html
import re

import pytest
from django.urls import reverse

from accounts.models import User
from libraries.models import Library
from statistics.builder.presets import shipped_presets
from statistics.models import Campaign, Submission, SummaryPreset
from statistics.rollups import roll_up
from tests.battery import SIGN_IN, Case, battery, signed_in
from tests.browser import assert_accessible
from tests.factories import LibraryFactory
from tests.queries import count_queries
from tests.statistics.reported import make_campaign, report

pytestmark = pytest.mark.django_db
USERS = {"rows": "territory", "what": "users", "show": "change"}
BEHIND = {"rows": "territory", "what": "users"}


@pytest.fixture
def figures(library: Library, foreign_library: Library) -> Campaign:
    before, now = make_campaign(2024), make_campaign(2025)
    for year, number in ((before, 1000), (now, 1234)):
        report(year, library, {"4.12.2": number})
        report(year, foreign_library, {"4.12.2": 766})
    return now


@pytest.fixture
def mine(librarian: User) -> SummaryPreset:
    return SummaryPreset.objects.create(
        name="Моё", query="form=6-nk&rows=kind&what=users", owner=librarian
    )


@pytest.fixture
def shared(methodist: User) -> SummaryPreset:
    return SummaryPreset.objects.create(
        name="Для всех", query="form=6-nk&rows=kind&what=visits", owner=methodist, is_shared=True
    )


MINE, SHARED = {"pk": "@mine.pk"}, {"pk": "@shared.pk"}
ROW = {**BEHIND, "row": "@foreign_library.territory_id"}
CASES = [
    Case("statistics:builder", signed_in(200)),
    Case("statistics:builder", signed_in(200), query=USERS, needs=["figures"]),
    Case("statistics:builder-behind", signed_in(404), query=BEHIND),
    Case("statistics:builder-behind", signed_in(200), query=BEHIND, needs=["figures"]),
    Case("statistics:builder-behind", signed_in(404), query={"rows": "x"}, needs=["figures"]),
    Case(
        "statistics:builder-behind", signed_in(404), query={**BEHIND, "row": "x"}, needs=["figures"]
    ),
    Case("statistics:preset-list", signed_in(200), needs=["mine", "shared"]),
    Case("statistics:preset-save", signed_in(200), query=USERS),
    Case("statistics:preset-save", signed_in(302)),
    Case(
        "statistics:preset-save",
        signed_in(302),
        query=USERS,
        method="post",
        data={"name": "Пользователи"},
    ),
    # stranger, neighbour, librarian, methodist, head, admin
    Case("statistics:preset-share", [SIGN_IN, 404, 403, 404, 404, 404], MINE, "post"),
    Case("statistics:preset-share", [SIGN_IN, 403, 403, 302, 302, 403], SHARED, "post"),
    Case("statistics:preset-delete", [SIGN_IN, 404, 302, 404, 404, 404], MINE, "post"),
    Case("statistics:preset-delete", [SIGN_IN, 403, 403, 302, 302, 403], SHARED, "post"),
    Case("api:built-summary-list", [403, *[200] * 5], query=USERS, needs=["figures"]),
    Case("api:built-summary-list", [403, *[400] * 5], query={"rows": "x"}, needs=["figures"]),
    Case("api:built-summary-list", [403, *[404] * 5], query=USERS),
    Case(
        "reports:request",
        [SIGN_IN, 404, 302, 302, 302, 302],
        method="post",
        data={
            "name": "built-summary",
            "format": "csv",
            "query": "rows=territory&what=users",
            "organisation": "@library.organisation_id",
        },
        needs=["figures"],
    ),
    Case(
        "reports:request",
        [SIGN_IN, 403, 403, 302, 302, 302],
        method="post",
        data={"name": "built-summary", "format": "csv", "query": "rows=territory&what=users"},
        needs=["figures"],
    ),
]
test_permissions = battery(CASES)


def page(client, **query: object) -> str:
    answer = client.get(reverse("statistics:builder"), query)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_what_cannot_be_shown_is_said_and_the_rest_is_shown(
    client_of, methodist: User, figures: Campaign
):
    client = client_of(methodist)
    text = page(client, rows="organisation", what=["users", "gone"], show="change", years="99")
    assert "Показано без того, чего нет" in text
    assert "Сколько лет: такого здесь нет: «99»." in text
    assert "Показатели: показателя «gone» нет." in text
    assert "Пользователи по учреждениям, 2024–2025 годы" in text
    # Years alone are told of the first ready choice, not instead of it.
    text = page(client, years="1")
    assert "Показатели по муниципалитетам, 2025 год" in text
    assert "Обращаемость фонда, раз" in text
    text = page(client, years="99")
    assert "Сколько лет: такого здесь нет: «99»." in text
    assert "Основные показатели по муниципалитетам, 2024–2025 годы" in text
    # What a person has typed stays in its field.
    assert 'value="4.99.9"' in page(client, cells="4.99.9")


def test_a_ready_title_that_tells_the_rows_does_not_tell_them_twice(
    client_of, methodist: User, figures: Campaign
):
    Submission.objects.update(is_model=True)
    model = next(one for one in shipped_presets() if one.code == "model")
    answer = client_of(methodist).get(f"{reverse('statistics:builder')}?{model.query}")
    assert "Модельные библиотеки, 2024–2025 годы" in answer.content.decode()


def test_a_librarian_builds_tables_of_her_own_organisation_only(
    client_of, librarian: User, foreign_library: Library, figures: Campaign
):
    client = client_of(librarian)
    text = page(client, **USERS)
    assert "Берёзовский район" in text
    assert "Лесн" not in text
    told = client.get(reverse("api:built-summary-list"), USERS).json()
    assert [row["values"]["users_2025"] for row in told["rows"]] == [1234, 1234]
    for name in ("organisation", "territory"):
        foreign = getattr(foreign_library, f"{name}_id")
        assert f"Такого здесь нет: «{foreign}»" in page(client, **USERS, **{name: foreign})
    behind = reverse("statistics:builder-behind")
    text = client.get(behind, {**BEHIND, "row": foreign_library.territory_id}).content.decode()
    assert "За этой цифрой нет ни одного отчёта" in text


def test_every_number_leads_to_the_reports_behind_it(
    client_of, methodist: User, library: Library, figures: Campaign
):
    client = client_of(methodist)
    text = page(client, **{**USERS, "what": ["users", "reading"], "cells": "5.17.3"})
    assert "&row=" in text
    assert "&cells=5.17.3" in text
    link = next(
        found for found in re.findall(r'href="([^"]+)">1\u202f234<', text) if "row=" in found
    )
    table = f"{reverse('statistics:builder')}?rows=territory&what=users&what=reading"
    answer = client.get(link, headers={"Referer": f"http://testserver{table}"})
    assert f'href="{html.escape(table)}"' in answer.content.decode()
    told = html.unescape(answer.content.decode())
    submission = Submission.objects.get(campaign=figures, library=library)
    assert f'href="{reverse("statistics:submission", args=[submission.pk])}">1\u202f234<' in told
    assert "Всего: Берёзовский район" in told


def test_a_heading_sorts_from_the_largest_and_back(client_of, methodist: User, figures: Campaign):
    text = page(client_of(methodist), **USERS)
    assert "sort=-users_2025" in text
    assert 'aria-sort="ascending"><a class="sort" href="?' in text
    text = page(client_of(methodist), **USERS, sort="-users_2025")
    assert "sort=users_2025" in text
    assert 'aria-sort="descending"' in text


@pytest.mark.parametrize("preset", shipped_presets(), ids=lambda one: one.code)
@pytest.mark.parametrize("person", ["methodist", "librarian"])
def test_any_ready_choice_takes_ten_queries_at_most(
    client_of, request, person: str, preset, figures: Campaign
):
    """Whatever the number of libraries and years, ten at most; summed or kept ready."""
    client, url = client_of(request.getfixturevalue(person)), reverse("statistics:builder")
    few = count_queries(client, f"{url}?{preset.query}&picture=comparison")
    for year in range(2016, 2024):
        campaign = make_campaign(year)
        for _ in range(2):
            report(campaign, LibraryFactory(), {"4.12.2": 10})
    ten_years = f"{url}?{preset.query.but(years='10')}&picture=comparison"
    many = count_queries(client, ten_years)
    for campaign in Campaign.objects.all():
        roll_up(campaign)
    assert few == many == count_queries(client, ten_years) <= 10


def test_many_rows_stand_on_pages_with_the_total_on_each(
    client_of, methodist: User, figures: Campaign, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("statistics.views.builder.ROWS_ON_PAGE", 1)
    text = page(client_of(methodist), **{**USERS, "rows": "library", "page": 2})
    assert "Лесная библиотека" in text
    assert "Зелёная" not in text
    assert "2\u202f000" in text


def test_a_choice_is_saved_found_shared_and_deleted(
    client_of, methodist: User, librarian: User, figures: Campaign
):
    client = client_of(methodist)
    query = "form=6-nk&rows=kind&what=users&year=2025&sort=users_2025"
    save = f"{reverse('statistics:preset-save')}?{query}"
    client.post(save, {"name": " Дети   и книги ", "is_shared": "on"})
    preset = SummaryPreset.objects.get()
    assert (preset.name, preset.is_shared) == ("Дети и книги", True)
    assert "2025" not in preset.query
    assert "Дети и книги" in page(client_of(librarian))
    again = client.post(save, {"name": "Дети и книги"})
    assert "Набор с таким названием у Вас уже есть" in again.content.decode()
    client.post(reverse("statistics:preset-share", args=[preset.pk]), {"share": "no"})
    assert "Дети и книги" not in page(client_of(librarian))
    client.post(reverse("statistics:preset-delete", args=[preset.pk]))
    assert not SummaryPreset.objects.exists()


def test_a_librarian_cannot_share(client_of, librarian: User):
    save = f"{reverse('statistics:preset-save')}?rows=kind&what=users"
    client_of(librarian).post(save, {"name": "Моё", "is_shared": "on"})
    assert not SummaryPreset.objects.get().is_shared


def test_screen_document_and_api_tell_the_same(client_of, methodist: User, figures: Campaign):
    client = client_of(methodist)
    told = client.get(reverse("api:built-summary-list"), USERS).json()
    data = {"name": "built-summary", "format": "csv", "query": "rows=territory&what=users"}
    data["query"] += "&show=change"
    file = client.post(reverse("reports:request"), data, follow=True)
    lines = b"".join(file.streaming_content).decode("utf-8-sig")
    text = page(client, **USERS)
    for row in told["rows"]:
        numbers = [row["values"][f"users_{key}"] for key in ("2024", "2025", "change")]
        assert ";".join(map(str, numbers)) in lines
    assert "2\u202f000" in text


@pytest.mark.browser
def test_the_builder_is_used_by_keyboard_on_a_phone(page_of, methodist: User, figures: Campaign):
    phone = page_of(methodist, "phone")
    phone.goto(f"{reverse('statistics:builder')}?rows=kind&what=users&picture=structure")
    assert_accessible(phone)
    phone.get_by_text("Строки, показатели, годы и отбор").focus()
    phone.keyboard.press("Enter")
    phone.get_by_label("Посещения", exact=True).focus()
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**what=visits**")
    phone.get_by_role("region", name="Показатели по видам библиотек").wait_for()
    phone.get_by_text("Строки, показатели, годы и отбор").click()
    assert_accessible(phone)


def test_a_form_that_is_not_collected_is_told_from_nothing_collected(
    client_of, methodist: User, figures: Campaign
):
    answer = client_of(methodist).get(reverse("statistics:builder"), {"form": "nope"})
    assert answer.status_code == 404
    assert "Такой формы нет" in answer.text
    assert "ещё не собиралась" not in answer.text


def test_quotes_within_quotes_are_of_another_look(client_of, librarian: User, mine: SummaryPreset):
    SummaryPreset.objects.filter(pk=mine.pk).update(name="Проба «обхода»")
    client = client_of(librarian)
    page = client.get(reverse("statistics:preset-list"))
    assert "Набор «Проба „обхода“» будет удалён" in page.text
    gone = client.post(reverse("statistics:preset-delete", args=[mine.pk]), follow=True)
    assert "Набор «Проба „обхода“» удалён." in gone.text
