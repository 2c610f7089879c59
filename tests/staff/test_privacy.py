"""152-ФЗ: consents, what is held of a person, making her impersonal, who looked."""

import datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from reports.documents import open_document
from reports.models import DocumentFile
from staff.actions import change_employee
from staff.actions import consent as actions
from staff.actions.erasure import erase_person
from staff.models import (
    Consent,
    ConsentScan,
    Contact,
    Education,
    Employee,
    Employment,
    PersonalDataAccess,
)
from staff.personal_data.erasing import CLEARED, KEPT_WORDS
from staff.personal_data.mentions.finding import digest, find_places, names_of
from staff.personal_data.own import accounts_of, likely_accounts_of
from staff.personal_data.registry import words_kept
from staff.queries.consent import consent_of
from tests.factories import ConsultationFactory, EmployeeFactory, TrainingFactory
from tests.queries import assert_same_queries
from tests.staff.texts import all_texts

GIVEN = {"given_on": datetime.date(2026, 2, 1)}
WITHDRAWN = datetime.date(2026, 3, 1)
CONSENTS = reverse("staff:consent-list")
LOG = reverse("staff:access-list")
pytestmark = pytest.mark.django_db


def publish(head, words="Я согласна на обработку."):
    draft = actions.draft_consent_text(words, head)
    return actions.publish_consent_text(draft.pk, version=1, by=head)


@pytest.fixture
def text(head):
    return publish(head)


@pytest.fixture
def former(library, methodist) -> Employee:
    """A person who has left, with everything that may lead to her."""
    person = EmployeeFactory(
        library=library,
        last_name="Черемухина",
        born="1971-05-14",
        in_libraries_since="1995",
        until=datetime.date(2024, 12, 31),
        rate="0.75",
    )
    Education.objects.filter(employee=person).update(institution="Институт культуры")
    values = {"last_name": "Черёмухина-Лесная"}
    change_employee(person.pk, values, version=1, by=methodist, reason="Вышла замуж, Черемухина")
    TrainingFactory(employee=person, document_number="УД-777")
    person.refresh_from_db()
    return person


def test_published_text_never_changes_and_a_new_version_asks_again(text, employee, librarian, head):
    assert consent_of(employee) == "none"
    actions.give_consent(employee, GIVEN, librarian)
    assert consent_of(employee) == "valid"
    with pytest.raises(ValidationError, match="не меняют"):
        actions.change_consent_text(text.pk, "Другое", version=text.version, by=head)
    publish(head, "Новое")
    assert consent_of(employee) == "outdated"
    again = actions.give_consent(employee, GIVEN, librarian)
    assert again.text.number == 2
    assert consent_of(employee) == "valid"
    actions.withdraw_consent(again.pk, WITHDRAWN, "", version=1, by=librarian)
    assert consent_of(employee) == "withdrawn", "the former one does not stand instead"


def test_withdrawal_forgets_the_contacts_with_their_history(text, employee, librarian):
    consent = actions.give_consent(employee, GIVEN, librarian)
    values = {"email": "osinina@example.ru", "phone": ""}
    actions.save_contact(employee, values, version=None, by=librarian)
    actions.withdraw_consent(consent.pk, WITHDRAWN, "заявление", version=1, by=librarian)
    assert consent_of(employee) == "withdrawn"
    assert not Contact.objects.exists()
    assert not Contact.history.exists()
    assert Consent.objects.get().withdrawal_note == "заявление"


def test_contacts_are_kept_and_shown_with_a_valid_consent_only(
    client_of, text, employee, librarian, head
):
    values = {"email": "osinina@example.ru", "phone": ""}
    with pytest.raises(ValidationError, match="действующего согласия"):
        actions.save_contact(employee, values, version=None, by=librarian)
    actions.give_consent(employee, GIVEN, librarian)
    actions.save_contact(employee, values, version=None, by=librarian)
    url = reverse("staff:personal-data", args=[employee.pk])
    client = client_of(librarian)
    assert "osinina@example.ru" in client.get(url).content.decode()
    publish(head, "Новое")
    assert "osinina@example.ru" not in client.get(url).content.decode()


def test_address_on_a_card_looks_up_no_account_of_another_organisation(
    text, employee, librarian, neighbour, head
):
    """A librarian writes the head's address on her own worker's card, and asks what is held."""
    actions.give_consent(employee, GIVEN, librarian)
    for foreign in (head, neighbour):
        values = {"email": foreign.email, "phone": ""}
        version = getattr(getattr(employee, "contact", None), "version", None)
        actions.save_contact(employee, values, version=version, by=librarian)
        employee = Employee.objects.get(pk=employee.pk)
        assert not accounts_of(employee)
        assert list(likely_accounts_of(employee)) == [foreign]
    values = {"email": librarian.email, "phone": ""}
    actions.save_contact(employee, values, version=employee.contact.version, by=librarian)
    assert accounts_of(Employee.objects.get(pk=employee.pk)) == [librarian]


def test_consent_is_recorded_with_a_scan_which_only_her_organisation_opens(
    client_of, text, employee, librarian, neighbour
):
    picture = BytesIO()
    Image.new("RGB", (30, 20)).save(picture, "PNG")
    form = {"given_on": "2026-02-01", "form": "paper"}
    upload = {"scan": SimpleUploadedFile("согласие.png", picture.getvalue())}
    client_of(librarian).post(reverse("staff:consent-give", args=[employee.pk]), form | upload)
    url = reverse("staff:consent-scan", args=[ConsentScan.objects.get().pk])
    assert client_of(librarian).get(url).status_code == 200
    assert client_of(neighbour).get(url).status_code == 404


def test_program_is_no_scan_and_what_was_typed_stays(client_of, text, employee, librarian):
    upload = {"scan": SimpleUploadedFile("скан.pdf", b"MZ\x90\x00" * 50)}
    form = {"given_on": "2026-02-01", "form": "electronic", **upload}
    url = reverse("staff:consent-give", args=[employee.pk])
    response = client_of(librarian).post(url, form)
    assert "программа" in response.content.decode()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("state", "found"),
    [("missing", ["Без", "Отозвавшая"]), ("valid", ["Давшая"]), ("withdrawn", ["Отозвавшая"])],
)
def test_list_finds_those_without_a_valid_consent(
    client_of, text, librarian, library, foreign_library, state, found
):
    people = {
        name: EmployeeFactory(library=library, last_name=name)
        for name in ("Без", "Давшая", "Отозвавшая")
    }
    EmployeeFactory(library=foreign_library, last_name="Чужая")
    EmployeeFactory(library=library, last_name="Ушедшая", until=datetime.date(2020, 1, 1))
    actions.give_consent(people["Давшая"], GIVEN, librarian)
    consent = actions.give_consent(people["Отозвавшая"], GIVEN, librarian)
    actions.withdraw_consent(consent.pk, WITHDRAWN, "", version=1, by=librarian)
    response = client_of(librarian).get(CONSENTS, {"consent": state})
    assert [row.record.last_name for row in response.context["table"].rows] == found


def words_of(document) -> str:
    pdf = PdfReader(BytesIO(document.render("pdf")))
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def test_document_tells_all_that_is_held_of_a_person(former, librarian, text):
    document = open_document("personal-data", {"employee": str(former.pk)})
    told = words_of(document)
    for words in ("Черёмухина-Лесная", "14.05.1971", "Институт культуры", "УД-777", "0,75"):
        assert words in told
    assert "статье 14" in told
    assert "Черемухина Мария" in told  # the former name in the history
    assert load_workbook(BytesIO(document.render("xlsx"))).sheetnames


def test_erasure_leaves_no_trace_of_the_person_and_keeps_the_totals(
    client_of, former, head, librarian, django_capture_on_commit_callbacks
):
    client_of(head).get(reverse("staff:employee-list"), {"q": "Черемухина"})
    client = client_of(head)
    values = {"name": "personal-data", "format": "xlsx", "employee": former.pk}
    client.post(reverse("reports:request"), values)
    name = DocumentFile.objects.get().file.path
    work = Employment.objects.get(employee=former)
    kept = ("library", "post", "rate", "since", "until")
    before = [getattr(work, field) for field in kept]
    asked = ConsultationFactory(
        library=former.employments.get().library, person="Черёмухина-Лесная Мария, библиотекарь"
    )
    asked.history.bulk_history_create([asked], update=True)
    assert "черемухина" in all_texts()
    with django_capture_on_commit_callbacks(execute=True):
        places = {place.key for place in find_places(names_of(former))}
        typed = "черемухина-лесная мария ивановна"
        erasure = erase_person(former.pk, typed, "приказ № 5", head, places)
    left = all_texts()
    for trace in ("черемухина", "лесная", "уд-777", "институт культуры", "1971-05-14"):
        assert trace not in left, trace
    former.refresh_from_db()
    work.refresh_from_db()
    assert former.full_name == f"Обезличено {erasure.mark}"
    assert (former.birth_year, str(former.in_libraries_since)) == (1971, "1995")
    assert [getattr(work, field) for field in kept] == before
    assert former.educations.get().level == Education.Level.HIGHER
    assert former.trainings.get().hours == 36
    assert (erasure.order, erasure.by) == ("приказ № 5", head)
    assert not DocumentFile.objects.exists()
    assert not Path(name).exists()


def test_person_at_work_is_not_erased_nor_one_whose_name_is_typed_wrong(
    client_of, head, employee, former
):
    with pytest.raises(ValidationError, match="работает"):
        erase_person(employee.pk, employee.full_name, "приказ", head)
    url = reverse("staff:erase", args=[former.pk])
    response = client_of(head).post(
        url,
        {
            "name": "Черемухина",
            "order": "приказ № 5",
            "seen": digest(find_places(names_of(former))),
        },
    )
    assert "не так, как в карточке" in response.content.decode()
    former.refresh_from_db()
    assert former.last_name == "Черёмухина-Лесная"


def test_nobody_is_erased_twice(former, head):
    erase_person(former.pk, former.full_name, "приказ", head)
    former.refresh_from_db()
    with pytest.raises(ValidationError, match="уже обезличена"):
        erase_person(former.pk, former.full_name, "приказ", head)
    with pytest.raises(ValidationError, match="обезличена"):
        actions.save_contact(former, {"phone": "", "email": "a@b.ru"}, version=None, by=head)


def test_every_word_that_hangs_on_a_person_is_cleared_or_kept_on_purpose():
    """A new text field of a card must be thought of: is it cleared when the person is erased?"""
    deleted = {"Contact", "PersonalDataAccess", "Erasure"}
    kept = KEPT_WORDS | words_kept()
    for relation in Employee._meta.related_objects:
        model = relation.related_model
        if model.__name__ in deleted or model.__name__.startswith("Historical"):
            continue
        words = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and type(field).__name__ != "YearOrDayField"
        }
        thought_of = set(CLEARED.get(model, {})) | kept.get(model, set())
        assert model in CLEARED or model in kept, f"{model.__name__} is not thought of"
        assert words <= thought_of, f"{model.__name__}: {words - thought_of}"


def test_head_finds_who_looked_at_a_person_and_her_own_look_is_recorded(
    client_of, head, librarian, employee
):
    client_of(librarian).get(employee.get_absolute_url())
    client = client_of(head)
    response = client.get(LOG, {"q": "осинина"})
    assert [row.record.user for row in response.context["table"].rows] == [librarian]
    assert PersonalDataAccess.objects.filter(user=head, what="Журнал просмотров").exists()
    values = {"name": "access-log", "format": "xlsx", "user": librarian.pk}
    client.post(reverse("reports:request"), values, follow=True)
    assert PersonalDataAccess.objects.filter(user=head, what__startswith="Выгрузка").exists()
    request = reverse("reports:request")
    assert client_of(librarian).post(request, values).status_code == 403


def test_pages_ask_the_same_few_questions_for_any_number(client_of, head, librarian, library, text):
    client = client_of(head)

    def consent():
        return actions.give_consent(EmployeeFactory(library=library), GIVEN, librarian)

    assert_same_queries(client, CONSENTS, consent, at_most=15, query={"consent": "all"})
    person = EmployeeFactory(library=library)
    url = reverse("staff:personal-data", args=[person.pk])
    assert_same_queries(client, url, lambda: actions.give_consent(person, GIVEN, head), at_most=15)

    def look():
        other = EmployeeFactory(library=library)
        return PersonalDataAccess.objects.create(user=librarian, employee=other, what="Карточка")

    assert_same_queries(client, LOG, look, at_most=12)


def test_only_the_head_opens_the_record_of_looks_that_a_head_has_taken_out(
    client_of, head, methodist
):
    client_of(head).post(reverse("reports:request"), {"name": "access-log", "format": "xlsx"})
    file = DocumentFile.objects.get()
    for address in ("reports:document", "reports:download"):
        url = reverse(address, args=[file.pk])
        assert client_of(methodist).get(url).status_code == 404
        assert client_of(head).get(url).status_code == 200


def test_file_about_a_person_closes_to_her_former_employer_and_when_she_is_gone(
    client_of, librarian, foreign_library, employee
):
    client = client_of(librarian)
    values = {"name": "personal-data", "format": "xlsx", "employee": employee.pk}
    client.post(reverse("reports:request"), values)
    url = reverse("reports:download", args=[DocumentFile.objects.get().pk])
    assert client.get(url).status_code == 200
    Employment.objects.filter(employee=employee).update(library=foreign_library)
    assert client.get(url).status_code == 404
    DocumentFile.objects.update(parameters={"employee": "999999"})
    assert client.get(url).status_code == 404


def test_every_form_about_a_person_puts_the_look_on_record(client_of, librarian, employee):
    work = employee.employments.get()
    addresses = [
        reverse("staff:employee-edit", args=[employee.pk]),
        reverse("staff:employment-create", args=[employee.pk]),
        reverse("staff:employment-edit", args=[work.pk]),
        reverse("staff:employment-transfer", args=[work.pk]),
        reverse("staff:employment-dismiss", args=[work.pk]),
        reverse("staff:detail-create", args=[employee.pk, "education"]),
        reverse("staff:detail-edit", args=["education", employee.educations.get().pk]),
    ]
    client = client_of(librarian)
    for number, address in enumerate(addresses, start=1):
        assert client.get(address).status_code == 200
        looks = PersonalDataAccess.objects.filter(employee=employee, user=librarian)
        assert looks.count() == number, address
    assert not any(employee.last_name in look.what for look in looks)
