"""Titles that the designer proposes for the next edition of a form."""

import pytest

from statistics.designer.naming import title_of_edition


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("Форма № 6-НК, редакция 2015 года", "Форма № 6-НК, редакция 2027 года"),
        (
            "Форма № 6-НК, редакция 2019 года (изменён раздел 4)",
            "Форма № 6-НК, редакция 2027 года",
        ),
        ("Отчёт библиотеки школы, первая редакция", "Отчёт библиотеки школы, редакция 2027 года"),
        ("Опрос (вторая редакция)", "Опрос, редакция 2027 года"),
        ("Сведения о редакциях газет", "Сведения о редакциях газет, редакция 2027 года"),
        ("(редакция)", "(редакция), редакция 2027 года"),
    ],
)
def test_the_part_about_another_edition_is_replaced(title: str, proposed: str):
    assert title_of_edition(title, 2027) == proposed


def test_a_long_title_keeps_its_edition():
    proposed = title_of_edition("Ф" * 300, 2027)
    assert len(proposed) == 300
    assert proposed.endswith(", редакция 2027 года")
