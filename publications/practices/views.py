"""Pages of the bank of practices: everybody reads, librarians propose, methodists publish."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import edit_page
from common.files.kinds import JPEG
from common.files.serving import serve_file
from common.guards import allowed_to
from common.lists import ListPage
from libraries.queries import changes_of
from publications.models import Practice, PracticePhoto
from publications.practices import actions
from publications.practices.filters import OwnPracticeFilter, PracticeFilter
from publications.practices.forms import PhotoForm, PracticeForm, RemarkForm
from publications.practices.queries import list_practices, waiting_number
from publications.practices.rules import can_change, can_judge, can_propose, practices_of
from publications.practices.tables import MARKS, PracticeTable

SENT_AGAIN = "Практика снова у методистов. Прежнее замечание осталось в её истории."


class PracticeList(ListPage):
    """What is published; librarians see their own, the department all."""

    table_class = PracticeTable
    template_name = "practices/practice_list.html"
    title = "Банк практик"
    counted = "практика,практики,практик"

    def get_queryset(self) -> QuerySet[Practice]:
        return list_practices(practices_of(self.request.user))

    def get_filterset_class(self) -> type[PracticeFilter]:
        return OwnPracticeFilter if can_propose(self.request.user) else PracticeFilter

    def get_table_kwargs(self) -> dict[str, Any]:
        return {} if can_propose(self.request.user) else {"exclude": ("state",)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "can_propose": can_propose(user),
            "waiting": waiting_number(practices_of(user)) if can_judge(user) else 0,
        }


def practice(request: HttpRequest, pk: int) -> HttpResponse:
    return _render(request, _seen(request, pk))


@allowed_to(can_propose)
def propose_practice(request: HttpRequest) -> HttpResponse:
    initial = {"library": request.GET.get("library")}
    form = PracticeForm(data_of(request), user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        added = actions.propose_practice(form.values, by=request.user)
        messages.success(request, "Практика отправлена методистам. Можно добавить фотографию.")
        return redirect(added)
    return render(request, "practices/edit.html", {"form": form, "title": "Новая практика"})


@allowed_to(can_propose)
def edit_practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the texts; what was typed while it was being published is refused but not lost."""
    found = _seen(request, pk) if request.method == "POST" else _own(request, pk)
    form = PracticeForm(data_of(request), instance=found, user=request.user)
    if not can_change(request.user, found):
        context = {"title": f"Правка: {found}", "row": found, "form": form, "is_late": True}
        return render(request, "practices/edit.html", context, status=403)
    done = SENT_AGAIN if found.state == Practice.State.RETURNED else "Сохранено: {row}."
    return edit_page(
        request, form, found, actions.change_practice, "practices/edit.html", done=done
    )


@require_POST
@allowed_to(can_judge)
def publish_practice(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = _seen(request, pk), timezone.localdate()
    return _act(
        request,
        found,
        lambda: actions.publish_practice(
            pk, on=today, version=seen_version(request), by=request.user
        ),
        "Опубликовано: практику видят все.",
    )


@require_POST
@allowed_to(can_judge)
def return_practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back with a remark; without one the page says what is missing."""
    found = _seen(request, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _render(request, found, remark_form=form)
    return _act(
        request,
        found,
        lambda: actions.return_practice(pk, by=request.user, **form.cleaned_data),
        "Возвращено с замечанием.",
    )


@require_POST
@allowed_to(can_propose)
def put_photo(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render(request, found, photo_form=form)
    file, alt = form.cleaned_data["file"], form.cleaned_data["alt"]
    return _act(
        request,
        found,
        lambda: actions.put_photo(pk, file, alt=alt, by=request.user),
        "Фотография добавлена.",
    )


@require_POST
@allowed_to(can_propose)
def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    return _act(
        request, found, lambda: actions.remove_photo(pk, by=request.user), "Фотография убрана."
    )


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the photograph to those who see the practice."""
    found = _seen(request, pk)
    kept = PracticePhoto.objects.filter(practice=found).first()
    if kept is None:
        raise Http404("У практики нет фотографии.")
    is_public = found.is_published
    if "small" in request.GET:
        return serve_file(
            request, kept.thumbnail, JPEG.key, found.title, inline=True, is_public=is_public
        )
    return serve_file(
        request, kept.file, kept.file_kind, found.title, inline=True, is_public=is_public
    )


def _act(
    request: HttpRequest, found: Practice, action: Callable[[], Any], done: str
) -> HttpResponse:
    try:
        action()
    except (StaleObjectError, Practice.DoesNotExist):
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, done)
    return redirect(found)


def _render(
    request: HttpRequest,
    found: Practice,
    *,
    photo_form: PhotoForm | None = None,
    remark_form: RemarkForm | None = None,
) -> HttpResponse:
    """Show a practice; the forms bring the faults of what was refused."""
    user = request.user
    context: dict[str, Any] = {
        "practice": found,
        "photo": PracticePhoto.objects.filter(practice=found).first(),
        "mark": MARKS[found.state],
        "sees_state": can_propose(user) and (can_judge(user) or not found.is_published),
        "can_change": can_change(user, found),
        "can_judge": can_judge(user),
        "photo_form": photo_form or PhotoForm(),
    }
    if can_judge(user):
        form = remark_form or RemarkForm(initial={"version": found.version})
        context |= {"remark_form": form, "changes": changes_of(found)}
    return render(request, "practices/practice.html", context)


def _seen(request: HttpRequest, pk: int) -> Practice:
    practices = practices_of(request.user).select_related("library__organisation", "proposed_by")
    return get_object_or_404(practices, pk=pk)


def _own(request: HttpRequest, pk: int) -> Practice:
    """Return a practice that the person may change; 403 for one that she only sees."""
    found = _seen(request, pk)
    if not can_change(request.user, found):
        raise PermissionDenied
    return found
