"""Wordings of time, as plans write them."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from events.models import ItemPeriod
from events.periods import PeriodReading, describe, read_period

DATA = Path(__file__).parent / "data"
TABLE = DATA / "periods.tsv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["wording"])
def test_every_wording_of_the_table_is_understood_exactly(row):
    reading = read_period(row["wording"], int(row["year"]))
    assert reading.understood
    assert reading.wording == row["wording"]
    assert (reading.start, reading.end) == (
        date.fromisoformat(row["start"]),
        date.fromisoformat(row["end"]),
    )
    assert reading.recurrence == (row["recurrence"] or "")
    assert reading.times == (int(row["times"]) if row["times"] else None)
    assert reading.condition == (row["condition"] or "")
    assert reading.note == (row["note"] or "")


def test_the_large_table_of_wordings_is_understood_exactly():
    """Wordings as plans have them, each with its meaning in a plan of 2024, looked at by eye."""
    with (DATA / "wordings.tsv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(table) > 500
    wrong = [row["wording"] for row in table if told(read_period(row["wording"], 2024)) != row]
    assert wrong == []


def told(reading: PeriodReading) -> dict[str, str]:
    """Return a reading as a row of the table."""
    all_year = reading.months == tuple(range(1, 13))
    return {
        "wording": reading.wording,
        "start": str(reading.start),
        "end": str(reading.end),
        "recurrence": reading.recurrence,
        "times": str(reading.times or ""),
        "condition": reading.condition,
        "months": "" if all_year else ",".join(map(str, reading.months)),
        "note": reading.note,
    }


SPANS = {
    "1 квартал": ("01-01", "03-31"),
    "I-II кв.": ("01-01", "06-30"),
    "первый квартал": ("01-01", "03-31"),
    "3-4 кварталы": ("07-01", "12-31"),
    "II-й квартал": ("04-01", "06-30"),
    "2-ой квартал 2024 года": ("04-01", "06-30"),
    "1 полугодие": ("01-01", "06-30"),
    "1-ое полугодие": ("01-01", "06-30"),
    "второе полугодие": ("07-01", "12-31"),
    "вторая половина года": ("07-01", "12-31"),
    "летом": ("06-01", "08-31"),
    "с 1 по 15 мая": ("05-01", "05-15"),
    "с 25 по 30 июня включительно": ("06-25", "06-30"),
    "25 мая – 1 июня": ("05-25", "06-01"),
    "15, 20 и 25 мая": ("05-15", "05-25"),
    "1-3, 10-12 апреля": ("04-01", "04-12"),
    "до 15 декабря": ("01-01", "12-15"),
    "к 1 сентября": ("01-01", "09-01"),
    "до конца марта": ("01-01", "03-31"),
    "с 1 сентября": ("09-01", "12-31"),
    "в марте месяце": ("03-01", "03-31"),
    "в течение марта": ("03-01", "03-31"),
    "12.03": ("03-12", "03-12"),
    "12.03.2024": ("03-12", "03-12"),
    "01.08.24": ("08-01", "08-01"),
    "01.02–15.02": ("02-01", "02-15"),
    "12-13.02": ("02-12", "02-13"),
    "с 27.05 по 01.06": ("05-27", "06-01"),
    "2024-03-05": ("03-05", "03-05"),
    "первая половина мая": ("05-01", "05-15"),
    "3-я декада июня": ("06-21", "06-30"),
    "янв.": ("01-01", "01-31"),
    "сент. – нояб.": ("09-01", "11-30"),
    "ЯНВАРЬ — МАРТ.": ("01-01", "03-31"),
    "  март   ": ("03-01", "03-31"),
    "5-го мая": ("05-05", "05-05"),
    "в 2024 году": ("01-01", "12-31"),
    "01.2024": ("01-01", "01-31"),
    "2 п/г": ("07-01", "12-31"),
    "до конца II квартала": ("01-01", "06-30"),
    "не позднее 20 декабря": ("01-01", "12-20"),
    "до 1 декабря текущего года": ("01-01", "12-01"),
}


@pytest.mark.parametrize("wording", SPANS)
def test_dates_months_and_parts_of_the_year_are_understood(wording):
    reading = read_period(wording, 2024)
    first, last = SPANS[wording]
    assert reading.understood, reading.reason
    assert str(reading.start) == f"2024-{first}"
    assert str(reading.end) == f"2024-{last}"
    assert (reading.recurrence, reading.condition, reading.reason) == ("", "", "")


REPETITIONS = {
    "каждый вторник": ("weekly", None, "каждый вторник"),
    "еженедельно по пятницам": ("weekly", None, "по пятницам"),
    "по вторникам и четвергам": ("weekly", None, "по вторникам и четвергам"),
    "последняя пятница месяца": ("monthly", 12, "последняя пятница месяца"),
    "до 10 числа каждого месяца": ("monthly", 12, "до 10 числа каждого месяца"),
    "раз в полугодие": ("", 2, ""),
    "1 раз в квартал": ("quarterly", 4, ""),
    "не реже 1 раза в квартал": ("quarterly", 4, "не реже"),
    "дважды в год": ("", 2, ""),
    "раз в 2 месяца": ("", 6, ""),
    "2 раза в месяц": ("monthly", 24, ""),
    "1-2 раза в год": ("", None, "1-2 раза в год"),
    "1р. в кв.": ("quarterly", 4, ""),
    "ежемес.": ("monthly", 12, ""),
    "3-я среда месяца": ("monthly", 12, "3-я среда месяца"),
    "ежемесячно, последний четверг": ("monthly", 12, "ежемесячно, последний четверг"),
    "в теч. года": ("continuous", None, ""),
    "ежегодно": ("yearly", 1, ""),
    "ежедневно": ("daily", None, ""),
    "ежемесячно, в течение года": ("monthly", 12, ""),
    "круглый год": ("continuous", None, ""),
}


@pytest.mark.parametrize("wording", REPETITIONS)
def test_repetition_without_dates_takes_the_whole_year(wording):
    reading = read_period(wording, 2024)
    assert reading.understood, reading.reason
    assert (reading.recurrence, reading.times, reading.note) == REPETITIONS[wording]
    assert (reading.start, reading.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_times_are_counted_over_the_months_named():
    assert read_period("январь–июнь, ежемесячно", 2024).times == 6
    assert read_period("II–IV квартал, ежеквартально", 2024).times == 3


@pytest.mark.parametrize(
    ("wording", "condition"),
    [
        ("по заявкам", "on_request"),
        ("по мере поступления запросов", "on_request"),
        ("согласно графику", "on_schedule"),
        ("по отдельному плану", "on_schedule"),
        ("при необходимости", "as_needed"),
    ],
)
def test_conditions_are_told_apart(wording, condition):
    assert read_period(wording, 2024).condition == condition


def test_only_the_months_named_are_covered():
    assert read_period("март, май, октябрь", 2024).months == (3, 5, 10)
    assert read_period("апрель и сентябрь", 2024).months == (4, 9)
    assert read_period("в I и III кварталах", 2024).months == (1, 2, 3, 7, 8, 9)


def test_a_vague_end_of_a_month_is_the_month_with_a_note():
    reading = read_period("конец марта", 2024)
    assert (reading.start, reading.end) == (date(2024, 3, 1), date(2024, 3, 31))
    assert reading.note == "конец марта"


def test_words_in_brackets_and_hours_become_the_note():
    reading = read_period("27 мая (Общероссийский день библиотек)", 2024)
    assert (reading.start, reading.note) == (date(2024, 5, 27), "Общероссийский день библиотек")
    assert read_period("15 мая в 11.00", 2024).note == "в 11.00"
    assert read_period("март (ежеквартально)", 2024).recurrence == "quarterly"


@pytest.mark.parametrize("hours", ["в 11.00", "14-00", "с 10.00 до 12.00", "в 14 часов"])
def test_hours_after_a_date_are_not_taken_for_dates(hours):
    reading = read_period(f"21.02.2024, {hours}", 2024)
    assert (reading.start, reading.end) == (date(2024, 2, 21), date(2024, 2, 21))
    assert reading.note == hours


def test_a_day_of_the_week_set_off_from_the_date_is_a_note():
    assert read_period("15 мая, среда", 2024).note == "среда"
    assert read_period("среда, 15 мая", 2024).start == date(2024, 5, 15)


@pytest.mark.parametrize(
    ("wording", "day"),
    [("последняя пятница мая", 31), ("второй вторник мая 2024 г.", 14), ("1-я среда мая", 1)],
)
def test_a_numbered_day_of_the_week_in_a_month_is_one_date(wording, day):
    reading = read_period(wording, 2024)
    assert (reading.start, reading.end) == (date(2024, 5, day), date(2024, 5, day))
    assert reading.note == wording


def test_excepted_months_are_not_covered():
    reading = read_period("ежемесячно (кроме июля и августа)", 2024)
    assert reading.months == (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)
    assert (reading.times, reading.note) == (10, "кроме июля и августа")
    assert read_period("ежемесячно, кроме июля", 2024).times == 11


def test_a_year_of_its_own_is_believed_and_pointed_at():
    reading = read_period("23 июня 2021 г.", 2024)
    assert reading.start == date(2021, 6, 23)
    assert "2024" in reading.reason


def test_a_range_over_new_year_ends_in_the_next_year():
    reading = read_period("декабрь – январь", 2024)
    assert (reading.start, reading.end) == (date(2024, 12, 1), date(2025, 1, 31))
    assert reading.months == (12, 1)
    assert read_period("декабрь 2023 – январь 2024", 2024).start == date(2023, 12, 1)


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        ("31 февраля", "Нет такого дня: 31 февраля 2023 года."),
        ("29 февраля", "Нет такого дня: 29 февраля 2023 года."),
        ("0 мая", "Нет такого дня"),
        ("13.13", "Нет месяца"),
        ("15 - 5 мая", "Конец срока раньше начала."),
        ("май – март", "Конец срока раньше начала."),
        ("V квартал", "Не понятно"),
        ("5 квартал", "В году нет такой части"),
        ("до марта", "назовите день"),
        ("зимой", "назовите месяцы"),
        ("конец года", "Назовите месяцы"),
        ("в течение месяца", "Не понятно"),
        ("март (перенесено на май)", "перенесён"),
        ("ежеквартально, 2 раза в год", "не согласуется"),
        ("еженедельно, ежемесячно", "разная повторяемость"),
        ("ко Дню библиотек", "Не понятно слово «дню»."),
        ("каждый 2-й четверг", "Не понятно"),
        ("01/02", "Не понятно"),
        ("март, кроме марта", "не остаётся ни одного месяца"),
        ("март, до 1 мая", "Не ясно, как связаны сроки"),
        ("с 31 июня по 5 июля", "Нет такого дня: 31 июня"),
        ("00.05.2024", "Нет такого дня"),
        ("31.11", "Нет такого дня"),
        ("осенние каникулы", "Не понятно"),
        ("ежемесячно по средам", "разная повторяемость"),
        ("март - май - апрель", "где конец срока"),
        ("раз в 3 недели", "не переводится в число раз"),
        ("дата уточняется", "Не понятно"),
        ("после 15 мая", "Не понятно"),
        ("по итогам года", "Не понятно"),
        ("—", "Срок не указан."),
        ("", "Срок не указан."),
        ("15", "к чему относится"),
        ("март " * 100, "слишком длинная"),
    ],
)
def test_what_has_no_sure_meaning_stays_text_with_a_reason(wording, reason):
    reading = read_period(wording, 2023)
    assert not reading.understood
    assert reading.wording == wording
    assert (reading.start, reading.end, reading.months) == (None, None, ())
    assert reason in reading.reason


@given(st.text(max_size=60), st.integers(-10, 10_000))
def test_no_text_breaks_the_reader(text, year):
    assert isinstance(read_period(text, year), PeriodReading)


WORDS = (
    "или кроме лета учебный : / декада последняя следующего — … * т.г. "
    "до с по к январь марта 31 15 1 II квартал - , ; . ( ) год 2024 12.03 конец в и раз каждый "
    "вторник ежемесячно полугодие декада"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=9), st.integers(1999, 2100))
def test_no_mixture_of_time_words_breaks_the_reader(words, year):
    reading = read_period(" ".join(words), year)
    if reading.understood:
        assert reading.start <= reading.end
        assert reading.months
        assert reading.recurrence in {"", *ItemPeriod.Recurrence.values}
        assert reading.condition in {"", *ItemPeriod.Condition.values}
        assert describe(reading) != "не понят"
    else:
        assert reading.reason


@pytest.mark.parametrize(
    ("wording", "shown"),
    [
        ("1 - 5 июля", "1–5 июля 2024"),
        ("январь–декабрь, ежеквартально", "весь 2024 год, ежеквартально"),
        ("март, май, октябрь", "март, май, октябрь 2024"),
        ("январь - 31 октября", "январь – октябрь 2024"),
        ("28 января; Февраль", "28 января, февраль 2024"),
        ("декабрь – январь", "декабрь 2024 – январь 2025"),
        ("2 раза в год", "весь 2024 год, раз в год: 2"),
        ("по графику", "весь 2024 год, по графику"),
        ("как получится", "не понят"),
    ],
)
def test_a_reading_is_shown_in_words(wording, shown):
    assert describe(read_period(wording, 2024)) == shown


def test_the_command_prints_one_json_object_for_each_wording():
    out = StringIO()
    call_command("read_period", "II квартал", "как получится", "--year", "2024", stdout=out)
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert first["start"] == "2024-04-01"
    assert first["months"] == [4, 5, 6]
    assert first["understood"] is True
    assert (second["understood"], second["start"]) == (False, None)
    assert second["wording"] == "как получится"
