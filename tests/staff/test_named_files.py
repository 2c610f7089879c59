"""The name of a person to be forgotten inside files that people attached."""

import datetime
from collections.abc import Callable

import pytest
from django.urls import reverse

from common.files.checking import check_file
from common.files.kinds import DOCUMENTS
from common.files.storing import stored_values
from consultations.actions import remove_file
from consultations.models import ConsultationFile, QuestionFile
from publications.models import RegulationFile
from staff.actions.erasure import erase_person
from staff.models import Employee, FileText
from staff.personal_data.files import reading
from staff.personal_data.files.finding import look_into_files
from staff.personal_data.files.reading import read_files
from staff.personal_data.mentions.finding import names_of
from tests.common import hostile
from tests.factories import (
    ConsultationFactory,
    EmployeeFactory,
    QuestionFactory,
    RegulationFactory,
)
from tests.publications.makers import docx_with, pdf_with
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
NAMED = "Отчёт сдала Кракозябрина Гертруда Львовна."


@pytest.fixture
def former(library) -> Employee:
    names = {"last_name": "Кракозябрина", "first_name": "Гертруда", "patronymic": "Львовна"}
    person = EmployeeFactory(library=library, **names)
    person.employments.update(until=datetime.date(2024, 12, 31))
    return person


@pytest.fixture
def attach(methodist) -> Callable[..., ConsultationFile]:
    """Put a file beside a new record of the log."""

    def put(data: bytes, name: str = "файл") -> ConsultationFile:
        values = stored_values(check_file(data, name, DOCUMENTS))
        row = ConsultationFactory()
        return ConsultationFile.objects.create(consultation=row, added_by=methodist, **values)

    return put


def test_name_is_found_in_files_of_every_kind_with_the_way_to_them(
    client_of, head, methodist, former, attach
):
    word = attach(docx_with("Сдала Г. Л. Кракозябриной"), "акт.docx")
    attach(pdf_with("Здесь её нет"))
    values = stored_values(check_file(pdf_with(NAMED), "письмо.pdf", DOCUMENTS))
    asked = QuestionFile.objects.create(question=QuestionFactory(), added_by=methodist, **values)
    book = hostile.workbook(["Кто", "Ставка"], [NAMED, 0.5])
    values = stored_values(check_file(book, "приказ.xlsx", DOCUMENTS))
    order = RegulationFile.objects.create(regulation=RegulationFactory(), **values)
    read_files.func()
    client = client_of(head)
    page = client.get(reverse("staff:erase", args=[former.pk]))
    seen = page.context["seen"]
    assert (seen.number, seen.waiting) == (4, 0)
    found = {each.file: each.owner for each in seen.named}
    assert found == {
        word: word.consultation,
        asked: asked.question,
        order: order.regulation,
    }
    for owner in found.values():
        assert f'href="{owner.get_absolute_url()}"' in page.text
    assert f">вопрос «{asked.question}»</a>" in page.text
    assert f">{word.consultation}</a>" in page.text
    assert "<mark>Кракозябрина Гертруда Львовна</mark>" in page.text


def test_files_are_read_in_the_background_a_few_at_a_time(
    client_of, head, former, attach, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(reading, "FILES_A_TASK", 1)
    for number in range(2):
        attach(pdf_with(f"{NAMED} {number}"))
    client = client_of(head)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.get(reverse("staff:erase", args=[former.pk]))
    assert page.context["seen"].waiting == 2
    assert "осталось 2 из 2" in page.text and "hx-trigger" in page.text
    later = client.get(reverse("staff:erase-files", args=[former.pk]))
    assert len(later.context["seen"].named) == 2
    assert "hx-trigger" not in later.text


@pytest.mark.parametrize("is_read", [True, False])
def test_nobody_is_forgotten_while_a_file_may_name_her_and_nobody_has_looked(
    client_of, head, former, attach, is_read
):
    attach(pdf_with(NAMED))
    if is_read:
        read_files.func()
    client, url = client_of(head), reverse("staff:erase", args=[former.pk])
    page = client.get(url)
    typed = {
        "seen": page.context["form"].digest,
        "order": "приказ № 5",
        "name": former.full_name,
    }
    refused = client.post(url, typed)
    word = "Посмотрите файлы" if is_read else "осталось: 1"
    assert word in " ".join(refused.context["form"].errors["files"])
    former.refresh_from_db()
    assert former.last_name == "Кракозябрина"
    client.post(url, typed | {"files": "on"})
    former.refresh_from_db()
    assert former.last_name != "Кракозябрина"


def test_nothing_is_asked_of_files_that_do_not_name_her(client_of, head, former, attach):
    attach(pdf_with("Здесь её нет"))
    read_files.func()
    page = client_of(head).get(reverse("staff:erase", args=[former.pk]))
    assert "files" not in page.context["form"].fields


def test_file_that_cannot_be_read_is_told_and_read_once(former, attach):
    blank = attach(pdf_with(""))
    gone = attach(pdf_with(NAMED))
    gone.file.storage.delete(gone.file.name)
    read_files.func()
    seen = look_into_files(names_of(former))
    assert {each.file for each in seen.wordless} == {blank, gone}
    assert (seen.waiting, seen.named) == (0, [])
    assert not FileText.objects.get(path=gone.file.name).is_readable


def test_words_of_a_file_taken_away_are_forgotten_with_the_person(
    former, attach, head, methodist, django_capture_on_commit_callbacks
):
    named = attach(pdf_with(NAMED))
    row, storage = named.consultation, named.file.storage
    read_files.func()
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(named, by=methodist)
    assert not storage.exists(named.file.name)
    row.refresh_from_db()
    assert (row.version, row.history.first().history_change_reason) == (2, "Убран файл")
    assert look_into_files(names_of(former)).named == []
    erase_person(former.pk, former.full_name, "приказ", head)
    assert not FileText.objects.exists()


def test_page_takes_as_few_queries_with_many_files(client_of, head, former, attach):
    counts = []
    for _ in range(2):
        attach(pdf_with(NAMED))
        read_files.func()
        counts.append(count_queries(client_of(head), reverse("staff:erase", args=[former.pk])))
    assert counts[0] == counts[1] <= 15, counts
