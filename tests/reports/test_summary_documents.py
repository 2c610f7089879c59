"""The page with the documents of a summary: what is offered to whom, of which place, how large."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from libraries.models import Library, Organisation
from reports.models import DocumentFile
from reports.offers import offers_for
from statistics.models import Submission
from tests.browser import assert_accessible
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries
from tests.statistics.reported import report

pytestmark = pytest.mark.django_db
URL = reverse("reports:summary-documents", args=["6-nk", "2025"])


def titles(client: Client, **query: str) -> list[str]:
    return [offer.title for offer in client.get(URL, query).context["offers"]]


def test_the_department_has_every_document_of_the_region(
    client_of, methodist: User, submission: Submission
):
    assert titles(client_of(methodist)) == [
        "Свод-книга",
        "Сводная форма",
        "Основные показатели рядом с прошлым годом",
        "Значения по библиотекам",
    ]


def test_a_librarian_has_those_of_her_organisation(
    client_of, librarian: User, submission: Submission, foreign_submission: Submission
):
    client = client_of(librarian)
    answer = client.get(URL, {"organisation": str(foreign_submission.organisation_id)})
    offers = answer.context["offers"]
    assert [one.title for one in offers] == [
        "Сводная форма",
        "Основные показатели рядом с прошлым годом",
    ]
    own = str(submission.organisation_id)
    assert {button.parameters["organisation"] for one in offers for button in one.buttons} == {own}
    assert "Лесная" not in answer.content.decode()


def test_a_librarian_whose_libraries_do_not_report_is_offered_nothing(
    client_of, librarian: User, foreign_submission: Submission
):
    html = client_of(librarian).get(URL).content.decode()
    assert "Ваши библиотеки в этом сборе не отчитываются" in html
    assert 'name="format"' not in html


def test_every_button_leads_to_a_document(client_of, head: User, submission: Submission, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client = client_of(head)
    for query in ({}, {"territory": submission.territory.oktmo, "states": "submitted"}):
        for offer in client.get(URL, query).context["offers"]:
            for button in offer.buttons:
                data = {"name": button.document, "format": button.format, **button.parameters}
                answer = client.post(reverse("reports:request"), data)
                assert answer.status_code == 302, (button, answer.content.decode())


def test_a_municipality_and_an_organisation_are_not_taken_together(
    client_of, methodist: User, submission: Submission, organisation: Organisation
):
    both = {"territory": submission.territory.oktmo, "organisation": str(organisation.pk)}
    html = client_of(methodist).get(URL, both).content.decode()
    assert "Выберите муниципалитет или учреждение: что-то одно." in html


def test_the_size_of_what_was_made_before_is_told(
    client_of, methodist: User, submission: Submission
):
    client = client_of(methodist)
    data = {"name": "whole-form", "format": "xlsx", "campaign": "6-nk/2025"}
    client.post(reverse("reports:request"), data)
    assert "последний раз" in client.get(URL).content.decode()
    made = DocumentFile.objects.get()
    offers = offers_for(methodist, submission.campaign, {})
    assert [b.made for one in offers for b in one.buttons if b.made] == [made]
    assert not [b for one in offers_for(methodist, submission.campaign, {"states": "submitted"})
                for b in one.buttons if b.made]  # fmt: skip


def test_the_page_takes_few_queries(
    client_of, methodist: User, submission: Submission, library: Library
):
    def another() -> None:
        report(submission.campaign, LibraryFactory(), {})

    assert_same_queries(client_of(methodist), URL, another, at_most=15)


@pytest.mark.browser
def test_the_documents_are_taken_by_keyboard_on_a_phone(
    page_of, methodist: User, submission: Submission
):
    phone = page_of(methodist, "phone")
    phone.goto(URL)
    assert_accessible(phone)
    phone.get_by_label("Муниципалитет").select_option(submission.territory.oktmo)
    phone.get_by_role("button", name="Показать").press("Enter")
    button = phone.get_by_role("button", name="Сводная форма, XLSX")
    with phone.expect_download() as waiting:
        button.press("Enter")
    assert waiting.value.suggested_filename.endswith(".xlsx")
    phone.reload()
    phone.get_by_text("последний раз").wait_for()
    assert_accessible(phone)
