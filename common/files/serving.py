"""Files given to browsers so that they can never run in the portal's name."""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from common.files.checking import shown_name
from common.files.kinds import KINDS, PDF

# Even a browser that shows the file runs nothing of it, and it reaches no cookie of ours.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LONGEST_NAME = 150


def serve_file(
    request: HttpRequest,
    file: FieldFile,
    kind: str,
    name: str,
    *,
    inline: bool = False,
    is_public: bool = False,
) -> HttpResponseBase:
    """Answer with a stored file of the kind `kind`, named `name` in the person's downloads.

    The view has asked already whether the person may see it. Pictures and PDFs may be shown
    `inline`, all else is only downloaded. What `is_public` browsers keep and ask whether it is
    still the same; anything else they do not keep. Raises Http404 when there is no file.
    """
    found = KINDS[kind]
    headers = {**_HEADERS, **_kept(file, is_public=is_public)}
    if is_public:
        unchanged = get_conditional_response(request, etag=headers["ETag"])
        if unchanged is not None:
            return unchanged
    is_shown = inline and (found.is_picture or found is PDF)
    return FileResponse(
        _opened(file),
        as_attachment=not is_shown,
        filename=_named(name, found.extensions),
        content_type=found.media_type,
        headers=headers,
    )


def _kept(file: FieldFile, *, is_public: bool) -> dict[str, str]:
    """A stored file never changes under its name, so its name tells whether it is the same."""
    if not is_public:
        return {"Cache-Control": "private, no-store"}
    return {"Cache-Control": "no-cache", "ETag": f'"{PurePath(file.name or "none").stem}"'}


def _opened(file: FieldFile) -> FieldFile:
    if not file:
        raise Http404("Файла нет.")
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise Http404("Файл не найден на сервере.") from error


def _named(name: str, extensions: tuple[str, ...]) -> str:
    """Return `name` with the ending that is true, whatever the person called the file."""
    shown = shown_name(name).replace('"', "")
    stem = shown
    for extension in extensions:
        if shown.lower().endswith(extension):
            stem = shown[: -len(extension)]
    return f"{stem[:_LONGEST_NAME].strip(' .') or 'файл'}{extensions[0]}"
