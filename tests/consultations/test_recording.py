import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from common.editing import StaleObjectError
from consultations import actions
from consultations.models import Consultation, Topic
from tests.factories import LibraryFactory, TopicFactory

CREATE = reverse("consultations:consultation-create")


def test_form_opens_with_today_and_the_methodist_herself(client_of, methodist, topic):
    form = client_of(methodist).get(CREATE).context["form"]
    assert form["date"].value() == timezone.localdate()
    assert form["methodist"].value() == methodist.pk


def test_part_of_a_name_is_enough_and_the_organisation_fills_itself(
    client_of, methodist, library, typed
):
    response = client_of(methodist).post(CREATE, typed(library="ЗЕЛЕНАЯ сельская"))
    added = Consultation.objects.get()
    assert response.headers["Location"] == added.get_absolute_url()
    assert (added.library, added.organisation) == (library, library.organisation)
    assert added.history.get().history_user == methodist


def test_label_that_the_browser_offers_finds_one_of_two_like_libraries(
    client_of, methodist, library, typed
):
    twin = LibraryFactory(name=library.name, organisation=library.organisation)
    client = client_of(methodist)
    refused = client.post(CREATE, typed(library=library.name)).content.decode()
    assert "Подходит не одна запись" in refused
    assert f"({twin.code})" in refused
    label = f"{twin.name}, {twin.locality} ({twin.code})"
    assert f'<option value="{label}">' in client.get(CREATE).content.decode()
    client.post(CREATE, typed(library=label))
    assert Consultation.objects.get().library == twin


def test_unknown_library_is_told_and_the_typed_words_stay(client_of, methodist, typed):
    page = client_of(methodist).post(CREATE, typed(library="Несуществующая")).content.decode()
    assert "«Несуществующая» не найдено" in page
    assert "Как заполнить строку 4?" in page
    assert not Consultation.objects.exists()


def test_record_and_one_more_keeps_the_day_and_the_form(client_of, methodist, typed):
    client = client_of(methodist)
    response = client.post(CREATE, typed(again="1"), follow=True)
    form = response.context["form"]
    assert response.request["PATH_INFO"] == CREATE
    assert (form["date"].value(), form["form"].value()) == ("2026-03-02", "telephone")
    assert not form["question"].value()
    assert "Записано" in response.content.decode()


def test_like_record_begins_with_the_same_library_and_topic(client_of, methodist, consultation):
    form = client_of(methodist).get(CREATE, {"like": consultation.pk}).context["form"]
    assert form["library"].value().startswith("Зелёная сельская библиотека")
    assert form["topic"].value() == consultation.topic_id


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"library": ""}, "Укажите, кто обратился"),
        ({"form": "group"}, "не меньше двух участников"),
        ({"form": "individual", "participants": 3}, "Выберите форму «групповая»"),
        ({"date": "2999-01-01"}, "ещё не наступила"),
        ({"minutes": 0}, "Не меньше 1"),
        ({"topic": ""}, "Выберите из списка"),
        ({"date": "0026-03-02"}, "журнал ведётся с 2000 года"),
        ({"also": "лесная"}, "не найдено"),
    ],
)
def test_record_that_cannot_be_is_refused_with_a_reason(
    client_of, methodist, typed, changes, message
):
    page = client_of(methodist).post(CREATE, typed(**changes)).content.decode()
    assert message in page
    assert not Consultation.objects.exists()


def test_library_of_another_organisation_is_refused(client_of, methodist, typed, foreign_library):
    form = typed(organisation=foreign_library.organisation.name)
    page = client_of(methodist).post(CREATE, form).content.decode()
    assert "Библиотека входит в другое учреждение" in page


def test_record_keeps_its_organisation_when_the_library_moves(
    client_of, methodist, library, foreign_library, consultation, typed
):
    before = library.organisation
    library.organisation = foreign_library.organisation
    library.save()
    label = f"{library.name}, {library.locality} ({library.code})"
    url = reverse("consultations:consultation-edit", args=[consultation.pk])
    form = typed(version=1, library=label, organisation=before.name, question="Иначе")
    assert client_of(methodist).post(url, form).status_code == 302
    consultation.refresh_from_db()
    assert (consultation.organisation, consultation.question) == (before, "Иначе")


def test_person_alone_is_enough(methodist, topic):
    added = actions.record_consultation(
        {
            "person": "Студентка",
            "topic": topic,
            "form": "online",
            "question": "Практика",
            "methodist": methodist,
        },
        by=methodist,
    )
    assert (added.asked_by, added.organisation) == ("Студентка", None)


def test_two_people_at_one_record_lose_no_word(
    client_of, methodist, head, consultation, foreign_library, typed
):
    actions.change_consultation(
        consultation.pk,
        {"library": foreign_library, "organisation": None, "form": "visit", "minutes": 15},
        version=1,
        by=head,
    )
    client = client_of(methodist)
    url = reverse("consultations:consultation-edit", args=[consultation.pk])
    response = client.post(url, typed(version=1, answer="Мой ответ", form="online"))
    page = response.content.decode()
    assert "в базе сейчас «с выездом», у Вас «онлайн»" in page
    assert "изменено на «15», учтено в форме" in page
    merged = response.context["form"]
    assert merged["library"].value().startswith("Лесная библиотека")
    client.post(url, {name: merged[name].value() or "" for name in merged.fields})
    consultation.refresh_from_db()
    assert (consultation.answer, consultation.minutes) == ("Мой ответ", 15)
    assert (consultation.form, consultation.library) == ("online", foreign_library)


def test_removed_record_can_be_restored(client_of, methodist, librarian, consultation):
    client, page = client_of(methodist), consultation.get_absolute_url()
    remove = reverse("consultations:consultation-remove", args=[consultation.pk])
    response = client.post(remove, {"version": 1}, follow=True)
    assert "Запись удалена" in response.content.decode()
    assert client_of(librarian).get(page).status_code == 404
    restore = reverse("consultations:consultation-restore", args=[consultation.pk])
    client.post(restore, {"version": 2})
    assert client_of(librarian).get(page).status_code == 200
    authors = consultation.history.filter(history_change_reason__contains="Удаление")
    assert [record.history_user for record in authors] == [methodist, methodist]


def test_record_changed_meanwhile_is_not_removed(client_of, methodist, head, consultation):
    actions.change_consultation(consultation.pk, {"minutes": 5}, version=1, by=head)
    remove = reverse("consultations:consultation-remove", args=[consultation.pk])
    response = client_of(methodist).post(remove, {"version": 1}, follow=True)
    assert "запись изменили" in response.content.decode()
    consultation.refresh_from_db()
    assert not consultation.is_removed
    with pytest.raises(StaleObjectError):
        actions.remove_consultation(consultation.pk, version=1, by=head)


def test_topics_are_added_once_whatever_the_letters(methodist, topic):
    added = actions.add_topics(["  ОТЧЕТНОСТЬ ", "Новая", "новая", ""], by=methodist)
    assert [each.name for each in added] == ["Новая"]
    with pytest.raises(ValidationError, match="Такая тема уже есть"):
        actions.change_topic(added[0].pk, {"name": "отчётность"}, version=1, by=methodist)


def test_topic_out_of_use_is_not_offered_but_stays_in_its_records(
    client_of, methodist, consultation, topic
):
    TopicFactory(name="Другая")
    actions.change_topic(topic.pk, {"is_active": False}, version=1, by=methodist)
    client = client_of(methodist)
    offered = client.get(CREATE).context["form"].fields["topic"].queryset
    assert [each.name for each in offered] == ["Другая"]
    edit = reverse("consultations:consultation-edit", args=[consultation.pk])
    assert topic in client.get(edit).context["form"].fields["topic"].queryset


def test_without_topics_the_form_says_what_to_do_first(client_of, methodist):
    assert not Topic.objects.exists()
    page = client_of(methodist).get(CREATE).content.decode()
    assert "Тем консультаций ещё нет" in page
    assert reverse("consultations:topic-list") in page


def test_consultation_is_dated_today_unless_told(db):
    assert Consultation().date == timezone.localdate()


def test_first_list_of_topics_is_offered_ready_and_taken_in_one_click(client_of, methodist):
    client = client_of(methodist)
    offered = client.get(reverse("consultations:topic-list")).context["form"]["names"].value()
    client.post(reverse("consultations:topic-list"), {"names": offered})
    assert Topic.objects.count() == len(offered.splitlines()) > 5
    form = client.get(reverse("consultations:topic-list")).context["form"]
    assert not form["names"].value()
