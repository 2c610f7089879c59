"""A small form of three rows, and layouts made from it with other checks."""

import copy
from decimal import Decimal
from typing import Any

import yaml

from statistics.checks.engine import Answer
from statistics.layout import Layout, parse_definition

SMALL = """
form: visits
form_title: Учёт посещений
edition: "2024"
title: Учёт посещений, редакция 2024 года
year_from: 2024
sections:
  - number: 1
    title: Посещения
    unit: посещение
    okei: "5451"
    ask_above: 1000
    rows:
      - {number: 1, title: Абонемент}
      - {number: 2, title: Читальный зал, closed: [5]}
      - {number: 3, title: Всего}
    columns:
      - {number: 2, title: всего}
      - heading: в том числе
        columns:
          - {number: 3, title: взрослые, of: 2}
          - {number: 4, title: дети, of: 2}
      - {number: 5, title: на дому, of: 2}
  - number: 2
    title: Прочее
    rows:
      - {number: 4, title: Договор, ask_above: 1}
    columns:
      - {number: 2, title: есть, kind: flag}
      - {number: 3, title: сумма, kind: decimal, places: 2, unit: тысяча рублей, okei: "384"}
checks:
  - {code: parts, rule: "1.*.2 = sum(1.*.3:4)"}
"""


def small_definition() -> dict[str, Any]:
    return copy.deepcopy(yaml.safe_load(SMALL))


def layout_with(*rules: str | dict[str, Any]) -> Layout:
    """Return the small form with these checks, coded c1, c2, …"""
    definition = small_definition()
    definition["checks"] = [
        {"code": f"c{number}", **({"rule": rule} if isinstance(rule, str) else rule)}
        for number, rule in enumerate(rules, start=1)
    ]
    return parse_definition(definition)


def answers(**numbers: int | str) -> dict[str, Answer]:
    """Return answers by address, written `c1_01_2=5`; «н/д» for a cell without data."""
    found = {}
    for name, number in numbers.items():
        address = name[1:].replace("_", ".")
        no_data = number == "н/д"
        found[address] = Answer(None if no_data else Decimal(number), no_data)
    return found
