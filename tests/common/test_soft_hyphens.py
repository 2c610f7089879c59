import pytest

from common.russian import soft_hyphens


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
