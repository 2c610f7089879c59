"""Pages of approval: what people are offered, asked and told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.actions.approving import keep_file
from events.models import Approval, ApprovalRemark, Plan
from tests.factories import PlanItemFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 12, 20)


def send_form(plan, *users, **told) -> dict[str, object]:
    form = {"due_on": timezone.localdate().isoformat(), "version": plan.version, **told}
    form |= {"readers-TOTAL_FORMS": len(users) + 1, "readers-INITIAL_FORMS": 0}
    for place, user in enumerate(users):
        form[f"readers-{place}-user"] = user.pk
    return form


@pytest.fixture
def sent(plan, item, methodist, librarian) -> Approval:
    """The plan on approval: the librarian reads it first, then the director on paper."""
    plan.refresh_from_db()
    readers = [actions.Reader(librarian), actions.Reader(name="Островская В. П.", post="Директор")]
    today = timezone.localdate()
    return actions.send_for_approval(plan, readers, today, "", methodist, version=plan.version)


def test_the_methodist_names_people_and_a_place_is_added_without_sending(
    client_of, plan, item, methodist, librarian, head
):
    plan.refresh_from_db()
    client, url = client_of(methodist), reverse("events:plan-send", args=[plan.pk])
    page = client.get(url).content.decode()
    assert librarian.short_name in page and head.short_name in page
    more = client.post(url, send_form(plan, librarian, more="1"))
    assert len(more.context["readers"].forms) == 3
    assert not Approval.objects.exists()
    refused = client.post(url, send_form(plan))
    assert "Назовите хотя бы одного" in refused.content.decode()
    done = client.post(url, send_form(plan, librarian, head), follow=True)
    assert done.redirect_chain[0][0] == reverse("events:plan-approval", args=[plan.pk])
    names = list(Approval.objects.get().steps.values_list("name", flat=True))
    assert names == [librarian.short_name, head.short_name]


def test_the_next_round_offers_the_people_of_the_last_one(
    client_of, plan, sent, methodist, librarian
):
    actions.withdraw(sent, "Забыли выезд", methodist)
    page = client_of(methodist).get(reverse("events:plan-send", args=[plan.pk]))
    told = [form.initial for form in page.context["readers"].forms]
    assert told[:2] == [
        {"user": str(librarian.pk)},
        {"name": "Островская В. П.", "post": "Директор"},
    ]


def test_the_reader_remarks_on_a_row_by_its_number_and_returns_the_plan(
    client_of, plan, item, sent, librarian, methodist
):
    client, step = client_of(librarian), sent.steps.first()
    assert "Просим Вас согласовать" in client.get(plan.get_absolute_url()).content.decode()
    page = reverse("events:plan-approval", args=[plan.pk])
    assert "Ваше решение" in client.get(page).content.decode()
    add = reverse("events:remark-add", args=[step.pk])
    wrong = client.post(add, {"number": "7", "text": "Где пройдёт?"})
    assert wrong.status_code == 422
    assert "Пункта № 7 в плане нет" in wrong.content.decode()
    assert "Где пройдёт?" in wrong.content.decode()
    client.post(add, {"number": "1", "text": "Где пройдёт?"})
    answer = reverse("events:step-answer", args=[step.pk])
    client.post(answer, {"decision": "return", "comment": ""})
    remark = ApprovalRemark.objects.get()
    assert remark.item == item
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT
    desk = client_of(methodist)
    told = desk.get(plan.get_absolute_url()).content.decode()
    assert "1\N{NO-BREAK SPACE}замечание ждёт" in told
    desk.post(
        reverse("events:remark-answer", args=[remark.pk]), {"state": "mended", "answer": "Добавили"}
    )
    remark.refresh_from_db()
    assert (remark.state, remark.answer) == (ApprovalRemark.State.MENDED, "Добавили")
    assert "Добавили" in desk.get(page).content.decode()


def test_words_of_an_answer_that_came_too_late_are_given_back(
    client_of, plan, sent, librarian, methodist
):
    step = sent.steps.first()
    actions.withdraw(sent, "Ошибка", methodist)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
    answer = reverse("events:step-answer", args=[step.pk])
    told = client_of(librarian).post(
        answer, {"decision": "agree", "comment": "Очень длинная мысль"}, follow=True
    )
    page = told.content.decode()
    assert "Сейчас не Ваша очередь" in page and "Очень длинная мысль" in page


def test_the_department_notes_what_a_person_without_an_account_said_on_paper(
    client_of, plan, sent, librarian, methodist, head
):
    actions.agree(sent.steps.first(), "", librarian)
    client, step = client_of(methodist), sent.steps.last()
    page = client.get(reverse("events:plan-approval", args=[plan.pk])).content.decode()
    assert "Записать решение: Островская" in page
    form = {"decision": "agree", "comment": "", "on": DAY.isoformat()}
    client.post(reverse("events:step-answer", args=[step.pk]), form)
    sent.refresh_from_db()
    assert sent.state == Approval.State.AGREED
    page = client_of(head).get(reverse("events:plan-approval", args=[plan.pk])).content.decode()
    assert "Утвердить план" in page


def test_a_reminder_is_sent_once_a_day(client_of, plan, sent, methodist, librarian):
    client, url = client_of(methodist), reverse("events:approval-remind", args=[sent.pk])
    assert "Напоминание отправлено" in client.post(url, follow=True).content.decode()
    assert "сегодня уже напоминали" in client.post(url, follow=True).content.decode()
    assert plan.letters.filter(kind="turn_reminder", address=librarian.email).count() == 1


def test_the_page_of_approval_takes_the_same_queries_whatever_was_said(
    client_of, plan, sent, librarian, methodist
):
    step = sent.steps.first()
    url = reverse("events:plan-approval", args=[plan.pk])
    actions.add_remark(step, "Первое")
    alone = count_queries(client_of(methodist), url)
    for number in range(3):
        actions.add_remark(step, f"Ещё {number}")
    actions.return_with_remarks(step, "", librarian)
    assert count_queries(client_of(methodist), url) <= alone <= 15


def test_the_plans_page_stays_within_its_queries_in_every_state(
    client_of, plan, sent, methodist, head
):
    PlanItemFactory.create_batch(3, plan=plan)
    url, client = plan.get_absolute_url(), client_of(head)
    assert count_queries(client, url) <= 15
    actions.withdraw(sent, "Ошибка", methodist)
    assert count_queries(client, url) <= 15
    actions.approve(plan, head, DAY)
    actions.begin_amendment(plan, "", methodist)
    assert count_queries(client, url) <= 15


def waiting(client) -> dict[str, list[str]]:
    """Return what of approval waits for a person; other work of plans may wait beside it."""
    piles = client.get("/").context["piles"]
    return {
        pile.kind.title: [row.name for row in pile.rows]
        for pile in piles
        if pile.kind.page == "events:plan-approval"
    }


def test_a_stranger_takes_the_approved_plan_as_a_file(client_of, plan, item, head):
    edition = actions.approve(plan, head, DAY, "145-о")
    url = reverse("events:edition-file", args=[plan.pk, 1])
    stranger = client_of(None)
    assert url not in stranger.get(plan.get_absolute_url()).text, "the file is not made yet"
    keep_file.func(edition.pk)
    assert url in stranger.get(plan.get_absolute_url()).text
    assert stranger.get(url).headers["Content-Type"] == "application/pdf"


def test_my_tasks_tell_whose_turn_it_is_what_came_back_and_what_to_approve(
    client_of, plan, item, sent, librarian, methodist, head
):
    assert waiting(client_of(librarian)) == {"Согласуйте план": [plan.title]}
    assert not waiting(client_of(methodist))
    first, second = sent.steps.all()
    actions.agree(first, "", librarian)
    assert not waiting(client_of(librarian))
    on_paper = {"Запишите решение, данное на бумаге": [plan.title]}
    assert waiting(client_of(methodist)) == on_paper
    actions.return_with_remarks(second, "Мало выездов", methodist)
    assert waiting(client_of(methodist)) == {"План вернули с замечаниями": [plan.title]}
    plan.refresh_from_db()
    readers, day = [actions.Reader(head)], timezone.localdate()
    again = actions.send_for_approval(plan, readers, day, "", methodist, version=plan.version)
    assert not waiting(client_of(methodist))
    actions.agree(again.steps.get(), "", head)
    assert waiting(client_of(head)) == {"Согласовано всеми: утвердите": [plan.title]}
    actions.approve(plan, head, DAY)
    assert not waiting(client_of(head))
    made = actions.begin_amendment(plan, "", methodist)
    actions.amend_removal(made, item, methodist)
    made.refresh_from_db()
    actions.send_for_approval(made, readers, day, "", methodist, version=made.version)
    title = f"Изменение № 1, {plan.title}"
    assert waiting(client_of(head)) == {"Согласуйте план": [title]}


def test_a_program_sends_answers_and_approves_as_people_do(client_of, plan, item, librarian, head):
    plan.refresh_from_db()
    desk, reader = client_of(head), client_of(librarian)
    day = timezone.localdate().isoformat()

    def post(client, act: str, data: dict):
        url = reverse(f"api:plan-{act}", args=[plan.pk])
        return client.post(url, data, content_type="application/json")

    sending = {"readers": [librarian.pk], "due_on": day, "version": plan.version}
    assert post(desk, "send", {**sending, "readers": [999]}).status_code == 400
    assert post(desk, "send", {**sending, "readers": []}).status_code == 400
    assert post(desk, "send", {**sending, "version": 0}).status_code == 409
    assert post(desk, "send", sending).json()["state"] == "open"
    empty = post(reader, "answer", {"decision": "return"})
    assert empty.status_code == 400
    remarks = [{"item": item.pk, "text": "Где?"}, {"text": " "}]
    assert post(reader, "answer", {"decision": "return", "remarks": remarks}).status_code == 400
    assert not ApprovalRemark.objects.exists()
    told = post(reader, "answer", {"decision": "return", "remarks": remarks[:1]}).json()
    assert told["state"] == "returned"
    assert told["steps"][0]["remarks"][0]["about"] == f"Пункт 1. {item.name}"
    plan.refresh_from_db()
    again = {**sending, "version": plan.version}
    assert post(desk, "send", again).status_code == 409
    assert post(desk, "send", {**again, "despite_remarks": True}).json()["round"] == 2
    assert post(reader, "answer", {"decision": "agree"}).json()["state"] == "agreed"
    plan.refresh_from_db()
    order = {"approved_on": "2025-12-20", "order_number": "145-о", "version": plan.version}
    assert post(desk, "approve", order).json()["number"] == 1
    editions = reader.get(reverse("api:plan-editions", args=[plan.pk])).json()
    assert [(one["title"], one["order_number"]) for one in editions] == [("План", "145-о")]
    rounds = desk.get(reverse("api:plan-rounds", args=[plan.pk])).json()
    assert [one["round"] for one in rounds] == [2, 1]
