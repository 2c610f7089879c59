import pytest

from common.russian import keep_together, soft_hyphens


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("профессиональное", "про-фес-си-ональ-ное"),
        ("Автоматизированных", "Авто-ма-ти-зи-ро-ван-ных"),
        ("средства библиотек", "средства биб-ли-отек"),
        ("из них: всего", "из них: всего"),
    ],
)
def test_long_words_may_break_by_syllables_and_short_ones_not(text, shown):
    assert soft_hyphens(text).replace("\u00ad", "-") == shown


def test_hyphens_change_no_letter():
    text = "прошли обучение (инструктирование) по вопросам обслуживания"
    assert soft_hyphens(text).replace("\u00ad", "") == text


def test_lines_break_neither_inside_numbers_nor_inside_names():
    text = "М. А. Тихонова, филиал № 11, 4,9 км к северу. А зал"
    assert keep_together(text).replace("\u00a0", "_") == (
        "М._А._Тихонова, филиал №_11, 4,9_км к северу. А зал"
    )
