"""What a line must not part stays together on pages."""

import pytest

from common.russian import bound


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("филиал № 11 имени М. А. Тихонова", "филиал №_11 имени М._А._Тихонова"),
        ("ведёт Тихонова М. А., с 5 лет", "ведёт Тихонова_М._А., с 5_лет"),
        ("г. Берёзовск, ул. Почтовая, 42", "г._Берёзовск, ул._Почтовая, 42"),
        ("форма 6-НК за 2026 год", "форма 6-~НК за 2026_год"),
        ("код 05-001, тел. 2-19-23", "код 05-001, тел. 2-19-23"),
        ('<a href="?q=№ 5&d=6-НК">№ 5</a>', '<a href="?q=№ 5&d=6-НК">№_5</a>'),
        ("<b>2</b> &lt; 3 года", "<b>2</b> &lt; 3_года"),
    ],
)
def test_pairs_are_kept_on_one_line(text, kept):
    assert bound(text).replace("\u00a0", "_").replace("\u2060", "~") == kept
