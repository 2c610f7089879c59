"""Words in any form, codes and numbers, what is marked of a text."""

import pytest

from methodportal.search.excerpts import excerpt, marked
from methodportal.search.hints import other_layout
from methodportal.search.query import parse
from methodportal.search.words import clean, words


def keys(text: str) -> set[str]:
    return {key for word in words(text) for key in word.keys}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("библиотеки", "БИБЛИОТЕКА"),
        ("отчёты", "отчетов"),
        ("летние чтения", "Летних чтений"),
        ("дети", "с детьми"),
        ("ребёнок", "ребенка"),
        ("подростков", "подросток"),
        ("книжек", "книжка"),
        ("список", "по спискам"),
        ("выставка", "выставок"),
        ("столбец", "столбца"),
        ("день", "дней"),
        ("люди", "людьми"),
        ("человек", "человека"),
        ("libraries", "library"),
        ("6-НК", "6\N{NON-BREAKING HYPHEN}нк"),
        ("6нк", "6-НК"),
        ("131-фз", "№ 131-ФЗ"),
        ("7.0.100-2018", "ГОСТ Р 7.0.100\N{EN DASH}2018"),
        ("методический", "научно-методических"),
        ("краеведение", "краеве\N{SOFT HYPHEN}дения"),
    ],
)
def test_forms_of_a_word_have_the_same_keys(typed, written):
    assert set(parse(typed).terms) <= keys(clean(written))


@pytest.mark.parametrize("word", ["урок", "библиотека", "человек", "срок"])
def test_a_vowel_of_the_root_stays(word):
    assert parse(word).terms[0].startswith(word.rstrip("а"))


def test_found_word_with_a_fleeting_vowel_is_marked():
    pieces = marked("Подросток и выставка", parse("подростку выставок"))
    assert [piece.text for piece in pieces if piece.is_found] == ["Подросток", "выставка"]


def test_words_torn_by_the_end_of_a_line_are_joined():
    assert clean("библио-\n  тека  села") == "библиотека села"


def test_different_codes_do_not_answer_each_other():
    assert not set(parse("131-ФЗ").terms) & keys("78-ФЗ и статья 131")


def test_words_that_stand_everywhere_are_asked_for_only_alone():
    assert parse("план на год").terms == ("план", "год")
    assert parse("и на").terms == ("и", "на")


def test_only_the_beginning_of_a_very_long_query_is_read():
    assert len(parse("слово один два три четыре пять шесть семь восемь девять " * 50).terms) <= 10


@pytest.mark.parametrize("typed", ["", "   ", "«»", '"', "-./", "\x00", "%", "()'"])
def test_query_without_words_asks_for_nothing(typed):
    assert not parse(typed)


def test_found_words_are_marked_in_any_form_and_nothing_is_lost():
    text = "Отчёты библиотек: отчётность, библиотекарь и 6-НК."
    pieces = marked(text, parse("отчет библиотека 6-нк план"))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_found] == ["Отчёты", "библиотек", "6-НК"]


def test_beginning_of_the_last_word_is_marked():
    pieces = marked("Модернизация библиотек", parse("модерн"))
    assert [piece.text for piece in pieces if piece.is_found] == ["Модернизация"]


def test_excerpt_is_cut_around_the_found_word_between_words():
    text = " ".join(["начало"] * 60 + ["краеведение"] + ["конец"] * 60)
    shown = "".join(piece.text for piece in excerpt(text, parse("краеведению")))
    assert shown.startswith("… начало") and shown.endswith("конец …")
    assert "краеведение" in shown
    assert len(shown) < 300


def test_letters_that_grow_when_made_small_keep_the_marks_in_place():
    pieces = marked("İİİ план", parse("план"))
    assert [piece.text for piece in pieces if piece.is_found] == ["план"]


def test_other_layout_of_the_keyboard_is_read():
    assert other_layout(",b,kbjntrf") == "библиотека"
    assert other_layout("библиотека") == ""
    assert other_layout("2026") == ""
