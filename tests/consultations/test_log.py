import datetime

import pytest
from django.urls import reverse

from consultations.models import Consultation
from consultations.queries import totals_by_form
from tests.factories import ConsultationFactory, TopicFactory
from tests.queries import assert_same_queries, count_queries

LIST = reverse("consultations:consultation-list")


def questions(response) -> list[str]:
    return [row.record.question for row in response.context["table"].rows]


@pytest.fixture
def log(library, foreign_library, methodist, head, topic) -> list[Consultation]:
    return [
        ConsultationFactory(
            date=datetime.date(2026, 3, 1),
            library=library,
            methodist=methodist,
            topic=topic,
            question="Учёт посещений сайта",
        ),
        ConsultationFactory(
            date=datetime.date(2026, 3, 31),
            library=None,
            organisation=library.organisation,
            methodist=head,
            topic=TopicFactory(name="Комплектование"),
            form="group",
            participants=12,
            question="Списание ветхих книг",
            answer="Составить акт, см. приказ",
        ),
        ConsultationFactory(
            date=datetime.date(2026, 4, 1),
            library=foreign_library,
            methodist=methodist,
            topic=topic,
            person="Ёлкина А. П.",
            question="Заявка на грант",
        ),
        ConsultationFactory(library=library, question="Удалённая", is_removed=True),
    ]


def test_methodist_sees_the_whole_log_newest_first(client_of, methodist, log):
    found = questions(client_of(methodist).get(LIST))
    assert found == ["Заявка на грант", "Списание ветхих книг", "Учёт посещений сайта"]


def test_librarian_sees_what_was_given_to_her_organisation(client_of, librarian, log):
    response = client_of(librarian).get(LIST)
    assert questions(response) == ["Списание ветхих книг", "Учёт посещений сайта"]
    page = response.content.decode()
    assert "Лесная" not in page
    assert "Записать консультацию" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "елкина"}, ["Заявка на грант"]),
        ({"q": "АКТ"}, ["Списание ветхих книг"]),
        ({"q": "комплектование"}, ["Списание ветхих книг"]),
        ({"q": "лесная цбс"}, ["Заявка на грант"]),
        ({"form": "group"}, ["Списание ветхих книг"]),
        ({"since": "2026-03-31", "until": "2026-03-31"}, ["Списание ветхих книг"]),
        ({"until": "2026-03-30"}, ["Учёт посещений сайта"]),
        ({"since": "не дата"}, []),
    ],
)
def test_filters_narrow_the_log(client_of, methodist, log, query, found):
    assert questions(client_of(methodist).get(LIST, query)) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("topic", ["Заявка на грант", "Учёт посещений сайта"]),
        ("methodist", ["Заявка на грант", "Учёт посещений сайта"]),
        ("organisation", ["Списание ветхих книг", "Учёт посещений сайта"]),
    ],
)
def test_log_is_narrowed_by_related_rows(client_of, methodist, log, name, found):
    value = getattr(log[0], f"{name}_id")
    assert questions(client_of(methodist).get(LIST, {name: value})) == found


def test_totals_by_form_follow_the_filter(client_of, methodist, log):
    response = client_of(methodist).get(LIST, {"since": "2026-03-31"})
    shown = {total.title: total.number for total in response.context["totals"]}
    assert shown["групповая"] == 1
    assert shown["по телефону"] == 1
    assert sum(shown.values()) == 2


def test_totals_of_an_empty_log_are_zeros(db):
    totals = totals_by_form(Consultation.objects.all())
    assert [total.number for total in totals] == [0] * len(Consultation.Form)


def test_list_asks_the_same_few_questions_for_any_number(client_of, methodist):
    assert_same_queries(client_of(methodist), LIST, ConsultationFactory, at_most=15)


def test_page_and_form_of_a_record_take_few_queries(client_of, methodist, consultation):
    client = client_of(methodist)
    assert count_queries(client, consultation.get_absolute_url()) <= 10
    edit = reverse("consultations:consultation-edit", args=[consultation.pk])
    assert count_queries(client, edit) <= 12


def test_topics_are_counted_in_one_question(client_of, methodist):
    url = reverse("consultations:topic-list")
    assert_same_queries(client_of(methodist), url, ConsultationFactory, at_most=8)
