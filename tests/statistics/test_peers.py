"""A library beside its peers: whose figures count, what is told, and what never is."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import User
from libraries.models import Library, Territory
from statistics.actions.editions import SHIPPED, load_edition
from statistics.models import Campaign, Submission
from statistics.peers import FEWEST, comparison_of, picture_of, reports_to_compare
from tests.battery import Case, battery, signed_in
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory
from tests.queries import count_queries
from tests.statistics.reported import NO_DATA, make_campaign, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign(2025)


@pytest.fixture
def own(campaign: Campaign, library: Library) -> Submission:
    return report(campaign, library, {"4.12.2": 100, "5.17.3": 3000, "2.04.3": NO_DATA})


@pytest.fixture
def others(campaign: Campaign, region: Territory) -> list[Submission]:
    """Five villages of the region with 100, 200 … 500 users and twenty loans to each."""
    return [village(campaign, region, number) for number in (100, 200, 300, 400, 500)]


def village(campaign: Campaign, region: Territory, users: int, **library: object) -> Submission:
    place = TerritoryFactory(parent=region)
    owner = OrganisationFactory(territory=place)
    one = LibraryFactory(organisation=owner, territory=place, **library)
    return report(campaign, one, {"4.12.2": users, "5.17.3": 20 * users, "2.04.3": 1000})


def standing_of(own: Submission, code: str):
    return next(one for one in comparison_of(own).standings if one.indicator.code == code)


def test_a_library_stands_among_the_quartiles_of_its_kind(own, others):
    users = standing_of(own, "users")
    assert (users.low, users.median, users.high, users.own) == (200, 300, 400, 100)
    assert users.in_words == "ниже медианы на 67 %, в нижней четверти"
    reading = standing_of(own, "reading")
    assert (reading.own, reading.median) == (30, 20)
    assert reading.in_words == "выше медианы на 50 %, в верхней четверти"
    assert standing_of(own, "fund").in_words == "эта библиотека ответила «н/д»"


@pytest.mark.parametrize(
    ("number", "words"), [(303, "на уровне медианы"), (350, "выше медианы на 17 %")]
)
def test_words_tell_near_from_far(own, others, number: int, words: str):
    own.values.filter(cell__address="4.12.2").update(number=number)
    assert standing_of(own, "users").in_words == words


def test_others_of_another_kind_region_or_state_do_not_count(own, others, campaign, region):
    village(campaign, region, 9000, kind=Library.Kind.CENTRAL)
    far = village(campaign, TerritoryFactory(kind=Territory.Kind.REGION), 9000)
    assert far.territory.parent_id != region.pk
    Submission.objects.filter(pk=village(campaign, region, 9000).pk).update(
        state=Submission.State.SUBMITTED
    )
    assert standing_of(own, "users").peers == 5
    assert standing_of(own, "users").median == 300


def test_too_few_others_tell_nothing(own, others, campaign, region, library: Library):
    """Of one's own organisation one knows the figures, so its libraries make no group large."""
    Submission.objects.filter(pk=others[0].pk).update(state=Submission.State.RETURNED)
    for _ in range(FEWEST):
        report(campaign, LibraryFactory(organisation=library.organisation), {"4.12.2": 10})
    comparison = comparison_of(own)
    assert not comparison.peers.is_large_enough
    assert {one.median for one in comparison.standings} == {None}
    assert picture_of(comparison) is None
    assert "меньше 5 библиотек" in standing_of(own, "users").in_words


def test_an_indicator_that_few_gave_stays_untold(own, others):
    others[0].values.filter(cell__address="5.17.3").delete()
    assert standing_of(own, "loans").median is None
    assert standing_of(own, "reading").median is None
    assert standing_of(own, "users").median == 300


def test_no_data_is_told_from_silence_among_peers(own, others):
    others[0].values.filter(cell__address="4.12.2").update(number=None, no_data_reason="нет учёта")
    others[1].values.filter(cell__address="4.12.2").delete()
    for users in (250, 350):
        village(own.campaign, own.territory.parent, users)
    place = next(
        at for at, one in enumerate(comparison_of(own).standings) if one.indicator.code == "users"
    )
    row = comparison_of(own).table.rows[place]
    assert row.gaps[5].words == "без данных: 1 библиотека; не ответили: 1"
    own.values.filter(cell__address="4.12.2").update(number=None, no_data_reason="нет учёта")
    row = comparison_of(own).table.rows[place]
    assert (row.values[1], row.values[-1]) == ("н/д", "эта библиотека ответила «н/д»")


def test_the_settlement_narrows_the_group_when_enough_are_left(own, others, campaign, region):
    for number in range(3):
        village(campaign, region, 9000 + number, settlement=Library.Settlement.CITY)
    assert standing_of(own, "users").peers == 5
    Submission.objects.filter(pk=others[0].pk).update(settlement=Library.Settlement.CITY)
    assert standing_of(own, "users").peers == 8


def test_the_picture_tells_the_same_in_words(own, others):
    picture = picture_of(comparison_of(own))
    assert "Читаемость — выше медианы на 50 %, в верхней четверти" in picture.in_words
    assert 'role="img"' in picture.as_svg


def test_a_librarian_sees_quartiles_and_no_other_library(
    client_of, librarian: User, own, others, foreign_library: Library, campaign
):
    report(campaign, foreign_library, {"4.12.2": 777})
    text = client_of(librarian).get(reverse("statistics:peers")).content.decode()
    assert "ниже медианы" in text
    for one in (*others, Submission.objects.get(library=foreign_library)):
        assert one.library.name not in text
    assert "777" not in text
    assert list(reports_to_compare(librarian)) == [own]


def test_the_page_takes_few_queries_whatever_the_number_of_peers(
    client_of, librarian: User, own, others, campaign, region
):
    client, url = client_of(librarian), reverse("statistics:peers")
    few = count_queries(client, url)
    for number in range(3):
        village(campaign, region, number)
    assert few == count_queries(client, url) <= 12


WANTED = {"library": "@own.library_id", "period": 2025}
CASES = [
    Case("statistics:peers", signed_in(200)),
    # stranger, neighbour, librarian, methodist, head, admin
    Case("statistics:peers", ["sign-in", 404, 200, 200, 200, 200], query=WANTED),
    Case("statistics:peers", signed_in(404), query={"library": "x"}),
    Case("api:peers-list", [403, 404, 200, 200, 200, 200], query=WANTED),
    Case("api:peers-list", [403, *[404] * 5], query={"library": "x"}, needs=["own"]),
]
test_permissions = battery(CASES)


def test_the_median_is_rounded_half_up(own, others, campaign, region):
    village(campaign, region, 305)
    assert standing_of(own, "users").median == Decimal(303)  # of 300 and 305


def test_the_quarter_asked_for_is_compared_and_not_the_year(
    client_of, librarian: User, own, library: Library
):
    quarter = report(make_campaign(2025, "quarter", 2), library, {"4.12.2": 31})
    client, url = client_of(librarian), reverse("statistics:peers")
    for period, report_of in (("2025", own), ("2025-q2", quarter)):
        page = client.get(url, {"library": library.pk, "period": period})
        assert page.context["report"] == report_of
        answer = client.get(reverse("api:peers-list"), {"library": library.pk, "period": period})
        assert report_of.campaign.period_words in answer.json()["title"]
    assert client.get(url).context["report"] == own
    assert client.get(url, {"period": "2025-q3"}).status_code == 404
    assert client.get(url, {"period": "2025-q9"}).status_code == 404


@pytest.fixture
def unfollowed(own, library: Library) -> Submission:
    """The library's later report by a form that has no indicators."""
    edition = load_edition(SHIPPED / "school-library-1.yaml")
    edition.form.code = "own-quarterly"
    edition.form.save()
    return report(make_campaign(2026, "quarter", 1, edition), library, {})


def test_the_page_opens_on_a_form_that_has_indicators(
    client_of, librarian: User, own, unfollowed, library: Library
):
    report(make_campaign(2026, "quarter", 1), library, {})
    client, url = client_of(librarian), reverse("statistics:peers")
    page = client.get(url)
    assert page.context["report"] == own
    forms = page.context["form"]["form"].field.choices
    assert [code for code, _ in forms] == sorted(["6-nk", unfollowed.campaign.form.code])


def test_another_form_is_shown_even_when_it_has_not_that_period(
    client_of, librarian: User, own, unfollowed, library: Library
):
    code = unfollowed.campaign.form.code
    asked = {"library": library.pk, "period": "2025", "form": code}
    page = client_of(librarian).get(reverse("statistics:peers"), asked)
    assert page.context["report"] == unfollowed
    assert "показан последний по этой форме" in page.content.decode()
    assert "У этой формы нет показателей для сравнения" in page.content.decode()
    assert "<table" not in page.content.decode()


def test_a_library_and_a_form_chosen_at_once_lead_to_a_report_of_that_library(
    client_of, methodist: User, own, others, unfollowed, library: Library
):
    other, client, url = others[0], client_of(methodist), reverse("statistics:peers")
    period, code = unfollowed.campaign.key, unfollowed.campaign.form.code
    page = client.get(url, {"library": other.library_id, "form": code, "period": period})
    assert page.context["report"] == other
    assert "показан другой её отчёт" in page.content.decode()
    page = client.get(url, {"library": other.library_id, "period": "2019"})
    assert page.context["report"] == other
    assert client.get(url, {"library": "777", "form": code}).status_code == 404


def test_a_summary_leads_to_the_comparison_of_its_form_and_period(
    client_of, librarian: User, own, unfollowed, library: Library
):
    before = report(make_campaign(2024), library, {"4.12.2": 90})
    client = client_of(librarian)
    text = client.get(reverse("statistics:summary", args=["6-nk", "2024"])).content.decode()
    url = reverse("statistics:peers") + "?form=6-nk&period=2024"
    assert url.replace("&", "&amp;") in text
    assert client.get(url).context["report"] == before
