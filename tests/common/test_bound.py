"""What a line must not part stays together on pages."""

import pytest

from common.russian import bound, bound_facts


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


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("<dt>Дом № 9</dt> № 9", "<dt>Дом №_9</dt> № 9"),
        ("<dd>\n<a>И. И. Петрова</a>,\n№ 5</dd>", "<dd>\n<a>И._И._Петрова</a>,\n№_5</dd>"),
        ("<label for='a'>Приказ № 9</label>", "<label for='a'>Приказ №_9</label>"),
        ("<h2 id='a'>Филиал № 9</h2>", "<h2 id='a'>Филиал №_9</h2>"),
        ("<dd><textarea>№ 9</textarea></dd>", "<dd><textarea>№ 9</textarea></dd>"),
        ("<ddx>№ 9</ddx>", "<ddx>№ 9</ddx>"),
        ("<li>Филиал № 9</li>", "<li>Филиал №_9</li>"),
    ],
)
def test_facts_and_labels_of_a_page_keep_their_pairs(page, kept):
    assert bound_facts(page).replace("\u00a0", "_") == kept


def test_facts_of_every_page_are_kept_on_one_line(client, library):
    library.address = "ул. Садовая, дом № 9"
    library.save()
    assert "дом №\u00a09</dd>" in client.get(library.get_absolute_url()).content.decode()
