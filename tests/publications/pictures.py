"""Small pictures of our own for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.files.checking import CheckedFile
from common.files.kinds import JPEG


def jpeg(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def upload(name: str = "фото.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg())


def checked(colour: str = "teal") -> CheckedFile:
    """Return what the check makes of such a picture, without the time that the sandbox takes."""
    data = jpeg(colour)
    return CheckedFile(data, JPEG, "фото.jpg", width=60, height=40, thumbnail=data)
