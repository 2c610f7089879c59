"""Signing in, the second step, forgotten passwords."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.urls import NoReverseMatch, reverse
from django_tasks import default_task_backend

from accounts import actions
from accounts.models import User
from tests.factories import UserFactory

PASSWORD = "синий-жираф-читает-2"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_limits(settings, tmp_path):
    """Count attempts anew in each test, apart from tests that run beside it."""
    cache = {**settings.CACHES["default"], "LOCATION": tmp_path / "cache"}
    settings.CACHES = {"default": cache}


@pytest.fixture
def person(db):
    user = UserFactory(email="anna@example.ru")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, email="Anna@Example.ru"):
    return client.post(LOGIN, {"login": email, "password": password})


def test_person_signs_in_by_e_mail_whatever_its_letters(client, person):
    assert sign_in(client).url == reverse("home")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_wrong_password_is_told_politely_and_what_was_typed_is_kept(client, person):
    page = sign_in(client, "не тот").content.decode()
    assert "Войти не получилось" in page
    assert "Caps Lock" in page
    assert 'value="Anna@Example.ru"' in page


def test_deactivated_person_is_told_so(client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert sign_in(client).url == reverse("account_inactive")


def test_guessing_a_password_is_stopped(client, person):
    for _ in range(6):
        page = sign_in(client, "не тот")
    assert "Слишком много неудачных попыток" in page.content.decode()
    assert sign_in(client).status_code == 200, "even the right password waits"


def test_password_is_kept_by_argon2(person):
    assert person.password.startswith("argon2")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "mfa_add_webauthn"])
def test_unused_pages_of_the_library_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_needs_a_post(client, person):
    client.force_login(person)
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_forgotten_password_is_set_anew_by_the_letter(
    client, person, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://portal.example"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "anna@example.ru"})
    letter = mail.outbox[0]
    assert letter.subject == "Новый пароль для портала"
    assert "три дня" in letter.body
    assert "три дня" in letter.alternatives[0].content
    link = re.search(r"https://portal\.example(/\S+)", letter.body).group(1)
    form = client.get(link, follow=True)
    new = "жёлтый-слон-поёт-3"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    person.refresh_from_db()
    assert person.check_password(new)
    assert mail.outbox[1].subject == "Задан новый пароль"
    assert mail.outbox[1].to == ["anna@example.ru"]


def test_reset_does_not_tell_who_is_known(client, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        known = client.post(reverse("account_reset_password"), {"email": "anna@example.ru"})
        unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.ru"})
    assert known.url == unknown.url == reverse("account_reset_password_done")
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_reset_letter_is_left_to_the_background(client, person, settings):
    """The answer takes no longer for a known person, whatever the mail server takes."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    client.post(reverse("account_reset_password"), {"email": "anna@example.ru"})
    assert mail.outbox == []
    assert [result.task.name for result in default_task_backend.results] == ["send_letter"]


def test_spoilt_reset_link_says_what_to_do(client, db):
    url = reverse("account_reset_password_from_key", args=["1", "abc-def"])
    page = client.get(url).content.decode()
    assert "Запросить новую ссылку" in page


def test_former_address_no_longer_signs_in_after_a_change(client, person, head):
    sign_in(client)
    client.post("/accounts/logout/")
    actions.change_user(person, {"email": "new@example.ru"}, person.version, head)
    assert sign_in(client).status_code == 200
    assert sign_in(client, email="new@example.ru").status_code == 302


def test_second_step_asks_for_a_code(client, person):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    response = sign_in(client)
    assert response.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    assert "приложение-аутентификатор" in client.get(response.url).content.decode()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(response.url, {"code": code})
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.django_db(transaction=True)
def test_person_turns_the_second_step_on_and_gets_spare_codes(client, person):
    sign_in(client)
    asked = client.get(reverse("mfa_activate_totp"))
    assert "Подтвердите, что это Вы" in client.get(asked.url).content.decode()
    page = client.post(asked.url, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    response = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert "Запасные коды" in response.content.decode()
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    assert mail.outbox[0].subject == "Включён вход в два шага"
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).status_code == 200
    assert "Запасные коды" in client.get(reverse("mfa_download_recovery_codes")).content.decode()
