"""The portal as a process: how it starts, refuses to start and answers."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from methodportal.secret_key import kept_secret_key
from tests.methodportal.test_environment import SOUND

ROOT = Path(__file__).resolve().parents[2]
ASK_HEALTH = """
import django
from django.test import Client
django.setup()
response = Client().get("/healthz", headers={"host": "%s"})
print(response.status_code, response.json())
"""
ASK_HEADERS = """
import django
from django.test import Client
django.setup()
plain = Client().get("/accounts/login/", headers={"host": "portal.library.ru"})
print(plain.status_code, plain.headers["Location"])
secure = Client().get("/healthz", headers={"host": "portal.library.ru"}, secure=True)
for name, value in secure.headers.items():
    print(f"{name}: {value}")
"""
ASK_SIGN_IN = """
import re
import django
from django.core.management import call_command
from django.test import Client
django.setup()
call_command("migrate", verbosity=0)
page = Client().get("/accounts/login/", headers={"host": "portal.library.ru"}, secure=True)
print(*re.findall(r'"(/static/[^"]+)"', page.content.decode()))
"""


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project with these variables and no others of ours."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "methodportal.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_the_check_passes_in_development(tmp_path: Path):
    done = run("manage.py", "check", METHODPORTAL_VAR=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_the_deployment_check_is_clean_in_production(tmp_path: Path):
    checks = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = run(*checks, METHODPORTAL_VAR=str(tmp_path), **SOUND)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    "variables", [{"DEBUG": "maybe"}, {"DEBUG": "off"}, {"METHODPORTAL_DEBUG": "off"}]
)
def test_a_bad_environment_stops_the_start_with_a_message_and_no_traceback(
    variables: dict[str, str], tmp_path: Path
):
    done = run("manage.py", "check", METHODPORTAL_VAR=str(tmp_path), **variables)
    assert done.returncode == 1
    assert done.stderr.startswith("Портал не запущен")
    assert "Traceback" not in done.stderr


def test_health_is_503_when_the_database_does_not_answer(tmp_path: Path):
    nowhere = "postgres://portal@127.0.0.1:1/portal"
    done = run("-c", ASK_HEALTH % "localhost", METHODPORTAL_VAR=str(tmp_path), DATABASE_URL=nowhere)
    assert done.stdout.strip() == "503 {'database': 'unavailable'}", done.stderr


def test_health_is_503_before_the_first_migration(tmp_path: Path):
    done = run("-c", ASK_HEALTH % "localhost", METHODPORTAL_VAR=str(tmp_path))
    assert done.stdout.startswith("503"), done.stderr


def test_production_speaks_tls_alone_and_sends_every_header_of_safety(tmp_path: Path):
    production = SOUND | {"DATABASE_URL": "sqlite:///:memory:"}
    done = run("-c", ASK_HEADERS, METHODPORTAL_VAR=str(tmp_path), **production)
    first, *headers = done.stdout.splitlines()
    assert first == "301 https://portal.library.ru/accounts/login/", done.stderr
    told = dict(line.split(": ", 1) for line in headers)
    assert told["Strict-Transport-Security"] == "max-age=31536000"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["X-Frame-Options"] == "DENY"
    assert told["Referrer-Policy"] == "same-origin"
    assert "camera=()" in told["Permissions-Policy"]
    policy = told["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy


def test_the_development_key_is_made_once_for_its_owner_alone(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(kept_secret_key, [tmp_path] * 8))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_static_files_are_collected_for_production_and_the_sign_in_page_finds_them(
    tmp_path: Path,
):
    production = SOUND | {"METHODPORTAL_VAR": str(tmp_path), "DATABASE_URL": "sqlite:///:memory:"}
    collected = run("manage.py", "collectstatic", "--noinput", **production)
    assert collected.returncode == 0, collected.stderr
    page = run("-c", ASK_SIGN_IN, **production)
    addresses = page.stdout.split()
    assert any(address.endswith(".css") for address in addresses), page.stderr
    for address in addresses:
        assert (tmp_path / "staticfiles" / address.removeprefix("/static/")).is_file(), address
