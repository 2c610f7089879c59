"""Pages of one examination: the application, the conclusion, the decision, the renewal."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.editing_views import edit_page, step, step_page
from common.guards import allowed_to
from common.lists import ListPage
from libraries import actions
from libraries.filters import ExaminationFilter
from libraries.forms import (
    AttachmentForm,
    BeginForm,
    ConclusionForm,
    DecisionForm,
    ExaminationForm,
    ReturnForm,
)
from libraries.models import Examination
from libraries.queries import changes_of, list_examinations, scores_of, to_renew, why_no_conclusion
from libraries.rules import (
    examinations_of,
    examined_libraries,
    is_applicant,
    keeps_examinations,
    may_see_experts,
    sheets_of,
    works_with_examinations,
)
from libraries.tables import ExaminationTable

EDIT = "libraries/examination_edit.html"
STEP = "libraries/examination_step.html"


class ExaminationList(ListPage):
    """The examinations that the person sees; for the department also whose status ends soon."""

    table_class = ExaminationTable
    filterset_class = ExaminationFilter
    template_name = "libraries/examination_list.html"
    title = "Экспертиза библиотек"
    counted = "экспертиза,экспертизы,экспертиз"

    def get_queryset(self) -> Any:
        return list_examinations(examinations_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = keeps_examinations(self.request.user)
        may_apply = examined_libraries(self.request.user).exists()
        return {
            **super().get_context_data(**kwargs),
            "keeps": keeps,
            "may_apply": may_apply,
            "empty_hint": "Нажмите «Подать заявку», чтобы начать." if may_apply else "",
            "ending": list(to_renew()) if keeps else [],
        }


examination_list = allowed_to(works_with_examinations)(ExaminationList.as_view())


@allowed_to(works_with_examinations)
def examination(request: HttpRequest, pk: int) -> HttpResponse:
    return render_examination(request, seen_examination(request, pk))


def render_examination(
    request: HttpRequest, found: Examination, file_form: AttachmentForm | None = None
) -> HttpResponse:
    """Show an examination; `file_form` brings the faults of a file that was refused."""
    user, keeps = request.user, keeps_examinations(request.user)
    applies = is_applicant(user, found)
    names = may_see_experts(user, found)
    context: dict[str, Any] = {
        "examination": found,
        "keeps": keeps,
        "applies": applies,
        "may_write": applies and found.is_with_library,
        "may_attach": may_attach(request, found),
        "files": found.files.all(),
        "file_form": file_form or AttachmentForm(),
        "experts": found.experts.all() if names else [],
        "own_sheets": set(sheets_of(user).filter(examination=found).values_list("pk", flat=True)),
        "unfinished": _unfinished(found) if keeps else "",
        "scores": scores_of(found, names=names) if keeps or found.is_decided else None,
        "changes": changes_of(found) if keeps else [],
    }
    return render(request, "libraries/examination.html", context)


def may_attach(request: HttpRequest, found: Examination) -> bool:
    """The applicant adds papers while it is with her, the department at any time after."""
    if found.is_with_library:
        return is_applicant(request.user, found)
    return keeps_examinations(request.user)


@allowed_to(works_with_examinations)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an application of one's own school's or college's library."""
    libraries = examined_libraries(request.user)
    if not libraries.exists():
        raise PermissionDenied("Заявку подаёт библиотека школы или колледжа.")
    form = BeginForm(data_of(request), libraries=libraries)
    if request.method == "POST" and form.is_valid():
        try:
            begun = actions.begin_examination(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Заявка начата. Заполните её и отправьте.")
            return redirect("libraries:examination-edit", begun.pk)
    return render(request, "libraries/examination_begin.html", {"form": form})


@allowed_to(works_with_examinations)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if request.method != "POST" and not found.is_with_library:
        messages.info(request, "Заявку пишут, пока она не отправлена.")
        return redirect(found)
    form = ExaminationForm(data_of(request), instance=found)
    return edit_page(request, form, found, actions.change_examination, EDIT)


@require_POST
@allowed_to(works_with_examinations)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return step(request, _own(request, pk), actions.submit_examination, "Заявка отправлена.")


@allowed_to(keeps_examinations)
def return_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_examination(request, pk)
    form = ReturnForm(data_of(request), row=found)
    words = {"title": "Вернуть заявку", "button": "Вернуть на доработку"}
    done = "Заявка возвращена, библиотека получит письмо."
    return step_page(request, form, found, actions.return_examination, STEP, words, done)


@require_POST
@allowed_to(keeps_examinations)
def show_experts(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the applicant see the experts' names, or no more."""
    found = seen_examination(request, pk)
    shows = not found.shows_experts

    def act(pk: int, **told: Any) -> Examination:
        return actions.let_experts_be_seen(pk, shows=shows, **told)

    said = "Заявитель видит имена экспертов." if shows else "Имена экспертов скрыты."
    return step(request, found, act, said)


@allowed_to(keeps_examinations)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_examination(request, pk)
    if refusal := _unfinished(found):
        messages.warning(request, refusal)
        return redirect(found)
    form = ConclusionForm(data_of(request), row=found)
    words = {"title": "Заключение", "button": "Записать заключение", "scores": scores_of(found)}
    done = "Заключение записано. Осталось решение комиссии."
    return step_page(request, form, found, actions.conclude, STEP, words, done)


@allowed_to(keeps_examinations)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_examination(request, pk)
    form = DecisionForm(data_of(request), row=found)
    words = {"title": "Решение комиссии", "button": "Записать решение"}
    done = "Решение записано, библиотека получит письмо."
    return step_page(request, form, found, actions.decide, STEP, words, done)


@require_POST
@allowed_to(keeps_examinations)
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_examination(request, pk)
    return step(request, found, actions.remind_of_renewal, "Письмо о продлении отправлено.")


def seen_examination(request: HttpRequest, pk: int) -> Examination:
    rows = examinations_of(request.user)
    related = rows.select_related("library", "organisation", "criteria").prefetch_related("experts")
    return get_object_or_404(related, pk=pk)


def _unfinished(found: Examination) -> str:
    """Return what the experts have still to do before the conclusion."""
    return why_no_conclusion(found) if found.state == Examination.State.EXPERTS else ""


def _own(request: HttpRequest, pk: int) -> Examination:
    """Return the applicant's own examination; 403 to all others who see it."""
    found = seen_examination(request, pk)
    if not is_applicant(request.user, found):
        raise PermissionDenied("Заявку пишет библиотека.")
    return found
