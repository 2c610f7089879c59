"""A question from the asking to the mark, and who sees what of it."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common.roles import Role
from common.workdays import after_workdays
from consultations import actions
from consultations.models import AnsweringOrder, Consultation, Message, Question, QuestionFile
from tests.common.test_files import pdf, picture
from tests.factories import QuestionFactory, UserFactory
from tests.queries import assert_same_queries, count_queries

LIST = reverse("consultations:question-list")
ASK = reverse("consultations:ask")
State = Question.State


def url(name: str, question: Question) -> str:
    return reverse(f"consultations:question-{name}", args=[question.pk])


@pytest.fixture
def in_charge(topic, methodist):
    topic.methodist = methodist
    topic.save()
    return methodist


@pytest.fixture
def question(librarian, topic, in_charge) -> Question:
    return actions.ask(
        {"topic": topic, "title": "Строка 4", "text": "Как её заполнить?"}, librarian
    )


def test_question_goes_to_the_methodist_of_its_topic_with_a_term_and_a_letter(
    client_of, librarian, topic, in_charge, library, mailoutbox, django_capture_on_commit_callbacks
):
    AnsweringOrder.objects.create(days=2)
    typed = {"topic": topic.pk, "title": "Строка 4", "text": "Как?", "library": library.pk}
    with django_capture_on_commit_callbacks(execute=True):
        client_of(librarian).post(ASK, typed | {"files": [SimpleUploadedFile("акт.pdf", pdf())]})
    asked = Question.objects.get()
    assert (asked.methodist, asked.organisation) == (in_charge, librarian.organisation)
    assert asked.due_on == after_workdays(timezone.localdate(), 2)
    assert asked.files.get().file_name == "акт.pdf"
    [letter] = mailoutbox
    assert letter.to == [in_charge.email]
    assert "Строка 4" in letter.subject
    assert "Как?" not in letter.body
    assert f"{settings.SITE_URL}{asked.get_absolute_url()}" in letter.body


@pytest.mark.parametrize("default", [True, False])
def test_question_of_nobody_goes_to_the_default_one_else_to_the_heads(
    librarian, topic, methodist, head, default, mailoutbox, django_capture_on_commit_callbacks
):
    AnsweringOrder.objects.create(methodist=methodist if default else None)
    topic.methodist = UserFactory(role=Role.METHODIST, is_active=False)
    topic.save()
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.ask({"topic": topic, "title": "Т", "text": "Т"}, librarian)
    assert asked.methodist == (methodist if default else None)
    assert mailoutbox[0].to == [(methodist if default else head).email]


def test_answer_counts_once_in_the_log_and_the_asker_gets_a_letter(
    client_of, methodist, librarian, question, mailoutbox, django_capture_on_commit_callbacks
):
    client = client_of(methodist)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("answer", question), {"text": "По счётчику сайта.", "seen": 0})
    question.refresh_from_db()
    assert question.state == State.ANSWERED
    assert [letter.to for letter in mailoutbox] == [[librarian.email]]
    assert f"{settings.SITE_URL}{question.get_absolute_url()}" in mailoutbox[0].body
    logged = Consultation.objects.get()
    assert (logged.form, logged.methodist) == ("online", methodist)
    assert (logged.organisation, logged.answer) == (librarian.organisation, "По счётчику сайта.")
    actions.answer(question.pk, "И ещё: см. указания.", methodist)
    logged.refresh_from_db()
    assert Consultation.objects.count() == 1
    assert logged.answer.endswith("см. указания.")
    assert "Ответ на вопрос через портал" in client.get(logged.get_absolute_url()).content.decode()


def test_each_who_answered_is_named_with_the_day_and_her_own_words(
    client_of, librarian, methodist, head, question
):
    actions.answer(question.pk, "По счётчику.", methodist)
    actions.answer(question.pk, "Точнее, по двум.", methodist)
    page = client_of(librarian).get(question.get_absolute_url())
    assert [each.author for each in page.context["answers"]] == [methodist]
    actions.follow_up(question.pk, "А без счётчика?", librarian)
    actions.answer(question.pk, "По дневнику.", head)
    actions.answer(question.pk, "Или по журналу.", methodist)
    Message.objects.filter(text="Точнее, по двум.").update(
        at=timezone.now() - dt.timedelta(days=400)
    )
    logged = Consultation.objects.get()
    today = f"{timezone.localdate():%d.%m.%Y}"
    assert logged.methodist == methodist
    assert logged.answer.split("\n\n") == [
        "По счётчику.",
        "Точнее, по двум.",
        f"{head}, {today}:\nПо дневнику.",
        f"{methodist}, {today}:\nИли по журналу.",
    ]
    for address in (question.get_absolute_url(), logged.get_absolute_url()):
        page = client_of(librarian).get(address)
        assert [each.author for each in page.context["answers"]] == [methodist, methodist, head]
        assert f"{head}, " in page.text


def test_question_asked_again_is_open_with_a_new_term(client_of, librarian, methodist, question):
    actions.answer(question.pk, "Да.", methodist)
    Question.objects.filter(pk=question.pk).update(due_on=dt.date(2020, 1, 1))
    last = question.messages.get().pk
    client_of(librarian).post(url("follow-up", question), {"text": "А если нет?", "seen": last})
    question.refresh_from_db()
    assert question.state == State.REOPENED
    assert question.due_on > timezone.localdate()


def test_words_written_past_a_new_message_are_kept_and_not_sent(
    client_of, librarian, methodist, question
):
    actions.follow_up(question.pk, "Забыла сказать: за 2025 год.", librarian)
    page = client_of(methodist).post(url("answer", question), {"text": "Мой ответ", "seen": 0})
    text = page.content.decode()
    assert "Пока Вы писали" in text
    assert "за 2025 год" in text
    assert page.context["form"]["text"].value() == "Мой ответ"
    seen = page.context["form"]["seen"].value()
    client_of(methodist).post(url("answer", question), {"text": "Мой ответ", "seen": seen})
    assert question.messages.last().text == "Мой ответ"


def test_answer_typed_while_the_session_ended_comes_back(client_of, methodist, question):
    client = client_of(methodist)
    address = url("answer", question)
    session = client.session
    session["typed"] = {"path": address, "fields": "text=Long", "typist": str(methodist.pk)}
    session.save()
    assert client.get(address).context["form"]["text"].value() == "Long"


def test_handed_over_with_a_note_that_the_librarian_never_sees(
    client_of, librarian, methodist, head, question, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        told = {"to": head.pk, "note": "Тут нужен приказ"}
        client_of(methodist).post(url("hand-over", question), told)
    question.refresh_from_db()
    assert question.methodist == head
    assert mailoutbox[0].to == [head.email]
    assert "нужен приказ" in client_of(head).get(question.get_absolute_url()).content.decode()
    seen = client_of(librarian).get(question.get_absolute_url()).content.decode()
    assert "нужен приказ" not in seen


def test_clarifying_is_no_answer_and_counts_nowhere(client_of, methodist, question):
    client_of(methodist).post(url("clarify", question), {"text": "За какой год?", "seen": 0})
    question.refresh_from_db()
    assert (question.state, question.answered_at) == (State.IN_WORK, None)
    assert not Consultation.objects.exists()


def test_only_the_asker_rates_and_that_closes_the_question(
    client_of, librarian, methodist, question
):
    colleague = UserFactory(role=Role.LIBRARIAN, organisation=librarian.organisation)
    client_of(librarian).post(url("rate", question), {"rating": 5})
    question.refresh_from_db()
    assert question.rating is None
    actions.answer(question.pk, "Да.", methodist)
    client_of(colleague).post(url("rate", question), {"rating": 1})
    page = client_of(librarian).post(url("rate", question), {"rating": 9}).content.decode()
    assert "Выберите из списка" in page
    client_of(librarian).post(url("rate", question), {"rating": 4, "comment": "Спасибо"})
    question.refresh_from_db()
    assert (question.rating, question.rating_comment, question.state) == (4, "Спасибо", "closed")
    authors = [record.history_user for record in question.history.all()]
    assert authors == [librarian, methodist, librarian]


def test_closed_question_is_not_answered_or_taken_but_asked_again(
    client_of, librarian, methodist, question
):
    client_of(librarian).post(url("close", question))
    with pytest.raises(actions.WrongStateError, match="закрыт"):
        actions.answer(question.pk, "Поздно", methodist)
    page = client_of(methodist).post(url("take", question), follow=True).content.decode()
    assert "Посмотрите, что изменилось" in page
    actions.follow_up(question.pk, "Всё-таки", librarian)
    client_of(methodist).post(url("take", question))
    question.refresh_from_db()
    assert question.state == State.IN_WORK


def test_file_is_seen_by_the_organisation_and_the_department_only(
    client_of, librarian, neighbour, methodist, question
):
    actions.follow_up(question.pk, "Вот", librarian)
    message = question.messages.get()
    kept = QuestionFile.objects.create(
        question=question,
        message=message,
        added_by=librarian,
        file=SimpleUploadedFile("a.pdf", pdf()),
        file_name="акт.pdf",
        file_kind="pdf",
        file_size=len(pdf()),
    )
    answers = {
        person: client_of(person).get(kept.get_absolute_url()).status_code
        for person in (librarian, neighbour, methodist, None)
    }
    assert answers == {librarian: 200, neighbour: 404, methodist: 200, None: 302}


def test_picture_is_kept_beside_a_question_as_a_document_is(client_of, librarian, topic):
    photograph = SimpleUploadedFile("акт.jpg", picture(), "image/jpeg")
    client_of(librarian).post(
        ASK, {"topic": topic.pk, "title": "Вопрос", "text": "Слова", "files": [photograph]}
    )
    assert Question.objects.get().files.get().file_kind == "jpeg"


def test_program_in_place_of_a_file_is_refused_and_the_words_stay(client_of, librarian, topic):
    program = SimpleUploadedFile("акт.pdf", b"MZ\x90\x00" + b"\x00" * 200)
    typed = {"topic": topic.pk, "title": "Вопрос", "text": "Слова", "files": [program]}
    page = client_of(librarian).post(ASK, typed)
    assert page.context["form"].errors["files"]
    assert page.context["form"]["text"].value() == "Слова"
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"state": "waiting"}, 2),
        ({"state": "late"}, 1),
        ({"state": "closed"}, 1),
        ({"q": "строку"}, 3),
        ({"q": "нигде"}, 0),
    ],
)
def test_list_of_questions_is_narrowed(client_of, methodist, query, number):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    QuestionFactory()
    QuestionFactory(due_on=tomorrow, state="in_work")
    QuestionFactory(state="closed")
    assert client_of(methodist).get(LIST, query).context["total"] == number


def test_home_pages_name_what_waits_and_what_is_late(
    client_of, librarian, methodist, head, question
):
    Question.objects.filter(pk=question.pk).update(due_on=dt.date(2026, 1, 12))
    assert "срок прошёл" in client_of(methodist).get("/").content.decode()
    assert "Вопросы без ответа в срок" in client_of(head).get("/").content.decode()
    actions.answer(question.pk, "Да.", methodist)
    assert "Вам ответили" in client_of(librarian).get("/").content.decode()


def test_head_says_who_answers_by_default(client_of, head, methodist):
    address = reverse("consultations:answering-order")
    client_of(head).get(address)
    client_of(head).post(address, {"methodist": methodist.pk, "days": 5, "version": 1})
    order = AnsweringOrder.objects.get()
    assert (order.methodist, order.days, order.version) == (methodist, 5, 2)


def test_lists_and_pages_of_questions_take_few_queries(client_of, methodist, librarian, question):
    client = client_of(methodist)
    assert_same_queries(client, LIST, QuestionFactory, at_most=12)

    def one_more_message():
        actions.follow_up(question.pk, "Ещё", librarian)

    assert_same_queries(client, question.get_absolute_url(), one_more_message, at_most=12)
    assert count_queries(client, url("answer", question)) <= 12
    assert Message.objects.count() == 3
