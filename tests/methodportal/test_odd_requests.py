"""What nobody types by hand: days of year 1, endless numbers. Every page answers in words."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
ENDLESS = "9" * 23


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("staff:training-gaps", {"day": "0001-01-01"}),
        ("staff:training-gaps", {"day": "0004-02-29"}),
        ("staff:access-list", {"employee": ENDLESS}),
        ("consultations:counts", {"since": "0001-01-01"}),
        ("consultations:counts", {"until": "0001-12-31"}),
    ],
)
def test_page_shows_itself_whatever_the_address_asks(client_of, head, page, asked):
    assert client_of(head).get(reverse(page), asked).status_code == 200


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("training-gaps", {"day": "0001-01-01"}),
        ("consultations", {"year": "2026", "since": "0001-01-01"}),
        ("access-log", {"until": "31 декабря"}),
    ],
)
def test_document_of_an_impossible_day_is_refused_in_words(client_of, head, name, asked):
    values = {"name": name, "format": "xlsx", **asked}
    answer = client_of(head).post(reverse("reports:request"), values)
    assert answer.status_code == 400
    assert "Проверьте год" in answer.text or "Дата пишется так" in answer.text


def test_endless_number_of_a_row_or_a_version_is_a_fault_of_the_form(client_of, methodist, library):
    client = client_of(methodist)
    for page, typed in (
        ("libraries:library-merge", {"others": [ENDLESS]}),
        ("libraries:passport-edit", {"library_version": ENDLESS, "passport_version": ENDLESS}),
    ):
        answer = client.post(reverse(page, args=[library.pk]), typed)
        assert answer.status_code == 200
        assert not answer.context["form"].is_valid()
