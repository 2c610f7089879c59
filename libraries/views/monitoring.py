"""Pages of visits to model libraries."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import StaleObjectError, data_of
from common.editing_views import tell_moved
from common.guards import allowed_to
from common.text import number_in
from libraries import actions
from libraries.forms import AdviceForm, FollowUpForm, MonitoringForm
from libraries.models import Library, ModelMonitoring, MonitoringAdvice, Outline
from libraries.queries import active_outline, answers_of, model_libraries, whole_monitoring
from libraries.rules import keeps_models, monitorings_of, works_with_competitions

EDIT = "libraries/monitoring_edit.html"


@allowed_to(works_with_competitions)
def monitoring(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


def _page(
    request: HttpRequest, found: ModelMonitoring, advice_form: AdviceForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "monitoring": found,
        "answers": answers_of(found),
        "advice_form": advice_form or AdviceForm(),
        "keeps": keeps_models(request.user),
    }
    return render(request, "libraries/monitoring.html", context)


@allowed_to(keeps_models)
def create_monitoring(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a visit to the model library `pk`."""
    library = get_object_or_404(model_libraries(), pk=pk)
    outline = _outline_for(request, library)
    visit = ModelMonitoring(library=library, outline=outline)
    form = MonitoringForm(data_of(request), instance=visit)
    if request.method == "POST" and form.is_valid():
        told = (library, outline, form.values, form.answers)
        try:
            found = actions.record_monitoring(*told, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Мониторинг записан. Добавьте рекомендации, если они есть.")
            return redirect(found)
    return render(request, EDIT, {"form": form, "library": library, "title": "Новый мониторинг"})


def _outline_for(request: HttpRequest, library: Library) -> Outline:
    """Return the criteria that the page was opened with, else those in force.

    A new edition meanwhile must not take away what was already answered.
    """
    purpose = Outline.Purpose.MONITORING
    opened = number_in(request.POST.get("outline", ""))
    found = Outline.objects.filter(purpose=purpose, pk=opened).first() if opened else None
    return found or active_outline(purpose, library.model_programme)


@allowed_to(keeps_models)
def edit_monitoring(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    form = MonitoringForm(data_of(request), instance=found)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_monitoring(
                pk, form.values, form.answers, version=version or -1, by=request.user
            )
        except StaleObjectError as stale:
            form = _again(request, stale)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Мониторинг исправлен.")
            return redirect(found)
    title = "Исправить мониторинг"
    return render(request, EDIT, {"form": form, "library": found.library, "title": title})


def _again(request: HttpRequest, stale: StaleObjectError) -> MonitoringForm:
    """Return the form as typed, moved to the stored version, with the warning on top."""
    data = request.POST.copy()
    data["version"] = str(stale.current.version)
    form = MonitoringForm(data, instance=ModelMonitoring.objects.get(pk=stale.current.pk))
    tell_moved(form, stale.current, stale)
    return form


@allowed_to(keeps_models)
def add_advice(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a recommendation; a refused one is explained on the page of the visit."""
    found = _seen(request, pk)
    form = AdviceForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.advise(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Рекомендация добавлена.")
            return redirect(found)
    return _page(request, found, form)


@allowed_to(keeps_models)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a recommendation was followed."""
    advice = get_object_or_404(
        MonitoringAdvice.objects.select_related("monitoring__library"), pk=pk
    )
    initial = {"done_on": advice.done_on, "outcome": advice.outcome} if advice.done_on else None
    form = FollowUpForm(data_of(request), **({"initial": initial} if initial else {}))
    if request.method == "POST" and form.is_valid():
        try:
            actions.follow_up(pk, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Отмечено: рекомендация выполнена.")
            return redirect(advice.monitoring)
    return render(request, "libraries/follow_up.html", {"form": form, "advice": advice})


def _seen(request: HttpRequest, pk: int) -> ModelMonitoring:
    return get_object_or_404(whole_monitoring(monitorings_of(request.user)), pk=pk)
