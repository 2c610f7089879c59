"""Good answers without names: prepared, checked, published, found by strangers, withdrawn."""

from time import process_time

import pytest
from django.urls import reverse

from consultations import actions
from consultations.impersonal import traces_in
from consultations.models import ArchiveEntry, Consultation, Question
from tests.factories import EmployeeFactory, QuestionFactory, TopicFactory
from tests.queries import assert_same_queries, count_queries

ARCHIVE = reverse("consultations:archive")


@pytest.fixture
def question(librarian, library, topic, methodist) -> Question:
    asked = QuestionFactory(
        title="Списание ветхих книг",
        text="Пишет Берёзкина из Зелёной сельской, тел. +7 (900) 123-45-67.",
        organisation=librarian.organisation,
        library=library,
        asked_by=librarian,
        topic=topic,
    )
    return actions.answer(
        asked.pk, "Составьте акт. Вопросы: otdel@biblio.ru, Ершова А. П.", methodist
    )


@pytest.fixture
def entry(question, methodist) -> ArchiveEntry:
    return actions.prepare_entry(question, methodist)


@pytest.fixture
def clean_entry(entry, methodist) -> ArchiveEntry:
    words = {"question": "Как списать ветхие книги?", "answer": "Составьте акт о списании."}
    return actions.change_entry(entry.pk, words, version=1, by=methodist)


def publish(client, entry, **told):
    address = reverse("consultations:archive-publish", args=[entry.pk])
    return client.post(address, {"version": entry.version, **told}, follow=True)


def test_words_that_give_somebody_away_are_listed(entry):
    EmployeeFactory(library=entry.source.library, last_name="Ольхова")
    entry.answer += " Спросите у Ольховой. Посёлок берёзовский. Приказ от 12.03.2025 № 45."
    found = {trace.text: trace.kind for trace in traces_in(entry)}
    assert found["otdel@biblio.ru"] == "адрес почты"
    assert found["+7 (900) 123-45-67"] == "похоже на телефон"
    assert found["Ершова А. П."] == "похоже на имя"
    assert found["Берёзкина"] == "фамилия сотрудника"
    assert found["Ольховой"] == "фамилия сотрудника"
    assert found["Зелёной"] == "название библиотеки"
    assert found["берёзовский"] == "название учреждения"
    assert not {"сельской", "12.03.2025", "книг"} & set(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("С уважением, Иванова Мария Петровна.", "Иванова Мария Петровна"),
        ("Это поручено Петру Ильичу Громову и отделу.", "Петру Ильичу Громову"),
        ("Вместе с Анной Никитичной решили", "Анной Никитичной"),
        ("Основной Фонд. Это Аналогично учёту книг.", None),
    ],
)
def test_full_name_of_anybody_is_noticed(clean_entry, text, name):
    clean_entry.answer = text
    traces = [trace.text for trace in traces_in(clean_entry) if trace.kind == "похоже на имя"]
    assert traces == ([name] if name else [])


def test_clean_words_leave_no_trace(clean_entry):
    assert traces_in(clean_entry) == []


def test_entry_with_names_is_published_only_when_checked(client_of, methodist, entry):
    client = client_of(methodist)
    page = publish(client, entry).content.decode()
    assert "Проверьте отмеченные слова" in page
    entry.refresh_from_db()
    assert not entry.is_published
    publish(client, entry, is_checked="on")
    entry.refresh_from_db()
    assert entry.is_published
    assert "проверено" in entry.history.first().history_change_reason


def test_stranger_finds_the_answer_by_another_form_of_the_word(client_of, methodist, clean_entry):
    stranger = client_of(None)
    assert stranger.get(clean_entry.get_absolute_url()).status_code == 404
    assert stranger.get(ARCHIVE).context["total"] == 0
    publish(client_of(methodist), clean_entry)
    assert stranger.get(ARCHIVE, {"q": "списания"}).context["total"] == 1
    assert stranger.get(ARCHIVE, {"q": "краеведение"}).context["total"] == 0
    assert stranger.get(ARCHIVE, {"topic": clean_entry.topic_id}).context["total"] == 1
    assert stranger.get(ARCHIVE, {"topic": TopicFactory().pk}).context["total"] == 0
    page = stranger.get(clean_entry.get_absolute_url()).content.decode()
    assert "Составьте акт о списании" in page
    for secret in ("Берёзкина", "Берёзовская", "Зелёная", "Методистова"):
        assert secret not in page


def test_withdrawn_entry_is_gone_for_everybody_but_the_department(
    client_of, methodist, clean_entry
):
    client = client_of(methodist)
    publish(client, clean_entry)
    clean_entry.refresh_from_db()
    address = reverse("consultations:archive-withdraw", args=[clean_entry.pk])
    client.post(address, {"version": clean_entry.version})
    assert client_of(None).get(clean_entry.get_absolute_url()).status_code == 404
    assert client.get(clean_entry.get_absolute_url()).status_code == 200


def test_source_stays_as_it_was_and_is_copied_once(client_of, methodist, question):
    address = reverse("consultations:archive-prepare", args=[question.pk])
    client = client_of(methodist)
    first, second = client.post(address), client.post(address)
    assert first.headers["Location"] == second.headers["Location"]
    made = ArchiveEntry.objects.get()
    form = {"version": 1, "topic": made.topic_id, "title": "Т", "question": "В", "answer": "О"}
    client.post(reverse("consultations:archive-edit", args=[made.pk]), form)
    question.refresh_from_db()
    assert "Берёзкина" in question.text
    assert "Берёзкина" not in ArchiveEntry.objects.get().question
    assert Consultation.objects.count() == 1


def test_question_without_an_answer_does_not_go_to_the_archive(client_of, methodist):
    question = QuestionFactory()
    address = reverse("consultations:archive-prepare", args=[question.pk])
    page = client_of(methodist).post(address, follow=True).content.decode()
    assert "уже есть ответ" in page
    assert not ArchiveEntry.objects.exists()


def test_archive_takes_few_queries(client_of, methodist, entry):
    def one_more():
        ArchiveEntry.objects.create(
            source=QuestionFactory(), topic=entry.topic, title="Т", question="В", answer="О"
        )

    assert_same_queries(client_of(methodist), ARCHIVE, one_more, at_most=10)
    assert count_queries(client_of(methodist), entry.get_absolute_url()) <= 10


@pytest.mark.parametrize(
    "text", ["а" * 60_000, "А" + "б" * 60_000, "Иванова" + " " * 60_000, "Анна " * 12_000]
)
def test_long_text_of_one_word_is_looked_through_quickly(question, text):
    """Counts the time of the processor, whatever else the machine does."""
    entry = ArchiveEntry(source=question, title="", question="", answer=text)
    start = process_time()
    assert traces_in(entry) == []
    assert process_time() - start < 3
