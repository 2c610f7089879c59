"""Pages of the head: the texts of consent, the record of looks, making people impersonal."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, StaleObjectError, data_of, rebase, seen_version
from common.guards import allowed_to
from common.lists import ListPage
from staff.actions import consent as consent_actions
from staff.actions import erasure as erasure_actions
from staff.actions.employees import record_access
from staff.filters.privacy import AccessFilter
from staff.forms.privacy import ConsentTextForm, ErasureForm
from staff.models import ConsentText, Erasure, PersonalDataAccess
from staff.personal_data.files.finding import FilesSeen, look_into_files
from staff.personal_data.files.reading import read_files_later
from staff.personal_data.mentions.finding import find_places, grouped, names_of
from staff.personal_data.mentions.names import Name
from staff.personal_data.own import likely_accounts_of
from staff.queries.accesses import list_accesses
from staff.rules import (
    can_erase_people,
    can_keep_consent_texts,
    can_read_access_log,
    can_see_staff,
    employees_of,
)
from staff.tables.privacy import AccessTable


@method_decorator(allowed_to(can_read_access_log), name="dispatch")
class AccessList(ListPage):
    """Who looked at people's data, when and at what."""

    table_class = AccessTable
    filterset_class = AccessFilter
    template_name = "staff/privacy/access_list.html"
    title = "Просмотры персональных данных"
    counted = "просмотр,просмотра,просмотров"

    def get_queryset(self) -> QuerySet[PersonalDataAccess]:
        return list_accesses(PersonalDataAccess.objects.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record_access(self.request.user, "Журнал просмотров")
        chosen = self.filterset.form.cleaned_data if self.filterset.form.is_valid() else {}
        return {**super().get_context_data(**kwargs), "chosen": chosen}


@allowed_to(can_see_staff)
def text_list(request: HttpRequest) -> HttpResponse:
    """Show the versions of the text."""
    context = {
        "texts": _texts(request).select_related("published_by"),
        "can_keep": can_keep_consent_texts(request.user),
    }
    return render(request, "staff/privacy/text_list.html", context)


@allowed_to(can_see_staff)
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version, ready to be printed and signed."""
    found = get_object_or_404(_texts(request), pk=pk)
    context = {"text": found, "can_keep": can_keep_consent_texts(request.user)}
    return render(request, "staff/privacy/text.html", context)


def _texts(request: HttpRequest) -> QuerySet[ConsentText]:
    """Return the versions the person sees: drafts only who keeps them."""
    if can_keep_consent_texts(request.user):
        return ConsentText.objects.all()
    return ConsentText.objects.filter(published_on__isnull=False)


@allowed_to(can_keep_consent_texts)
def create_text(request: HttpRequest) -> HttpResponse:
    last = ConsentText.objects.order_by("-number").first()
    form = ConsentTextForm(data_of(request), initial={"text": last.text if last else ""})
    if request.method == "POST" and form.is_valid():
        added = consent_actions.draft_consent_text(form.values["text"], request.user)
        messages.success(request, "Черновик сохранён. Проверьте его и введите в действие.")
        return redirect(added)
    context = {"form": form, "title": "Новая версия текста"}
    return render(request, "staff/privacy/text_edit.html", context)


@allowed_to(can_keep_consent_texts)
def edit_text(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ConsentText.objects.filter(published_on__isnull=True), pk=pk)
    form = ConsentTextForm(data_of(request), instance=found)
    context: dict[str, Any] = {"title": f"Текст согласия, {found}: правка", "row": found}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved = consent_actions.change_consent_text(
                pk, form.values["text"], version=version, by=request.user
            )
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            return redirect(saved)
    return render(request, "staff/privacy/text_edit.html", {**context, "form": form})


@require_POST
@allowed_to(can_keep_consent_texts)
def publish_text(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ConsentText.objects.filter(published_on__isnull=True), pk=pk)
    try:
        consent_actions.publish_consent_text(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, "Текст введён в действие. Согласия теперь нужны на него.")
    return redirect(found)


@allowed_to(can_erase_people)
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what is lost and what stays, and make the person impersonal when her name is typed."""
    employee = get_object_or_404(employees_of(request.user), pk=pk)
    refusal = _refusal(employee)
    names = [] if refusal else names_of(employee)
    places = find_places(names) if names else []
    accounts = likely_accounts_of(employee)
    seen = _files_seen(names) if names else None
    form = ErasureForm(data_of(request), places=places, accounts=accounts, seen=seen)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            erasure = erasure_actions.erase_person(
                pk,
                told["name"],
                told["order"],
                request.user,
                form.confirmed,
                list(told.get("accounts", ())),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _erased(erasure))
            return redirect("staff:personal-data", pk)
    record_access(request.user, "Обезличивание", employee)
    context = {
        "employee": employee,
        "form": form,
        "refusal": refusal,
        "groups": grouped(places),
        "facts": [place for place in places if place.fact],
        "seen": seen,
    }
    return render(request, "staff/privacy/erase.html", context)


def _files_seen(names: list[Name]) -> FilesSeen:
    """Look into the attached files, and have those read that nobody has read yet."""
    seen = look_into_files(names)
    if seen.waiting:
        read_files_later()
    return seen


@require_safe
@allowed_to(can_erase_people)
def erase_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell in which attached files the name stands: the part of the page that asks again."""
    employee = get_object_or_404(employees_of(request.user), pk=pk)
    seen = look_into_files(names_of(employee))
    if not seen.waiting:
        record_access(request.user, "Обезличивание, имя в приложенных файлах", employee)
    context = {"employee": employee, "seen": seen}
    return render(request, "staff/privacy/files.html", context)


def _erased(erasure: Erasure) -> str:
    told = f"Сведения обезличены: теперь это запись {erasure}."
    if erasure.replaced or erasure.left:
        told += f" В текстах портала заменено мест: {erasure.replaced}, оставлено: {erasure.left}."
    return told


def _refusal(employee: Any) -> str:
    try:
        erasure_actions.refuse_erasure(employee)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
