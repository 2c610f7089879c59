"""The line above the log: one consultation in a few keys, nothing typed lost, undone at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from consultations import actions
from consultations.models import Attendee, Consultation, Template
from consultations.rules import given_to_library
from tests.factories import ConsultationFactory, LibraryFactory, TopicFactory
from tests.queries import count_queries

LIST = reverse("consultations:consultation-list")
OFFERS = reverse("consultations:askers")


@pytest.fixture
def line(library, topic):
    """What stands in the quick line, as a function of what is different."""

    def make(**changes) -> dict:
        return {
            "who": "зеленая сельская",
            "topic": topic.pk,
            "form": "telephone",
            "date": timezone.localdate().isoformat(),
        } | changes

    return make


@pytest.fixture
def template(topic) -> Template:
    return Template.objects.create(
        name="Звонок по 6-НК", topic=topic, form="telephone", minutes=10, question="Строка 4"
    )


def test_four_fields_make_a_record_of_today_by_the_methodist_herself(
    client_of, methodist, library, line
):
    page = client_of(methodist).post(LIST, line(), follow=True)
    added = Consultation.objects.get()
    assert (added.library, added.organisation) == (library, library.organisation)
    assert (added.methodist, added.date) == (methodist, timezone.localdate())
    assert page.context["saved"] == added
    assert "Записано:" in page.content.decode()
    form = page.context["quick_form"]
    assert (form["who"].value(), form["form"].value()) == (None, "telephone")


def test_what_was_saved_is_undone_and_stands_in_the_line_again(client_of, methodist, line):
    client = client_of(methodist)
    client.post(LIST, line())
    added = Consultation.objects.get()
    remove = reverse("consultations:consultation-remove", args=[added.pk])
    page = client.post(remove, {"version": 1, "undo": "1"}, follow=True)
    added.refresh_from_db()
    assert added.is_removed
    assert page.context["quick_form"]["who"].value().startswith("Зелёная сельская библиотека")
    assert page.context["total"] == 0


def test_line_undone_comes_back_with_the_day_and_all_that_was_typed(client_of, methodist, line):
    client = client_of(methodist)
    typed = line(date="2026-01-12", minutes="15", question="О чём", answer="Что", person="Вера")
    client.post(LIST, typed)
    remove = reverse("consultations:consultation-remove", args=[Consultation.objects.get().pk])
    form = client.post(remove, {"version": 1, "undo": "1"}, follow=True).context["quick_form"]
    assert form["date"].value() == dt.date(2026, 1, 12)
    assert form.is_more_needed
    told = [form[name].value() for name in ("minutes", "question", "answer", "person")]
    assert told == [15, "О чём", "Что", "Вера"]


def test_same_once_more_within_a_minute_is_asked_about(
    client_of, methodist, head, foreign_library, line
):
    client = client_of(methodist)
    typed = line(who="зелёная; лесная библиотека", question="О чём", minutes="5")
    client.post(LIST, typed)
    page = client.post(LIST, typed)
    assert page.context["twin"] == Consultation.objects.get()
    assert "Такая запись уже есть" in page.text and "О чём" in page.text
    client.post(LIST, typed | {"once_more": "1"})
    assert Consultation.objects.count() == 2
    for changed in ({"who": "лесная библиотека; зелёная"}, {"minutes": "6"}, {"question": ""}):
        client.post(LIST, typed | changed)
    client_of(head).post(LIST, typed)
    assert Consultation.objects.count() == 6
    Consultation.objects.update(created_at=timezone.now() - dt.timedelta(minutes=2))
    client.post(LIST, typed)
    assert Consultation.objects.count() == 7


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"who": "несуществующая"}, "«несуществующая» не найдено"),
        ({"who": "зелёная; нигде"}, "«нигде» не найдено"),
        ({"who": ""}, "Наберите часть названия"),
        ({"date": "2999-01-01"}, "ещё не наступила"),
        ({"date": "0206-01-01"}, "журнал ведётся с 2000"),
        ({"form": "group"}, "Не меньше двух"),
        ({"minutes": "0"}, "Не меньше 1"),
    ],
)
def test_line_that_cannot_be_is_refused_and_keeps_what_was_typed(
    client_of, methodist, foreign_library, line, changes, message
):
    page = client_of(methodist).post(LIST, line(question="Длинный вопрос", **changes))
    text = page.content.decode()
    assert message in text
    assert "Длинный вопрос" in text
    assert not Consultation.objects.exists()


def test_several_libraries_are_one_consultation_in_the_list_of_each(
    client_of, methodist, librarian, neighbour, library, foreign_library, line
):
    whole = LibraryFactory().organisation
    named = f"зелёная; лесная библиотека; {whole.name}"
    client_of(methodist).post(LIST, line(who=named, form="group", participants="14"))
    added = Consultation.objects.get()
    assert (added.library, added.participants) == (library, 14)
    others = {(one.library, one.organisation) for one in added.attendees.all()}
    assert others == {(foreign_library, foreign_library.organisation), (None, whole)}
    assert added.asked_by == "Зелёная сельская библиотека и ещё 2"
    for person in (methodist, librarian, neighbour):
        page = client_of(person).get(LIST)
        assert [row.record for row in page.context["table"].rows] == [added]
        assert sum(total.number for total in page.context["totals"]) == 1
    for each in (library, foreign_library):
        assert list(given_to_library(Consultation.objects.all(), each)) == [added]
        assert client_of(methodist).get(LIST, {"library": each.pk}).context["total"] == 1
    query = {"organisation": foreign_library.organisation_id}
    assert client_of(methodist).get(LIST, query).context["total"] == 1


def test_several_named_are_a_group_at_once(client_of, methodist, foreign_library, line):
    client_of(methodist).post(LIST, line(who="зелёная; лесная библиотека"))
    record = Consultation.objects.get()
    assert (record.form, record.participants) == (Consultation.Form.GROUP, 2)


def test_attendees_are_changed_with_the_record_and_stand_in_its_history(
    client_of, methodist, library, foreign_library, consultation, typed
):
    url = reverse("consultations:consultation-edit", args=[consultation.pk])
    form = typed(version=1, form="group", participants=9, also="лесная библиотека")
    assert client_of(methodist).post(url, form).status_code == 302
    assert Attendee.objects.get().library == foreign_library
    page = client_of(methodist).get(consultation.get_absolute_url()).content.decode()
    assert "участвовали также: пусто → Лесная библиотека" in page
    form = typed(version=2, form="group", participants=9, also="")
    client_of(methodist).post(url, form)
    assert not Attendee.objects.exists()


def test_library_named_twice_is_refused(client_of, methodist, library, typed):
    url = reverse("consultations:consultation-create")
    form = typed(form="group", participants=5, also="зелёная сельская")
    page = client_of(methodist).post(url, form).content.decode()
    assert "уже названа первой" in page


def test_past_day_stays_for_the_next_line(client_of, methodist, line):
    client = client_of(methodist)
    page = client.post(LIST, line(date="2026-01-12"), follow=True)
    form = page.context["quick_form"]
    assert Consultation.objects.get().date == dt.date(2026, 1, 12)
    assert form["date"].value() == dt.date(2026, 1, 12)
    assert form.is_more_needed


def test_one_more_alike_begins_with_all_of_the_record_but_its_day(client_of, methodist, topic):
    row = ConsultationFactory(
        topic=topic, date=dt.date(2026, 1, 12), minutes=20, question="Списание"
    )
    form = client_of(methodist).get(LIST, {"like": row.pk}).context["quick_form"]
    told = {name: form[name].value() for name in ("topic", "form", "minutes", "question")}
    expected = {"topic": topic.pk, "form": row.form, "minutes": 20, "question": "Списание"}
    assert told == expected
    assert form["date"].value() == timezone.localdate()


def test_template_fills_the_line_and_its_owner_alone_sees_her_own(
    client_of, methodist, head, template
):
    Template.objects.create(name="Личный", owner=methodist, topic=template.topic, form="written")
    mine = client_of(methodist).get(LIST, {"template": template.pk})
    assert mine.context["quick_form"]["minutes"].value() == 10
    assert [each.name for each in mine.context["templates"]] == ["Звонок по 6-НК", "Личный"]
    others = client_of(head).get(LIST)
    assert [each.name for each in others.context["templates"]] == ["Звонок по 6-НК"]


def test_template_made_from_a_record_is_changed_and_thrown_away(client_of, methodist, topic):
    row = ConsultationFactory(topic=topic, minutes=15, answer="Выслана памятка")
    client = client_of(methodist)
    create = reverse("consultations:template-create")
    form = client.get(create, {"like": row.pk}).context["form"]
    assert (form["answer"].value(), form["topic"].value()) == ("Выслана памятка", topic.pk)
    filled = {"name": "Памятка", "form": "written", "topic": topic.pk, "answer": "Выслана"}
    client.post(create, filled)
    kept = Template.objects.get()
    assert (kept.owner, kept.answer) == (methodist, "Выслана")
    client.post(kept.get_absolute_url(), filled | {"version": 1, "is_shared": "on"})
    kept.refresh_from_db()
    assert kept.owner is None
    client.post(reverse("consultations:template-remove", args=[kept.pk]))
    assert not Template.objects.exists()
    assert Template.history.first().history_user == methodist


def test_offers_find_part_of_a_name_whatever_the_letters(client_of, methodist, library):
    closed = LibraryFactory(name="Зелёная дальняя", closed_on=dt.date(2020, 1, 1))
    offers = client_of(methodist).get(OFFERS, {"q": "ЗЕЛЕН"}).json()["offers"]
    assert offers[0].startswith("Зелёная сельская библиотека")
    assert offers[-1].startswith(closed.name)
    whole = client_of(methodist).get(OFFERS, {"q": "зелен", "kind": "organisation"}).json()
    assert whole["offers"] == []
    assert client_of(methodist).get(OFFERS, {"q": " "}).json()["offers"] == []


def test_line_goes_on_in_the_full_form_with_all_that_was_typed(
    client_of, methodist, library, foreign_library, line
):
    create = reverse("consultations:consultation-create")
    typed = line(who="зелёная; лесная", question="Начало", full="1", participants="7")
    form = client_of(methodist).post(create, typed).context["form"]
    assert form["library"].value().startswith("Зелёная")
    assert (form["also"].value(), form["question"].value()) == ("лесная", "Начало")
    assert not form.errors
    unknown = client_of(methodist).post(create, typed | {"who": "неизвестная"}).context["form"]
    assert unknown["library"].value() == "неизвестная"


def test_topic_out_of_use_does_not_lead_astray(client_of, methodist, line):
    gone = TopicFactory(is_active=False)
    page = client_of(methodist).post(LIST, line(topic=gone.pk))
    assert "topic" in page.context["quick_form"].errors


def test_log_with_its_line_takes_few_queries(client_of, methodist, template):
    row = ConsultationFactory(methodist=methodist)
    assert count_queries(client_of(methodist), LIST, {"saved": row.pk}) <= 15


def test_record_cannot_be_dated_in_the_future_by_any_way(methodist, library, topic):
    values = {"library": library, "topic": topic, "form": "visit", "methodist": methodist}
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="ещё не наступила"):
        actions.record_consultation(values | {"date": tomorrow}, by=methodist)


def test_advice_and_paragraphs_of_a_template_come_into_the_record(
    client_of, methodist, library, template
):
    template.question, template.answer = "Первое.\n\nВторое.", "Читать инструкцию.\nПозвонить."
    template.save()
    client = client_of(methodist)
    line = client.get(LIST, {"template": template.pk}).context["quick_form"]
    typed = {one.name: one.value() or "" for one in line} | {"who": library.code}
    client.post(LIST, typed)
    made = Consultation.objects.get()
    assert made.question.replace("\r", "") == template.question
    assert made.answer.replace("\r", "") == template.answer
