"""What no screen of ours sends: odd characters, endless numbers, forged fields."""

import json

import pytest
from django.urls import reverse

from statistics.actions.submitting import submit
from statistics.models import Submission
from tests.statistics.conftest import type_in


@pytest.fixture
def client(client_of, librarian):
    return client_of(librarian)


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\ud800", "\u202e"])
def test_what_no_file_or_database_can_hold_is_taken_out_of_a_reason(client, submission, mark):
    changes = [{"address": "2.02.4", "text": f"н/д: ре{mark}монт", "version": 0}]
    response = client.post(
        reverse("statistics:save", args=[submission.pk]),
        json.dumps({"changes": changes, "section": 2}),
        content_type="application/json",
    )
    assert response.json()["saved"][0]["text"] == "н/д: ремонт"
    assert submission.values.get(cell__address="2.02.4").no_data_reason == "ремонт"


def test_a_reason_too_long_to_keep_is_told_and_not_cut(submission, librarian):
    result = type_in(submission, librarian, {"2.02.4": "н/д: " + "я" * 501})
    assert "501 знак" in result.errors[0].message
    assert not submission.values.exists()


def test_an_autosave_of_endless_brackets_is_refused(client, submission):
    address = reverse("statistics:save", args=[submission.pk])
    response = client.post(address, "[" * 100_000, content_type="application/json")
    assert response.status_code == 400


@pytest.mark.parametrize("version", ["²", "9" * 5000, "-1", ""])
def test_a_forged_version_counts_as_nothing_seen(client, submission, librarian, version):
    type_in(submission, librarian, {"2.02.4": "10"})
    data = {"cell:2.02.4": "7", "seen:2.02.4": f"{version}|"}
    response = client.post(reverse("statistics:section", args=[submission.pk, 2]), data)
    assert "Пока Вы работали" in response.content.decode()
    assert submission.values.get(cell__address="2.02.4").number == 10


@pytest.mark.parametrize("version", ["²", "9" * 5000, "", "x"])
def test_a_decision_with_a_forged_version_changes_nothing(
    client_of, methodist, filled, librarian, version
):
    sent = submit(filled, librarian)
    client_of(methodist).post(reverse("statistics:accept", args=[sent.pk]), {"version": version})
    sent.refresh_from_db()
    assert sent.state == Submission.State.SUBMITTED


def test_an_endless_year_narrows_nothing_in_the_api(client, submission):
    response = client.get(reverse("api:submission-list"), {"campaign": "6-nk/" + "9" * 5000})
    assert [one["id"] for one in response.json()["results"]] == [submission.pk]


def test_sending_twice_by_a_double_click_shows_that_it_is_sent(client, filled):
    address = reverse("statistics:submit", args=[filled.pk])
    client.post(address)
    second = client.post(address, follow=True)
    assert second.redirect_chain[-1][0] == reverse("statistics:sent", args=[filled.pk])
    assert "изменить его сейчас нельзя" not in second.content.decode()
