"""Records letter for letter, after ГОСТ Р 7.0.100-2018.

Records as they stand in printed guides are in `test_printed_records`; `test_ten_patterns` fills
the same ones into the portal's own form.
"""

import pytest

from publications.records.names import Person, people_in
from publications.records.record import Record
from publications.records.writing import write_record
from tests.publications.patterns import PATTERNS


@pytest.mark.parametrize(("record", "text"), PATTERNS.values(), ids=PATTERNS)
def test_record_is_written_letter_for_letter(record, text):
    assert write_record(record) == text


@pytest.mark.parametrize(
    ("typed", "written"),
    [("7", "вып. 7"), ("Вып. 7", "вып. 7"), ("Т. 2, ч. 1", "т. 2, ч. 1"), ("№ 141", "№ 141")],
)
def test_number_in_a_series_is_written_small(typed, written):
    text = write_record(Record("Заглавие", series="Серия", series_number=typed))
    assert f"– (Серия ; {written}). –" in text


@pytest.mark.parametrize("count", range(1, 8))
def test_heading_stands_for_one_to_three_authors_only(count):
    people = tuple(Person(f"Фамилия{'абвгдежз'[number]}", "И. О.") for number in range(count))
    text = write_record(Record("Заглавие", authors=people))
    assert text.startswith("Фамилияа, И. О. Заглавие / ") is (count <= 3)
    assert ("[и др.]" in text) is (count >= 5)
    assert text.count("И. О. Ф") == (count if count <= 4 else 3)


@pytest.mark.parametrize(
    ("typed", "full", "inverted", "direct"),
    [
        ("Зимина, Анна Павловна", "Зимина, Анна Павловна", "Зимина, А. П.", "А. П. Зимина"),
        ("Зимина Анна Павловна", "Зимина, Анна Павловна", "Зимина, А. П.", "А. П. Зимина"),
        ("А.П.Зимина", "Зимина, А. П.", "Зимина, А. П.", "А. П. Зимина"),
        ("Зимина, А.П.", "Зимина, А. П.", "Зимина, А. П.", "А. П. Зимина"),
        ("Зимина, А. П", "Зимина, А. П.", "Зимина, А. П.", "А. П. Зимина"),
        ("Руссо, Жан-Жак", "Руссо, Жан-Жак", "Руссо, Ж.-Ж.", "Ж.-Ж. Руссо"),
        (
            "Мамин-Сибиряк, Д. Н.",
            "Мамин-Сибиряк, Д. Н.",
            "Мамин-Сибиряк, Д. Н.",
            "Д. Н. Мамин-Сибиряк",
        ),
        ("Гомер", "Гомер", "Гомер", "Гомер"),
        ("Ким, Ли ", "Ким, Ли", "Ким, Л.", "Л. Ким"),
    ],
)
def test_names_are_understood_however_they_are_typed(typed, full, inverted, direct):
    (person,) = people_in(typed)
    assert (person.full, person.inverted, person.direct) == (full, inverted, direct)


@pytest.mark.parametrize(
    "line",
    [
        "Зимина, Анна, Павловна",
        "Отдел 5",
        "<b>",
        ", Анна",
        "методический отдел",
        "Областная библиотека",
    ],
)
def test_line_that_is_no_name_is_told(line):
    with pytest.raises(ValueError, match=line.replace("<", ".")):
        people_in(f"Орлова, Вера\n{line}")
