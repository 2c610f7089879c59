"""From the head's invitation to the first sign-in."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.conf import settings
from django.core import mail, signing
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.invitations import invited_user, key_of
from accounts.models import User
from common.roles import Role
from tests.factories import UserFactory

PASSWORD = "синий-жираф-читает-2"


@pytest.fixture
def fields(organisation):
    return {
        "email": "Novaya@Example.RU",
        "last_name": "Новикова",
        "first_name": "Ольга",
        "patronymic": "",
        "post": "",
        "phone": "",
        "role": Role.LIBRARIAN,
        "organisation": organisation,
    }


@pytest.fixture
def form_data(fields):
    return {**fields, "organisation": fields["organisation"].pk}


@pytest.fixture
def invited(fields, head):
    return actions.invite(fields, head)


def link_of(letter):
    site = re.escape(settings.SITE_URL)
    return re.search(rf"{site}(/\S+)", letter.body.split("ссылку")[1]).group(1)


def test_invited_librarian_sets_a_password_by_the_link_and_is_in(
    client, client_of, head, form_data
):
    client_of(head).post(reverse("accounts:invite"), form_data)
    letter = mail.outbox[0]
    assert letter.to == ["novaya@example.ru"]
    assert letter.subject == "Приглашение на портал"
    link = link_of(letter)
    assert "Ольга" in client.get(link).content.decode()
    response = client.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert response.url == reverse("home")
    user = User.objects.get(email="novaya@example.ru")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.check_password(PASSWORD)
    assert user.last_login is not None


def test_invited_person_cannot_sign_in_before_she_sets_a_password(invited):
    assert not invited.has_usable_password()
    assert invited.status == "invited"


def test_link_works_once(client, invited):
    key = key_of(invited)
    actions.accept_invitation(invited, PASSWORD)
    assert client.get(reverse("accounts:accept", args=[key])).status_code == 410


def test_second_use_of_an_invitation_is_refused_even_at_the_same_moment(invited):
    actions.accept_invitation(invited, PASSWORD)
    with pytest.raises(PermissionDenied):
        actions.accept_invitation(invited, "другой-пароль-77")


def test_link_lives_seven_days(invited, monkeypatch):
    key = key_of(invited)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 7 * 24 * 3600 - 60)
    assert invited_user(key) == invited
    monkeypatch.setattr(signing.time, "time", lambda: now + 7 * 24 * 3600 + 60)
    assert invited_user(key) is None


def test_new_invitation_replaces_the_former_link(invited, head):
    old = key_of(invited)
    User.objects.filter(pk=invited.pk).update(invited_at=timezone.now() - timedelta(days=1))
    again = actions.resend_invitation(invited, head)
    assert invited_user(old) is None
    assert invited_user(key_of(again)) == invited


def test_link_of_a_deactivated_person_does_not_work(invited, head):
    key = key_of(invited)
    actions.deactivate(invited, head)
    assert invited_user(key) is None


@pytest.mark.parametrize("key", ["", "spoilt", "WzEsMl0:abc:def"])
def test_spoilt_key_invites_nobody(key, invited):
    assert invited_user(key) is None


def test_weak_password_is_refused_with_a_reason(client, invited):
    url = reverse("accounts:accept", args=[key_of(invited)])
    page = client.post(url, {"new_password1": "12345", "new_password2": "12345"})
    assert "слишком короткий" in page.content.decode()
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_person_who_already_came_is_not_invited_again(head, methodist):
    methodist.last_login = timezone.now()
    methodist.save()
    with pytest.raises(PermissionDenied):
        actions.resend_invitation(methodist, head)


def test_librarian_without_organisation_is_refused_and_nobody_is_created(
    client_of, head, form_data
):
    page = client_of(head).post(reverse("accounts:invite"), {**form_data, "organisation": ""})
    assert "Укажите учреждение" in page.content.decode()
    assert not User.objects.filter(email="novaya@example.ru").exists()
    assert mail.outbox == []


def test_taken_address_is_refused_whatever_its_letters(client_of, head, form_data):
    UserFactory(email="novaya@example.ru")
    page = client_of(head).post(reverse("accounts:invite"), form_data).content.decode()
    assert "Пользователь с такой почтой уже есть" in page
    assert 'value="Новикова"' in page, "what was typed is kept"


def test_head_cannot_make_an_administrator(client_of, head, form_data, fields):
    page = client_of(head).post(
        reverse("accounts:invite"), {**form_data, "role": Role.ADMIN, "organisation": ""}
    )
    assert page.context["form"].errors["role"]
    with pytest.raises(PermissionDenied):
        actions.invite({**fields, "role": Role.ADMIN}, head)


def test_administrator_can_make_an_administrator(admin, fields):
    assert actions.invite({**fields, "role": Role.ADMIN}, admin).role == Role.ADMIN


def test_letter_that_cannot_be_sent_leaves_the_person_and_says_what_to_do(
    client_of, head, form_data, monkeypatch
):
    def refuse(*args, **kwargs):
        raise SMTPException

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    page = client_of(head).post(reverse("accounts:invite"), form_data, follow=True)
    assert "Отправить приглашение ещё раз" in page.content.decode()
    assert User.objects.filter(email="novaya@example.ru").exists()
