"""Pages on which the department keeps its series."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from common.editing import data_of
from common.editing_views import add_page, edit_page
from common.guards import allowed_to
from publications import actions
from publications.forms import SeriesForm
from publications.models import Series
from publications.rules import can_keep_publications


@allowed_to(can_keep_publications)
def create_series(request: HttpRequest) -> HttpResponse:
    form = SeriesForm(data_of(request))
    return add_page(
        request,
        form,
        lambda: actions.add_series(form.values, by=request.user),
        "publications/series_edit.html",
        {"title": "Новая серия"},
        done="Добавлена серия: {row}.",
    )


@allowed_to(can_keep_publications)
def edit_series(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Series, pk=pk)
    form = SeriesForm(data_of(request), instance=found)
    title = {"title": f"Правка серии: {found}"}
    return edit_page(
        request, form, found, actions.change_series, "publications/series_edit.html", title
    )
