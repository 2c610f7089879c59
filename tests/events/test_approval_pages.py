"""Pages of approval and of amendments: what people are offered, asked and told."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.actions.amended.outcome import read_amended
from events.models import Amendment, Approval, ApprovalRemark, Plan, PlanItem
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


@pytest.fixture
def approved(plan, item, head, section) -> Plan:
    actions.approve(plan, head, DAY, "145-о")
    plan.refresh_from_db()
    return plan


@pytest.fixture
def amendment(approved, methodist) -> Amendment:
    return actions.begin_amendment(approved, "Письмо министерства", methodist)


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


def test_an_amendment_leaves_the_plan_alone_until_it_is_approved(
    client_of, approved, amendment, item, section, methodist, head
):
    gone = PlanItemFactory(plan=approved, name="Лишний", section=section)
    figure = approved.figures.create(name="Консультации", number=600, position=1)
    client = client_of(methodist)
    url = reverse("events:amendment-item", args=[amendment.pk, item.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    client.post(url, {**form, "period": "15 марта", "version": 0})
    new = reverse("events:amendment-new", args=[amendment.pk])
    added = {"name": "Новый конкурс", "period": "май", "section": section.pk, "version": 0}
    client.post(new, {**dict.fromkeys(form, ""), **added})
    client.post(reverse("events:amendment-remove", args=[amendment.pk, gone.pk]))
    _write_figures(client, amendment, {f"figure-{figure.pk}-number": 650})
    public = client_of(None).get(approved.get_absolute_url()).content.decode()
    assert "Лишний" in public and "Новый конкурс" not in public and "15 марта" not in public
    page = client.get(reverse("events:amendment", args=[amendment.pk]))
    assert [(row.what, row.row.name) for row in page.context["comparison"].rows] == [
        ("changed", item.name),
        ("removed", "Лишний"),
        ("added", "Новый конкурс"),
    ]
    amendment.refresh_from_db()
    actions.approve(amendment, head, dt.date(2026, 3, 1), "15")
    public = client_of(None).get(approved.get_absolute_url()).content.decode()
    assert "Лишний" not in public and "Новый конкурс" in public and "15 марта" in public
    figure.refresh_from_db()
    assert figure.number == 650
    assert PlanItem.objects.get(name="Новый конкурс").section == section
    assert [edition.number for edition in approved.editions.all()] == [2, 1]
    kept = client_of(None).get(reverse("events:plan-edition", args=[approved.pk, 1]))
    kept = kept.content.decode()
    assert "февраль" in kept and "15 марта" not in kept
    compared = client_of(None).get(reverse("events:plan-compare", args=[approved.pk]))
    assert compared.status_code == 200


def _write_figures(client, amendment, told: dict[str, object]):
    """Send the form of figures as the page shows it, with what is told instead."""
    url = reverse("events:amendment-figures", args=[amendment.pk])
    return client.post(url, {**_shown(client.get(url)), **told})


def _shown(page) -> dict[str, object]:
    """Return what the form of a page would send if nobody touched it."""
    values = {bound.name: bound.value() for bound in page.context["form"]}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


def _fields(page) -> dict[str, object]:
    return {field.bound.name: field.bound for field in page.context["fields"]}


def test_a_row_that_is_put_back_as_it_was_leaves_the_amendment(amendment, item, methodist):
    row = actions.amend_item(amendment, item, {"place": "с. Зелёное"}, methodist)
    assert (row.texts, row.before) == ({"place": "с. Зелёное"}, {"place": "г. Берёзов"})
    same = {"place": "г. Берёзов"}
    assert actions.amend_item(amendment, item, same, methodist, row.version) is None
    assert not amendment.rows.exists()


def test_two_people_at_one_row_of_an_amendment_lose_nothing(
    client_of, amendment, item, methodist, head
):
    client = client_of(methodist)
    url = reverse("events:amendment-item", args=[amendment.pk, item.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.amend_item(amendment, item, {"place": "п. Лесной"}, head)
    refused = client.post(url, {**form, "place": "с. Зелёное", "version": 0})
    page = refused.content.decode()
    assert "п. Лесной" in page and "с. Зелёное" in page
    assert amendment.rows.get().texts == {"place": "п. Лесной"}
    again = {**form, "place": "с. Зелёное", "version": refused.context["form"]["version"].value()}
    client.post(url, again)
    assert amendment.rows.get().texts == {"place": "с. Зелёное"}


def test_one_amendment_at_a_time_numbered_one_after_another(approved, amendment, item, head):
    with pytest.raises(actions.PlanError, match="дополните его"):
        actions.begin_amendment(approved, "", head)
    with pytest.raises(actions.PlanError, match="ни одной строки"):
        actions.approve(amendment, head, DAY)
    with pytest.raises(actions.PlanError, match="Утвердите его или отмените"):
        actions.reopen_draft(approved, "Ошибка", head)
    actions.amend_removal(amendment, item, head)
    actions.approve(Amendment.objects.get(pk=amendment.pk), head, DAY)
    assert actions.begin_amendment(approved, "", head).number == 2
    with pytest.raises(actions.AmendmentClosedError):
        actions.change_grounds(amendment, "Другое", head)


def test_an_amendment_that_is_read_takes_no_rows_and_is_approved_after_all_agree(
    approved, amendment, item, methodist, head, librarian
):
    actions.amend_item(amendment, item, {"place": "с. Зелёное"}, methodist)
    amendment.refresh_from_db()
    day = timezone.localdate()
    approval = actions.send_for_approval(
        amendment, [actions.Reader(librarian)], day, "", methodist, version=amendment.version
    )
    with pytest.raises(actions.AmendmentClosedError):
        actions.amend_item(amendment, item, {"place": "п. Лесной"}, methodist, 1)
    with pytest.raises(actions.PlanError, match="ещё на согласовании"):
        actions.approve(amendment, head, DAY)
    actions.agree(approval.steps.get(), "", librarian)
    actions.approve(amendment, head, DAY, "15")
    item.refresh_from_db()
    assert item.place == "с. Зелёное"
    assert approved.changes.filter(action="amended").exists()


def test_a_new_row_of_an_amendment_needs_a_name_and_stands_at_the_end_of_its_section(
    approved, amendment, item, section, methodist
):
    inside = actions.Spot(section.pk)
    with pytest.raises(ValidationError, match="наименование"):
        actions.amend_new(amendment, {"name": " "}, inside, methodist)
    PlanItemFactory(plan=approved, section=section, name="Внутри")
    actions.amend_new(amendment, {"name": "Новый", "period": "май"}, inside, methodist)
    actions.amend_new(amendment, {"name": "Вне разделов"}, actions.Spot(), methodist)
    names = [row.name for row in read_amended(amendment).rows]
    assert names == [item.name, "Вне разделов", "Внутри", "Новый"]


def test_a_dropped_amendment_leaves_no_trace_but_in_the_history(
    client_of, approved, amendment, item, methodist
):
    actions.amend_removal(amendment, item, methodist)
    client_of(methodist).post(reverse("events:amendment-drop", args=[amendment.pk]))
    assert not Amendment.objects.exists()
    assert "исключить" in approved.changes.first().before["rows"]


def waiting(client) -> dict[str, list[str]]:
    """Return what of approval waits for a person; other work of plans may wait beside it."""
    piles = client.get("/").context["piles"]
    return {
        pile.kind.title: [row.name for row in pile.rows]
        for pile in piles
        if pile.kind.page == "events:plan-approval"
    }


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


def test_sections_of_an_amendment_are_written_and_left_on_their_own_page(
    client_of, approved, amendment, section, methodist
):
    client = client_of(methodist)
    url = reverse("events:amendment-section-new", args=[amendment.pk])
    form = {"title": "Новый", "kind": "work", "place": f"after:{section.pk}", "version": 0}
    page = client.post(url, form, follow=True).content.decode()
    assert "Новый" in page and "новый</span>" in page
    new = amendment.rows.get()
    item_page = client.get(reverse("events:amendment-new", args=[amendment.pk]))
    choices = [key for key, _ in item_page.context["form"].fields["section"].choices]
    assert choices == ["", str(section.pk), str(-new.pk)]
    standing = reverse("events:amendment-section", args=[amendment.pk, section.pk])
    places = [key for key, _ in client.get(standing).context["form"].fields["place"].choices]
    assert places == ["", "first", f"after:{-new.pk}", f"in:{-new.pk}"], "never inside itself"
    told = {"title": "Учёба", "kind": "other", "place": f"in:{-new.pk}", "version": 0}
    client.post(standing, told)
    assert [(one.depth, one.title) for one in read_amended(amendment).sections] == [
        (1, "Новый"),
        (2, "Учёба"),
    ]
    client.post(reverse("events:amendment-section-remove", args=[amendment.pk, section.pk]))
    page = client.get(reverse("events:amendment-sections", args=[amendment.pk])).content.decode()
    assert "Исключаются" in page
    row = amendment.rows.get(section=section)
    back = client.post(reverse("events:amendment-row-drop", args=[row.pk]), {"back": "sections"})
    assert back.url == reverse("events:amendment-sections", args=[amendment.pk])
    assert [one.title for one in read_amended(amendment).sections] == [section.title, "Новый"]


def test_the_heading_of_an_amendment_shows_the_plan_and_what_another_person_wrote(
    client_of, approved, amendment, methodist, head
):
    client = client_of(methodist)
    url = reverse("events:amendment-heading", args=[amendment.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.amend_heading(amendment, {"goal": "Её цель"}, head)
    refused = client.post(url, {**form, "goal": "Моя цель", "version": 0}).content.decode()
    assert "Её цель" in refused and "Моя цель" in refused
    client.post(url, {**form, "goal": "Моя цель", "version": 1})
    assert amendment.rows.get().texts == {"goal": "Моя цель"}
    page = client.get(reverse("events:amendment", args=[amendment.pk])).content.decode()
    assert "Моя" in page and "Заголовок и показатели" in page


def test_figures_that_a_person_has_not_touched_say_nothing_whoever_wrote_them(
    client_of, approved, amendment, methodist, head
):
    first = approved.figures.create(name="Консультации", number=600, position=1)
    second = approved.figures.create(name="Выезды", number=16, position=2)
    client, url = client_of(methodist), reverse("events:amendment-figures", args=[amendment.pk])
    shown = _shown(client.get(url))
    change = actions.FigureChange("Консультации", 650, figure=first)
    actions.amend_figures(amendment, [change], head)
    client.post(
        url, {**shown, f"figure-{second.pk}-number": 18, "new_name": "Курсы", "new_number": 3}
    )
    told = {str(one) for one in read_amended(amendment).plan.figures.all()}
    assert told == {"Консультации: 650", "Выезды: 18", "Курсы: 3"}
    refused = client.post(url, {**shown, f"figure-{first.pk}-number": 700}).content.decode()
    assert "Другой человек записал: Консультации: 650" in refused and 'value="700"' in refused
    lacking = client.post(url, {**shown, "new_number": 5}).content.decode()
    assert "Напишите, что запланировано" in lacking
    courses = amendment.rows.get(act="add")
    shown = _shown(client.get(url))
    actions.drop_row(courses, head)
    lost = client.post(url, {**shown, f"row-{courses.pk}-number": 4}).content.decode()
    assert "Новый показатель «Курсы: 4»" in lost


def test_what_is_typed_into_an_amendment_that_goes_to_its_readers_meanwhile_is_not_lost(
    client_of, approved, amendment, item, methodist, head, librarian
):
    client = client_of(methodist)
    url = reverse("events:amendment-item", args=[amendment.pk, item.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.amend_heading(amendment, {"goal": "Цель"}, head)
    amendment.refresh_from_db()
    readers, today = [actions.Reader(librarian)], timezone.localdate()
    actions.send_for_approval(amendment, readers, today, "", head, version=amendment.version)
    refused = client.post(url, {**form, "place": "с. Зелёное", "version": 0})
    page = refused.content.decode()
    assert "менять его строки нельзя" in page and "с. Зелёное" in page
    assert client.get(url).status_code == 403
    assert not amendment.rows.filter(item=item).exists()


def test_a_new_row_that_was_left_out_while_somebody_wrote_it_is_saved_anew(
    client_of, approved, amendment, methodist, head
):
    row = actions.amend_new(amendment, {"name": "Новый"}, actions.Spot(), methodist)
    client = client_of(methodist)
    url = reverse("events:amendment-row", args=[amendment.pk, row.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.drop_row(row, head)
    refused = client.post(url, {**form, "place": "с. Зелёное", "version": 1})
    assert "убрали из изменения" in refused.content.decode()
    assert "с. Зелёное" in refused.content.decode()
    again = {**form, "place": "с. Зелёное", "version": refused.context["form"]["version"].value()}
    client.post(url, again)
    assert amendment.rows.get().texts == {"name": "Новый", "place": "с. Зелёное"}


def test_pages_of_an_amendment_cost_the_same_for_many_sections_and_rows(
    client_of, approved, amendment, section, methodist
):
    client = client_of(methodist)
    names = ("amendment", "amendment-sections", "amendment-figures", "amendment-new")
    urls = [reverse(f"events:{name}", args=[amendment.pk]) for name in names]
    kind = section.kind

    def write(number: int) -> None:
        new = actions.amend_new_section(
            amendment, f"Раздел {number}", kind, actions.Spot(), methodist
        )
        actions.amend_new(amendment, {"name": "Пункт"}, actions.Spot(-new.pk), methodist)
        change = actions.FigureChange(f"Показатель {number}", number)
        actions.amend_figures(amendment, [change], methodist)

    write(1)
    few = [count_queries(client, url) for url in urls]
    for number in range(2, 5):
        write(number)
    assert [count_queries(client, url) for url in urls] == few
    assert max(few) <= 15
