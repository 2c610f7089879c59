"""Plain text with a few marks, shown as HTML: what people type is never HTML itself.

An empty line ends a paragraph; lines that begin with «- » or «1. » make a list, «## » a heading;
**bold**; [words](https://address) and a bare https:// address are links.
"""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HELP = (
    "Пишите как обычно: пустая строка начинает абзац, дефис с пробелом в начале строки — пункт "
    "списка, адрес сайта сам станет ссылкой. Если нужно: две решётки и пробел — подзаголовок, "
    "две звёздочки с обеих сторон — жирные слова, [слова](адрес) — ссылка словами."
)
_BLANK = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"[-–—•]\s+")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_HEADING = re.compile(r"##\s+")
_INLINE = re.compile(
    r"\[(?P<words>[^\]\n]{1,300})\]\((?P<address>https?://[^\s()<>\"]{1,1000})\)"
    r"|(?P<bare>https?://[^\s<>\"]{1,1000}[^\s<>\".,;:!?)»])"
    r"|\*\*(?P<bold>[^*\n]{1,1000})\*\*"
)


def rich_text(text: str) -> SafeString:
    """Return the text as HTML of paragraphs, lists, headings and links; all else is escaped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = (block.strip("\n") for block in _BLANK.split(plain))
    html = "\n".join(part for block in blocks if block.strip() for part in _parts(block))
    return mark_safe(html)  # noqa: S308 - every text went through escape()


def plain_words(text: str) -> str:
    """Return the words of such a text without its marks, as excerpts show them."""
    lines = (_read(line.strip())[1] for line in text.splitlines())
    return "\n".join(_INLINE.sub(_unmarked, line) for line in lines)


def _unmarked(match: re.Match[str]) -> str:
    return match["words"] or match["bold"] or match["bare"]


def _parts(block: str) -> Iterator[str]:
    """Yield the parts of a block: neighbouring lines of one kind are one part."""
    kept: list[str] = []
    kind = ""
    for line in block.split("\n"):
        found, words = _read(line.strip())
        if kept and (found != kind or found == "h3"):
            yield _written(kind, kept)
            kept = []
        kind = found
        kept.append(_inline(words))
    yield _written(kind, kept)


def _read(line: str) -> tuple[str, str]:
    for mark, kind in ((_HEADING, "h3"), (_BULLET, "ul"), (_NUMBER, "ol")):
        if found := mark.match(line):
            return kind, line[found.end() :]
    return "p", line


def _written(kind: str, lines: list[str]) -> str:
    if kind in ("ul", "ol"):
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f"<{kind}>{items}</{kind}>"
    return f"<{kind}>{'<br>'.join(lines)}</{kind}>"


def _inline(line: str) -> str:
    html, at = "", 0
    for match in _INLINE.finditer(line):
        html += escape(line[at : match.start()]) + _marked(match)
        at = match.end()
    return html + escape(line[at:])


def _marked(match: re.Match[str]) -> str:
    if match["bold"]:
        return f"<strong>{escape(match['bold'])}</strong>"
    address = match["bare"] or match["address"]
    words = match["bare"] or match["words"]
    return f'<a href="{escape(address)}" rel="noopener nofollow">{escape(words)}</a>'
