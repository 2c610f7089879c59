"""The archive of answers: public pages, and the department's work on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import edit_page
from common.guards import allowed_to
from common.lists import ListPage
from consultations import actions
from consultations.filters import ArchiveFilter
from consultations.forms import ArchiveEntryForm
from consultations.impersonal import traces_in
from consultations.models import ArchiveEntry
from consultations.rules import can_answer, can_see_questions, entries_visible_to, questions_of
from consultations.tables import ArchiveTable, KeptArchiveTable


class ArchiveList(ListPage):
    """What everybody may read; the department sees its drafts too."""

    filterset_class = ArchiveFilter
    template_name = "consultations/archive_list.html"
    title = "Вопросы и ответы"
    counted = "ответ,ответа,ответов"

    def get_table_class(self) -> type[ArchiveTable]:
        return KeptArchiveTable if can_answer(self.request.user) else ArchiveTable

    def get_queryset(self) -> QuerySet[ArchiveEntry]:
        entries = entries_visible_to(self.request.user).select_related("topic")
        return entries.order_by("-published_on", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sees_questions = can_see_questions(self.request.user)
        return {**super().get_context_data(**kwargs), "sees_questions": sees_questions}


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one answer; to the department also what it may do with it."""
    found = _visible(request, pk)
    is_department = can_answer(request.user)
    context = {
        "entry": found,
        "can_answer": is_department,
        "traces": traces_in(found) if is_department and not found.is_published else [],
    }
    return render(request, "consultations/archive_entry.html", context)


@require_POST
@allowed_to(can_answer)
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the copy of an answered question and open it for editing."""
    question = get_object_or_404(questions_of(request.user), pk=pk)
    try:
        made = actions.prepare_entry(question, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(question)
    return redirect("consultations:archive-edit", pk=made.pk)


@allowed_to(can_answer)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the copy; what may give somebody away is listed beside."""
    found = _visible(request, pk)
    form = ArchiveEntryForm(data_of(request), instance=found)
    context = {"entry": found, "traces": traces_in(found)}
    template = "consultations/archive_edit.html"
    return edit_page(request, form, found, actions.change_entry, template, context)


@require_POST
@allowed_to(can_answer)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    told = {"version": seen_version(request), "by": request.user}
    try:
        actions.publish_entry(pk, is_checked="is_checked" in request.POST, **told)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "Опубликовано: этот ответ видят все.")
    return redirect(found)


@require_POST
@allowed_to(can_answer)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    try:
        actions.withdraw_entry(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, "Снято с публикации: видит только отдел.")
    return redirect(found)


def _visible(request: HttpRequest, pk: int) -> ArchiveEntry:
    entries = entries_visible_to(request.user).select_related(
        "topic", "source__organisation", "source__library", "source__asked_by"
    )
    return get_object_or_404(entries, pk=pk)
