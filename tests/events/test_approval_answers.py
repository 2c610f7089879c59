"""What becomes of answers: remarks beside an agreement, old links, texts typed a moment late."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.models import Approval, Participant, Plan, PlanItem, PlanLetter
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 12, 20)


def send(plan: Plan, by, *readers) -> Approval:
    plan.refresh_from_db()
    asked = [actions.Reader(one) for one in readers]
    today = timezone.localdate()
    return actions.send_for_approval(plan, asked, today, "", by, version=plan.version)


@pytest.fixture
def sent(plan, item, methodist, librarian, head) -> Approval:
    """The plan on approval: the librarian reads it first, then the head."""
    return send(plan, methodist, librarian, head)


@pytest.fixture
def page(plan) -> str:
    return reverse("events:plan-approval", args=[plan.pk])


def text_of(client, url: str) -> str:
    return client.get(url).content.decode()


def test_remarks_beside_an_agreement_are_read_by_all_who_decide_afterwards(
    client_of, plan, sent, page, librarian, methodist, head
):
    first, second = sent.steps.all()
    actions.add_remark(first, "Хорошо бы про детские библиотеки")
    assert "замечания останутся пожеланиями" in text_of(client_of(librarian), page)
    assert "детские библиотеки" not in text_of(client_of(head), page), "not said yet"
    actions.agree(first, "", librarian)
    assert "детские библиотеки" in text_of(client_of(head), page)
    actions.agree(second, "", head)
    letter = PlanLetter.objects.get(kind=PlanLetter.Kind.AGREED)
    assert f"{librarian.short_name}: Хорошо бы про детские библиотеки" in letter.body
    approving = text_of(client_of(head), reverse("events:plan-approve", args=[plan.pk]))
    assert "Согласовано с замечаниями" in approving and "детские библиотеки" in approving
    assert f"Согласовали: {librarian.short_name}, {head.short_name}" in approving
    assert reverse("events:approval-withdraw", args=[sent.pk]) in approving
    actions.approve(plan, head, DAY)
    after = text_of(client_of(methodist), page)
    assert "детские библиотеки" in after and "Записать ответ" not in after, "nothing to mend"


def test_remarks_of_a_returned_plan_are_answered_until_it_is_sent_again(
    client_of, plan, sent, page, librarian, methodist
):
    step = sent.steps.first()
    remark = actions.add_remark(step, "Мало выездов")
    actions.return_with_remarks(step, "", librarian)
    assert "Записать ответ" in text_of(client_of(methodist), page)
    actions.answer_remark(remark, remark.State.MENDED, "Добавили", methodist)
    send(plan, methodist, librarian)
    assert "Записать ответ" not in text_of(client_of(methodist), page)


def test_who_answered_is_told_how_it_ended_by_the_link_of_an_old_letter(
    client_of, plan, sent, page, librarian, neighbour, methodist, head
):
    client = client_of(librarian)
    actions.withdraw(sent, "Забыли выезд", methodist)
    back = client.get(page, follow=True)
    assert back.redirect_chain[0][0] == reverse("home")
    assert "согласовывать сейчас нечего" in back.content.decode()
    assert client_of(neighbour).get(page).status_code == 404
    actions.approve(plan, head, DAY)
    back = client.get(page, follow=True)
    assert back.redirect_chain[0][0] == plan.get_absolute_url()
    assert "Согласование закончено" in back.content.decode()
    assert client_of(neighbour).get(page).status_code == 403


@pytest.mark.parametrize("typed", ["145-о", "№ 145-о", "№145-о ", " №  145-о"])
def test_the_sign_of_a_number_is_not_printed_twice(plan, item, head, typed):
    edition = actions.approve(plan, head, DAY, typed)
    assert edition.order_number == "145-о"


def test_what_is_typed_into_a_row_while_the_plan_goes_to_its_readers_is_not_lost(
    client_of, plan, item, methodist, head
):
    client = client_of(methodist)
    url = reverse("events:item-edit", args=[item.pk])
    base = {"base_name": item.name, "base_place": "г. Берёзов", "base_period": "февраль"}
    form = {**base, "name": item.name, "period": "февраль", "place": "с. Зелёное"}
    send(plan, methodist, head)
    refused = client.post(url, form).content.decode()
    assert "План на согласовании" in refused and "с. Зелёное" in refused
    new = reverse("events:item-new", args=[plan.pk])
    refused = client.post(new, {"name": "Новый выезд"}).content.decode()
    assert "План на согласовании" in refused and "Новый выезд" in refused
    assert client.get(url).status_code == client.get(new).status_code == 403
    item.refresh_from_db()
    assert item.place == "г. Берёзов" and not plan.items.filter(name="Новый выезд").exists()


@pytest.fixture
def consolidated(organisation, methodist, librarian) -> Plan:
    """A plan that the librarian's organisation writes with others, and has just handed in."""
    plan = PlanFactory(kind=Plan.Kind.CONSOLIDATED)
    actions.invite(plan, [organisation], timezone.localdate(), "", methodist)
    actions.add_item(plan, {"name": "Наш семинар"}, librarian, actions.Place())
    actions.add_item(plan, {"name": "Чужой семинар"}, methodist, actions.Place())
    actions.hand_in(Participant.objects.get(), methodist)
    return plan


def test_what_a_librarian_types_while_a_colleague_hands_in_is_not_lost(
    client_of, consolidated, librarian, neighbour
):
    client = client_of(librarian)
    own, other = (PlanItem.objects.get(name=f"{word} семинар") for word in ("Наш", "Чужой"))
    new = reverse("events:item-new", args=[consolidated.pk])
    refused = client.post(new, {"name": "Ещё один"}).content.decode()
    assert "уже сдали свои пункты" in refused and "Ещё один" in refused
    form = {"base_name": own.name, "name": "Наш семинар в мае"}
    refused = client.post(reverse("events:item-edit", args=[own.pk]), form).content.decode()
    assert "уже сдали свои пункты" in refused and "Наш семинар в мае" in refused
    assert client.post(reverse("events:item-edit", args=[other.pk]), form).status_code == 403
    assert client.get(new).status_code == 403
    assert client_of(neighbour).post(new, {"name": "Ещё один"}).status_code == 404
    assert consolidated.items.count() == 2
