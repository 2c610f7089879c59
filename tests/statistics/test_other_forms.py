"""Checks that look at the same library's report in another form."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from statistics.actions.drafts import start_clone
from statistics.actions.editions import SHIPPED, load_edition
from statistics.designer.faults import faults_of
from statistics.layout import EditionError, layout_of, parse_definition
from statistics.models import Campaign, Edition, Submission
from statistics.queries.answers import read_sheet
from statistics.queries.campaign_checks import check_campaign
from statistics.queries.references import references_of
from statistics.queries.verification import judged_findings
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission
from tests.statistics.reported import report
from tests.statistics.small_form import small_definition

RULES = [
    {"code": "users", "rule": "1.01.2 = form(6-nk).4.12.2"},
    {"code": "village", "rule": "1.01.2 < 100 for kinds rural"},
]


@pytest.fixture
def visits(campaign: Campaign) -> Campaign:
    """A collection of the small form in the year of the 6-НК, with a rule that looks there."""
    edition = load_edition(small_definition() | {"checks": RULES})
    return Campaign.objects.create(
        form=edition.form,
        edition=edition,
        year=campaign.year,
        opens_on=date(2026, 1, 1),
        due_on=date(2026, 1, 15),
        review_due_on=date(2026, 2, 20),
    )


def codes(submission: Submission) -> set[str]:
    return {one.finding.code for one in judged_findings(submission, read_sheet(submission))}


def test_the_screen_and_the_campaign_find_the_same(visits, campaign, library):
    city = LibraryFactory(organisation=library.organisation, kind="city")
    here = report(visits, library, {"1.01.2": 500}, Submission.State.DRAFT)
    there = report(visits, city, {"1.01.2": 500}, Submission.State.DRAFT)
    assert (codes(here), codes(there)) == ({"village"}, set())
    report(campaign, library, {"4.12.2": 500})
    report(campaign, city, {"4.12.2": 501})
    assert (codes(here), codes(there)) == ({"village"}, {"users"})
    found = {
        one.submission.pk: {judged.finding.code for judged in one.findings}
        for one in check_campaign(visits)
    }
    assert found == {here.pk: {"village"}, there.pk: {"users"}}


def test_another_year_of_the_other_form_is_not_looked_at(visits, campaign, library):
    here = make_submission(visits, library)
    there = report(campaign, library, {"4.12.2": 500})
    reporter = read_sheet(here).reporter
    assert reporter.others["6-nk", "4.12.2"].number == Decimal(500)
    Campaign.objects.filter(pk=campaign.pk).update(year=2024)
    assert read_sheet(here).reporter.others == {}
    assert there.campaign_id == campaign.pk


def looking(rule: str) -> dict[str, Any]:
    return small_definition() | {"checks": [{"code": "users", "rule": rule}]}


@pytest.mark.django_db
def test_a_rule_about_a_form_that_is_not_there_is_said_to_be_idle():
    layout = layout_of(load_edition(looking("1.01.2 > 0 and 1.01.2 = form(6-nk).4.12.2")))
    found = references_of(layout)
    assert found.errors == ()
    assert found.idle == {
        "users": "нет формы «6-nk»: загрузите её или исправьте код (знак 25)",
    }
    assert found.notices[0].splitlines() == [
        "Контроль users: правило не работает, знак 25: "
        "нет формы «6-nk»: загрузите её или исправьте код",
        "    1.01.2 > 0 and 1.01.2 = form(6-nk).4.12.2",
        "                            ^",
    ]
    load_edition(SHIPPED / "6-nk-2015.yaml")
    assert references_of(layout).idle == {}


def test_the_methodist_sees_idle_rules_first(visits, campaign, client_of, methodist):
    Edition.objects.filter(form__code="6-nk").update(year_to=2020)
    url = reverse("statistics:doubts", args=["visits", visits.key])
    assert "не работает" not in client_of(methodist).get(url).content.decode()
    campaign.edition.cells.filter(address="4.12.2").delete()
    page = client_of(methodist).get(url).content.decode()
    assert "не работает: в форме «6-nk» нет открытой ячейки 4.12.2 (редакции «2015») (знак 10)" in (
        page
    )


def test_an_unknown_cell_of_a_known_form_is_refused_with_its_place(edition_2015):
    with pytest.raises(EditionError) as error:
        load_edition(looking("1.01.2 = form(6-nk).4.11.2"))
    assert error.value.messages[0].splitlines()[0] == (
        "Контроль users: правило не работает, знак 10: "
        "в форме «6-nk» нет открытой ячейки 4.11.2 (редакции «2015»)"
    )
    assert not Edition.objects.filter(form__code="visits").exists()


def test_a_cell_is_looked_for_in_the_editions_of_the_same_years(edition_2015, edition_2019):
    load_edition(looking("1.01.2 = form(6-nk).4.11.2"))
    with pytest.raises(EditionError, match="редакции «2019»"):
        load_edition(looking("1.01.2 = form(6-nk).4.12.2"))
    both = references_of(
        parse_definition(looking("1.01.2 = form(6-nk).4.11.2") | {"year_from": 2017})
    )
    assert both.errors == ()
    assert both.idle["users"].startswith(
        "в форме «6-nk» нет открытой ячейки 4.11.2 (редакции «2015»)"
    )
    own = parse_definition(looking("1.01.2 = form(visits).1.01.9"))
    assert "редакции «2024»" in references_of(own).errors[0]


def test_the_designer_tells_of_a_rule_about_a_form_that_is_not_there(client_of, methodist):
    edition = load_edition(looking("1.01.2 = form(6-nk).4.11.2"))
    data = {"edition": "2026", "title": "Учёт посещений 2026 года", "year_from": 2026}
    draft = start_clone(edition, data, methodist)
    client = client_of(methodist)
    for name in ("draft", "draft-checks"):
        page = client.get(reverse(f"statistics:{name}", args=[draft.pk])).content.decode()
        assert "правило не работает, знак 10: нет формы «6-nk»" in page
    assert faults_of(draft.definition) == [], "the other form may come later"
    load_edition(SHIPPED / "6-nk-2015.yaml")
    Edition.objects.filter(form__code="6-nk").update(year_to=None)
    assert [fault.check for fault in faults_of(draft.definition)] == [0], "no such cell ever"
