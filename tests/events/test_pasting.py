"""A block from Excel or Word pasted into a range: seen first, written all or nothing."""

import json

import pytest
from django.urls import reverse

from events import actions
from events.item_fields import text_of
from events.models import PlanItem
from events.queries import rows_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def rows(add) -> list[PlanItem]:
    return [add(name, place="г. Берёзов") for name in "абв"]


@pytest.fixture
def paste(client_of, methodist, plan, rows):
    """Return a function: paste `text` (or `html`) from `fields[0]` of the first of `rows` on."""

    def ask(text: str = "", fields: str = "name,period", html: str = "", **more: object):
        keys = more.pop("rows", ",".join(str(row.pk) for row in rows))
        data = {"text": text, "html": html, "rows": keys, "fields": fields, **more}
        return client_of(methodist).post(reverse("events:plan-paste", args=[plan.pk]), data)

    return ask


@pytest.fixture
def write(client_of, methodist, plan, rows):
    def send(**data: object):
        fields = {
            name: value if name == "after" else json.dumps(value) for name, value in data.items()
        }
        url = reverse("events:plan-cells", args=[plan.pk])
        return client_of(methodist).post(url, {"kind": "paste", **fields}, headers=JSON)

    return send


def fresh(row: PlanItem) -> PlanItem:
    return PlanItem.objects.select_related("plan").get(pk=row.pk)


def test_what_would_change_is_shown_and_nothing_is_written(paste, plan, rows):
    answer = paste("а\tмарт\nг\t5 мая").json()
    assert answer["good"] is True
    assert answer["cells"] == [
        [rows[0].pk, "period", "март", ""],
        [rows[1].pk, "name", "г", "б"],
        [rows[1].pk, "period", "5 мая", ""],
    ]
    assert "5 мая 2026" in answer["html"] and "ещё 1" in answer["html"]
    assert [row.name for row in rows_of(plan)] == ["а", "б", "в"]


def test_what_was_shown_is_written_as_one_step(paste, write, plan, rows, methodist):
    shown = paste("г\tмарт\nд\tмай\nе\tиюнь\nж\tиюль", may_add="1").json()
    written = write(cells=shown["cells"], added=shown["added"], after=rows[2].pk).json()
    assert written["said"] == "Записано: 6 ячеек, новых пунктов: 1."
    assert [row.name for row in rows_of(plan)] == ["г", "д", "е", "ж"]
    assert actions.undo_step(plan, methodist).title == "вставка — 6 ячеек, новых пунктов: 1"
    assert [row.name for row in rows_of(plan)] == ["а", "б", "в"]


def test_a_cell_changed_after_it_was_shown_keeps_all_from_being_written(
    paste, write, plan, rows, head
):
    shown = paste("г\tмарт\nд\tмай").json()
    actions.change_field(rows[1], "name", "другое", "б", head)
    answer = write(cells=shown["cells"])
    assert answer.status_code == 409
    assert "«другое»" in answer.json()["error"]
    assert fresh(rows[0]).name == "а"


def test_a_table_of_word_is_read_by_its_cells(paste, rows):
    html = """<table><tr><td><p>Форум</p><p>чтецов</p></td><td>март</td></tr>
      <tr><td>Слёт</td><td>апрель<br>май</td></tr></table>"""
    cells = paste("Форум\nчтецов\tмарт", html=html).json()["cells"]
    assert [cell[2] for cell in cells] == ["Форум\nчтецов", "март", "Слёт", "апрель\nмай"]


def test_a_cell_of_several_lines_is_read_from_plain_text_too(paste, rows):
    cells = paste('"Форум\nчтецов"\tмарт\n"Школа" вожатых\tмай').json()["cells"]
    assert [cell[2] for cell in cells] == ["Форум\nчтецов", "март", '"Школа" вожатых', "май"]


@pytest.mark.parametrize("text", ["=1+1", "-5 мероприятий", "<script>alert(1)</script>", "@СУММ"])
def test_formulas_and_markup_stay_what_they_are_texts(
    paste, write, plan, rows, text, client_of, methodist
):
    shown = paste(text, fields="name,period").json()
    write(cells=shown["cells"])
    assert fresh(rows[0]).name == text
    page = client_of(methodist).get(plan.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page and "<script>alert(1)" not in shown["html"]


def test_one_cell_fills_the_whole_range(paste, rows):
    cells = paste("с. Зелёное", fields="place,name", height=3, width=1).json()["cells"]
    assert [(cell[0], cell[2]) for cell in cells] == [(row.pk, "с. Зелёное") for row in rows]


def test_a_wrong_cell_is_pointed_out_and_nothing_can_be_written(paste, rows):
    answer = paste("\tмарт\nд\tмай").json()
    assert answer["good"] is False
    assert "наименование" in answer["html"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "В буфере пусто"),
        ("а\tб\tв", "столбцов: 3, а от этой ячейки направо помещается 2"),
        ("1\n2\n3\n4", "строк: 4, а от этой ячейки вниз пунктов: 3"),
        ("строка\n" * 5000, "5000 строк, а сюда за один раз вставляется не больше 500"),
        ("строка\n" * 5001, "5001 строка, а сюда"),
        ("а" * 4_000_001, "слишком много"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(paste, text, told):
    answer = paste(text)
    assert answer.status_code == 422
    assert told in answer.json()["error"]


def test_a_table_of_five_thousand_rows_is_refused_too(paste):
    html = "<table>" + "<tr><td>Семинар</td></tr>" * 5000 + "</table>"
    answer = paste("", html=html)
    assert answer.status_code == 422
    assert "не больше 500" in answer.json()["error"]


@pytest.mark.parametrize(
    "cells",
    ["нет", "{}", "[1]", '[["1", "place", "х", ""]]', '[[1, "position", "х", ""]]', "[" * 9999],
)
def test_cells_that_are_none_are_a_bad_request(client_of, methodist, plan, item, cells):
    url = reverse("events:plan-cells", args=[plan.pk])
    answer = client_of(methodist).post(url, {"cells": cells}, headers=JSON)
    assert answer.status_code == 400


@pytest.mark.parametrize("added", ['["х"]', '[{"position": "1"}]', '[{"name": 1}]'])
def test_new_rows_that_are_none_are_a_bad_request(client_of, methodist, plan, item, added):
    url = reverse("events:plan-cells", args=[plan.pk])
    answer = client_of(methodist).post(url, {"added": added, "after": item.pk}, headers=JSON)
    assert answer.status_code == 400


def test_marked_rows_are_changed_without_a_script(client_of, methodist, plan, rows):
    client = client_of(methodist)
    url = reverse("events:plan-many", args=[plan.pk])
    marked = [f"{row.pk}:{row.version}" for row in rows[:2]]
    page = client.get(url, {"item": marked})
    assert [row.name for row in page.context["rows"]] == ["а", "б"]
    form = {"item": marked, "act": "change", "field": "audience", "way": "replace", "text": "дети"}
    done = client.post(url, form, follow=True)
    assert (
        "Изменено: 2\N{NO-BREAK SPACE}пункта." in done.content.decode()
        or "Изменено: 2 пункта." in done.content.decode()
    )
    assert [text_of(fresh(row), "audience") for row in rows] == ["дети", "дети", ""]
    again = client.post(url, form, follow=True)
    assert "изменили, пока Вы выбирали" in again.content.decode()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"field": "place", "way": "add", "text": "х"}, "можно только написать целиком"),
        ({"field": "responsibles", "way": "add", "text": " "}, "Напишите, что добавить"),
        ({"field": "name", "way": "replace", "text": "х"}, "Такого в списке нет"),
    ],
)
def test_a_change_of_many_that_means_nothing_is_refused(
    client_of, methodist, plan, rows, form, told
):
    url = reverse("events:plan-many", args=[plan.pk])
    data = {"item": f"{rows[0].pk}:{rows[0].version}", "act": "change", **form}
    answer = client_of(methodist).post(url, data, headers=JSON)
    assert answer.status_code == 422
    assert told in answer.json()["error"]


def test_nothing_marked_is_told(client_of, methodist, plan):
    page = client_of(methodist).get(reverse("events:plan-many", args=[plan.pk]), follow=True)
    assert "Отметьте хотя бы один пункт" in page.content.decode()
