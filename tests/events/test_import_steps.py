"""Steps by which lines are paired: taken, refused in words, undone after any time, by any door."""

import json
import re

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from events.actions import imports as actions
from events.imports.clipboard import read_paste
from events.imports.draft import Draft
from events.imports.pairing import WORK_KINDS, Entry, Pairing, PairingError, fingerprint
from events.imports.rows import DraftError
from events.imports.steps import NAME, Step, Steps
from events.models import PlanImport

WORKS, TIMES = "- Обзор\n- Выставка\n- Семинар", "март\nмай\nиюнь\nиюль"
PEOPLE = "Левина А.Л.\nЛевина О.А."


def some_pairing() -> Pairing:
    entries = [Entry(text, "item") for text in ("Обзор", "Выставка", "Семинар")]
    return Pairing(entries, {1: TIMES.split("\n"), 2: PEOPLE.split("\n")})


@pytest.mark.parametrize(
    ("step", "cells"),
    [
        (Step("join", 1, 0), ["март\nмай", "июнь", "июль"]),
        (Step("down", 1, 1), ["март", "", "май", "июнь", "июль"]),
        (Step("split", 1, 0, 2), ["ма", "рт", "май", "июнь", "июль"]),
    ],
)
def test_a_step_moves_one_column_only(step, cells):
    made, _spot = Steps().take(some_pairing(), step)
    assert made.columns == {1: cells, 2: PEOPLE.split("\n")}
    assert made.entries == some_pairing().entries


def test_lines_of_works_are_joined_split_and_named_otherwise():
    steps, pairing = Steps(), some_pairing()
    pairing, _ = steps.take(pairing, Step("join", NAME, 1))
    assert pairing.entries[1] == Entry("Выставка\nСеминар", "item")
    pairing, _ = steps.take(pairing, Step("split", NAME, 1, 0))
    assert pairing.entries == some_pairing().entries
    pairing, _ = steps.take(pairing, Step("kind", NAME, 0, 0, "section"))
    assert [entry.kind for entry in pairing.entries] == ["section", "item", "item"]


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Step("join", 1, 3), "Ниже в этом столбце ничего нет"),
        (Step("join", NAME, 2), "Ниже"),
        (Step("join", 1, 99), "Ниже"),
        (Step("split", 1, 0), "Поставьте курсор"),
        (Step("split", 2, 50), "Поставьте курсор"),
        (Step("down", NAME, 0), "Вниз сдвигают"),
        (Step("down", 2, 2), "Здесь и ниже пусто"),
        (Step("up", NAME, 1), "Вверх сдвигают"),
        (Step("up", 1, 1), "Выше не пусто"),
        (Step("up", 1, 0), "Выше не пусто"),
        (Step("kind", NAME, 0, 0, "loose"), "Обновите"),
        (Step("kind", NAME, 9, 0, "item"), "Обновите"),
        (Step("join", 7, 0), "Обновите"),
        (Step("undo"), "Отменять нечего"),
        (Step("redo"), "Возвращать нечего"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(step, why):
    steps = Steps()
    with pytest.raises(PairingError, match=why):
        steps.take(some_pairing(), step)
    assert steps == Steps()


@pytest.mark.parametrize(
    "told",
    [None, [], 5, {}, {"act": "fly"}, {"act": "join", "place": "x"}, {"act": "join", "place": -1}],
)
def test_what_is_no_step_is_refused(told):
    with pytest.raises(PairingError, match="Обновите страницу"):
        Step.of(told)


STEPS = st.builds(
    Step,
    st.sampled_from(["join", "split", "down", "up", "kind", "undo", "redo"]),
    st.sampled_from([NAME, 1, 2]),
    st.integers(0, 5),
    st.integers(0, 12),
    st.sampled_from(list(WORK_KINDS)),
)


def letters(pairing: Pairing) -> list[str]:
    runs = [[entry.text for entry in pairing.entries], *pairing.columns.values()]
    return [re.sub(r"\s", "", "".join(run)) for run in runs]


@settings(max_examples=200)
@given(st.lists(STEPS, max_size=20))
def test_no_steps_lose_a_letter_and_all_can_be_undone_and_done_again(told):
    """Kept and read again between any two of them, as reloads would have it."""
    steps, pairing = Steps(), some_pairing()
    for step in told:
        try:
            pairing, _spot = steps.take(pairing, step)
        except PairingError:
            continue
        steps = Steps(**json.loads(json.dumps({"past": steps.past, "future": steps.future})))
        assert letters(pairing) == letters(some_pairing())
    last, number = pairing, len(steps.past)
    for _ in range(number):
        pairing, _spot = steps.take(pairing, Step("undo"))
    assert pairing == some_pairing()
    for _ in range(number):
        pairing, _spot = steps.take(pairing, Step("redo"))
    assert pairing == last


# On the portal.


@pytest.fixture
def made(plan, methodist) -> PlanImport:
    """An import of one cell with three works beside four times and two people."""
    cells = "".join(f"<td>{cell}" for cell in (WORKS, TIMES, PEOPLE)).replace("\n", "<br>")
    page = f"<table><tr><td>Название<td>Срок<td>Ответственные<tr>{cells}</table>"
    return actions.start_import(plan, read_paste("x", page), "план.docx", methodist)


@pytest.fixture
def client(client_of, methodist):
    return client_of(methodist)


def draft_of(made: PlanImport) -> Draft:
    made.refresh_from_db()
    return Draft.from_json(made.rows)


def times_of(made: PlanImport) -> list[str]:
    return draft_of(made).pairing("1").columns[1]


def base_of(made: PlanImport) -> str:
    return fingerprint(draft_of(made).pairing("1").to_json())


def send(client, made: PlanImport, *steps: dict, base: str = ""):
    address = reverse("events:import-pair", args=[made.pk, "1"])
    return client.post(address, {"steps": json.dumps(steps), "base": base or base_of(made)})


def press(client, made: PlanImport, act: str, spot: str = "", **data: str):
    """Press a button of the plain form; the page is answered."""
    address = reverse("events:import-step", args=[made.pk, "1"])
    base = data.pop("base", base_of(made))
    return client.post(address, {"act": act, "spot": spot, "base": base, **data}, follow=True)


def test_the_page_sends_steps_and_is_answered_with_what_stands(client, made):
    answer = send(
        client, made, {"act": "join", "column": "1", "place": 0}, {"act": "kind", "place": 2,
        "kind": "off"},
    ).json()  # fmt: skip
    assert answer["columns"]["1"] == ["март\nмай", "июнь", "июль"]
    assert answer["entries"][2] == ["- Семинар", "off"]
    assert answer["spot"] == {"column": "name", "place": 2}
    assert (answer["past"], answer["future"]) == (2, 0)
    assert answer["sure"] == {"1": 0, "2": 2}
    assert answer["base"] == base_of(made)


def test_a_step_in_another_window_is_not_overwritten(client, made):
    base = base_of(made)
    join = {"act": "join", "column": "1", "place": 0}
    assert send(client, made, join).status_code == 200
    stale = send(client, made, join, base=base)
    assert stale.status_code == 409
    assert "в другом окне" in stale.json()["error"]
    assert "в другом окне" in press(client, made, "join", "1:0", base=base).text
    assert times_of(made) == ["март\nмай", "июнь", "июль"]


def test_steps_are_taken_all_or_none(client, made):
    good, bad = {"act": "join", "column": "1", "place": 0}, {"act": "join", "column": "1"}
    answer = send(client, made, good, {**bad, "place": 9})
    assert answer.status_code == 409
    assert times_of(made) == TIMES.split("\n")
    assert not draft_of(made).blocks["1"].past


@pytest.mark.parametrize("sent", ["", "{", "[" * 200_000, "[5]", "null", '{"act": "join"}', "[{}]"])
def test_what_is_unreadable_is_refused_in_words(client, made, sent):
    address = reverse("events:import-pair", args=[made.pk, "1"])
    answer = client.post(address, {"steps": sent, "base": base_of(made)})
    assert answer.status_code == 409
    assert "Обновите страницу" in answer.json()["error"]


def test_without_scripts_lines_are_paired_by_buttons(client, made):
    page = press(client, made, "join", "1:0")
    assert times_of(made) == ["март\nмай", "июнь", "июль"]
    assert "Строки соединены" in page.text
    assert page.redirect_chain[-1][0].endswith("?spot=1:0#spot")
    assert re.search(r'value="1:0"[^>]*checked', page.text)
    press(client, made, "down", "2:0")
    assert draft_of(made).pairing("1").columns[2] == ["", "Левина А.Л.", "Левина О.А."]
    press(client, made, "up", "2:1")
    assert draft_of(made).pairing("1").columns[2] == PEOPLE.split("\n")
    press(client, made, "split", "1:0")
    assert times_of(made) == TIMES.split("\n")
    press(client, made, "split", "2:0", words="А.Л.")
    assert draft_of(made).pairing("1").columns[2][:2] == ["Левина", "А.Л."]
    press(client, made, "kinds", **{"kind-0": "section", "kind-1": "item", "kind-2": "item"})
    assert [entry.kind for entry in draft_of(made).pairing("1").entries] == [
        "section", "item", "item",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "spot", "words", "why"),
    [
        ("join", "", "", "Сначала отметьте ячейку"),
        ("join", "1:x", "", "Сначала отметьте ячейку"),
        ("split", "1:0", "", "перед какими словами"),
        ("split", "1:0", "апрель", "нет слов «апрель»"),
        ("split", "name:9", "Обзор", "нет слов"),
        ("up", "1:0", "", "Выше не пусто"),
        ("fly", "1:0", "", "Обновите страницу"),
        ("undo", "", "", "Отменять нечего"),
    ],
)
def test_a_button_that_can_do_nothing_says_why(client, made, act, spot, words, why):
    assert why in press(client, made, act, spot, words=words).text
    assert times_of(made) == TIMES.split("\n")


def test_steps_are_undone_after_a_reload_and_by_another_door(client, made):
    send(client, made, {"act": "join", "column": "1", "place": 0})
    send(client, made, {"act": "join", "column": "2", "place": 0})
    page = client.get(reverse("events:import-pairing", args=[made.pk, "1"]))
    assert json.loads(page.context["told"])["past"] == 2
    shown = press(client, made, "undo")
    assert "Шаг отменён" in shown.text
    assert times_of(made) == ["март\nмай", "июнь", "июль"]
    answer = send(client, made, {"act": "undo"}).json()
    assert answer["columns"]["1"] == TIMES.split("\n")
    assert (answer["past"], answer["future"]) == (0, 2)
    press(client, made, "redo")
    assert times_of(made) == ["март\nмай", "июнь", "июль"]


def test_what_is_done_on_other_pages_is_undone_in_its_turn(client, made):
    """A row made a heading, a text put right, a cell begun anew: all are steps like others."""
    send(client, made, {"act": "join", "column": "1", "place": 0})
    draft = draft_of(made)
    draft.set_kind(1, "section")
    draft.set_cells(2, ["- Выставка книг", "1 марта", "Левина О.А."])
    draft.renew("1")
    offered = draft.pairing("1")
    assert offered.columns[1] == TIMES.split("\n")
    undo = [Step("undo")]
    for expected in (["1 марта", "июнь", "июль"], ["март\nмай", "июнь", "июль"]):
        draft.take_steps("1", undo, fingerprint(draft.pairing("1").to_json()))
        assert draft.pairing("1").columns[1] == expected
    assert draft.pairing("1").entries[0].kind == "section"
    draft.take_steps("1", undo * 2, fingerprint(draft.pairing("1").to_json()))
    assert draft.pairing("1") == offered


def test_steps_of_a_cell_that_is_not_there_are_refused(made):
    with pytest.raises(DraftError, match="Такой ячейки"):
        draft_of(made).steps("9")
