import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from statistics.models import Submission, ValueChange, Waiver
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission, type_in


def write_xlsx(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def load(campaign, path):
    call_command("load_values", campaign.name, str(path))


def check(campaign, capsys, *options):
    """Return the exit code and what the command printed."""
    try:
        call_command("check_values", campaign.name, *options)
        code = 0
    except SystemExit as stop:
        code = stop.code
    return code, capsys.readouterr().out


def figures(submission):
    return dict(submission.values.values_list("cell__address", "number"))


def test_a_workbook_is_loaded_with_totals_and_history(submission, library, tmp_path, capsys):
    path = write_xlsx(
        tmp_path / "values.xlsx",
        ["Код", "2.2.4", "2.02.5", "2.02.6", "2.02.7", "7.19.3", "4.12.3"],
        [library.code, 100, 0, 0.0, "1 000", 0.1 + 0.2, None],
    )
    load(submission.campaign, path)
    assert figures(submission) == {
        "2.02.4": 100,
        "2.02.5": 0,
        "2.02.6": 0,
        "2.02.7": 1000,
        "2.02.3": 1100,
        "7.19.3": Decimal("0.3"),
    }
    sources = set(submission.changes.values_list("source", flat=True))
    assert sources == {ValueChange.Source.IMPORT, ValueChange.Source.TOTAL}
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT
    assert "1 библиотека, 5 значений" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_text_table_is_loaded_too(submission, library, tmp_path, encoding):
    path = tmp_path / "values.csv"
    text = f"Код библиотеки;2.02.4;2.02.5\n{library.code};1 234;н/д: учёт не вёлся\n"
    path.write_bytes(text.encode(encoding))
    load(submission.campaign, path)
    assert figures(submission) == {"2.02.4": 1234, "2.02.5": None}
    assert submission.values.get(cell__address="2.02.5").no_data_reason == "учёт не вёлся"


def test_no_data_without_a_reason_says_that_the_file_gave_none(submission, library, tmp_path):
    load(
        submission.campaign,
        write_xlsx(tmp_path / "v.xlsx", ["Код", "2.02.4"], [library.code, "н/д"]),
    )
    value = submission.values.get()
    assert (value.number, value.no_data_reason) == (None, "причина в файле не указана")


def test_a_blank_in_the_table_leaves_the_answer_as_it_is(submission, library, librarian, tmp_path):
    type_in(submission, librarian, {"2.02.4": "7"})
    path = write_xlsx(tmp_path / "v.xlsx", ["Код", "2.02.4", "2.02.5"], [library.code, None, 1])
    load(submission.campaign, path)
    assert figures(submission) == {"2.02.4": 7, "2.02.5": 1}


def test_a_code_that_excel_took_for_a_number_is_recognised(campaign, organisation, tmp_path):
    submission = make_submission(campaign, LibraryFactory(code="0042", organisation=organisation))
    load(campaign, write_xlsx(tmp_path / "v.xlsx", ["Код", "2.02.4"], [42, 5]))
    assert figures(submission) == {"2.02.4": 5}


def test_every_mistake_is_told_by_row_and_column_and_nothing_is_loaded(
    submission, library, tmp_path
):
    path = write_xlsx(
        tmp_path / "v.xlsx",
        ["Код", "2.02.4", "9.99.9", "2.02.4", None],
        [library.code, "сто", None, None, 5],
        [library.code, 1, None, None, None],
        [None, 1, None, None, None],
        ["", None, None, None, None],
    )
    with pytest.raises(CommandError) as refused:
        load(submission.campaign, path)
    message = str(refused.value)
    for words in (
        "Ничего не загружено",
        "Строка 1, столбец C: В форме нет открытой ячейки «9.99.9»",
        "Строка 1, столбец D: ячейка 2.02.4 встречается дважды",
        "Строка 2, столбец B (2.02.4): «сто» — не число",
        "Строка 2, столбец E: у столбца нет адреса",
        f"Строка 3, столбец A: библиотека «{library.code}» уже есть в строке 2",
        "Строка 4, столбец A: нет кода",
    ):
        assert words in message
    assert submission.values.count() == 0


def test_unknown_and_frozen_libraries_stop_the_whole_load(
    submission, foreign_submission, library, foreign_library, tmp_path
):
    foreign_submission.state = Submission.State.ACCEPTED
    foreign_submission.save()
    path = write_xlsx(
        tmp_path / "v.xlsx",
        ["Код", "2.02.4"],
        [library.code, 1],
        [foreign_library.code, 2],
        ["нет такой", 3],
    )
    with pytest.raises(CommandError) as refused:
        load(submission.campaign, path)
    assert f"Строка 3 («{foreign_library.code}»): Отчёт принят" in str(refused.value)
    assert "Строка 4: библиотеки с кодом «нет такой» нет" in str(refused.value)
    assert submission.values.count() == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", b"%PDF-1.4"])
def test_a_file_of_another_kind_is_refused_in_plain_words(submission, tmp_path, content):
    path = tmp_path / "values.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"values\.xlsx"):
        load(submission.campaign, path)


def test_a_missing_file_and_an_unknown_campaign_are_told(submission, tmp_path):
    with pytest.raises(CommandError, match="нет"):
        load(submission.campaign, tmp_path / "absent.xlsx")
    path = write_xlsx(tmp_path / "v.xlsx", ["Код"], ["1"])
    with pytest.raises(CommandError, match="Есть: 6-nk/2025"):
        call_command("load_values", "6-nk/1999", str(path))


def test_checks_of_a_campaign_are_printed_as_json(submission, library, librarian, capsys):
    type_in(submission, librarian, {"1.01.16": "10", "1.01.17": "12"})
    code, printed = check(submission.campaign, capsys, "--format", "json")
    finding = json.loads(printed)["findings"][0]
    assert code == 1
    assert finding["library"] == library.code
    assert finding["check"] == "s1-seats-computers"
    assert finding["severity"] == "error"
    assert finding["addresses"] == ["1.01.17", "1.01.16"]
    assert "12" in finding["message"]


def test_clean_and_waived_reports_end_with_code_zero(submission, librarian, methodist, capsys):
    assert check(submission.campaign, capsys)[0] == 0
    type_in(submission, librarian, {"1.01.16": "10", "1.01.17": "12"})
    Waiver.objects.create(
        submission=submission, check_code="s1-seats-computers", reason="так", author=methodist
    )
    code, printed = check(submission.campaign, capsys)
    assert code == 0
    assert "[снято]" in printed
    assert "Проверено: 1 отчёт, найдено: 1." in printed


def test_one_library_can_be_checked_alone(
    submission, foreign_submission, library, librarian, neighbour, capsys
):
    type_in(foreign_submission, neighbour, {"1.01.16": "10", "1.01.17": "12"})
    code, printed = check(submission.campaign, capsys, "--library", library.code)
    assert (code, "Проверено: 1 отчёт, найдено: 0." in printed) == (0, True)
    with pytest.raises(CommandError, match="нет в сборе"):
        call_command("check_values", submission.campaign.name, "--library", "нет")


def test_checking_takes_as_many_queries_for_three_libraries_as_for_one(
    campaign, organisation, capsys
):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            call_command("check_values", campaign.name)
        return len(captured)

    make_submission(campaign, LibraryFactory(organisation=organisation))
    one = queries()
    for _ in range(2):
        make_submission(campaign, LibraryFactory(organisation=organisation))
    assert queries() == one <= 6


def test_one_library_told_twice_under_two_spellings_of_its_code_is_refused(
    campaign, organisation, tmp_path
):
    submission = make_submission(campaign, LibraryFactory(code="01-007", organisation=organisation))
    path = write_xlsx(tmp_path / "v.xlsx", ["Код", "4.12.3"], ["01-007", 5], ["1-007", 6])
    with pytest.raises(CommandError, match=r"Строка 3: .*«1-007» уже есть в строке 2"):
        load(campaign, path)
    assert figures(submission) == {}


def test_a_table_without_addresses_of_cells_is_refused(submission, library, tmp_path):
    path = write_xlsx(tmp_path / "v.xlsx", ["Код"], [library.code])
    with pytest.raises(CommandError, match="нет ни одного адреса ячейки"):
        load(submission.campaign, path)


def test_an_unlikely_number_is_asked_about_before_anything_is_written(
    submission, library, tmp_path
):
    path = write_xlsx(
        tmp_path / "values.xlsx", ["Код", "1.01.16", "4.12.3"], [library.code, 10**9, 480]
    )
    with pytest.raises(CommandError, match=r"столбец B \(1\.01\.16\): .*Всё верно\?"):
        load(submission.campaign, path)
    assert figures(submission) == {}
    call_command("load_values", submission.campaign.name, str(path), "--confirmed")
    assert figures(submission)["1.01.16"] == 10**9
