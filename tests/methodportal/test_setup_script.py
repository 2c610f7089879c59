"""`make setup` on a machine that lacks something, told by programs put before the real ones."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD_PYTHON = """
case "$*" in
    *version_info*) exit 1 ;;
    *--version*) echo "Python 3.9.2" ;;
esac
"""
# Answers as Debian's Python without python3-venv and Pango.
BARE_PYTHON = """
case "$*" in
    *version_info*) exit 0 ;;
    *) exit 1 ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path):
    """Return a function: put a program of this text on the machine."""

    def put(name: str, text: str) -> Path:
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o755)
        return tmp_path

    return put


def setup(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "scripts/setup", "requirements.lock"],
        env={"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LOG": str(folder / "log")},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_an_old_python_is_named(machine):
    done = setup(machine("python3", OLD_PYTHON))
    assert done.returncode == 1
    assert "Нужен Python 3.11 или новее, а python3 — это Python 3.9.2" in done.stderr


def test_without_rights_setup_stops_with_the_exact_command(machine):
    machine("id", "echo 1000")
    done = setup(machine("python3", BARE_PYTHON))
    assert done.returncode == 1
    command = "python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert f"sudo apt-get install {command}" in done.stderr


def test_root_installs_what_is_missing_by_apt(machine):
    machine("id", "echo 0")
    machine("python3", BARE_PYTHON)
    folder = machine("apt-get", 'echo "$@" >>"$LOG"; [ "$1" = update ]')
    done = setup(folder)
    update, install = (folder / "log").read_text(encoding="utf-8").splitlines()
    assert update == "update -qq"
    assert install.endswith("python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
    assert done.returncode != 0
