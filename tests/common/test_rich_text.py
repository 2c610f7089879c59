"""Text with a few marks: what is shown, and that nothing else gets through."""

import pytest

from common.rich_text import plain_words, rich_text
from common.templatetags.ru import one_stop


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Раз\nдва\n\nтри", "<p>Раз<br>два</p>\n<p>три</p>"),
        ("Берём:\n- книгу\n- плед", "<p>Берём:</p>\n<ul><li>книгу</li><li>плед</li></ul>"),
        ("1. шаг\n2) шаг", "<ol><li>шаг</li><li>шаг</li></ol>"),
        ("## Итоги\nтекст", "<h3>Итоги</h3>\n<p>текст</p>"),
        ("**важно** и **", "<p><strong>важно</strong> и **</p>"),
        (
            "см. [сайт](https://a.example/x?y=1&z=2).",
            '<p>см. <a href="https://a.example/x?y=1&amp;z=2" '
            'rel="noopener nofollow">сайт</a>.</p>',
        ),
        (
            "https://a.example/x.",
            '<p><a href="https://a.example/x" rel="noopener nofollow">https://a.example/x</a>.</p>',
        ),
        ("", ""),
    ],
)
def test_marks_become_html(text, html):
    assert rich_text(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[щёлкни](javascript:alert(1))",
        "[щёлкни](data:text/html,x)",
        '[x](https://a.example/"onmouseover="alert(1))',
        "**<img src=x onerror=alert(1)>**",
        "- <b>х</b>",
        "## <i>х</i>",
        "[<svg/onload=alert(1)>](https://a.example/)",
    ],
)
def test_nothing_typed_becomes_a_tag_or_a_script(text):
    html = rich_text(text)
    assert not any(f"<{tag}" in html for tag in ("script", "img", "b>", "i>", "svg"))
    assert 'href="javascript' not in html and 'href="data' not in html
    assert '"onmouseover' not in html


def test_words_without_their_marks():
    text = "## О нас\n- в **банке практик**: [смотрите](https://a.example) https://b.example"
    assert plain_words(text) == "О нас\nв банке практик: смотрите https://b.example"


def test_name_that_ends_with_its_own_mark_gets_no_second_one():
    assert one_stop("Сохранено: Как считать?. Дальше.") == "Сохранено: Как считать? Дальше."
