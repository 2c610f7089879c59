"""The documents and the files for production agree with what the portal reads."""

import re
from pathlib import Path

from django.core.management import call_command

from accounts.models import User
from common.roles import Role
from methodportal.environment import VARIABLES, read_environment
from tests.methodportal.test_environment import SOUND

ROOT = Path(__file__).resolve().parents[2]


def documented_variables() -> set[str]:
    text = (ROOT / "docs/administrator.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def test_every_variable_is_documented_and_every_documented_variable_is_read():
    assert documented_variables() == set(VARIABLES)


def test_the_sample_of_the_environment_lacks_only_the_secret():
    lines = (ROOT / "deploy/methodportal.env").read_text(encoding="utf-8").splitlines()
    sample = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert sample.pop("SECRET_KEY") == ""
    environment = read_environment(sample | {"SECRET_KEY": SOUND["SECRET_KEY"]}, ROOT)
    assert environment.debug is False
    assert environment.database["NAME"] == "methodportal"


def test_the_services_start_programs_of_the_locked_environment():
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    server = (ROOT / "deploy/methodportal.service").read_text(encoding="utf-8")
    assert "/.venv/bin/gunicorn " in server
    assert "methodportal.wsgi:application" in server
    assert "\ngunicorn==" in locked


def test_the_journal_of_nginx_keeps_no_names_that_were_asked_for():
    conf = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    (told,) = re.findall(r"log_format methodportal (.+?);", conf, re.DOTALL)
    assert "$uri" in told
    for variable in ("$request ", "$request'", "$request_uri", "$args", "$http_referer"):
        assert variable not in told
    servers = conf.split("\nserver {")[1:]
    logs = [re.findall(r"access_log (.+?);", server) for server in servers]
    assert logs == [["off"], ["/var/log/nginx/methodportal.log methodportal"]]
    assert "error_log /var/log/nginx/methodportal-error.log crit;" in servers[1]


def test_the_first_administrator_is_made_by_a_command(db: None, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "Сосновый-бор-17")
    call_command(
        "createsuperuser",
        interactive=False,
        email="Admin@library.ru",
        last_name="Админова",
        first_name="Анна",
        verbosity=0,
    )
    user = User.objects.get(email="admin@library.ru")
    assert user.role == Role.ADMIN
    assert user.check_password("Сосновый-бор-17")
