"""Peer outliers: what is usual, who stands out, and how the methodist tunes it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from common.russian import THIN_SPACE
from statistics import median as plain_median
from statistics.actions.doubts import count_anew
from statistics.actions.submitting import SubmissionBlockedError, explain, submit
from statistics.models import Campaign, OutlierRule, PeerNorm, Submission
from statistics.outliers.measuring import size_class, size_words
from statistics.outliers.norms import median, reckon_norms, spread
from statistics.outliers.rules import save_rule
from statistics.queries.answers import read_sheet
from statistics.queries.verification import judged_findings
from tests.factories import LibraryFactory
from tests.queries import count_queries
from tests.statistics.conftest import fill_coherently, type_in
from tests.statistics.reported import make_campaign, report

# The coherent report has 480 users and 9,000 loans, hence 18.75 a user.
ALIKE = {"4.12.2": 500}


@pytest.fixture
def rule(campaign: Campaign) -> OutlierRule:
    """Reading alone is compared, by the number of users."""
    OutlierRule.objects.exclude(indicator="reading").delete()
    OutlierRule.objects.update(floor=1)
    return OutlierRule.objects.get()


def crowd(campaign: Campaign, organisation, number: int = 9, kind: str = "rural") -> None:
    """Let libraries report from 9 to 11 loans a user."""
    for at in range(number):
        library = LibraryFactory(organisation=organisation, kind=kind)
        report(campaign, library, ALIKE | {"5.17.3": 4500 + 1000 * at // max(number - 1, 1)})


def peers(submission: Submission) -> list:
    found = judged_findings(submission, read_sheet(submission))
    return [one for one in found if one.finding.code.startswith("peers-")]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=30))
def test_the_middle_is_the_plain_median_and_one_wild_value_moves_the_spread_little(values):
    numbers = [Decimal(value) for value in values]
    assert float(median(numbers)) == plain_median(values)
    centre = plain_median(values)
    expected = 1.4826 * plain_median([abs(value - centre) for value in values])
    assert float(spread(numbers)) == pytest.approx(expected)


def test_sizes_fall_into_classes_told_in_words():
    edges = [29, 30, 99, 100, 999, 1000, 300_000]
    assert [size_class(Decimal(edge)) for edge in edges] == [0, 1, 1, 2, 3, 4, 9]
    words = ["меньше 30", "от 30 до 99", f"от 300{THIN_SPACE}000"]
    assert [size_words(number) for number in (0, 1, 9)] == words


def test_a_library_far_from_those_like_it_is_asked_and_its_word_holds_while_figures_do(
    rule, campaign, filled, librarian, organisation
):
    crowd(campaign, organisation)
    reckon_norms(campaign)
    type_in(filled, librarian, {"5.13.4": "40000"})
    filled.refresh_from_db()
    (found,) = peers(filled)
    assert "обычно" in found.finding.message
    assert "по 9 отчётам этого сбора" in found.finding.message
    assert "сельская, пользователи: от 300 до 999" in found.finding.message
    assert set(found.finding.addresses) == {"5.17.3", "4.12.2"}
    with pytest.raises(SubmissionBlockedError):
        submit(filled, librarian)
    for one in judged_findings(filled, read_sheet(filled)):
        explain(
            filled, one.finding.code, one.finding.fingerprint, "Выездной читальный зал.", librarian
        )
    PeerNorm.objects.update(median=9)
    assert peers(filled)[0].explanation
    sent = submit(filled, librarian)
    assert sent.doubt >= 3
    assert sent.findings.get(check_code="peers-reading").outcome == "explained"


def test_a_small_group_another_kind_and_a_rule_put_off_say_nothing(
    rule, campaign, filled, organisation
):
    crowd(campaign, organisation, number=7)
    crowd(campaign, organisation, kind="city")
    assert [norm.kind for norm in reckon_norms(campaign)] == ["city"]
    assert peers(filled) == []
    crowd(campaign, organisation, number=1)
    reckon_norms(campaign)
    assert len(peers(filled)) == 1
    OutlierRule.objects.update(is_active=False)
    assert peers(filled) == []


def test_a_floor_keeps_the_rule_from_trifles(rule, campaign, filled, organisation):
    crowd(campaign, organisation)
    reckon_norms(campaign)
    assert len(peers(filled)) == 1
    OutlierRule.objects.update(floor=5)
    assert peers(filled) == []


def test_until_enough_have_reported_last_year_tells_what_is_usual(
    rule, campaign, filled, organisation
):
    crowd(make_campaign(2024), organisation)
    crowd(campaign, organisation, number=2)
    (norm,) = reckon_norms(campaign)
    assert (norm.of_last_year, norm.count) == (True, 9)
    assert "по 9 отчётам прошлого года" in peers(filled)[0].finding.message


def test_reckoning_and_counting_take_the_same_queries_for_any_number_of_libraries(
    rule, campaign, organisation, django_assert_max_num_queries
):
    for _ in range(2):
        crowd(campaign, organisation, number=8)
        with django_assert_max_num_queries(24):
            count_anew(Campaign.objects.select_related("edition").get())


def test_the_methodist_sees_how_often_rules_fire_and_tunes_them(
    rule, campaign, filled, organisation, client_of, methodist, librarian
):
    crowd(campaign, organisation)
    client = client_of(methodist)
    names = ["6-nk", "2025"]
    client.post(reverse("statistics:doubts-count", args=names))
    page = client.get(reverse("statistics:doubts", args=names)).content.decode()
    link = f"{reverse('statistics:reports', args=names)}?check=peers-reading"
    assert f'href="{link}">1<' in page
    (listed,) = client.get(link).context["table"].rows
    assert listed.record == filled
    data = {"size": "users", "threshold": "9,5", "floor": "4", "is_active": "on"}
    edit = reverse("statistics:outlier-edit", args=[*names, rule.pk])
    assert client.post(edit, data).status_code == 302
    rule.refresh_from_db()
    assert (rule.threshold, rule.history.first().history_user) == (Decimal("9.5"), methodist)
    assert "Methodist" not in client.get(edit).content.decode()
    assert filled.findings.filter(check_code="peers-reading").count() == 0
    assert count_queries(client, reverse("statistics:doubts", args=names)) <= 15


def test_a_second_rule_of_one_indicator_and_an_unknown_one_are_refused(rule, campaign, methodist):
    for indicator in ("reading", "nothing"):
        new = OutlierRule(form=campaign.form, indicator=indicator, threshold=4, floor=1)
        with pytest.raises(ValidationError):
            save_rule(new, methodist)
    assert OutlierRule.objects.count() == 1


def test_the_queue_begins_with_the_most_doubtful(campaign, organisation, client_of, methodist):
    for name, doubt in (("Спокойная", 0), ("Сомнительная", 7), ("Средняя", 3)):
        library = LibraryFactory(organisation=organisation, name=name)
        sent = report(campaign, library, ALIKE, Submission.State.SUBMITTED)
        Submission.objects.filter(pk=sent.pk).update(doubt=doubt)
    page = client_of(methodist).get(reverse("statistics:reports", args=["6-nk", "2025"]))
    text = page.content.decode()
    places = [text.index(name) for name in ("Сомнительная", "Средняя", "Спокойная")]
    assert places == sorted(places)


def test_an_edition_loaded_for_the_first_time_brings_its_rules(campaign, filled, librarian):
    assert OutlierRule.objects.filter(form=campaign.form).count() == 8
    fill_coherently(filled, librarian)
    assert peers(filled) == []
