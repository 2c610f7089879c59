"""The summary builder on the screen, and the reports behind its numbers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from common.guards import page_before, signed_in
from common.tables import Column, Row, Table
from statistics.builder import Build, Built, NothingCollectedError, Query, Scope, built
from statistics.builder.asked import LOOK_NAMES
from statistics.builder.behind import Behind, key_of, libraries_behind_row, read_behind
from statistics.builder.grounds import Grounds, read_grounds
from statistics.builder.pictures import picture_of
from statistics.builder.presets import Preset, default_choice, presets_for
from statistics.forms.builder import BuilderForm
from statistics.summaries.choice import Key

ROWS_ON_PAGE = 100
LIBRARIES_ON_PAGE = 50


@signed_in
@require_GET
def builder(request: HttpRequest) -> HttpResponse:
    """Show the table that the address asks for, or the first ready one."""
    try:
        form = _form(request)
    except NothingCollectedError as error:
        page = "builder/no_form" if error.has_others else "summary_empty"
        status = 404 if error.has_others else 200
        return render(request, f"statistics/{page}.html", status=status)
    presets = presets_for(form.grounds, request.user)
    context: dict[str, Any] = {
        "form": form,
        "presets": [(one, _with_year(one.query, form.query)) for one in presets],
        "organisation": "" if form.grounds.scope.organisations is None else _own(request),
    }
    shown = _mended(form)
    if shown.build:
        context |= _shown(request, shown, _ready(presets, shown.query))
    return render(request, "statistics/builder/builder.html", context)


def _form(request: HttpRequest) -> BuilderForm:
    query = Query.of_request(request.GET)
    grounds = read_grounds(query, Scope.of(request.user))
    # What is kept or sent to a colleague names its form, whichever is the usual one by then.
    return BuilderForm(_completed(query, grounds).but(form=grounds.form.code), grounds)


def _completed(query: Query, grounds: Grounds) -> Query:
    """Return the wishes with the usual ones in place of those not told.

    An address that tells neither rows nor figures shows the first ready choice, with what it tells.
    """
    usual, told = default_choice(grounds), {name for name, _ in query.told}
    figures = {"what", "cells"}
    wanted = {name for name, _ in usual.told} if not told & {"rows", *figures} else {"rows"}
    if not told & figures:
        wanted |= figures
    return Query.of([*query.told, *usual.only(wanted - told).told])


def _mended(form: BuilderForm) -> BuilderForm:
    """Return the form itself, or one less its faults, so that the rest is shown beside them."""
    if form.is_valid():
        return form
    mended = BuilderForm(_completed(form.less_faults, form.grounds), form.grounds)
    mended.is_valid()
    return mended


def _own(request: HttpRequest) -> str:
    return str(request.user.organisation_id or "")


def _with_year(query: Query, shown: Query) -> Query:
    """Return a ready choice for the year that is on the screen."""
    return query.but(year=shown.get("year"))


def _ready(presets: list[Preset], query: Query) -> Preset | None:
    return next((one for one in presets if one.query == query.table), None)


def _shown(request: HttpRequest, form: BuilderForm, ready: Preset | None) -> dict[str, Any]:
    build = form.build
    made = built(build, ready.title if ready else "")
    page = Paginator(made.keys, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    kind = form.cleaned_data["picture"]
    picture = picture_of(build, made.table, kind, form.picture_measure) if kind else None
    return {
        "build": build,
        "ready": ready,
        "table": _part_of(_linked(made, build), page),
        "page": page,
        "picture": picture if not isinstance(picture, str) else None,
        "no_picture": picture if isinstance(picture, str) else "",
        "query": form.query,
    }


def _part_of(table: Table, page: Any) -> Table:
    """Return the rows of a page of the table, the total below each."""
    data = [row for row in table.rows if row.kind == "data"]
    rows = data[page.start_index() - 1 : page.end_index()] if data else []
    return replace(table, rows=(*rows, *(row for row in table.rows if row.kind == "total")))


def _linked(made: Built, build: Build) -> Table:
    """Lead every number to the reports behind it, and every heading to another order of rows."""
    rows = []
    for row, key in zip(made.table.rows, (*made.keys, None), strict=False):
        link = _links_of(build, key)
        links = tuple(link(column) for column in made.table.columns)
        rows.append(replace(row, links=links))
    columns = tuple(_sorting(column, build.query) for column in made.table.columns)
    return replace(made.table, columns=columns, rows=tuple(rows))


def _sorting(column: Column, query: Query) -> Column:
    """Sort by a column from the largest first, the second time from the smallest; names by ABC."""
    if column.key == "of":
        return column
    if column.key == "name":
        order = "" if query.get("sort") else "ascending"
        return replace(column, url=f"?{query.but(sort='')}", order=order)
    orders = {f"-{column.key}": "descending", column.key: "ascending"}
    order = orders.get(query.get("sort"), "")
    wanted = column.key if order == "descending" else f"-{column.key}"
    return replace(column, url=f"?{query.but(sort=wanted)}", order=order)


def _links_of(build: Build, key: Key | None) -> Callable[[Column], str]:
    """Return where the numbers of a row lead.

    An address tells of its own number only: there are thousands of them on a page.
    """
    place = build.query.but(**dict.fromkeys(("what", "cells", "show", "base", *LOOK_NAMES), ""))
    asked = f"{reverse('statistics:builder-behind')}?{place.but(year=str(build.campaign.year))}"
    row = "" if key is None else f"&row={key}"

    def link(column: Column) -> str:
        code = column.key.rpartition("_")[0]
        if build.measure(code) is None:
            return ""
        return f"{asked}{row}&{'cells' if code in build.cells else 'what'}={code}"

    return link


@signed_in
@require_GET
def behind(request: HttpRequest) -> HttpResponse:
    """Show library by library what the first number asked for was summed from."""
    try:
        form = _form(request)
    except NothingCollectedError as error:
        raise Http404(str(error)) from error
    if not (form.is_valid() and form.build):
        raise Http404("Такой таблицы нет.")
    build = form.build
    measure = build.measures[0]
    key = _key(request, build)
    libraries = libraries_behind_row(build, key).select_related("organisation")
    page = Paginator(libraries, LIBRARIES_ON_PAGE).get_page(request.GET.get("page"))
    found = read_behind(build, measure, key, list(page))
    context = {
        "build": build,
        "measure": measure,
        "found": found,
        "table": _to_reports(found, list(page), build),
        "page": page,
        "back": _table_before(request) or f"{reverse('statistics:builder')}?{form.query}",
    }
    return render(request, "statistics/builder/behind.html", context)


def _table_before(request: HttpRequest) -> str:
    """Return the address of the table that led here, which shows more than the number; or nothing.

    A further page of the libraries was led to by the first one, and goes back to a smaller table.
    """
    page = page_before(request)
    return page if page.partition("?")[0] == reverse("statistics:builder") else ""


def _key(request: HttpRequest, build: Build) -> Key | None:
    """Return the key of the row asked for, None for the total. Raises Http404."""
    told = request.GET.get("row", "")
    if not told:
        return None
    key = key_of(build.choice.by, told)
    if key is None:
        raise Http404("В таблице нет такой строки.")
    return key


def _to_reports(found: Behind, libraries: list[Any], build: Build) -> Table:
    """Lead every library's number to its report."""
    rows: list[Row] = []
    for row, library in zip(found.table.rows, [*libraries, None], strict=True):
        links = ["", ""]
        for campaign in build.campaigns:
            report = found.reports.get((library.pk, campaign.year)) if library else None
            url = reverse("statistics:submission", args=[report.pk]) if report else ""
            links += [url] * ((len(row.values) - 2) // len(build.campaigns))
        rows.append(replace(row, links=tuple(links)))
    return replace(found.table, rows=tuple(rows))
