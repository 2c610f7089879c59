"""What nobody types by hand: days of year 1, endless numbers. Every page answers in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.filters import MOST_WORDS, words_of
from publications.models import Series
from staff.models import PersonalDataAccess

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


@pytest.mark.parametrize(
    "page",
    [
        "publications:publication-list",
        "libraries:library-list",
        "libraries:network-list",
        "libraries:model-list",
        "staff:employee-list",
    ],
)
def test_of_endless_words_the_first_are_looked_for_and_told(client_of, head, page):
    """Each word costs a look into every row: a guest could stop the portal by one address."""
    asked = " ".join(f"слово{number}" for number in range(70))
    with CaptureQueriesContext(connection) as told:
        answer = client_of(head).get(reverse(page), {"q": asked})
    assert "Ищем по первым: «слово0 слово1 " in answer.text
    assert max(query["sql"].count("%слово") for query in told) <= MOST_WORDS * 2
    assert "Ищем по первым" not in client_of(head).get(reverse(page), {"q": "а б а"}).text


def test_word_said_twice_is_one_and_an_endless_word_is_cut():
    assert words_of("Ёлка  ёлка «шар»") == ["елка", "шар"]
    assert len(words_of("а" * 5000)[0]) == 200


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("staff:employee-list", {"любой": "по\x00иск"}),
        ("staff:employee-export", {"любой": "по\x00иск"}),
        ("staff:training-export", {"любой": "по\x00иск"}),
        ("consultations:askers", {"q": "по\x00иск"}),
    ],
)
def test_nul_in_an_address_is_dropped(client_of, head, page, asked):
    """PostgreSQL takes no NUL: neither to look for nor into the journal of looks."""
    answer = client_of(head).get(reverse(page), asked)
    assert answer.status_code == 200
    assert "\x00" not in "".join(PersonalDataAccess.objects.values_list("what", flat=True))
    assert "\x00" not in "".join(answer.wsgi_request.GET.values())


def test_what_cannot_be_seen_is_dropped_from_forms_and_cookies(client_of, methodist):
    client = client_of(methodist)
    client.cookies["theme"] = "light\x00"
    typed = {"name": "Методист\u200b \x00— сё\u00adлам\n", "issn": "\x00", "about": "одно\r\nдва"}
    answer = client.post(reverse("publications:series-create"), typed)
    assert answer.status_code == 302
    kept = Series.objects.get()
    assert (kept.name, kept.issn, kept.about) == ("Методист — сё\u00adлам", "", "одно\r\nдва")
    client.cookies["sessionid"] = "no\x00such-session"
    assert client.get(reverse("publications:series-list")).status_code == 200


BROWSER = {"accept": "text/html,*/*"}


def test_address_that_only_takes_forms_leads_a_person_to_the_page_of_its_object(
    client_of, methodist
):
    client = client_of(methodist)
    page = reverse("consultations:question", args=[18])
    assert client.get(f"{page}archive/", headers=BROWSER).url == page
    assert client.get(f"{page}archive/").status_code == 405


def test_address_that_only_takes_forms_and_has_no_object_is_a_polite_page(client_of, methodist):
    address = reverse("reports:request")
    answer = client_of(methodist).get(address, headers=BROWSER)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "Ничего не изменено" in answer.text
    assert f'href="{reverse("reports:document-list")}"' in answer.text
    assert not client_of(methodist).get(address, headers=BROWSER | {"hx-request": "true"}).content
