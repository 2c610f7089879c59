"""The pages of summaries: whose figures, how few queries, what a screen reader is told."""

import pytest
from django.urls import reverse

from accounts.models import User
from common.russian import NO_BREAK
from libraries.models import Library
from statistics.models import Campaign
from tests.battery import SIGN_IN, Case, battery, signed_in
from tests.factories import LibraryFactory
from tests.statistics.reported import make_campaign, report

pytestmark = pytest.mark.django_db
YEAR = {"form": "6-nk", "period": "2025"}
CASES = [
    Case("statistics:summary-list", [SIGN_IN, *[302] * 5], needs=["figures"]),
    Case("statistics:summary-list", signed_in(200)),
    Case("statistics:summary", signed_in(200), kwargs=YEAR, needs=["figures"]),
    Case("statistics:summary-form", signed_in(200), kwargs=YEAR, needs=["figures"]),
    Case(
        "statistics:summary", signed_in(404), kwargs={**YEAR, "period": "1999"}, needs=["figures"]
    ),
    Case("statistics:summary", signed_in(404), kwargs=YEAR, query={"by": "x"}, needs=["figures"]),
    Case(
        "statistics:summary",
        signed_in(404),
        kwargs=YEAR,
        query={"indicator": "x"},
        needs=["figures"],
    ),
]
test_permissions = battery(CASES)


@pytest.fixture
def figures(library: Library, foreign_library: Library) -> Campaign:
    before, now = make_campaign(2024), make_campaign(2025)
    report(before, library, {"4.12.2": 1000})
    report(now, library, {"4.12.2": 1234})
    report(now, foreign_library, {"4.12.2": 766, "7.19.2": "12.5"})
    return now


def page(client, name: str = "summary", **query: str) -> str:
    response = client.get(reverse(f"statistics:{name}", kwargs=YEAR), query)
    return response.content.decode()


def test_the_department_sees_the_region(client_of, methodist: User, figures: Campaign):
    html = page(client_of(methodist)).replace(NO_BREAK, " ")
    assert "Берёзовский район" in html
    assert "Лесной район" in html
    assert "2\u202f000" in html
    assert "За 2025 год отчитались 2 из 2 библиотек" in html


def test_a_librarian_sees_her_own_organisation_only(client_of, librarian: User, figures: Campaign):
    for name in ("summary", "summary-form"):
        html = page(client_of(librarian), name)
        assert "1\u202f234" in html
        assert "2\u202f000" not in html
        assert "Лесной" not in html
        assert f'name="organisation" value="{librarian.organisation_id}"' in html


def test_the_region_is_compared_with_last_year_at_a_glance(
    client_of, methodist: User, figures: Campaign
):
    html = " ".join(page(client_of(methodist)).split())
    row = html[html.index("Пользователи, чел.") :]
    for figure in (">1 000<", ">2 000<", ">+1 000<", ">+100,0<"):
        assert figure in row[:400]


def test_one_indicator_is_shown_beside_last_year(client_of, methodist: User, figures: Campaign):
    html = page(client_of(methodist), indicator="users")
    for words in ("<caption>Пользователи", "+234", "+23,4", ">2024<", ">2025<"):
        assert words in html
    assert "Читаемость по муниципалитетам" not in html


@pytest.mark.parametrize("name", ["summary", "summary-form"])
@pytest.mark.parametrize("number", [0, 2])
@pytest.mark.parametrize("person", ["methodist", "librarian"])
def test_a_summary_page_asks_the_database_ten_times_at_most(
    client_of,
    request: pytest.FixtureRequest,
    person: str,
    figures: Campaign,
    name: str,
    number: int,
    django_assert_max_num_queries,
):
    for _ in range(number):
        report(figures, LibraryFactory(), {"4.12.2": 10})
    client = client_of(request.getfixturevalue(person))
    page(client, name)  # the first page of a day reads what later ones have at hand
    with django_assert_max_num_queries(10):
        page(client, name)


def test_the_latest_finished_year_comes_first(client_of, methodist: User, figures: Campaign):
    Campaign.objects.filter(year=2024).update(state=Campaign.State.CLOSED)
    answer = client_of(methodist).get(reverse("statistics:summary-list"))
    assert answer.url == reverse("statistics:summary", kwargs={**YEAR, "period": "2024"})
