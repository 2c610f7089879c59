"""Reading an edition: every problem is told, each at its place."""

from collections.abc import Callable
from typing import Any

import pytest

from statistics.layout import EditionError, parse_definition
from tests.statistics.small_form import small_definition

Change = Callable[[dict[str, Any]], object]


def section(data: dict[str, Any], number: int = 1) -> dict[str, Any]:
    return data["sections"][number - 1]


def past(data: dict[str, Any], was: object) -> None:
    data.update(follows="2020", was=was)


PROBLEMS: list[tuple[Change, str]] = [
    (lambda d: d.pop("form"), "нет обязательного ключа «form»"),
    (lambda d: d.update(form="6 НК"), "«form» пишется латинскими буквами"),
    (lambda d: d.update(edition=2024), "«edition» должно быть текстом в кавычках, а не 2024"),
    (lambda d: d.update(year_from="с 2024"), "«year_from» должно быть целым числом"),
    (lambda d: d.update(year_to=2020), "«year_to» раньше, чем «year_from»"),
    (lambda d: d.update(year_from=99999), "«year_from» — от 1990 до 2100, а не 99999"),
    (lambda d: d.update(year_to=20260), "«year_to» не позже 2100"),
    (lambda d: d.update(title="6" * 301), "«title» длиннее 300 знаков"),
    (lambda d: d.update(okud="0" * 11), "«okud» длиннее 10 знаков"),
    (lambda d: d.update(max_digits=30), "«max_digits» не может быть больше 15"),
    (lambda d: d.update(colour="red"), "неизвестный ключ «colour»"),
    (lambda d: d.update(sections=[]), "«sections» должно быть непустым списком"),
    (lambda d: d.update(sections={}), "«sections» должно быть непустым списком"),
    (lambda d: d.update(title_page=["ОКПО"]), "«title_page»: ожидались ключи и значения"),
    (lambda d: section(d).update(number=1000), "Раздел: «number» — от 1 до 999, а не 1000"),
    (lambda d: section(d)["rows"][0].update(number=0), "«number» — от 1 до 999, а не 0"),
    (
        lambda d: section(d)["rows"][0].update(title=None),
        "должно быть текстом в кавычках, а не пусто",
    ),
    (
        lambda d: section(d)["rows"][0].update(title="а\0б"),
        "в «title» есть знаки, которых не видно",
    ),
    (lambda d: section(d)["rows"][0].update(of=9), "строка 1: «of»: строки 9 в таблице нет"),
    (lambda d: section(d)["rows"][0].update(of=1), "строка 1: «of»: выходит частью самой себя"),
    (
        lambda d: [row.update(of=3 - row["number"]) for row in section(d)["rows"][:2]],
        "строка 2: «of»: выходит частью самой себя",
    ),
    (lambda d: section(d, 2).update(number=1), "Раздел 1: номер встречается дважды"),
    (lambda d: section(d).pop("title"), "Раздел 1: нет обязательного ключа «title»"),
    (lambda d: section(d).update(columns=[]), "Раздел 1: «columns» должно быть непустым списком"),
    (lambda d: section(d)["rows"][0].update(number=2), "Раздел 1, строка 2: номер встречается"),
    (lambda d: section(d)["rows"][1].update(closed=[5, 5]), "строка 02: «closed»: графа 5 закрыта"),
    (lambda d: section(d)["rows"][1].update(closed=[9]), "строка 02: «closed»: графы 9"),
    (lambda d: section(d)["rows"][1].update(closed=["5"]), "«closed» — список номеров граф"),
    (lambda d: section(d)["rows"][1].update(height=3), "Раздел 1, строка 02: неизвестный ключ"),
    (lambda d: section(d)["columns"][2].update(number=2), "Раздел 1, графа 2: номер встречается"),
    (lambda d: section(d)["columns"][0].update(kind="text"), "графа 2: «kind» должно быть одним"),
    (lambda d: section(d)["columns"][0].update(places=1), "графа 2: «places» бывает только"),
    (lambda d: section(d)["columns"][0].update(kind="decimal"), "«places» — от 1 до 3"),
    (lambda d: section(d)["columns"][2].update(of=8), "графа 5: «of»: графы 8 в таблице нет"),
    (lambda d: section(d)["columns"][1].update(width=1), "«в том числе»: неизвестный ключ «width»"),
    (lambda d: section(d).update(blocks=["2:3"]), "«blocks»: блоки должны содержать все графы"),
    (lambda d: section(d).update(blocks=[123]), "«blocks»: ожидались графы в кавычках"),
    (lambda d: section(d).update(blocks=["8:9"]), "в блоке «8:9» нет ни одной графы"),
    (lambda d: d["checks"].append({"code": "parts", "rule": "1.01.2 > 0"}), "такой код уже есть"),
    (lambda d: d["checks"][0].update(severity="fatal"), "Контроль parts: «severity» должно быть"),
    (lambda d: d["checks"][0].update(total="yes"), "Контроль parts: «total» должно быть true"),
    (lambda d: d["checks"][0].update(rule="1.01.2 = 9.99.9"), "раздела 9 в форме нет"),
    (lambda d: d.update(follows=2020), "«follows» должно быть текстом в кавычках, а не 2020"),
    (lambda d: d.update(follows="2024"), "редакция не может продолжать саму себя"),
    (lambda d: d.update(was={"1.1.2": None}), "«was» бывает только вместе с «follows»"),
    (lambda d: past(d, ["1.01.2"]), "«was» — пары вида «4.12.3: 4.12.2»"),
    (lambda d: past(d, {"1.02.5": None}), "«was»: открытой ячейки «1.02.5» в этой редакции нет"),
    (lambda d: past(d, {"итог": None}), "«was»: открытой ячейки «итог» в этой редакции нет"),
    (lambda d: past(d, {"1.1.2": None, "1.01.2": None}), "«was»: ячейка 1.01.2 названа дважды"),
    (lambda d: past(d, {"1.1.2": 1.2}), "у ячейки 1.01.2 ожидался прежний адрес вида 2.04.3"),
    (
        lambda d: past(d, {"1.1.3": "1.1.2"}),
        "«was»: ячейки 1.01.2 и 1.01.3 обе продолжают прежнюю 1.01.2; у той, что новая",
    ),
]


@pytest.mark.parametrize(("change", "told"), PROBLEMS, ids=[told for _, told in PROBLEMS])
def test_a_problem_is_told_at_its_place(change: Change, told: str):
    definition = small_definition()
    change(definition)
    with pytest.raises(EditionError) as error:
        parse_definition(definition)
    assert any(told in message for message in error.value.messages), error.value.messages


def test_tables_of_a_section_may_not_claim_one_cell_twice():
    definition = small_definition()
    table = {key: section(definition).pop(key) for key in ("rows", "columns")}
    section(definition)["tables"] = [table, {**table, "rows": table["rows"][:1]}]
    with pytest.raises(EditionError, match=r"Раздел 1: ячейка 1\.01\.2 встречается дважды"):
        parse_definition(definition)


def test_all_problems_are_told_at_once():
    definition = small_definition()
    for change, _ in PROBLEMS[1:4]:
        change(definition)
    definition["checks"][0]["rule"] = "1.*.9 = 1"
    with pytest.raises(EditionError) as error:
        parse_definition(definition)
    assert len(error.value.messages) == 4


def test_the_small_form_itself_is_right():
    layout = parse_definition(small_definition())
    assert len(layout.cells) == 13
    assert layout.cells["1.01.3"].title == "Абонемент — в том числе: взрослые"
    assert layout.cells["1.01.2"].ask_above == 1000
    assert layout.cells["2.04.3"].ask_above == 1
    assert (layout.cells["2.04.3"].kind, layout.cells["2.04.3"].places) == ("decimal", 2)


@pytest.mark.parametrize("data", [None, [], "6-nk", 5, {}, {"sections": [None, 5, "x"]}])
def test_what_is_no_definition_is_an_edition_error(data: Any):
    with pytest.raises(EditionError):
        parse_definition(data)
