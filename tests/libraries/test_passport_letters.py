"""Once a year organisations are asked to look through their passports."""

import datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from libraries.actions.requests import ask_everyone, ask_for_passports
from libraries.models import PassportRequest
from tests.factories import LibraryFactory
from tests.libraries.passports import confirmed, proposed

YEAR = datetime.timedelta(days=366)


@pytest.fixture
def sent(db, mailoutbox, django_capture_on_commit_callbacks):
    """Return a function: run, and give the letters it sent."""

    def run(action, *args, **kwargs):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            action(*args, **kwargs)
        return mailoutbox[before:]

    return run


def test_the_letter_names_the_old_passports_only(sent, library, librarian):
    confirmed(library, 400)
    fresh = LibraryFactory(organisation=library.organisation, name="Свежая")
    confirmed(fresh, 10)
    (letter,) = sent(ask_everyone)
    assert letter.to == [librarian.email]
    assert library.name in letter.body
    assert "Свежая" not in letter.body
    assert f"{settings.SITE_URL}{reverse('libraries:passport-list')}?state=old" in letter.body
    assert list(PassportRequest.objects.get().libraries.all()) == [library]


def test_a_second_run_sends_nothing_until_a_year_has_passed(sent, library, librarian):
    assert len(sent(ask_everyone)) == 1
    assert sent(ask_everyone) == []
    assert sent(ask_everyone, timezone.now() + datetime.timedelta(days=200)) == []
    assert len(sent(ask_everyone, timezone.now() + YEAR)) == 1
    assert PassportRequest.objects.count() == 2


def test_what_waits_for_us_and_closed_libraries_are_not_asked_for(sent, library, librarian):
    proposed(library, librarian, seats=3)
    LibraryFactory(organisation=library.organisation, closed_on=datetime.date(2020, 1, 1))
    assert sent(ask_everyone) == []


def test_without_librarians_the_organisation_itself_is_written_to(sent, library, organisation):
    assert sent(ask_everyone) == []
    organisation.email = "cbs@example.ru"
    organisation.save()
    (letter,) = sent(ask_everyone)
    assert letter.to == ["cbs@example.ru"]


def test_the_button_asks_again_and_is_on_record(sent, library, librarian, methodist):
    sent(ask_everyone, timezone.now() - datetime.timedelta(days=2))
    (letter,) = sent(ask_for_passports, library.organisation, by=methodist)
    assert library.name in letter.body
    request = PassportRequest.objects.first()
    assert (request.by, request.recipients) == (methodist, librarian.email)


def test_two_letters_are_not_sent_on_one_day(client_of, mailoutbox, library, librarian, methodist):
    address = reverse("libraries:passport-ask", args=[library.organisation_id])
    client_of(methodist).post(address)
    answer = client_of(methodist).post(address, follow=True)
    assert f"Сегодня этому учреждению уже писали: {librarian.email}" in answer.content.decode()
    assert PassportRequest.objects.count() == 1


def test_the_command_says_what_it_did(capsys, sent, library, librarian, foreign_library):
    call_command("ask_for_passports", dry_run=True)
    assert not PassportRequest.objects.exists()
    assert len(sent(call_command, "ask_for_passports")) == 1
    told = capsys.readouterr()
    assert librarian.email in told.out
    assert str(foreign_library.organisation) in told.err
