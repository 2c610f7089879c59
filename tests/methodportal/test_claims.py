"""What the project says of itself is true."""

import ast
import os
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("**/*.md"))]
TEMPLATES = sorted((ROOT / "templates").glob("**/*.html"))
MODULES = [
    path
    for path in sorted(ROOT.glob("*/**/*.py"))
    if "migrations" not in path.parts and not {".venv", "var"} & set(path.relative_to(ROOT).parts)
]
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script with content": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a style sheet with content": re.compile(r"<style\b", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def in_documents(pattern: str) -> set[str]:
    return {found for path in DOCUMENTS for found in re.findall(pattern, read(path))}


def own_commands() -> set[str]:
    ours = {config.name for config in apps.get_app_configs() if (ROOT / config.label).is_dir()}
    return {name for name, app in get_commands().items() if app in ours}


def test_every_documented_recipe_is_in_the_makefile():
    recipes = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    documented = in_documents(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)")
    assert {"setup", "demo", "test", "bench"} <= documented
    assert documented <= recipes


def test_every_documented_command_exists():
    documented = in_documents(r"manage\.py ([a-z_]+)")
    assert documented
    assert documented <= set(get_commands())


def test_every_command_of_ours_is_documented():
    assert own_commands() <= in_documents(r"manage\.py ([a-z_]+)")


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_a_command_explains_itself(name: str):
    command = load_command_class(get_commands()[name], name)
    assert command.help
    assert command.help in " ".join(command.create_parser("manage.py", name).format_help().split())


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue().strip() == "No changes detected"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_a_hash_for_everything_and_no_address(name: str):
    text = read(ROOT / name)
    requirements = re.findall(r"^[a-z0-9].*", text, re.MULTILINE | re.IGNORECASE)
    assert len(requirements) > 30
    assert len(re.findall(r"\\\n    --hash=sha256:[0-9a-f]{64}", text)) >= len(requirements)
    assert all(re.search(r"==\S+( ; .*)? \\$", line) for line in requirements)
    assert "http" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_no_inline_style_or_script(path: Path):
    found = [what for what, pattern in INLINE.items() if pattern.search(read(path))]
    assert not found


def test_every_folder_of_tests_is_collected():
    folders = {path.parent for path in (ROOT / "tests").glob("**/*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]
    names = [path.name for path in (ROOT / "tests").glob("**/*.py")]
    assert all(re.fullmatch(r"\w+\.py", name) for name in names)


def test_no_module_is_longer_than_400_lines():
    long = {str(path): count for path in MODULES if (count := len(read(path).splitlines())) > 400}
    assert not long


def test_no_function_is_longer_than_40_lines():
    """A test that walks a whole job through the browser is one story and may be longer."""
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        if "tests" not in path.relative_to(ROOT).parts
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.FunctionDef) and _length(node) > 40
    ]
    assert not long


def _length(node: ast.FunctionDef) -> int:
    """Return the lines of the body, without the signature and the docstring."""
    first = node.body[1:2] if ast.get_docstring(node) else node.body[:1]
    return (node.end_lineno or 0) - first[0].lineno + 1 if first else 0


def test_every_script_can_be_run():
    scripts = ["setup", "lock", "find-chromium", "with-postgres"]
    for path in [ROOT / ".ci/run", *(ROOT / "scripts" / name for name in scripts)]:
        assert os.access(path, os.X_OK), path


def test_every_local_link_of_the_documents_leads_somewhere():
    broken = [
        f"{path.relative_to(ROOT)} → {link}"
        for path in DOCUMENTS
        for link in re.findall(r"\]\(([^)#\s]+)", read(path))
        if not link.startswith(("http:", "https:", "mailto:")) and not link.endswith(".png")
        if not (path.parent / link).exists()
    ]
    assert not broken


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("libraries/wrong.py", "from events.models import Plan"),
        ("statistics/wrong.py", "from events.models import Plan"),
        ("events/wrong.py", "from statistics.models import Form"),
        ("events/wrong.py", "from reports.models import Document"),
        ("common/wrong.py", "from libraries.models import Library"),
    ],
)
def test_the_import_contract_catches_an_import_against_the_direction(
    module: str, line: str, tmp_path: Path
):
    _copy_of_modules(tmp_path)
    assert _contract(tmp_path).returncode == 0
    (tmp_path / module).write_text(f"{line}\n", encoding="utf-8")
    broken = _contract(tmp_path)
    assert broken.returncode != 0
    assert module in broken.stdout + broken.stderr


def _copy_of_modules(target: Path) -> None:
    shutil.copy(ROOT / "tach.toml", target)
    for path in MODULES:
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)


def _contract(folder: Path) -> subprocess.CompletedProcess[str]:
    tach = Path(sys.executable).parent / "tach"
    return subprocess.run(
        [tach, "check"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
