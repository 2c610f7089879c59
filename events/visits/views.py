"""Pages of visits: planned and written down by the department, answered on by the library."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import add_page, edit_page, step_page
from common.guards import allowed_to
from common.lists import ListPage
from common.text import number_in
from events.gatherings.proposals import days_of, item_for
from events.models import PlanItem, Visit, VisitAdvice
from events.visits import actions, rules
from events.visits.filters import VisitFilter
from events.visits.forms import (
    AdviceForm,
    AnswerForm,
    CancelForm,
    DoneForm,
    FindingsForm,
    SendBackForm,
    VisitForm,
)
from events.visits.queries import list_visits, whole_visit
from events.visits.tables import MARKS, VisitTable
from libraries.models import Library
from libraries.queries import changes_of

EDIT = "events/visit_edit.html"
STEP = "events/visit_step.html"


@method_decorator(allowed_to(rules.can_see_visits), name="dispatch")
class VisitList(ListPage):
    """Visits to the libraries in the person's scope."""

    table_class = VisitTable
    filterset_class = VisitFilter
    template_name = "events/visit_list.html"
    title = "Выезды"
    counted = "выезд,выезда,выездов"

    def get_queryset(self) -> QuerySet[Visit]:
        return list_visits(rules.visits_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "can_keep": rules.can_keep_visits(self.request.user)}


@require_safe
@allowed_to(rules.can_see_visits)
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


def _page(request: HttpRequest, found: Visit, advice_form: AdviceForm | None = None) -> Any:
    keeps = rules.can_keep_visits(request.user)
    context = {
        "visit": found,
        "mark": MARKS[found.state],
        "keeps": keeps,
        "answers": rules.can_answer(request.user),
        "advice_form": advice_form or AdviceForm(),
        "changes": changes_of(found) if keeps else [],
    }
    return render(request, "events/visit.html", context)


@allowed_to(rules.can_keep_visits)
def create_visit(request: HttpRequest) -> HttpResponse:
    """The form of a new visit; the address may name a row of a plan, or a library."""
    item = item_for(request.user, request.GET.get("item", ""))
    form = VisitForm(data_of(request), instance=Visit(), initial=_proposed(request, item))
    return add_page(
        request,
        form,
        lambda: actions.plan_visit({**form.values, "plan_item": item}, request.user),
        EDIT,
        {"title": "Новый выезд", "item": item},
        "Записан {row}.",
    )


def _proposed(request: HttpRequest, item: PlanItem | None) -> dict[str, Any]:
    told: dict[str, Any] = {"visitors": [request.user.pk]}
    number = number_in(request.GET.get("library", ""))
    if number:
        told["library"] = Library.objects.filter(pk=number).first()
    if item is None:
        return told
    people = [each.user_id for each in item.responsibles.all() if each.user_id]
    days = days_of(item)
    told |= {"purpose": item.name[:500], "visitors": people or told["visitors"]}
    return {**told, **({"starts_on": days[0], "ends_on": days[1]} if days else {})}


@allowed_to(rules.can_keep_visits)
def edit_visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    form = VisitForm(data_of(request), instance=found)
    return edit_page(request, form, found, actions.change_visit, EDIT)


@allowed_to(rules.can_keep_visits)
def record_visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    told = {"version": found.version, "findings": found.findings}
    form = FindingsForm(data_of(request), initial=told)
    context = {"visit": found, "title": "Итоги выезда", "button": "Записать итоги"}
    done = "Итоги записаны, библиотека их видит. Добавьте рекомендации, если они есть."
    return step_page(request, form, found, actions.record_visit, STEP, context, done)


@allowed_to(rules.can_keep_visits)
def cancel_visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    form = CancelForm(data_of(request), initial={"version": found.version})
    context = {"visit": found, "title": "Отменить выезд", "button": "Отменить выезд"}
    done = "Выезд отменён, библиотеке отправлено письмо."
    return step_page(request, form, found, actions.cancel_visit, STEP, context, done)


@require_POST
@allowed_to(rules.can_keep_visits)
def add_advice(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an advice; a refused one is explained on the page of the visit."""
    found = _seen(request, pk)
    form = AdviceForm(data_of(request))
    if form.is_valid():
        try:
            actions.advise(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Рекомендация добавлена.")
            return redirect(found)
    return _page(request, found, form)


@require_POST
@allowed_to(rules.can_keep_visits)
def remove_advice(request: HttpRequest, pk: int) -> HttpResponse:
    advice = _advice(request, pk)
    try:
        actions.remove_advice(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Рекомендация убрана.")
    return redirect(advice.visit)


@allowed_to(rules.can_answer)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the library tell what it has done."""
    advice = _advice(request, pk)
    form = AnswerForm(data_of(request), initial={"version": advice.version, "text": advice.answer})
    done = "Ответ отправлен. Методист посмотрит его."
    return _advice_step(request, advice, form, actions.answer, "Отправить ответ", done)


@allowed_to(rules.can_keep_visits)
def find_done(request: HttpRequest, pk: int) -> HttpResponse:
    advice = _advice(request, pk)
    form = DoneForm(data_of(request), initial={"version": advice.version})
    done = "Отмечено: рекомендация выполнена."
    return _advice_step(request, advice, form, actions.find_done, "Отметить выполнение", done)


@allowed_to(rules.can_keep_visits)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    advice = _advice(request, pk)
    form = SendBackForm(data_of(request), initial={"version": advice.version})
    done = "Ответ возвращён, библиотеке отправлено письмо."
    return _advice_step(request, advice, form, actions.send_back, "Вернуть ответ", done)


def _advice_step(
    request: HttpRequest, advice: VisitAdvice, form: Any, act: Any, button: str, done: str
) -> HttpResponse:
    context = {"visit": advice.visit, "advice": advice, "title": button, "button": button}
    return step_page(request, form, advice, act, STEP, context, done)


def _seen(request: HttpRequest, pk: int) -> Visit:
    return get_object_or_404(whole_visit(rules.visits_of(request.user)), pk=pk)


def _advice(request: HttpRequest, pk: int) -> VisitAdvice:
    seen = VisitAdvice.objects.filter(visit__in=rules.visits_of(request.user))
    if not rules.can_keep_visits(request.user):
        seen = rules.advice_of(request.user)
    return get_object_or_404(seen.select_related("visit__library"), pk=pk)
