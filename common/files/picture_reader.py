"""Draws pictures anew inside the sandbox: called there by name, never in the portal's process."""

import base64
import io
import warnings
from typing import Any

from PIL import Image, ImageOps

from common.uploads import UploadError

# A photograph of a good camera has 24 or 48 million pixels; a decoded one takes 4 bytes a pixel.
MAX_PIXELS = 50_000_000
MAX_SIDE = 2_400
THUMBNAIL_SIDE = 360
FORMATS = ("JPEG", "PNG", "WEBP")
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 85},
}


def draw_anew(data: bytes) -> dict[str, Any]:
    """Return the picture and its thumbnail (base64), `width` and `height` of what is returned.

    Only pixels are carried over: EXIF with the place, comments and a glued tail stay behind.
    Raises UploadError when the header tells more than MAX_PIXELS, before anything is decoded.
    """
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at here, and told in our own words
    source = Image.open(io.BytesIO(data), formats=FORMATS)
    _check_size(*source.size)
    kind = source.format or "JPEG"
    source.draft("RGB", (MAX_SIDE, MAX_SIDE))
    source.thumbnail((MAX_SIDE, MAX_SIDE))
    picture = _plain(ImageOps.exif_transpose(source), keeps_alpha=kind != "JPEG")
    return {
        "picture": _saved(picture, kind),
        "thumbnail": thumbnail_of(picture),
        "width": picture.width,
        "height": picture.height,
    }


def thumbnail_of(picture: Image.Image, side: int = THUMBNAIL_SIDE) -> str:
    """Return a JPEG (base64) that fits into a square of `side` pixels, on white."""
    small = picture.copy()
    small.thumbnail((side, side))
    return _saved(_on_white(small), "JPEG")


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise UploadError(
            f"Картинка слишком большая: {width} × {height} точек. "
            "Уменьшите её, например до 2400 точек по длинной стороне, и загрузите снова."
        )


def _plain(picture: Image.Image, *, keeps_alpha: bool) -> Image.Image:
    """Return a new image of pixels alone, with nothing that the file had beside them."""
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if has_alpha and keeps_alpha else "RGB"
    converted = picture.convert(mode)
    clean = Image.new(mode, converted.size)
    clean.paste(converted)
    return clean


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _saved(picture: Image.Image, kind: str) -> str:
    out = io.BytesIO()
    picture.save(out, kind, **_OPTIONS[kind])
    return base64.b64encode(out.getvalue()).decode()
