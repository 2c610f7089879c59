"""A plan on its way: read by people in an order, returned, mended, agreed to, approved, kept."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import actions
from events.actions.approving import keep_file
from events.actions.snapshots import keep_drafts, thin_drafts
from events.approving.queries import current_step, open_remarks
from events.contents import compare, read_contents
from events.contents.reading import present_contents
from events.models import (
    Approval,
    ApprovalRemark,
    ApprovalStep,
    Plan,
    PlanChange,
    PlanEdition,
    PlanLetter,
    PlanSnapshot,
)
from tests.factories import PlanFactory, UserFactory

DAY = dt.date(2025, 12, 20)
Reason = PlanSnapshot.Reason
pytestmark = pytest.mark.django_db


def soon() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=7)


def fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def colleague(db):
    return UserFactory(role="methodist", last_name="Коллегина")


@pytest.fixture
def send(plan, item, methodist):
    """Return a function that sends the plan to readers as the methodist would."""

    def make(*readers, subject=None, **told) -> Approval:
        subject = type(subject or plan).objects.get(pk=(subject or plan).pk)
        asked = [one if isinstance(one, actions.Reader) else actions.Reader(one) for one in readers]
        return actions.send_for_approval(
            subject, asked, soon(), "", methodist, version=subject.version, **told
        )

    return make


def test_people_are_asked_one_after_another_and_the_heads_are_told_at_the_end(
    plan, send, colleague, head, methodist, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        approval = send(colleague, head)
    assert fresh(plan).state == Plan.State.ON_APPROVAL
    assert [letter.to for letter in mailoutbox] == [[colleague.email]]
    first, second = approval.steps.all()
    with pytest.raises(actions.NotYourTurnError):
        actions.agree(second, "", head)
    with django_capture_on_commit_callbacks(execute=True):
        actions.agree(first, "Хороший план", colleague)
    assert mailoutbox[-1].to == [head.email] and "Согласуйте" in mailoutbox[-1].subject
    actions.agree(second, "", head)
    approval.refresh_from_db()
    assert (approval.state, current_step(approval)) == (Approval.State.AGREED, None)
    told = PlanLetter.objects.filter(kind=PlanLetter.Kind.AGREED)
    assert set(told.values_list("address", flat=True)) == {methodist.email}
    assert fresh(plan).state == Plan.State.ON_APPROVAL
    edition = actions.approve(plan, head, DAY, "145-о")
    assert fresh(plan).state == Plan.State.APPROVED
    assert [one.name for one in read_contents(edition.snapshot.contents).agreed] == [
        colleague.short_name,
        head.short_name,
    ]


def test_a_returned_plan_is_mended_answered_and_sent_again(
    plan, item, send, colleague, methodist, head
):
    approval = send(colleague)
    step = approval.steps.get()
    with pytest.raises(ValidationError, match="хотя бы одно"):
        actions.return_with_remarks(step, " ", colleague)
    remark = actions.add_remark(step, "Где пройдёт?", item=item)
    general = actions.add_remark(step, "Мало выездов")
    actions.remove_remark(actions.add_remark(step, "Опечатка"))
    actions.return_with_remarks(step, "", colleague)
    assert fresh(plan).is_editable
    assert remark.about == f"Пункт 1. {item.name}"
    letter = PlanLetter.objects.get(kind=PlanLetter.Kind.RETURNED)
    assert letter.address == methodist.email and "Где пройдёт?" in letter.body
    with pytest.raises(actions.NotYourTurnError):
        actions.add_remark(step, "Ещё одно")
    with pytest.raises(actions.NotYourTurnError):
        actions.remove_remark(remark)
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    with pytest.raises(actions.PlanError, match="нет ответа"):
        send(colleague)
    mended, declined = ApprovalRemark.State.MENDED, ApprovalRemark.State.DECLINED
    actions.answer_remark(remark, mended, "", methodist)
    with pytest.raises(ValidationError, match="почему"):
        actions.answer_remark(general, declined, " ", methodist)
    actions.answer_remark(general, declined, "Выездов столько, сколько машин", methodist)
    assert not open_remarks(plan).exists()
    again = send(colleague)
    assert again.round == 2
    with pytest.raises(actions.PlanError, match="открыт для правки"):
        actions.answer_remark(remark, declined, "Передумали", methodist)
    rounds = [read_contents(one.snapshot.contents) for one in (approval, again)]
    [change] = compare(*rounds).rows
    assert [(cell.label, cell.before, cell.after) for cell in change.cells] == [
        ("Место", "г. Берёзов", "с. Зелёное")
    ]


def test_remarks_may_be_left_without_an_answer_when_that_is_said(plan, send, colleague):
    step = send(colleague).steps.get()
    actions.add_remark(step, "Мало выездов")
    actions.return_with_remarks(step, "", colleague)
    assert send(colleague, despite_remarks=True).round == 2


def test_a_plan_is_not_sent_to_nobody_to_one_twice_or_for_a_day_that_is_over(
    plan, send, colleague, methodist
):
    with pytest.raises(ValidationError, match="хотя бы одного"):
        send()
    with pytest.raises(ValidationError, match="дважды"):
        send(colleague, colleague)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="прошёл"):
        actions.send_for_approval(
            plan, [actions.Reader(colleague)], yesterday, "", methodist, version=plan.version
        )
    empty = PlanFactory()
    with pytest.raises(actions.PlanError, match="ни одного пункта"):
        send(colleague, subject=empty)
    assert not Approval.objects.exists()


def test_a_text_that_was_changed_meanwhile_is_not_sent_and_not_approved(
    plan, item, methodist, colleague, head
):
    seen = fresh(plan).version
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)
    readers = [actions.Reader(colleague)]
    with pytest.raises(actions.PlanError, match="текст изменили"):
        actions.send_for_approval(plan, readers, soon(), "", methodist, version=seen)
    with pytest.raises(actions.PlanError, match="текст изменили"):
        actions.approve(plan, head, DAY, "1", seen)
    assert fresh(plan).is_editable


def test_a_plan_that_somebody_reads_is_neither_changed_nor_sent_again_nor_approved(
    plan, item, send, colleague, head, methodist
):
    approval = send(colleague)
    with pytest.raises(actions.PlanClosedError, match="на согласовании"):
        actions.add_item(plan, {"name": "Ещё"}, methodist, actions.Place())
    with pytest.raises(actions.PlanClosedError):
        send(head)
    with pytest.raises(actions.PlanError, match="ещё на согласовании"):
        actions.approve(plan, head, DAY)
    with pytest.raises(ValidationError, match="почему"):
        actions.withdraw(approval, " ", methodist)
    actions.withdraw(approval, "Забыли выезд", methodist)
    assert fresh(plan).is_editable
    assert plan.changes.first().after["reason"] == "Забыли выезд"
    with pytest.raises(actions.NotYourTurnError):
        actions.agree(approval.steps.get(), "", colleague)
    with pytest.raises(actions.PlanError, match="отзывать нечего"):
        actions.withdraw(approval, "Ещё раз", methodist)


def test_a_person_without_an_account_agrees_on_paper_on_a_day_that_has_come(plan, send, methodist):
    director = actions.Reader(name="Островская В. П.", post="Директор")
    step = send(director).steps.get()
    assert PlanLetter.objects.get().address == methodist.email
    with pytest.raises(ValidationError, match="не наступил"):
        actions.agree(step, "", methodist, on=soon())
    actions.agree(step, "", methodist, on=DAY)
    step.refresh_from_db()
    assert (step.state, step.answered_on) == (ApprovalStep.State.AGREED, DAY)
    assert step.answered_by == methodist


def test_an_edition_reads_the_same_whatever_is_renamed_afterwards(
    plan, item, head, organisation, methodist
):
    actions.change_field(item, "organisers", organisation.name, "", methodist)
    edition = actions.approve(plan, head, DAY, "145-о")
    organisation.name = "МБУК «Другая ЦБС»"
    organisation.save()
    actions.reopen_draft(plan, "Ошибка в названии", head)
    actions.change_field(item, "name", "Совсем другое", item.name, methodist)
    kept = read_contents(PlanEdition.objects.get(pk=edition.pk).snapshot.contents)
    assert kept.plan.organisation.name == "МБУК «Берёзовская ЦБС»"
    [row] = kept.rows
    assert (row.number, row.name) == (1, "Семинар «Библиотека и семья»")
    assert [str(one) for one in row.organisers.all()] == ["МБУК «Берёзовская ЦБС»"]
    assert row.periods.all()[0].start == dt.date(2026, 2, 1)
    assert (kept.plan.approved_on, kept.plan.order_number) == (DAY, "145-о")
    again = actions.approve(plan, head, DAY, "146-о")
    assert (edition.number, again.number) == (1, 2)


def test_the_file_of_an_edition_is_made_once_and_kept(plan, item, head):
    edition = actions.approve(plan, head, DAY, "145-о")
    keep_file.func(edition.pk)
    edition.refresh_from_db()
    data = edition.file.read()
    assert data.startswith(b"%PDF") and len(edition.file_hash) == 64
    name = edition.file.name
    keep_file.func(edition.pk)
    edition.refresh_from_db()
    assert edition.file.name == name


def test_a_draft_is_kept_for_each_day_on_which_it_was_changed(plan, item, methodist):
    today = timezone.localdate()
    assert keep_drafts(today) == 0
    tomorrow = today + dt.timedelta(days=1)
    assert keep_drafts(tomorrow) == 1
    assert keep_drafts(tomorrow) == 0
    snapshot = plan.snapshots.get()
    assert snapshot.day == today
    actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", methodist)
    PlanChange.objects.filter(after={"place": "с. Зелёное"}).update(
        made_at=timezone.now() + dt.timedelta(days=2)
    )
    assert keep_drafts(today + dt.timedelta(days=3)) == 1
    old, new = plan.snapshots.order_by("day")
    comparison = compare(read_contents(old.contents), read_contents(new.contents))
    assert (comparison.added, comparison.removed, comparison.changed) == (0, 0, 1)


def kept_on(plan: Plan, reason: Reason, *days: dt.date) -> None:
    rows = [
        PlanSnapshot(plan=plan, reason=reason, day=day, contents={}, plan_version=number)
        for number, day in enumerate(days)
    ]
    PlanSnapshot.objects.bulk_create(rows)


def test_old_drafts_are_thinned_to_the_last_of_each_month_and_decisions_stay(plan, approved_plan):
    july = [dt.date(2026, 7, day) for day in (3, 17, 31)]
    august = [dt.date(2026, 8, day) for day in (1, 30, 31)]
    september = [dt.date(2026, 9, day) for day in (1, 2, 25)]
    kept_on(plan, Reason.DAY, dt.date(2025, 7, 2), *july, *august, *september)
    kept_on(plan, Reason.SENT, july[0], july[0])
    kept_on(plan, Reason.APPROVED, july[1])
    kept_on(approved_plan, Reason.DAY, july[0])
    today = dt.date(2026, 10, 1)
    assert thin_drafts(today) == 2 + 2, "the days of July, and of August, but the last"
    left = plan.snapshots.filter(reason=Reason.DAY).order_by("day").values_list("day", flat=True)
    assert list(left) == [dt.date(2025, 7, 2), july[-1], august[-1], *september]
    assert plan.snapshots.exclude(reason=Reason.DAY).count() == 3
    assert approved_plan.snapshots.count() == 1, "another plan's later days are not its own"
    assert thin_drafts(today) == 0
    assert thin_drafts(dt.date(2026, 10, 3)) == 2, "each day of September goes in its turn"
    assert plan.snapshots.filter(reason=Reason.DAY, day=september[-1]).exists()


def test_a_year_of_drafts_is_thinned_without_being_read(plan):
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    kept_on(plan, Reason.DAY, *days)
    with CaptureQueriesContext(connection) as queries:
        assert thin_drafts(dt.date(2026, 3, 1)) == 365 - 12
    assert not any('"contents"' in one["sql"] for one in queries)
    assert len(queries) < 15


def test_added_removed_and_moved_rows_are_told_apart_in_the_order_of_the_newer_text(
    plan, add, methodist, section
):
    first, second, third = (add(name) for name in ("Первый", "Второй", "Третий"))
    old = present_contents(plan)
    actions.change_field(first, "place", "г. Берёзов", "", methodist)
    actions.remove_item(second, methodist)
    actions.move_item(third, actions.Place(section=section), methodist)
    add("Четвёртый", place="с. Зелёное")
    actions.change_settings(plan, {"goal": "Помочь"}, {"goal": ""}, methodist)
    actions.add_figure(plan, "Выезды", 16, methodist)
    comparison = compare(old, present_contents(fresh(plan)))
    assert [(row.what, row.number, row.row.name) for row in comparison.rows] == [
        ("changed", 1, "Первый"),
        ("removed", 2, "Второй"),
        ("added", 2, "Четвёртый"),
        ("changed", 3, "Третий"),
    ]
    assert comparison.rows[-1].cells[0].label == "Раздел"
    assert [(cell.label, cell.after) for cell in comparison.heading] == [("Цель", "Помочь")]
    assert [cell.after for cell in comparison.figures] == ["Выезды: 16"]
    assert not compare(old, old)


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_who_approve_at_once_one_is_told_that_it_is_done(plan, item, head):
    other = UserFactory(role="head")
    told: list[str] = []

    def approve(by) -> None:
        try:
            actions.approve(Plan.objects.get(pk=plan.pk), by, DAY, "1")
        except actions.PlanError as error:
            told.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[one]) for one in (head, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1 and "уже утверждён" in told[0]
    assert PlanEdition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_people_read_is_what_stands_in_the_plan_when_one_edits_while_another_sends(
    plan, item, methodist, head
):
    seen = fresh(plan).version
    told: dict[str, str] = {}

    def run(name: str, act) -> None:
        try:
            act()
            told[name] = "done"
        except actions.PlanError as error:
            told[name] = str(error)
        finally:
            connection.close()

    def edit() -> None:
        actions.change_field(item, "place", "с. Зелёное", "г. Берёзов", head)

    def send() -> None:
        readers = [actions.Reader(head)]
        actions.send_for_approval(fresh(plan), readers, soon(), "", methodist, version=seen)

    threads = [
        threading.Thread(target=run, args=[name, act])
        for name, act in (("edit", edit), ("send", send))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(word == "done" for word in told.values()) == [False, True], told
    snapshot = plan.snapshots.first()
    if snapshot is not None:
        assert not compare(read_contents(snapshot.contents), present_contents(fresh(plan)))
