"""What seldom changes is taken from last year, marked until a person has looked at it."""

import pytest
from django.urls import reverse

from statistics.actions.entry import Change, save_answers
from statistics.actions.packages import package_of
from statistics.layout import layout_of
from statistics.models import Submission, Value, ValueChange
from statistics.queries.cell_history import history_of
from statistics.queries.own_summary import own_summary
from tests.statistics.conftest import type_in
from tests.statistics.reported import NO_DATA, make_campaign, report

LAST = {
    "1.01.2": 1, "1.01.10": "120.5", "1.01.11": 0, "1.01.12": 0, "1.01.13": NO_DATA,
    "1.01.15": 3, "1.01.16": 15,
}  # fmt: skip


@pytest.fixture
def client(client_of, librarian):
    return client_of(librarian)


@pytest.fixture
def last_year(library):
    return report(make_campaign(2024), library, LAST)


def post(client, submission, act, cells=()):
    """Send section 1 as a browser without scripts does, by a button about last year."""
    seen = {
        value.cell.address: f"{value.version}|{value.number.normalize():f}".replace(".", ",")
        for value in submission.values.select_related("cell")
    }
    addresses = [each.address for each in layout_of(submission.campaign.edition).section(1).cells]
    data = {f"seen:{key}": seen.get(key, "0|") for key in addresses}
    data |= {f"cell:{key}": data[f"seen:{key}"].partition("|")[2] for key in addresses}
    data |= {f"cell:{key}": text for key, text in dict(cells).items()}
    url = reverse("statistics:section", args=[submission.pk, 1])
    return client.post(url, data | {"act": act}, follow=True).content.decode()


def marked(submission) -> set[str]:
    found = Value.objects.filter(submission=submission, is_prefilled=True)
    return set(found.values_list("cell__address", flat=True))


def test_section_is_taken_marked_and_confirmed_by_one_act(client, submission, librarian, last_year):
    type_in(submission, librarian, {"1.01.16": "20"})
    page = client.get(reverse("statistics:section", args=[submission.pk, 1])).content.decode()
    assert "Взять все незаполненные (4)" in page
    page = post(client, submission, "last-year")
    assert marked(submission) == {"1.01.2", "1.01.10", "1.01.11", "1.01.12"}, (
        "not what is answered, «н/д» or changes"
    )
    assert page.count("из прошлого года, проверьте</span>") == 4
    total = Value.objects.get(submission=submission, cell__address="1.01.7")
    assert (total.number, total.is_prefilled) == (120.5, False)
    change = ValueChange.objects.get(cell__address="1.01.10")
    assert (change.get_source_display(), change.changed_by) == ("из прошлого года", librarian)
    page = post(client, submission, "confirm")
    assert "одтверждено: 4 значения" in page
    assert marked(submission) == set()
    assert ValueChange.objects.filter(source="confirmed").count() == 4
    told = [event.what for event in history_of(submission, "1.01.10")]
    assert told == ["Значение изменено (из прошлого года)", "Значение прошлого года подтверждено"]


def test_cell_is_taken_over_another_answer_and_confirmed_by_itself(
    client, submission, librarian, last_year
):
    type_in(submission, librarian, {"1.01.16": "20"})
    post(client, submission, "last-year:1.01.16")
    post(client, submission, "last-year:1.01.2")
    assert marked(submission) == {"1.01.16", "1.01.2"}
    post(client, submission, "confirm:1.01.2")
    assert marked(submission) == {"1.01.16"}
    post(client, submission, "", cells={"1.01.16": "17"})
    assert marked(submission) == set(), "a corrected figure needs no confirming"


def test_same_figure_given_again_confirms_it(client, submission, librarian, last_year):
    post(client, submission, "last-year:1.01.10")
    version = Value.objects.get(submission=submission, cell__address="1.01.10").version
    result = save_answers(submission, [Change("1.01.10", "120,5", version)], librarian)
    assert result.is_clean and marked(submission) == set()


def test_what_another_has_written_meanwhile_is_not_overwritten(
    client, submission, methodist, last_year
):
    url = reverse("statistics:section", args=[submission.pk, 1])
    type_in(submission, methodist, {"1.01.16": "5"})
    data = {"cell:1.01.16": "", "seen:1.01.16": "0|", "act": "last-year:1.01.16"}
    assert "записал(а) сюда" in client.post(url, data, follow=True).content.decode()
    assert marked(submission) == set()


def test_unconfirmed_are_told_before_sending_and_keep_it_back(
    client, submission, librarian, last_year
):
    post(client, submission, "last-year")
    told = "проверьте и подтвердите 5 значений из прошлого года"
    overview = reverse("statistics:submission", args=[submission.pk])
    assert told in client.get(overview).content.decode()
    sent = client.post(reverse("statistics:submit", args=[submission.pk])).content.decode()
    assert told in sent.partition('id="blocked"')[2]
    part = package_of(submission.campaign, librarian).parts[0]
    assert told in part.problems.unconfirmed[0].message
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT


def test_what_nobody_has_confirmed_is_counted_apart_from_what_is_filled(
    client, submission, librarian, last_year
):
    type_in(submission, librarian, {"1.01.3": "1"})
    post(client, submission, "last-year")
    page = client.get(reverse("statistics:submission", args=[submission.pk])).content.decode()
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    heading = page.partition('id="sections-title">')[2].partition("</h2>")[0]
    assert heading == "Разделы: заполнено 6 из 155, из них 5 не подтверждены"
    assert ">6 из 26<br><a " in page
    section = client.get(reverse("statistics:section", args=[submission.pk, 1])).content.decode()
    assert ">6 из 26, не подтверждено 5</span>" in section
    mine = client.get(reverse("statistics:my-reports")).content.decode()
    assert "не подтверждено 5" in mine
    (_sums, libraries) = (one for one in own_tables(submission, librarian))
    assert libraries.rows[0].values[2] == "6 из 155, не подтверждено 5"


def test_an_autosave_counts_what_it_confirms(submission, client, librarian, last_year):
    post(client, submission, "last-year")
    version = Value.objects.get(submission=submission, cell__address="1.01.10").version
    result = save_answers(submission, [Change("1.01.10", "121", version)], librarian)
    assert (result.progress[1].filled, result.progress[1].unconfirmed) == (5, 4)
    assert not result.progress[1].is_complete


def own_tables(submission, librarian):
    found = own_summary(submission.campaign, librarian, submission.campaign.due_on)
    return found.totals, found.libraries


def test_nothing_is_offered_without_last_year_or_when_sent(client, submission, last_year):
    url = reverse("statistics:section", args=[submission.pk, 1])
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.SUBMITTED)
    assert 'id="last-year"' not in client.get(url).content.decode()
    assert "изменить его сейчас нельзя" in post(client, submission, "last-year")
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.DRAFT)
    last_year.delete()
    assert 'id="last-year"' not in client.get(url).content.decode()
