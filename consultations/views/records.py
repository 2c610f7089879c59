"""One record of the log: its page, its form, its removal."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import edit_page
from common.guards import allowed_to
from common.text import number_in
from consultations import actions
from consultations.askers import asker_named
from consultations.forms import ConsultationForm, initial_from, initial_like
from consultations.forms.quick import SEPARATOR
from consultations.looks import record_askers_shown
from consultations.models import Consultation, Topic
from consultations.queries import attendees_of, kept, list_consultations
from consultations.queries.questions import answers_in, thread_of
from consultations.rules import can_keep_log, can_see_log, consultations_of, templates_of
from libraries.models import Library
from libraries.queries import changes_of

# What the address of the form may tell beforehand: numbers of rows, and plain texts.
TOLD_ROWS = ("library", "organisation", "topic")
TOLD_TEXTS = ("date", "form", "person")
# By which words of the address a record begins with something.
BEGINNINGS = ("like", "undone", "template")
# The button of the quick line that goes on in the full form.
FROM_QUICK_LINE = "full"


@allowed_to(can_see_log)
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record; who keeps the log sees its history too."""
    found = _in_scope(request, pk)
    can_keep = can_keep_log(request.user)
    asked_as = getattr(found, "asked_as", None)
    record_askers_shown(request.user, [found])
    context = {
        "consultation": found,
        "can_keep": can_keep,
        "attendees": attendees_of(found),
        "asked_as": asked_as,
        "answers": answers_in(thread_of(asked_as, is_internal=can_keep)) if asked_as else [],
        "changes": changes_of(found) if can_keep else [],
    }
    return render(request, "consultations/consultation.html", context)


@allowed_to(can_keep_log)
def create_consultation(request: HttpRequest) -> HttpResponse:
    """Record a consultation, and at once the next one of the same day and form when asked."""
    is_moved = FROM_QUICK_LINE in request.POST
    data = None if is_moved else data_of(request)
    form = ConsultationForm(data, _files(request, data), initial=_told(request, is_moved))
    form.fields["library"].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid():
        added = actions.record_consultation(form.values, by=request.user, attendees=form.attendees)
        actions.attach_to_consultation(added, form.cleaned_data["files"], by=request.user)
        messages.success(request, f"Записано: {added}.")
        if "again" not in request.POST:
            return redirect(added)
        same = urlencode({"date": added.date, "form": added.form})
        return redirect(f"{resolve_url('consultations:consultation-create')}?{same}")
    context = {"form": form, "has_topics": Topic.objects.filter(is_active=True).exists()}
    return render(request, "consultations/create.html", context)


def _files(request: HttpRequest, data: Any) -> Any:
    return None if data is None else request.FILES


def _told(request: HttpRequest, is_moved: bool) -> dict[str, Any]:
    """Return what the form holds at first: today, the person herself, what she told so far."""
    told: dict[str, Any] = {"date": timezone.localdate(), "methodist": request.user.pk}
    if is_moved:
        return told | _typed_in_quick_line(request)
    told |= begun(request)
    for name in TOLD_TEXTS + TOLD_ROWS:
        text = request.GET.get(name, "")
        value = number_in(text) if name in TOLD_ROWS else text
        if value:
            told[name] = value
    return told


def begun(request: HttpRequest) -> dict[str, Any]:
    """Return what a record begins with: a record to be like, one undone, or a template.

    The address asks for it; what does not exist for the person is passed over. One undone comes
    back with its day too.
    """
    like, undone, template = (number_in(request.GET.get(name, "")) for name in BEGINNINGS)
    pk = undone if like is None else like
    if pk is not None and (row := list_consultations(_of(request)).filter(pk=pk).first()):
        record_askers_shown(request.user, [row])
        return initial_like(row) | ({"date": row.date} if like is None else {})
    if template is not None and (found := templates_of(request.user).filter(pk=template).first()):
        return initial_from(found)
    return {}


def _typed_in_quick_line(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed into the quick line, for the full form."""
    names = ("topic", "form", "minutes", "question", "answer", "date", "participants", "person")
    told: dict[str, Any] = {name: request.POST[name] for name in names if request.POST.get(name)}
    who = [part.strip() for part in request.POST.get("who", "").split(SEPARATOR) if part.strip()]
    if not who:
        return told
    try:
        first = asker_named(who[0])
    except ValidationError:
        return told | {"library": who[0], "also": "\n".join(who[1:])}
    kind = "library" if isinstance(first, Library) else "organisation"
    return told | {kind: first, "also": "\n".join(who[1:])}


@allowed_to(can_keep_log)
def edit_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(list_consultations(kept(_of(request))), pk=pk)
    record_askers_shown(request.user, [found])
    data = data_of(request)
    form = ConsultationForm(data, _files(request, data), instance=found)

    def change(pk: int, values: Mapping[str, Any], **seen: Any) -> Consultation:
        saved = actions.change_consultation(pk, values, attendees=form.attendees, **seen)
        actions.attach_to_consultation(saved, form.cleaned_data["files"], by=request.user)
        return saved

    return edit_page(request, form, found, change, "consultations/edit.html")


@require_POST
@allowed_to(can_keep_log)
def remove_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.remove_consultation, "")


@require_POST
@allowed_to(can_keep_log)
def restore_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, actions.restore_consultation, "Запись снова в журнале.")


def _act(
    request: HttpRequest, pk: int, action: Callable[..., Consultation], done: str
) -> HttpResponse:
    """Do `action` to the record as the person saw it and return to its page.

    Whoever undoes what the quick line has just saved finds it typed in the line again.
    """
    found = _in_scope(request, pk)
    try:
        action(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        if "undo" in request.POST:
            messages.success(request, "Запись отменена. Введённое вернулось в строку.")
            return redirect(f"{resolve_url('consultations:consultation-list')}?undone={pk}")
        if done:
            messages.success(request, done)
    return redirect(found)


def _in_scope(request: HttpRequest, pk: int) -> Consultation:
    return get_object_or_404(list_consultations(_of(request)), pk=pk)


def _of(request: HttpRequest) -> QuerySet[Consultation]:
    return consultations_of(request.user)
