"""The environment is read strictly: what is unclear or unsafe is refused in clear Russian."""

from pathlib import Path

import pytest

from methodportal.environment import EnvironmentRefused, read_environment

SOUND = {
    "DEBUG": "off",
    "SECRET_KEY": "kZ3vQ8nR1tY6wB0xC5mD2fG7hJ4kL9pS-uT_eIoAqWzXcVbNyM",
    "ALLOWED_HOSTS": "portal.library.ru",
    "DATABASE_URL": "postgres://portal:word@127.0.0.1/portal",
    "EMAIL_URL": "smtp+tls://portal:word@mail.library.ru:587",
    "METHODPORTAL_MAIL_FROM": "portal@library.ru",
}
BASE = Path("/srv/portal")


def complaints(**variables: str) -> str:
    with pytest.raises(EnvironmentRefused) as refused:
        read_environment(variables, BASE)
    return "\n".join(refused.value.complaints)


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in SOUND.items() if key != name}


def test_nothing_said_means_development_on_this_machine_alone():
    environment = read_environment({"PATH": "/usr/bin"}, BASE)
    assert environment.debug is True
    assert environment.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert environment.database["NAME"] == "/srv/portal/var/methodportal.sqlite3"


def test_a_sound_production_environment_is_accepted():
    environment = read_environment(SOUND, BASE)
    assert environment.debug is False
    assert environment.database["HOST"] == "127.0.0.1"
    assert environment.email["EMAIL_USE_TLS"] is True


@pytest.mark.parametrize("word", ["on", "true", "YES", "1"])
def test_debug_is_on_by_any_of_the_listed_words(word: str):
    assert read_environment({"DEBUG": word}, BASE).debug is True


@pytest.mark.parametrize("word", ["off", "False", "no", "0"])
def test_debug_is_off_by_any_of_the_listed_words(word: str):
    assert read_environment(SOUND | {"DEBUG": word}, BASE).debug is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("DEBUG", ""),
        ("DATABASE_URL", "mysql://root@127.0.0.1/portal"),
        ("DATABASE_URL", "postgres://127.0.0.1"),
        ("DATABASE_URL", "postgres://portal@127.0.0.1:port/portal"),
        ("DATABASE_URL", "portal.sqlite3"),
        ("EMAIL_URL", "mail.library.ru"),
        ("EMAIL_URL", "smtp://"),
        ("PORT", "eight"),
        ("PORT", "70000"),
        ("TIME_ZONE", "Kaliningrad"),
        ("ALLOWED_HOSTS", "https://portal.library.ru"),
        ("METHODPORTAL_BEHIND_PROXY", "nginx"),
        ("METHODPORTAL_LOG_LEVEL", "loud"),
        ("METHODPORTAL_MAIL_FROM", "portal"),
        ("METHODPORTAL_UPLOAD_MEGABYTES", "1000"),
        ("METHODPORTAL_SITE_URL", "portal.library.ru"),
        ("METHODPORTAL_SITE_URL", "https://portal.library.ru/news/"),
    ],
)
def test_an_unclear_value_is_refused_by_name(name: str, value: str):
    assert name in complaints(**{name: value})


def test_all_complaints_come_together():
    told = complaints(DEBUG="maybe", PORT="x", TIME_ZONE="y")
    assert [line.partition("=")[0] for line in told.splitlines()] == ["DEBUG", "TIME_ZONE", "PORT"]


def test_a_misspelt_variable_of_the_portal_is_refused_with_the_right_name():
    assert "METHODPORTAL_DEPARTMENT?" in complaints(METHODPORTAL_DEPARTMNT="Отдел")


def test_a_password_is_never_repeated():
    assert "pa55word" not in complaints(DATABASE_URL="mysql://root:pa55word@127.0.0.1/portal")


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "METHODPORTAL_MAIL_FROM"]
)
def test_production_refuses_to_start_without(name: str):
    assert complaints(**without(name)).startswith(name)


@pytest.mark.parametrize(
    "secret",
    ["short", "a" * 60, f"django-insecure-{SOUND['SECRET_KEY']}", f"change-me-{'xyz' * 20}"],
)
def test_production_refuses_a_weak_secret(secret: str):
    assert "SECRET_KEY" in complaints(**SOUND | {"SECRET_KEY": secret})


@pytest.mark.parametrize("hosts", ["*", "portal.library.ru,*", ".library.ru"])
def test_production_refuses_hosts_by_wildcard(hosts: str):
    assert "ALLOWED_HOSTS" in complaints(**SOUND | {"ALLOWED_HOSTS": hosts})


@pytest.mark.parametrize("address", ["http://portal.library.ru", "https://other.library.ru"])
def test_production_refuses_links_of_letters_to_where_it_does_not_answer(address: str):
    assert "SITE_URL" in complaints(**SOUND | {"METHODPORTAL_SITE_URL": address})


@pytest.mark.parametrize("told", ["https://portal.library.ru:8443", "https://Portal.library.ru/"])
def test_address_of_the_portal_may_have_a_port_and_no_page(told: str):
    environment = read_environment(SOUND | {"METHODPORTAL_SITE_URL": told}, BASE)
    assert environment.site_url == told.rstrip("/")


def test_letters_to_the_console_in_production_have_to_be_said():
    environment = read_environment(SOUND | {"EMAIL_URL": "consolemail://"}, BASE)
    assert environment.email["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_development_is_not_shown_to_the_world():
    assert "DEBUG" in complaints(DEBUG="on", ALLOWED_HOSTS="portal.library.ru")
    asked = {"METHODPORTAL_DEVELOPER_PAGES": "on"}
    assert "DEVELOPER_PAGES" in complaints(**SOUND | asked)
    assert read_environment(asked, BASE).developer_pages
    assert not read_environment({}, BASE).developer_pages


def test_a_relative_sqlite_file_lies_in_the_project_whatever_the_working_folder():
    environment = read_environment({"DATABASE_URL": "sqlite:///var/other.sqlite3"}, BASE)
    assert environment.database["NAME"] == "/srv/portal/var/other.sqlite3"
