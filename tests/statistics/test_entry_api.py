import pytest
from django.urls import reverse

from statistics.models import Submission, ValueChange
from tests.battery import Case, battery
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import make_submission, type_in

CHANGE = {"changes": [{"address": "2.02.4", "text": "5", "version": 0}]}
# stranger, neighbour, librarian, methodist, head, admin
READERS = [403, 404, 200, 200, 200, 200]
test_permissions = battery(
    [
        Case("api:submission-list", [403, 200, 200, 200, 200, 200], needs=["submission"]),
        Case("api:submission-detail", READERS, kwargs={"pk": "@submission.pk"}),
        Case("api:submission-values", READERS, kwargs={"pk": "@submission.pk"}),
        Case(
            "api:submission-values",
            [403, 404, 200, 403, 403, 403],
            kwargs={"pk": "@submission.pk"},
            method="patch",
            data=CHANGE,
            content_type="application/json",
        ),
        Case("api:submission-texts", READERS, kwargs={"pk": "@submission.pk"}),
        Case(
            "api:submission-texts",
            [403, 404, 200, 403, 403, 403],
            kwargs={"pk": "@submission.pk"},
            method="patch",
            data="@text_change",
            content_type="application/json",
        ),
        Case(
            "api:submission-submit",
            [403, 404, 200, 403, 403, 403],
            kwargs={"pk": "@filled.pk"},
            method="post",
            data={},
            content_type="application/json",
        ),
    ]
)


@pytest.fixture
def text_change(submission) -> dict[str, object]:
    """A text under the one heading of the campaign."""
    heading = submission.campaign.headings.create(title="Главное за год", max_length=100)
    return {"heading": heading.pk, "text": "Год.", "version": 0}


def test_a_text_is_written_by_api_and_an_older_one_does_not_overwrite_it(
    client_of, librarian, submission, text_change
):
    client = client_of(librarian)
    url = reverse("api:submission-texts", args=[submission.pk])

    def write(**other):
        return client.patch(url, text_change | other, content_type="application/json")

    assert [(one["text"], one["version"]) for one in write().json()] == [("Год.", 1)]
    stale = write(text="Другой год.")
    assert (stale.status_code, stale.json()["text"], stale.json()["version"]) == (409, "Год.", 1)
    assert write(text="Ы" * 101, version=1).status_code == 400
    Submission.objects.update(state=Submission.State.ACCEPTED)
    assert write(text="Поздно", version=1).status_code == 409
    assert client.get(url).json()[0]["title"] == "Главное за год"


@pytest.fixture
def values_url(submission):
    return reverse("api:submission-values", args=[submission.pk])


@pytest.fixture
def api(client_of, librarian, values_url):
    """The librarian's client: `api(changes)` writes cells and returns the answer."""
    client = client_of(librarian)

    def write(*changes):
        return client.patch(values_url, {"changes": list(changes)}, content_type="application/json")

    return write


def test_figures_written_by_api_get_totals_and_history(api, submission):
    answer = api(
        {"address": "4.12.3", "text": "10", "version": 0},
        {"address": "4.12.6", "text": "5", "version": 0},
        {"address": "2.02.4", "text": "сто", "version": 0},
    ).json()
    assert [one["address"] for one in answer["saved"]] == ["4.12.3", "4.12.6"]
    assert answer["totals"][0]["text"] == "15"
    assert "не число" in answer["errors"][0]["message"]
    change = submission.changes.get(cell__address="4.12.3")
    assert change.source == ValueChange.Source.API


def test_a_newer_figure_is_not_overwritten_by_api(api, submission, librarian):
    type_in(submission, librarian, {"2.02.4": "10"})
    answer = api({"address": "2.02.4", "text": "20", "version": 0}).json()
    assert answer["conflicts"][0]["theirs"] == "10"
    assert submission.values.get().number == 10


def test_frozen_figures_answer_409(api, submission):
    submission.state = Submission.State.ACCEPTED
    submission.save()
    response = api({"address": "2.02.4", "text": "20", "version": 0})
    assert (response.status_code, "принят" in response.json()["detail"]) == (409, True)


@pytest.mark.parametrize("change", [{}, {"address": "2.02.4"}, {"address": "2.02.4", "text": "1"}])
def test_a_change_without_the_version_seen_is_refused(api, submission, change):
    assert api(change).status_code == 400
    assert submission.values.count() == 0


def test_answered_cells_are_read_in_printed_order(submission, librarian, client_of, values_url):
    type_in(submission, librarian, {"4.12.3": "7", "2.02.4": "н/д: пожар"})
    rows = client_of(librarian).get(values_url).json()
    assert [(row["address"], row["number"], row["reason"]) for row in rows] == [
        ("2.02.4", None, "пожар"),
        ("4.12.3", "7.000", ""),
    ]


def test_the_list_is_scoped_and_narrowed(
    submission, foreign_submission, librarian, methodist, client_of
):
    def found(user, **query):
        answer = client_of(user).get(reverse("api:submission-list"), query).json()
        return {one["id"] for one in answer["results"]}

    assert found(librarian) == {submission.pk}
    assert found(methodist, campaign="6-nk/2025") == {submission.pk, foreign_submission.pk}
    assert found(methodist, campaign="6-nk/1999") == set()
    assert found(methodist, state="accepted") == set()


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    campaign, organisation, librarian, client_of
):
    assert_same_queries(
        client_of(librarian),
        reverse("api:submission-list"),
        lambda: make_submission(campaign, LibraryFactory(organisation=organisation)),
        at_most=6,
    )


def test_json_nested_beyond_reading_is_refused(client_of, librarian, values_url):
    deep = "[" * 100_000
    answer = client_of(librarian).patch(values_url, deep, content_type="application/json")
    assert answer.status_code == 400
    assert "вложенность" in answer.json()["detail"]
