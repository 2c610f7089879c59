"""Squares that a telephone reads, as pictures that stand in a page or a document themselves."""

import base64
from io import BytesIO

import qrcode


def square_of(text: str, dots: int = 4) -> str:
    """Return the square of `text` as the address of a picture; a dot of it is `dots` wide."""
    stream = BytesIO()
    qrcode.make(text, border=2, box_size=dots).save(stream)
    return f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"
