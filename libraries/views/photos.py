"""Photographs of a library: kept on a page of their own, shown in its passport."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.files.kinds import JPEG
from common.files.serving import serve_file
from common.guards import allowed_to
from libraries.actions import photos as actions
from libraries.forms.passports import PhotoForm
from libraries.models import LibraryPhoto
from libraries.rules import passports as rules


@allowed_to(rules.can_keep_passports)
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the photographs of a library and take a new one."""
    library = get_object_or_404(rules.passports_of(request.user), pk=pk)
    is_sent = request.method == "POST"
    form = PhotoForm(request.POST or None, request.FILES or None) if is_sent else PhotoForm()
    if is_sent and form.is_valid():
        try:
            values = form.cleaned_data
            added = actions.add_photo(library, values["file"], values["alt"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = "" if added.is_confirmed else " Все увидят её, когда подтвердит методист."
            messages.success(request, f"Фотография добавлена.{said}")
            return redirect("libraries:photos", pk=pk)
    context = {"library": library, "form": form, "photos": library.photos.filter(removed_at=None)}
    return render(request, "libraries/passport/photos.html", context)


@require_POST
@allowed_to(rules.can_keep_passports)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    photo = _own(request, pk)
    actions.move_photo(photo, up=request.POST.get("to") == "up")
    return redirect("libraries:photos", pk=photo.library_id)


@require_POST
@allowed_to(rules.can_keep_passports)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    photo = _own(request, pk)
    actions.remove_photo(photo, by=request.user)
    messages.success(request, "Фотография убрана со всех страниц.")
    return redirect("libraries:photos", pk=photo.library_id)


@require_GET
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the photograph itself."""
    photo = _seen(request, pk)
    return serve_file(
        request,
        photo.file,
        photo.file_kind,
        photo.file_name,
        inline=True,
        is_public=photo.is_confirmed,
    )


@require_GET
def thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the small one, for pages."""
    photo = _seen(request, pk)
    return serve_file(
        request,
        photo.thumbnail,
        JPEG.key,
        photo.file_name,
        inline=True,
        is_public=photo.is_confirmed,
    )


def _own(request: HttpRequest, pk: int) -> LibraryPhoto:
    in_care = LibraryPhoto.objects.filter(library__in=rules.passports_of(request.user))
    return get_object_or_404(in_care, pk=pk, removed_at=None)


def _seen(request: HttpRequest, pk: int) -> LibraryPhoto:
    related = LibraryPhoto.objects.select_related("library__organisation__parent__parent")
    photo = get_object_or_404(related, pk=pk)
    if not rules.can_see_photo(request.user, photo):
        raise Http404("Фотография не найдена.")
    return photo
