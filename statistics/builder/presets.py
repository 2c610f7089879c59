"""Ready choices of the builder: those the portal ships, and those that people have saved."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q, QuerySet

from common.text import normalise
from statistics.builder.asked import Query
from statistics.builder.grounds import Grounds
from statistics.layout import layout_of
from statistics.models import SummaryPreset

FILE = Path(__file__).parent / "presets.yaml"


@dataclass(frozen=True)
class Preset:
    """A ready choice; `row` is the saved one, None for what the portal ships.

    `pictures` are those of its chapter in the bound summary: pairs of a kind and an indicator.
    """

    title: str
    query: Query
    code: str = ""
    row: SummaryPreset | None = None
    pictures: tuple[tuple[str, str], ...] = ()


@cache
def shipped_presets() -> tuple[Preset, ...]:
    """Return the choices that everybody has, in the order of the file."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Preset(
            one["title"],
            Query.of_mapping(one["choice"]).table,
            one["code"],
            pictures=tuple((kind, code) for kind, code in map(str.split, one["pictures"])),
        )
        for one in told
    )


def presets_visible_to(user: Any) -> QuerySet[SummaryPreset]:
    """Return the saved choices of one's own and those that are shared."""
    return SummaryPreset.objects.filter(Q(owner=user.pk) | Q(is_shared=True))


def saved_presets(user: Any) -> list[Preset]:
    """Return the saved choices that `user` sees, by name."""
    rows = presets_visible_to(user).select_related("owner")
    found = [Preset(row.name, Query.read(row.query).table, row=row) for row in rows]
    return sorted(found, key=lambda one: (normalise(one.title), one.row.pk))


def shared_presets() -> list[Preset]:
    """Return the saved choices that the department shows to all, by name."""
    rows = SummaryPreset.objects.filter(is_shared=True)
    found = [
        Preset(row.name, Query.read(row.query).table, f"saved-{row.pk}", row=row) for row in rows
    ]
    return sorted(found, key=lambda one: (normalise(one.title), one.row.pk))


def ready_for(grounds: Grounds) -> list[Preset]:
    """Return the shipped choices of the form that is on the screen."""
    return [one for one in shipped_presets() if one.query.get("form") == grounds.form.code]


def presets_for(grounds: Grounds, user: Any) -> list[Preset]:
    """Return the choices of the form that is on the screen: the shipped, then the saved."""
    saved = [one for one in saved_presets(user) if one.query.get("form") == grounds.form.code]
    return [*ready_for(grounds), *saved]


def default_choice(grounds: Grounds) -> Query:
    """Return what is shown before anything is asked.

    It is the first shipped choice of the form; of a form without any, its first indicator or cell.
    """
    ready = ready_for(grounds)
    if ready:
        return ready[0].query
    told = {"form": grounds.form.code, "rows": "territory"}
    if grounds.indicators:
        return Query.of_mapping({**told, "what": next(iter(grounds.indicators))})
    return Query.of_mapping(
        {**told, "cells": next(iter(layout_of(grounds.campaign.edition).cells))}
    )
