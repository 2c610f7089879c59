"""Pages of the news."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import edit_page
from common.files.kinds import JPEG
from common.files.serving import serve_file
from common.guards import allowed_to
from common.russian import format_day
from libraries.queries import changes_of
from publications.models import News, NewsPicture
from publications.news import actions
from publications.news.forms import NewsForm, NewsPictureForm, PublishNewsForm
from publications.news.rules import can_write_news, news_of

PAGE_SIZE = 10


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    """Show the news, the newest first; the department sees its drafts above them."""
    today = timezone.localdate()
    rows = news_of(request.user, today).prefetch_related("pictures")
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "today": today,
        "can_write": can_write_news(request.user),
    }
    return render(request, "news/news_list.html", context)


def news(request: HttpRequest, pk: int) -> HttpResponse:
    return _render(request, _seen(request, pk))


@allowed_to(can_write_news)
def create_news(request: HttpRequest) -> HttpResponse:
    form = NewsForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        added = actions.add_news(form.values, by=request.user)
        messages.success(request, "Черновик сохранён. Добавьте картинки и опубликуйте.")
        return redirect(added)
    return render(request, "news/edit.html", {"form": form, "title": "Написать новость"})


@allowed_to(can_write_news)
def edit_news(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    form = NewsForm(data_of(request), instance=found)
    return edit_page(request, form, found, actions.change_news, "news/edit.html")


@require_POST
@allowed_to(can_write_news)
def publish_news(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    form = PublishNewsForm(request.POST, news=found)
    if not form.is_valid():
        return _render(request, found, publish_form=form)
    try:
        actions.publish_news(pk, by=request.user, **form.cleaned_data)
    except (StaleObjectError, News.DoesNotExist):
        messages.warning(request, MOVED_ON)
    else:
        day = form.cleaned_data["published_on"]
        messages.success(request, f"Новость видят все с {format_day(day)}")
    return redirect(found)


@require_POST
@allowed_to(can_write_news)
def withdraw_news(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    try:
        actions.withdraw_news(pk, version=seen_version(request), by=request.user)
    except (StaleObjectError, News.DoesNotExist):
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, "Новость снова черновик: её видит только отдел.")
    return redirect(found)


@require_POST
@allowed_to(can_write_news)
def add_picture(request: HttpRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    form = NewsPictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_picture(found, form.cleaned_data["file"], alt=form.cleaned_data["alt"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Картинка добавлена.")
            return redirect(found)
    return _render(request, found, picture_form=form)


@require_POST
@allowed_to(can_write_news)
def remove_picture(request: HttpRequest, pk: int, picture_pk: int) -> HttpResponse:
    found = _seen(request, pk)
    actions.remove_picture(get_object_or_404(found.pictures, pk=picture_pk))
    messages.success(request, "Картинка убрана.")
    return redirect(found)


@require_safe
def picture(request: HttpRequest, pk: int, picture_pk: int) -> HttpResponseBase:
    """Give a picture to those who see its news."""
    found = _seen(request, pk)
    kept: NewsPicture = get_object_or_404(found.pictures, pk=picture_pk)
    is_small = "small" in request.GET
    return serve_file(
        request,
        kept.thumbnail if is_small else kept.file,
        JPEG.key if is_small else kept.file_kind,
        found.title,
        inline=True,
        is_public=found.is_open_on(timezone.localdate()),
    )


def _render(
    request: HttpRequest,
    found: News,
    *,
    publish_form: PublishNewsForm | None = None,
    picture_form: NewsPictureForm | None = None,
) -> HttpResponse:
    """Show a piece of news; the forms bring the faults of what was refused."""
    can_write = can_write_news(request.user)
    context: dict[str, Any] = {
        "news": found,
        "pictures": list(found.pictures.all()),
        "is_open": found.is_open_on(timezone.localdate()),
        "can_write": can_write,
    }
    if can_write:
        context |= {
            "publish_form": publish_form or PublishNewsForm(news=found),
            "picture_form": picture_form or NewsPictureForm(),
            "changes": changes_of(found),
        }
    return render(request, "news/news.html", context)


def _seen(request: HttpRequest, pk: int) -> News:
    return get_object_or_404(news_of(request.user, timezone.localdate()), pk=pk)
