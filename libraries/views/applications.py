"""Pages of one application: written by the library, checked and carried on by the department."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.editing import data_of
from common.editing_views import edit_page, step, step_page
from common.guards import allowed_to
from common.roles import is_librarian
from libraries import actions
from libraries.forms import (
    ApplicationForm,
    AttachmentForm,
    ModernisationForm,
    OpeningForm,
    ResultForm,
    ReturnForm,
)
from libraries.models import ModelApplication
from libraries.queries import changes_of
from libraries.rules import (
    applications_of,
    keeps_models,
    may_attach,
    may_write,
    works_with_competitions,
)

EDIT = "libraries/application_edit.html"
STEP = "libraries/application_step.html"


@allowed_to(works_with_competitions)
def application(request: HttpRequest, pk: int) -> HttpResponse:
    return render_application(request, seen_application(request, pk))


def render_application(
    request: HttpRequest, found: ModelApplication, file_form: AttachmentForm | None = None
) -> HttpResponse:
    """Show an application; `file_form` brings the faults of a file that was refused."""
    context: dict[str, Any] = {
        "application": found,
        "files": found.files.all(),
        "file_form": file_form or AttachmentForm(),
        "keeps": keeps_models(request.user),
        "may_write": may_write(request.user, found),
        "may_attach": may_attach(request.user, found),
        "changes": changes_of(found) if keeps_models(request.user) else [],
    }
    return render(request, "libraries/application.html", context)


@allowed_to(works_with_competitions)
def edit_application(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_application(request, pk)
    if not is_librarian(request.user):
        raise PermissionDenied("Заявку правит библиотека.")
    if request.method != "POST" and not found.is_with_library:
        messages.info(request, "Заявку правят, пока она не отправлена.")
        return redirect(found)
    form = ApplicationForm(data_of(request), instance=found)
    return edit_page(request, form, found, actions.change_application, EDIT)


@require_POST
@allowed_to(works_with_competitions)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_application(request, pk)
    if not is_librarian(request.user):
        raise PermissionDenied("Заявку отправляет библиотека.")
    return step(request, found, actions.submit_application, "Заявка отправлена на проверку.")


@allowed_to(keeps_models)
def return_application(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_application(request, pk)
    form = ReturnForm(data_of(request), row=found)
    words = {"title": "Вернуть заявку", "button": "Вернуть на доработку"}
    done = "Заявка возвращена, библиотека получит письмо."
    return step_page(request, form, found, actions.return_application, STEP, words, done)


@require_POST
@allowed_to(keeps_models)
def admit(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_application(request, pk)
    return step(request, found, actions.admit_application, "Заявка допущена к конкурсу.")


@allowed_to(keeps_models)
def result(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_application(request, pk)
    form = ResultForm(data_of(request), row=found)
    words = {"title": "Итог конкурса", "button": "Записать итог"}
    done = "Итог записан, библиотека получит письмо."
    return step_page(request, form, found, actions.record_result, STEP, words, done)


@allowed_to(keeps_models)
def modernisation(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_application(request, pk)
    form = ModernisationForm(data_of(request), instance=found)
    words = {"title": "Деньги и сроки работ"}
    return edit_page(request, form, found, actions.record_modernisation, EDIT, words)


@allowed_to(keeps_models)
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    found = seen_application(request, pk)
    form = OpeningForm(data_of(request), row=found)
    words = {"title": "Открытие после модернизации", "button": "Записать открытие"}
    done = "Открытие записано: библиотека теперь в списке модельных."
    return step_page(request, form, found, actions.open_modernised, STEP, words, done)


def seen_application(request: HttpRequest, pk: int) -> ModelApplication:
    rows = applications_of(request.user).select_related(
        "competition__outline", "library", "organisation"
    )
    return get_object_or_404(rows, pk=pk)
