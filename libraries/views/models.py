"""Model libraries, open to everyone: the list by year and programme, a page for each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from common.editing import data_of
from common.editing_views import step_page
from common.guards import allowed_to
from common.imports.writing import on_day, workbook_response
from common.lists import ListPage
from libraries import actions
from libraries.filters import ModelLibraryFilter
from libraries.forms import LossForm
from libraries.models import Library
from libraries.queries import (
    counts_by_year,
    has_model_story,
    list_losses,
    list_monitorings,
    model_libraries,
    story_of,
)
from libraries.rules import (
    is_inside,
    keeps_models,
    may_take_status_away,
    monitorings_of,
    works_with_competitions,
)
from libraries.tables import ModelLibraryTable
from libraries.tables.model_workbook import write_model_libraries


class ModelLibraryList(ListPage):
    """The model libraries of the region by year and programme."""

    table_class = ModelLibraryTable
    filterset_class = ModelLibraryFilter
    template_name = "libraries/model_list.html"
    title = "Модельные библиотеки"
    counted = "библиотека,библиотеки,библиотек"
    export_url_name = "libraries:model-export"

    def get_queryset(self) -> Any:
        return model_libraries()

    def get_table_kwargs(self) -> dict[str, Any]:
        return {} if keeps_models(self.request.user) else {"exclude": ("visited_on",)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "counts": counts_by_year(self.object_list),
            "losses": list_losses(),
            "keeps": keeps_models(user),
            "works_with_competitions": works_with_competitions(user),
        }


def export(request: HttpRequest) -> HttpResponse:
    """Give the list, as it is filtered, as a workbook."""
    found = ModelLibraryFilter(request.GET, queryset=model_libraries(), request=request)
    return workbook_response(write_model_libraries(found.qs), on_day("Модельные библиотеки"))


def model_library(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how a library became a model one; visits are for its own people and the department."""
    found = _with_story(pk)
    user = request.user
    inside = is_inside(user, found)
    context = {
        "library": found,
        "stories": story_of(found),
        "losses": found.model_losses.all(),
        "visits": list_monitorings(monitorings_of(user).filter(library=found)) if inside else [],
        "is_inside": inside,
        "keeps": keeps_models(user),
        "may_take_away": may_take_status_away(user) and found.is_model,
    }
    return render(request, "libraries/model_library.html", context)


@allowed_to(may_take_status_away)
def take_status_away(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(model_libraries(), pk=pk)
    form = LossForm(data_of(request), row=found)
    done = "Утрата статуса записана, библиотека получит письмо."
    template = "libraries/model_loss.html"
    return step_page(request, form, found, actions.take_status_away, template, {}, done)


def _with_story(pk: int) -> Library:
    """Return a library that is or was a model one, or is becoming one."""
    libraries = Library.objects.select_related("organisation__parent", "territory")
    found = get_object_or_404(libraries, pk=pk)
    if not has_model_story(found):
        raise Http404("Эта библиотека не модельная.")
    return found
