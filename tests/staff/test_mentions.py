"""A person's name in people's texts: found in every form, shown, replaced where confirmed."""

import datetime

import pytest
from django.apps import apps
from django.urls import reverse

from consultations.actions import change_consultation
from consultations.models import Consultation
from events.models import PlanItem
from publications.models import Publication
from staff.actions.erasure import erase_person
from staff.models import Employee, Erasure, Vacancy
from staff.personal_data.mentions.columns import text_columns
from staff.personal_data.mentions.finding import find_places, names_of
from staff.personal_data.mentions.names import Name, find_names
from tests.factories import (
    ConsultationFactory,
    EmployeeFactory,
    PlanItemFactory,
    PublicationFactory,
    VacancyFactory,
)
from tests.queries import assert_same_queries

ANNA = Name("Иванова", "Анна", "Петровна")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("спросила Иванова А. П. о фонде", ["Иванова А. П."]),
        ("письмо А.П. Ивановой", ["А.П. Ивановой"]),
        ("А.\u00a0П.\u00a0Иванова", ["А.\u00a0П.\u00a0Иванова"]),
        ("Анна Петровна Иванова", ["Анна Петровна Иванова"]),
        ("вручили Анне Петровне Ивановой", ["Анне Петровне Ивановой"]),
        ("ИВАНОВА АННА ПЕТРОВНА", ["ИВАНОВА АННА ПЕТРОВНА"]),
        ("Иванова, А. П. Краеведение", ["Иванова, А. П."]),
        ("приехала А. Иванова. Потом", ["А. Иванова"]),
        ("спасибо Анне Петровне!", ["Анне Петровне"]),
        ("у Ивановой и с Ивановой Анной", ["Ивановой", "Ивановой Анной"]),
        ("Иванова А. К. и Н. К. Иванова", []),
        ("Иванова Ольга Викторовна, Крылова Анна Петровна", []),
        ("Ольге Викторовне Ивановой", []),
        ("Ивановская ЦБС, Иванова-Петрова", []),
    ],
)
def test_name_is_found_in_the_forms_people_write(text, found):
    assert [text[one.start : one.end] for one in find_names(text, [ANNA])] == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name("Черёмухина-Лесная", "Мария", "Ивановна"), "Черемухиной-Лесной М. И."),
        (Name("Швец", "Павел", "Ильич"), "Швеца Павла Ильича"),
        (Name("Шевченко", "Наталья", ""), "Шевченко Наталии"),
        (Name("Толстая", "Любовь", "Игоревна"), "Толстой Любови Игоревне"),
        (Name("Мороз", "Лев", "Львович"), "Морозу Льву Львовичу"),
        (Name("Оглы", "Пётр", "Ильич"), "П. И. Оглы"),
    ],
)
def test_names_of_every_build_are_known_in_other_cases(name, text):
    [span] = find_names(text, [name])
    assert (span.start, span.end) == (0, len(text))


@pytest.fixture
def gone(library) -> Employee:
    return EmployeeFactory(
        library=library,
        last_name="Черёмухина",
        first_name="Анна",
        patronymic="Петровна",
        until=datetime.date(2024, 12, 31),
    )


@pytest.fixture
def texts(gone, library, methodist) -> dict[str, object]:
    """Her name, and her namesakes', in texts of four applications and of a history."""
    asked = ConsultationFactory(library=library, person="Черемухина А.П.", question="Для филиала")
    values = {"question": "Черёмухиной А. П. и Черёмухиной Н. К. нужен список"}
    change_consultation(asked.pk, values, version=1, by=methodist)
    change_consultation(asked.pk, {"question": "Нужен список"}, version=2, by=methodist)
    alone = ConsultationFactory(library=library, person="Черёмухина", answer="Черёмухина сдала")
    book = PublicationFactory(
        authors="Черёмухина, Анна Петровна", annotation="Опыт Анны Петровны Черёмухиной"
    )
    place = VacancyFactory(library=library, note="вместо Черёмухиной Анны")
    item = PlanItemFactory(name="Юбилей А. П. Черёмухиной")
    return {"asked": asked, "alone": alone, "book": book, "vacancy": place, "item": item}


def words_of_everything() -> str:
    return " ".join(
        str(row) for model in apps.get_models() for row in model._default_manager.values_list()
    )


@pytest.mark.django_db
def test_head_sees_every_place_and_only_what_she_marks_is_replaced(client_of, gone, texts, head):
    client, url = client_of(head), reverse("staff:erase", args=[gone.pk])
    page = client.get(url)
    content = page.content.decode()
    for words in (
        "Опыт",
        "вместо",
        "Юбилей",
        "нужен список",
        "в прежних версиях",
        "библиографичес",
    ):
        assert words in content, words
    places = page.context["form"].places
    chosen = [one.key for one in places if one.kind != "alone" and one.fact is None]
    assert len(chosen) == 5
    data = {
        "name": gone.full_name,
        "order": "приказ № 5",
        "confirmed": chosen,
        "seen": page.context["form"].digest,
    }
    response = client.post(url, data, follow=True)
    assert "заменено мест: 5, оставлено: 3" in response.content.decode()
    erasure = Erasure.objects.get()
    mark = f"Обезличено {erasure.mark}"
    texts["asked"].refresh_from_db()
    assert (texts["asked"].person, texts["asked"].version) == (mark, 4)
    assert mark.casefold() in texts["asked"].person_key
    told = list(
        Consultation.history.filter(id=texts["asked"].pk).values_list("question", flat=True)
    )
    assert f"{mark} и Черёмухиной Н. К. нужен список" in told
    assert "Черёмухиной А. П." not in words_of_everything()
    alone = Consultation.objects.get(pk=texts["alone"].pk)
    assert (alone.person, alone.answer) == ("Черёмухина", "Черёмухина сдала")
    book = Publication.objects.get()
    assert book.authors == "Черёмухина, Анна Петровна"
    assert book.annotation == f"Опыт {mark}"
    assert Vacancy.objects.get().note == f"вместо {mark}"
    assert PlanItem.objects.get(pk=texts["item"].pk).name == f"Юбилей {mark}"
    assert (erasure.replaced, erasure.left) == (5, 3)


@pytest.mark.django_db
def test_whole_part_is_marked_at_once_and_authorship_only_by_itself(gone, texts, head, client_of):
    url = reverse("staff:erase", args=[gone.pk])
    client = client_of(head)
    seen = client.get(url).context["form"].digest
    told = {"name": gone.full_name, "order": "приказ", "whole": ["full", "alone"], "seen": seen}
    client.post(url, told)
    book = Publication.objects.get()
    assert "Обезличено" in book.annotation
    assert book.authors == "Черёмухина, Анна Петровна"
    assert "Обезличено" in Consultation.objects.get(pk=texts["alone"].pk).answer


@pytest.mark.django_db
def test_texts_changed_while_she_read_are_shown_again(client_of, gone, head, library):
    url = reverse("staff:erase", args=[gone.pk])
    client = client_of(head)
    seen = client.get(url).context["form"].digest
    ConsultationFactory(library=library, answer="Ответили Черёмухиной А. П.")
    told = {"name": gone.full_name, "order": "приказ", "seen": seen}
    content = client.post(url, told).content.decode()
    assert "тексты на портале изменились" in content
    assert "Ответили" in content
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_nothing_is_replaced_without_a_word_of_hers(gone, texts, head):
    erase_person(gone.pk, gone.full_name, "приказ № 5", head)
    assert Consultation.objects.filter(person="Черемухина А.П.").exists()
    assert Erasure.objects.get().replaced == 0


@pytest.mark.django_db
def test_every_text_is_looked_through_in_two_queries(
    gone, django_assert_num_queries, client_of, head
):
    names = names_of(gone)
    with django_assert_num_queries(2):
        find_places(names)
    keys = set(text_columns())
    for key in (
        "consultations.Message.text",
        "consultations.HistoricalConsultation.answer",
        "events.PlanChange.before",
        "statistics.Explanation.text",
        "statistics.Value.no_data_reason",
        "libraries.HistoricalExamination.conclusion",
        "staff.HistoricalVacancy.note",
    ):
        assert key in keys, key
    url = reverse("staff:erase", args=[gone.pk])
    assert_same_queries(
        client_of(head), url, lambda: ConsultationFactory(person="Черёмухина А. П."), at_most=15
    )
