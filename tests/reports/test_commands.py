"""The commands `document` and `summary`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from events.models import Plan
from reports.management.commands.document import Command as DocumentCommand
from statistics.models import Submission

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_summary_gives_plain_numbers_by_key(submission: Submission, foreign_submission: Submission):
    answer = json.loads(run("summary", "6-nk/2025", "--by", "organisation"))
    total = answer["rows"][-1]
    assert total["kind"] == "total"
    assert total["values"]["users"] == 2000
    assert total["values"]["income"] == 12.5
    assert total["values"]["fund_libraries"] == 1
    assert (total["values"]["reported"], total["values"]["expected"]) == (2, 2)
    section = next(one for one in answer["whole_form"] if one["key"] == "section_4_1")
    assert section["rows"][1]["values"]["c2"] == 2000


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef")])
def test_summary_writes_files(submission: Submission, tmp_path: Path, form: str, start: bytes):
    target = tmp_path / "summary"
    run("summary", "6-nk/2025", "--format", form, "--output", str(target))
    assert target.read_bytes().startswith(start)


def test_document_writes_a_file(plan: Plan, tmp_path: Path):
    target = tmp_path / "plan.xlsx"
    said = run("document", "plan", f"plan={plan.pk}", "--format", "xlsx", "--output", str(target))
    assert "План работы на 2027 год" in said
    assert load_workbook(target).sheetnames == ["План", "Показатели"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["document", "plan", "plan", "--output", "x"], "вида КЛЮЧ=ЗНАЧЕНИЕ"),
        (["document", "plan", "plan=0", "--output", "x"], "Нет плана"),
        (["summary", "6-nk/1900"], "Нет сбора отчётности «6-nk/1900». Есть: 6-nk/2025"),
        (["summary", "6-nk/2025", "--format", "pdf"], "укажите --output"),
        (["summary", "6-nk/2025", "--output", "/nowhere/x"], "не записан"),
    ],
)
def test_a_mistake_is_told_in_words(campaign, words: list[str], message: str):
    with pytest.raises(CommandError, match=message):
        run(*words)


def test_help_names_every_document_and_parameter():
    text = DocumentCommand().create_parser("manage.py", "document").format_help()
    for words in ("regional-summary", "whole-form", "submission", "plan=2", "campaign=6-nk/2025"):
        assert words in text
