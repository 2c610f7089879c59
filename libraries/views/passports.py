"""Pages on which passports are kept and confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from common.editing import MOVED_ON, StaleObjectError, data_of, rebase
from common.editing_views import tell_moved
from common.guards import allowed_to
from common.lists import ListPage
from common.text import number_in
from libraries.actions import passports as actions
from libraries.actions.requests import addresses_of, ask_for_passports
from libraries.filters.passports import OwnPassportFilter, PassportFilter
from libraries.forms.passports import ConfirmPassportForm, PassportForm, ReturnPassportForm
from libraries.models import Library, Organisation, PassportDraft
from libraries.queries import opened
from libraries.queries.passports import (
    draft_to_edit,
    open_draft,
    passport_of,
    proposed_changes,
    waiting_photos,
    with_passport_state,
)
from libraries.rules import passports as rules
from libraries.tables.passports import OwnPassportTable, PassportTable


@method_decorator(allowed_to(rules.can_keep_passports), name="dispatch")
class PassportList(ListPage):
    """The passports in the person's care: what waits, what was confirmed more than a year ago."""

    template_name = "libraries/passport/list.html"
    title = "Паспорта библиотек"
    counted = "библиотека,библиотеки,библиотек"

    def get_queryset(self) -> QuerySet[Library]:
        own = opened(rules.passports_of(self.request.user))
        return with_passport_state(own).order_by("name_key", "code")

    def get_filterset_class(self) -> type[PassportFilter]:
        confirms = rules.can_confirm_passports(self.request.user)
        return PassportFilter if confirms else OwnPassportFilter

    def get_table_class(self) -> type[PassportTable]:
        confirms = rules.can_confirm_passports(self.request.user)
        return PassportTable if confirms else OwnPassportTable


@allowed_to(rules.can_keep_passports)
def edit_passport(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a librarian propose changes, and the department make them."""
    library = _library(request, pk)
    draft = draft_to_edit(library)
    form = PassportForm(data_of(request), instance=draft)
    is_returned = draft.state == PassportDraft.State.RETURNED
    context: dict[str, Any] = {
        "library": library,
        "remark": draft.remark if is_returned else "",
        "is_waiting": bool(draft.pk) and not is_returned,
        "confirms": rules.can_confirm_passports(request.user),
    }
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, library, form)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
    return render(request, "libraries/passport/edit.html", {**context, "form": form})


def _saved(request: HttpRequest, library: Library, form: PassportForm) -> HttpResponse:
    told = {"version": form.cleaned_data["version"] or 0, "by": request.user}
    if not rules.can_confirm_passports(request.user):
        actions.propose_passport(library, form.all_values, **told)
        messages.success(
            request, "Паспорт отправлен методисту. До подтверждения все видят прежний."
        )
        return redirect(library)
    draft = actions.keep_passport(library, form.all_values, **told)
    if draft.state == PassportDraft.State.CONFIRMED:
        messages.success(request, "Паспорт сохранён и подтверждён.")
        return redirect(library)
    messages.warning(request, f"{MOVED_ON} Изменения показаны рядом: решите, что верно.")
    return redirect("libraries:passport-review", pk=library.pk)


@allowed_to(rules.can_confirm_passports)
def review_passport(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is proposed beside what is in force."""
    library = _library(request, pk)
    return _review(request, library, open_draft(library), ReturnPassportForm())


@require_POST
@allowed_to(rules.can_confirm_passports)
def confirm_passport(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring into force what was seen: the draft, if there is one, and the photographs."""
    library = _library(request, pk)
    draft = open_draft(library)
    photos = [found for each in request.POST.getlist("photo") if (found := number_in(each))]
    if draft is None or draft.state != PassportDraft.State.WAITING:
        number = actions.confirm_photos(library, photos, by=request.user)
        messages.success(request, f"Фотографий подтверждено: {number}.")
        return redirect(library)
    form = ConfirmPassportForm(request.POST)
    try:
        if not form.is_valid():
            raise StaleObjectError(draft, -1)
        actions.confirm_passport(draft, photos=photos, by=request.user, **form.cleaned_data)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
        return redirect("libraries:passport-review", pk=pk)
    messages.success(request, "Паспорт подтверждён: теперь его видят все.")
    return redirect(library)


@require_POST
@allowed_to(rules.can_confirm_passports)
def return_passport(request: HttpRequest, pk: int) -> HttpResponse:
    library = _library(request, pk)
    draft = open_draft(library)
    form = ReturnPassportForm(request.POST)
    if draft is None or not form.is_valid():
        return _review(request, library, draft, form)
    try:
        actions.return_passport(draft, by=request.user, **form.cleaned_data)
    except StaleObjectError as stale:
        tell_moved(form, library, stale)
        return _review(request, library, open_draft(library), form)
    messages.success(request, "Паспорт возвращён, библиотекарю отправлено письмо с замечанием.")
    return redirect("libraries:passport-list")


@require_POST
@allowed_to(rules.can_confirm_passports)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask an organisation by letter to look through its passports now."""
    organisation = get_object_or_404(Organisation, pk=pk)
    try:
        sent = ask_for_passports(organisation, by=request.user)
    except ValidationError as refused:
        messages.info(request, refused.messages[0])
        return redirect(organisation)
    if sent:
        messages.success(request, f"Письмо отправлено: {sent.recipients}.")
    elif addresses_of(organisation):
        messages.info(request, "Паспорта этого учреждения свежие или ждут Вас: просить не о чем.")
    else:
        messages.warning(request, "Некому писать: укажите электронную почту учреждения.")
    return redirect(organisation)


def _library(request: HttpRequest, pk: int) -> Library:
    """Return a library whose passport is in the person's care; any other does not exist."""
    found = rules.passports_of(request.user).select_related(
        "organisation__parent__parent", "territory", "passport"
    )
    return get_object_or_404(found, pk=pk)


def _review(
    request: HttpRequest, library: Library, draft: PassportDraft | None, form: ReturnPassportForm
) -> HttpResponse:
    if draft is not None:
        draft.library = library
    passport = passport_of(library)
    form.fields["version"].initial = draft.version if draft else None
    context = {
        "library": library,
        "draft": draft,
        "waits": draft is not None and draft.state == PassportDraft.State.WAITING,
        "changes": proposed_changes(draft) if draft else [],
        "photos": waiting_photos(library),
        "passport": passport,
        "passport_version": passport.version if passport else 0,
        "form": form,
    }
    return render(request, "libraries/passport/review.html", context)
