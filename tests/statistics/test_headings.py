"""What a campaign asks besides figures: set by the methodist, carried on, eased, never hardened."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statistics.actions.campaigns import StageDates, open_campaign
from statistics.actions.headings import HeadingSpec, set_headings, stamp_of
from statistics.actions.texts import write_text
from statistics.models import Campaign, ReportText, Submission, TextHeading, Transition
from statistics.periods import parse_period
from tests.factories import LibraryFactory
from tests.methodportal.test_at_once import at_once

YEAR = HeadingSpec("Главное за год", "Два абзаца", is_required=True, max_length=500)
PLANS = HeadingSpec("Планы")


def put(campaign: Campaign, *specs: HeadingSpec, by, scan: bool = False) -> list[TextHeading]:
    set_headings(campaign, specs, scan, stamp_of(Campaign.objects.get(pk=campaign.pk)), by)
    return list(campaign.headings.all())


def kept(heading: TextHeading, **other) -> HeadingSpec:
    told = {name: getattr(heading, name) for name in HeadingSpec.__dataclass_fields__}
    return HeadingSpec(**(told | other))


@pytest.fixture
def is_sent(submission) -> None:
    Transition.objects.create(
        submission=submission, before="draft", after="submitted", made_at="2026-01-10T10:00Z"
    )


def test_headings_stand_in_the_order_given_and_may_be_changed(campaign, methodist):
    year, plans = put(campaign, YEAR, PLANS, by=methodist, scan=True)
    again = put(campaign, kept(plans, title="Замыслы"), kept(year), by=methodist)
    assert [one.title for one in again] == ["Замыслы", "Главное за год"]
    assert {one.pk for one in again} == {year.pk, plans.pk}
    assert not Campaign.objects.get(pk=campaign.pk).scan_required
    assert [one.scan_required for one in campaign.history.order_by("pk")][-2:] == [True, False]
    assert put(campaign, kept(plans), by=methodist) == [plans]
    assert TextHeading.history.filter(history_type="-").get().history_user == methodist


def test_the_next_campaign_of_the_form_begins_with_the_same(edition_2019, library, methodist):
    def opened(period: str) -> Campaign:
        dates = StageDates(date(2026, 1, 1), date(2026, 1, 15), date(2026, 2, 20))
        return open_campaign(edition_2019, parse_period(period), dates, methodist)

    put(opened("2024"), YEAR, PLANS, by=methodist, scan=True)
    put(opened("2025-q1"), HeadingSpec("Квартал"), by=methodist)
    later = opened("2025")
    assert later.scan_required
    assert [kept(one, pk=None) for one in later.headings.all()] == [YEAR, PLANS]


def test_after_the_first_report_is_sent_the_task_is_only_eased(campaign, methodist, is_sent):
    Transition.objects.all().update(after="draft")
    year, plans = put(campaign, YEAR, PLANS, by=methodist, scan=True)
    Transition.objects.all().update(after="submitted")
    eased = kept(year, help_text="Абзац", is_required=False, max_length=900)
    assert put(campaign, kept(plans), eased, by=methodist)[1].max_length == 900
    year.refresh_from_db()
    for wrong, told in (
        ([kept(year)], "не добавляют и не убирают"),
        ([kept(year), kept(plans), YEAR], "не добавляют|одинаковы"),
        ([kept(year, title="Итоги"), kept(plans)], "не переименовать"),
        ([kept(year), kept(plans, is_required=True)], "нельзя сделать обязательным"),
        ([kept(year, max_length=800), kept(plans)], "только увеличить"),
    ):
        with pytest.raises(ValidationError, match=told):
            put(campaign, *wrong, by=methodist)
    with pytest.raises(ValidationError, match="скан нельзя сделать обязательным"):
        put(campaign, kept(year), kept(plans), by=methodist, scan=True)


def test_what_libraries_wrote_is_not_thrown_away_nor_cut(campaign, submission, methodist):
    year, plans = put(campaign, YEAR, PLANS, by=methodist)
    year.texts.create(submission=submission, text="Ы" * 300, changed_at="2026-01-10T10:00Z")
    plans.texts.create(submission=submission, text="", changed_at="2026-01-10T10:00Z")
    with pytest.raises(ValidationError, match="уже написали 1 библиотека"):
        put(campaign, kept(plans), by=methodist)
    with pytest.raises(ValidationError, match="текст в 300 знаков: предел 200 меньше"):
        put(campaign, kept(year, max_length=200), kept(plans), by=methodist)
    assert put(campaign, kept(year), by=methodist) == [year], "an emptied text holds nobody"


@pytest.mark.django_db(transaction=True)
def test_a_heading_and_its_first_text_at_one_moment_end_in_words(campaign, submission, methodist):
    """Either the text stands and the heading with it, or the heading is gone and she is told."""
    for number in range(4):
        (year,) = put(campaign, HeadingSpec(f"Главное {number}"), by=methodist)
        removed, written = at_once(
            lambda: put(campaign, by=methodist),
            lambda pk=year.pk: write_text(submission, pk, "Сделан ремонт.", 0, methodist),
        )
        told = [one for one in (removed, written) if isinstance(one, ValidationError)]
        assert len(told) == 1
        assert re.search("уже написали 1 библиотека|методист мог его убрать", told[0].messages[0])
        assert year.texts.exists() == campaign.headings.filter(pk=year.pk).exists()
        ReportText.objects.all().delete()
        put(campaign, by=methodist)


def test_a_list_changed_meanwhile_is_not_overwritten(campaign, methodist, head):
    stamp = stamp_of(campaign)
    put(campaign, YEAR, by=head)
    with pytest.raises(ValidationError, match="перечень изменил другой человек"):
        set_headings(campaign, [PLANS], False, stamp, methodist)


@pytest.mark.parametrize(
    ("specs", "told"),
    [
        ([YEAR, HeadingSpec("главное за ГОД")], "одинаковы"),
        ([HeadingSpec(f"Заголовок {n}") for n in range(31)], "не больше 30"),
        ([HeadingSpec("Коротко", max_length=50)], "100"),
        ([HeadingSpec("")], "Заполните это поле"),
    ],
)
def test_a_wrong_list_is_refused(campaign, methodist, specs, told):
    with pytest.raises(ValidationError, match=told):
        put(campaign, *specs, by=methodist)
    assert not campaign.headings.exists()


def test_a_closed_campaign_keeps_its_headings(campaign, methodist):
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
    with pytest.raises(ValidationError, match="Сбор завершён"):
        put(campaign, YEAR, by=methodist)


def test_the_methodist_sets_them_by_the_form(campaign, library, client_of, methodist):
    url = reverse("statistics:campaign-headings", args=["6-nk", "2025"])
    client = client_of(methodist)
    fields = {
        "stamp": stamp_of(campaign), "scan_required": "on",
        "headings-TOTAL_FORMS": 3, "headings-INITIAL_FORMS": 0,
        "headings-0-title": "Планы", "headings-0-max_length": 3000, "headings-0-position": 2,
        "headings-1-title": "Главное", "headings-1-max_length": 500, "headings-1-position": 1,
        "headings-1-is_required": "on",
        "headings-2-title": "", "headings-2-max_length": 3000,
    }  # fmt: skip
    answer = client.post(url, fields)
    assert answer.url == reverse("statistics:campaign-texts", args=["6-nk", "2025"])
    told = list(campaign.headings.values_list("title", "is_required", "max_length"))
    assert told == [("Главное", True, 500), ("Планы", False, 3000)]
    page = client.post(url, fields).content.decode()
    assert "перечень изменил другой человек" in page
    assert "Сейчас в сборе: «Главное», «Планы»" in page
    rows = campaign.headings.all()
    edited = {
        "stamp": stamp_of(Campaign.objects.get(pk=campaign.pk)),
        "headings-TOTAL_FORMS": 2, "headings-INITIAL_FORMS": 2,
    }  # fmt: skip
    for number, one in enumerate(rows):
        edited |= {
            f"headings-{number}-{name}": getattr(one, name)
            for name in ("pk", "title", "max_length", "position")
        }
    client.post(url, edited | {"headings-1-DELETE": "on"})
    assert [one.title for one in campaign.headings.all()] == ["Главное"]


def test_many_libraries_do_not_slow_the_opening(edition_2019, methodist):
    def queries_of(year: str) -> int:
        dates = StageDates(date(2026, 1, 1), date(2026, 1, 15), date(2026, 2, 20))
        with CaptureQueriesContext(connection) as captured:
            open_campaign(edition_2019, parse_period(year), dates, methodist)
        return len(captured)

    LibraryFactory()
    queries_of("2025")
    with_one = queries_of("2024")
    LibraryFactory.create_batch(5)
    assert queries_of("2023") == with_one
    asked = Submission.objects.values_list("campaign__year").annotate(number=Count("pk"))
    assert set(asked) == {(2025, 1), (2024, 1), (2023, 6)}
