"""What of a collection is shown to everybody: its ready choices as chapters, told discreetly."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from common.tables import Table
from statistics.builder.build import Build
from statistics.builder.chapters import Chapters, chapters_for
from statistics.builder.grounds import Kind, Scope, read_grounds
from statistics.builder.presets import Preset, shared_presets
from statistics.builder.table import Built, built
from statistics.models import Campaign, PublishedSummary
from statistics.published.content import PublicContent
from statistics.published.discreet import discreet
from statistics.published.keeping import read_content
from statistics.published.linked import ToldBefore
from statistics.summaries.choice import Choice
from statistics.summaries.stamp import stamp_of

_ACCEPTED = "accepted"


def offered_chapters(campaign: Campaign) -> Mapping[str, Preset]:
    """Return by code the choices that can be chapters: the ready ones, then those shared by all."""
    query = Kind.of(campaign).query
    grounds = read_grounds(query.but(year=str(campaign.year)), Scope())
    shared = [one for one in shared_presets() if one.query.only(("form", "part")) == query]
    return {one.code: one for one in (*chapters_for(grounds), *shared)}


def content_of(campaign: Campaign, chosen: Sequence[Preset]) -> PublicContent:
    """Return what is published of a collection. Raises UnbuildableError.

    Nothing of it gives away what it hides itself, or what other published summaries hide.
    """
    chapters = _PublicChapters(campaign, chosen)
    found = (one for one in chapters.read() if one.has_rows)
    return PublicContent(
        totals=chapters.totals(),
        chapters=tuple(replace(one, sheets=()) for one in found),
        editions=tuple(chapters.edition_notes()),
    )


def stamp_of_figures(campaign: Campaign, chosen: Iterable[Preset]) -> str:
    """Return what differs once a figure, an indicator or a choice of the chapters does."""
    chapters = Chapters(campaign, _ACCEPTED)
    told = [stamp_of(Choice(campaign), chapters.campaigns), [str(one.query) for one in chosen]]
    text = json.dumps(told, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _published_tables(campaign: Campaign) -> Iterator[Table]:
    """Yield the tables of the same form's other years that the public reads."""
    others = PublishedSummary.objects.in_force().filter(
        campaign__form=campaign.form_id,
        campaign__period=campaign.period,
        campaign__number=campaign.number,
    )
    for content in others.exclude(campaign=campaign).values_list("content", flat=True):
        for chapter in read_content(content).chapters:
            yield from chapter.tables


class _PublicChapters(Chapters):
    """Chapters whose tables, and so their pictures, tell no small number of people."""

    def __init__(self, campaign: Campaign, chosen: Sequence[Preset]) -> None:
        super().__init__(campaign, _ACCEPTED, chosen=chosen)
        self.before = ToldBefore(_published_tables(campaign))

    def _built(self, build: Build, title: str) -> Built:
        found = built(build, title, with_parts=True)
        return replace(found, table=discreet(build, found.table, self.before))
