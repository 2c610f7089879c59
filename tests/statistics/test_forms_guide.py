"""The guide to writing editions: its examples are true."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from statistics.actions.editions import SHIPPED
from statistics.checks.engine import Answer, run_checks
from statistics.checks.language import parse_rule
from statistics.indicators import parse_indicators
from statistics.layout import EditionError, parse_definition
from statistics.layout.files import read_edition_file, read_edition_text

GUIDE = (Path(settings.BASE_DIR) / "docs" / "forms.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
QUOTED = re.findall(r"```text\n(.*?)\n```", GUIDE, re.DOTALL)
RULES = re.findall(r"^\| `([^`]*\d+\.[^`]*)` \|", GUIDE.partition("## Увязки")[2], re.MULTILINE)


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_whole_example_is_an_edition():
    layout = parse_definition(read_edition_text(EXAMPLES[0], "example"))
    assert len(layout.cells) == 13
    assert {total.address for total in layout.totals} == {
        *("1.01.3", "1.02.3"),
        *("1.03.3", "1.03.4", "1.03.5", "1.03.6"),
    }


def test_the_example_of_indicators_is_read():
    assert set(parse_indicators(read_edition_text(EXAMPLES[1], "example"))) == {
        "population",
        "users",
        "coverage",
    }


def test_the_guide_shows_every_kind_of_relation():
    assert len(RULES) == 18


@pytest.mark.parametrize("rule", RULES)
def test_an_example_of_a_relation_is_understood(rule: str):
    assert parse_rule(rule) is not None


def test_the_message_quoted_is_the_message_given():
    layout = parse_definition(read_edition_file(SHIPPED / "6-nk-2015.yaml"))
    figures = {"3": 1200, "4": 1000, "5": 100, "6": 50, "7": 40}
    answers = {f"2.04.{column}": Answer(Decimal(n)) for column, n in figures.items()}
    (finding,) = run_checks(layout, answers, {})
    assert plain(finding.message) == QUOTED[0]


def test_the_error_quoted_is_the_error_given():
    definition = dict(read_edition_file(SHIPPED / "6-nk-2015.yaml"))
    definition["checks"] = [{"code": "s2-total", "rule": "2.*.3 = 2.*.4:7"}]
    with pytest.raises(EditionError) as error:
        parse_definition(definition)
    assert error.value.messages == [QUOTED[1]]
