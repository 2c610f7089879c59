"""A report filled in without the portal: what the workbook is, and what becomes of it."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from statistics.actions import offline
from statistics.models import OfflineUpload, Submission, ValueChange
from tests.common.hostile import with_member
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission, type_in
from tests.statistics.offline_book import as_upload, changed, coordinates, filled_in, given_out
from tests.statistics.reported import NO_DATA, make_campaign, report


@pytest.fixture
def bring(client_of, librarian, submission):
    """Return a function: the librarian uploads a workbook to a report, or to the campaign."""

    def brought(data: bytes, to: Submission | None = submission):
        url = (
            reverse("statistics:offline-form", args=[to.pk])
            if to
            else reverse("statistics:offline", args=["6-nk", "2025"])
        )
        return client_of(librarian).post(url, {"file": as_upload(data)})

    return brought


@pytest.fixture
def confirm(client_of, librarian):
    def confirmed(**choices: str):
        upload = OfflineUpload.objects.latest("pk")
        data = {key.replace("__", "-"): value for key, value in choices.items()}
        url = reverse("statistics:offline-confirm", args=[upload.pk])
        return client_of(librarian).post(url, data, follow=True)

    return confirmed


def figures(submission: Submission) -> dict[str, Decimal | str]:
    rows = submission.values.values_list("cell__address", "number", "no_data_reason")
    return {address: reason or number for address, number, reason in rows}


def test_form_shows_last_year_counts_totals_and_locks_the_rest(campaign, submission, library):
    report(make_campaign(2024), library, {"2.02.4": 7, "4.12.5": NO_DATA})
    data = given_out(campaign, submission)
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Список", "1. Зелёная сельская библиотека", "Служебный"]
    assert book["Служебный"].sheet_state == "veryHidden"
    sheet = book.worksheets[1]
    at = coordinates(campaign, with_last=True)
    row, column = at["2.02.4"]
    assert sheet.cell(row + 1, column).value == 7
    assert sheet.cell(row + 1, 1).value == "2024 год"
    assert sheet.cell(row, 2).value == 2
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.cell(row, column).protection.locked
    total = sheet.cell(*at["2.02.3"])
    assert total.protection.locked
    assert (
        total.value
        == f'=IF(COUNT(D{row},E{row},F{row},G{row})=4,SUM(D{row},E{row},F{row},G{row}),"")'
    )
    assert sheet.cell(at["2.05.4"][0], at["2.02.5"][1]).value == "×"
    limited = [str(one.sqref) for one in sheet.data_validations.dataValidation]
    assert f"D{row}:J{row}" in limited


def test_filled_form_is_looked_at_then_written_with_history_and_totals(
    campaign, submission, librarian, bring, confirm
):
    type_in(submission, librarian, {"2.02.4": "3", "2.03.4": "8"})
    texts = {"2.02.4": 10, "2.02.5": 2, "2.02.6": 0, "2.02.7": 1, "2.03.4": None}
    texts |= {"1.01.10": 120.5, "4.12.5": "н/д: учёт не вёлся", "1.01.2": 1}
    page = bring(filled_in(given_out(campaign, submission), campaign, texts))
    assert page.status_code == 302
    assert figures(submission) == {"2.02.4": 3, "2.03.4": 8}
    upload = OfflineUpload.objects.get()
    shown = {row["address"]: (row["portal"], row["file"]) for row in upload.rows}
    assert shown["2.02.4"] == ("3", "10")
    assert shown["2.03.4"] == ("8", "")
    answer = confirm()
    assert "записано: 8 ячеек в 1 отчёте" in answer.text
    expected = {"2.02.4": 10, "2.02.5": 2, "2.02.6": 0, "2.02.7": 1, "2.02.3": 13}
    expected |= {"1.01.10": Decimal("120.5"), "4.12.5": "учёт не вёлся", "1.01.2": 1}
    assert figures(submission) == expected
    change = submission.changes.get(cell__address="2.02.4", after="10")
    assert (change.source, change.changed_by) == (ValueChange.Source.IMPORT, librarian)
    assert submission.changes.get(cell__address="2.02.3").source == ValueChange.Source.TOTAL
    upload.refresh_from_db()
    assert (upload.state, upload.rows, upload.source) == ("saved", [], {})
    assert "второй раз не записан" in confirm().text


def test_a_cell_changed_on_both_sides_is_for_the_person_to_choose(
    campaign, submission, librarian, bring, confirm
):
    type_in(submission, librarian, {"2.02.4": "3", "2.02.5": "1", "2.03.4": "8"})
    data = given_out(campaign, submission)
    type_in(submission, librarian, {"2.02.4": "4", "2.02.5": "6", "2.03.4": "9"})
    bring(filled_in(data, campaign, {"2.02.4": 5, "2.02.5": 7, "2.02.6": 2}))
    upload = OfflineUpload.objects.get()
    by_status = {row["address"]: row["status"] for row in upload.rows}
    assert by_status == {
        "2.02.4": "doubtful", "2.02.5": "doubtful", "2.02.6": "changed", "2.03.4": "skipped"
    }  # fmt: skip
    first, second = (f"choice__{submission.pk}:2.02.{column}" for column in (4, 5))
    page = confirm(**{first: "file"})
    assert "Выберите значение" in page.text
    assert figures(submission) == {"2.02.4": 4, "2.02.5": 6, "2.03.4": 9}
    confirm(**{first: "file", second: "portal"})
    assert figures(submission) == {"2.02.4": 5, "2.02.5": 6, "2.02.6": 2, "2.03.4": 9}


def test_all_libraries_are_written_or_none(
    campaign, submission, library, librarian, bring, confirm
):
    second = make_submission(
        campaign, LibraryFactory(organisation=library.organisation, territory=library.territory)
    )
    data = given_out(campaign, submission, second)
    data = filled_in(data, campaign, {"2.02.4": 1})
    data = filled_in(data, campaign, {"2.02.4": 2}, number=2)
    bring(data, to=None)
    Submission.objects.filter(pk=second.pk).update(state=Submission.State.SUBMITTED)
    answer = confirm()
    assert "Ничего не записано" in answer.text
    assert figures(submission) == {}
    Submission.objects.filter(pk=second.pk).update(state=Submission.State.DRAFT)
    type_in(second, librarian, {"2.02.4": "9"})
    answer = confirm()
    assert "только что записал(а) «9»" in answer.text
    assert figures(submission) == {}
    assert OfflineUpload.objects.get().rows_of("doubtful")
    confirm(**{f"choice__{second.pk}:2.02.4": "file"})
    assert (figures(submission), figures(second)) == ({"2.02.4": 1}, {"2.02.4": 2})


def test_a_crash_in_the_middle_leaves_nothing(
    campaign, submission, library, librarian, bring, confirm, monkeypatch
):
    second = make_submission(
        campaign, LibraryFactory(organisation=library.organisation, territory=library.territory)
    )
    data = filled_in(given_out(campaign, submission, second), campaign, {"2.02.4": 1})
    bring(filled_in(data, campaign, {"2.02.4": 2}, number=2), to=None)
    save = offline.save_answers

    def dies_at_the_second(one, *rest):
        if one.pk == second.pk:
            raise KeyboardInterrupt
        return save(one, *rest)

    monkeypatch.setattr(offline, "save_answers", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        confirm()
    assert figures(submission) == {}
    assert OfflineUpload.objects.get().state == OfflineUpload.State.WAITING


WRONG = {
    "text in a number": (filled_in, {"2.02.4": "много"}, "«много» — не число"),
    "a formula": (filled_in, {"2.02.4": "=1+1"}, "формула вместо числа"),
    "a fraction of a book": (filled_in, {"2.02.4": 1.5}, "целое число"),
    "below nothing": (filled_in, {"2.02.4": -1}, "): число не может быть отрицательным"),
    "a truth": (filled_in, {"2.02.4": True}, "«ИСТИНА» — не число"),
    "no data without a reason": (filled_in, {"2.02.4": "н/д"}, "почему нет данных"),
    "a total typed over": (filled_in, {"2.02.3": 5}, "Итог портал считает сам"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_cells_are_told_by_place_and_nothing_is_kept(name, campaign, submission, bring):
    change, values, message = WRONG[name]
    page = bring(change(given_out(campaign, submission), campaign, values))
    assert message in page.text
    assert "Лист «1. Зелёная сельская библиотека», ячейка" in page.text
    assert not OfflineUpload.objects.exists()


def insert_row(book):
    book.worksheets[1].insert_rows(20)


def add_sheet(book):
    book.create_sheet("Моё").append([1])


def forge(book):
    cell = book["Служебный"].cell(2, 1)
    cell.value = cell.value[:40] + ("A" if cell.value[40] != "A" else "B") + cell.value[41:]


def rename(book):
    book.worksheets[1].title = "Другой"


def write_aside(book):
    book.worksheets[1].cell(2, 30).value = "заметка"


BROKEN = {
    "a row put in": (insert_row, "бланк изменён"),
    "a sheet added": (add_sheet, "лишние листы: «Моё»"),
    "a stamp forged": (forge, "Служебный лист бланка изменён"),
    "no stamp": (lambda book: book.remove(book["Служебный"]), "Это не бланк, скачанный с портала"),
    "a sheet renamed": (rename, "В файле нет листов"),
    "words beside the form": (write_aside, "стоит вне таблицы"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_changed_layout_is_refused(name, campaign, submission, bring):
    change, message = BROKEN[name]
    page = bring(changed(given_out(campaign, submission), change))
    assert message in page.text
    assert not OfflineUpload.objects.exists()


def test_foreign_outdated_and_linked_workbooks_are_refused(
    campaign, submission, foreign_submission, library, bring
):
    other = report(make_campaign(2024), library, {}, state=Submission.State.DRAFT)
    assert "бланк другого сбора" in bring(given_out(other.campaign, other)).text
    assert "Лесная библиотека" in bring(given_out(campaign, foreign_submission)).text
    assert "Лесная библиотека" in bring(given_out(campaign, foreign_submission), to=None).text
    mine = given_out(campaign, submission)
    link = with_member(mine, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    assert "берёт данные из других файлов" in bring(link).text
    macros = with_member(mine, "xl/vbaProject.bin", lambda _: b"\0")
    assert "есть макросы" in bring(macros).text
    campaign.edition.checksum = "0" * 64
    campaign.edition.save(update_fields=["checksum"])
    assert "форму изменили" in bring(mine).text
    assert not OfflineUpload.objects.exists()


def test_a_workbook_of_a_sent_report_is_refused_when_its_figures_differ(
    campaign, submission, bring
):
    data = given_out(campaign, submission)
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.SUBMITTED)
    assert "изменить его сейчас нельзя" in bring(filled_in(data, campaign, {"2.02.4": 1})).text
    assert (
        "записывать нечего"
        in bring(data)
        .client.get(reverse("statistics:offline-preview", args=[OfflineUpload.objects.get().pk]))
        .text
    )


def test_of_a_closed_collection_the_page_says_so_and_takes_nothing(
    campaign, submission, librarian, client_of
):
    campaign.state, campaign.closed_at = campaign.State.CLOSED, datetime(2026, 2, 21, tzinfo=UTC)
    campaign.save()
    page = client_of(librarian).get(reverse("statistics:offline-form", args=[submission.pk]))
    assert "Сбор завершён 21 февраля 2026 г." in page.text.replace("\xa0", " ")
    assert "Проверить бланк" not in page.text
    assert "заполнять его сейчас нельзя" not in page.text


def test_pages_cost_the_same_for_one_library_and_for_three(
    campaign, submission, library, librarian, client_of, django_assert_max_num_queries
):
    for _ in range(2):
        own = LibraryFactory(organisation=library.organisation, territory=library.territory)
        make_submission(campaign, own)
    client = client_of(librarian)
    url = reverse("statistics:offline-workbook", args=["6-nk", "2025"])
    client.get(url)  # the first request of a process also fills what it remembers
    with django_assert_max_num_queries(10):
        book = client.get(url).content
    assert len(load_workbook(io.BytesIO(book)).worksheets) == 5
    with django_assert_max_num_queries(12):
        answer = client.post(
            reverse("statistics:offline", args=["6-nk", "2025"]), {"file": as_upload(book)}
        )
    with django_assert_max_num_queries(10):
        assert client.get(answer.url).status_code == 200
