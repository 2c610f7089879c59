"""The page of the search."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.search import sources
from methodportal.search.excerpts import Piece, excerpt, marked
from methodportal.search.hints import other_layout, respelled, without_quotes
from methodportal.search.models import SearchEntry
from methodportal.search.queries import entries_of, groups_of, search
from methodportal.search.query import Query, parse
from methodportal.search.ranking import Ranking

PAGE_SIZE = 20


@dataclass(frozen=True)
class Result:
    """A found row as the page shows it."""

    entry: SearchEntry
    kind: str
    title: list[Piece]
    text: list[Piece]


@require_safe
@login_not_required
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what was found of what the person may see; rows of personal data are put on record."""
    query = parse(request.GET.get("q", ""))
    ranking = search(request.user, query, timezone.localdate())
    kind = request.GET.get("kind", "")
    hits = [hit for hit in ranking.hits if kind in ("", hit.kind)]
    page: Page[Any] = Paginator(hits, PAGE_SIZE).get_page(request.GET.get("page"))
    entries = entries_of(page.object_list)
    _record_shown(request.user, query, {entry.kind for entry in entries})
    titles = {source.key: source.title for source in sources()}
    context = {
        "query": query,
        "kind": kind,
        "groups": groups_of(ranking.hits),
        "total": len(ranking.hits),
        "whole": ranking.whole,
        "page": page,
        "results": [_result(entry, query, titles) for entry in entries],
        "hints": _hints(request.user, query, ranking),
    }
    return render(request, "search/search.html", context)


def _result(entry: SearchEntry, query: Query, titles: dict[str, str]) -> Result:
    return Result(
        entry=entry,
        kind=titles[entry.kind],
        title=marked(entry.title, query),
        text=excerpt(entry.text, query),
    )


def _record_shown(user: Any, query: Query, kinds: set[str]) -> None:
    for source in sources():
        if source.on_shown and source.key in kinds:
            source.on_shown(user, query.text)


def _hints(user: Any, query: Query, ranking: Ranking) -> list[str]:
    """Return other words to ask for, when some of those asked for are found nowhere."""
    if set(query.terms) <= ranking.answered:
        return []
    likely = (other_layout(query.text), without_quotes(query) if query.phrases else "")
    for other in filter(None, map(parse, likely)):
        if search(user, other, timezone.localdate()).hits:
            return [other.text]
    return respelled(user, query, ranking.answered)
