"""What methodists decide about reports, and what becomes of the figures."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from libraries.models import Library
from statistics.actions import review
from statistics.actions.campaigns import close_campaign
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.submitting import submit, withdraw
from statistics.models import Submission
from statistics.queries.answers import read_sheet
from statistics.queries.verification import judged_findings
from tests.queries import assert_same_queries
from tests.statistics.conftest import make_submission, type_in

State = Submission.State
NO_DATA = "н/д: счётчик посещений не работал до июня, журнал за первое полугодие утрачен"


@pytest.fixture
def sent(filled, librarian) -> Submission:
    return submit(filled, librarian)


def test_accepting_freezes_figures_and_tells_the_library(
    sent, methodist, librarian, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        accepted = review.accept(sent, methodist, sent.version)
    assert accepted.state == State.ACCEPTED
    assert accepted.transitions.first().made_by == methodist
    assert [letter.to for letter in mail.outbox] == [[librarian.email]]
    assert "принят" in mail.outbox[0].subject
    assert f"Он остаётся на портале: {settings.SITE_URL}/" in mail.outbox[0].body
    with pytest.raises(SubmissionFrozenError):
        type_in(accepted, librarian, {"1.01.16": "20"})


def test_accepting_settles_open_remarks(sent, methodist):
    remark = review.add_remark(sent, methodist, "Уточните число мест.", "1.01.16")
    review.accept(sent, methodist, sent.version)
    remark.refresh_from_db()
    assert remark.resolved_at is not None


def test_what_changed_since_it_was_read_is_not_accepted(sent, methodist, librarian):
    read_version = sent.version
    submit(withdraw(sent, librarian), librarian)
    with pytest.raises(review.ReviewError, match="изменился"):
        review.accept(sent, methodist, read_version)
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_returning_sends_remarks_by_letter_and_lets_the_library_type(
    sent, methodist, librarian, django_capture_on_commit_callbacks
):
    review.add_remark(sent, methodist, "Мест больше, чем помещается.", "1.01.16")
    with django_capture_on_commit_callbacks(execute=True):
        returned = review.return_for_revision(sent, methodist, "Проверьте раздел 1.")
    assert returned.state == State.RETURNED
    body = mail.outbox[0].body
    assert "ячейка 1.01.16: Мест больше, чем помещается." in body
    assert "Проверьте раздел 1." in body
    assert type_in(returned, librarian, {"1.01.16": "12"}).is_clean


def test_returning_without_a_word_is_refused(sent, methodist):
    with pytest.raises(ValidationError, match="что исправить"):
        review.return_for_revision(sent, methodist, "  ")
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_reopening_an_accepted_report_needs_a_reason(sent, methodist):
    review.accept(sent, methodist)
    with pytest.raises(ValidationError):
        review.reopen(sent, methodist, "")
    reopened = review.reopen(sent, methodist, "Ошибка в численности.")
    assert reopened.state == State.RETURNED
    assert reopened.transitions.first().comment == "Ошибка в численности."


def test_report_still_being_filled_takes_no_decision(filled, methodist):
    for act in (
        lambda: review.accept(filled, methodist),
        lambda: review.return_for_revision(filled, methodist, "Исправьте."),
        lambda: review.reopen(filled, methodist, "Ещё раз."),
        lambda: review.add_remark(filled, methodist, "Исправьте."),
    ):
        with pytest.raises(review.ReviewError):
            act()
    filled.refresh_from_db()
    assert filled.state == State.DRAFT


def test_remark_on_an_unknown_cell_is_refused(sent, methodist):
    with pytest.raises(ValidationError, match=r"9\.99\.9"):
        review.add_remark(sent, methodist, "Исправьте.", "9.99.9")
    assert not sent.remarks.exists()


def test_closed_collection_takes_no_decision(sent, methodist, head):
    close_campaign(sent.campaign, head)
    with pytest.raises(review.ReviewError, match="завершён"):
        review.accept(sent, methodist)


def test_waived_check_no_longer_blocks(submission, librarian, methodist, filled):
    type_in(filled, librarian, {"4.12.4": "900"})
    filled.refresh_from_db()
    with pytest.raises(Exception, match="нельзя отправить"):
        submit(filled, librarian)
    findings = [one for one in _findings(filled) if one.blocks]
    for one in findings:
        review.waive(filled, one.finding.code, "Выездные группы детей.", methodist)
    assert submit(filled, librarian).state == State.SUBMITTED


def test_waiver_of_a_check_that_finds_nothing_is_refused(filled, methodist):
    with pytest.raises(review.ReviewError, match="ничего не находит"):
        review.waive(filled, "s4-ages", "На всякий случай.", methodist)


def _findings(submission):
    return judged_findings(submission, read_sheet(submission))


def test_methodist_reads_decides_and_goes_on_by_the_pages(sent, client_of, methodist):
    client = client_of(methodist)
    page = client.get(reverse("statistics:review", args=[sent.pk]))
    assert "Принять отчёт" in page.content.decode()
    remarked = client.post(
        reverse("statistics:remark-add", args=[sent.pk]),
        {"address": "2.04.4", "text": "Сверьте с книгой суммарного учёта."},
    )
    assert remarked.url.endswith("#c-2-04-4")
    client.post(
        reverse("statistics:return", args=[sent.pk]), {"comment": "", "version": sent.version}
    )
    sent.refresh_from_db()
    assert sent.state == State.RETURNED


def test_what_changed_since_the_methodist_last_looked_is_marked_for_her_alone(
    sent, client_of, methodist, head, librarian
):
    client, address = client_of(methodist), reverse("statistics:review", args=[sent.pk])
    mark = "Что изменилось после Вашего просмотра"
    assert mark not in client.get(address).content.decode()
    remark = review.add_remark(sent, methodist, "Почему столько мест?", "1.01.16")
    review.return_for_revision(sent, methodist)
    review.answer_remark(remark, "Пересчитали: двенадцать.", librarian)
    type_in(sent, librarian, {"1.01.16": "12", "2.04.4": "1"})
    type_in(sent, librarian, {"2.04.4": "5000"})
    for _again in range(2):
        page = client.get(address).content.decode()
        news = page.partition(mark)[2].partition("</section>")[0]
        assert "Пересчитали: двенадцать." in news
        assert ">1.01.16</a>" in news
        assert '<td class="num">15</td><td class="num">12</td>' in news
        assert "2.04.4" not in news
        assert page.count("data-new") == 1
    assert mark not in client_of(head).get(address).content.decode()


def test_the_cell_a_remark_is_begun_on_is_marked_and_words_for_no_data_stand_whole(
    filled, librarian, methodist, client_of
):
    type_in(filled, librarian, {"4.12.7": NO_DATA, "4.12.8": NO_DATA})
    sent = submit(filled, librarian)
    client, address = client_of(methodist), reverse("statistics:review", args=[sent.pk])
    assert "data-chosen" not in client.get(address).content.decode()
    page = client.get(address, {"cell": "1.01.16"}).content.decode()
    assert page.count(" data-chosen ") == page.count(">выбрана<") == 1
    marked = page.partition(" data-chosen ")[0].rpartition("data-address=")[2]
    assert marked.startswith('"1.01.16"')
    (words,) = re.findall(
        r'class="cell__value cell__value_words" id="c-4-12-7"[^>]*>([^<]*)<', page
    )
    assert words == NO_DATA


def test_remark_that_cannot_be_kept_is_shown_again(sent, client_of, methodist):
    page = client_of(methodist).post(
        reverse("statistics:remark-add", args=[sent.pk]),
        {"address": "77.7.7", "text": "Очень длинное и важное замечание"},
    )
    assert page.status_code == 422
    assert "Очень длинное и важное замечание" in page.content.decode()
    assert "77.7.7 в форме нет" in page.content.decode()


def test_library_answers_a_remark_while_it_mends(sent, client_of, methodist, librarian):
    remark = review.add_remark(sent, methodist, "Почему так мало?")
    review.return_for_revision(sent, methodist)
    client_of(librarian).post(
        reverse("statistics:remark-answer", args=[sent.pk, remark.pk]),
        {"answer": "Был ремонт с марта по июнь."},
    )
    remark.refresh_from_db()
    assert remark.answer == "Был ремонт с марта по июнь."
    for person, name in ((librarian, "submission"), (methodist, "review")):
        page = client_of(person).get(reverse(f"statistics:{name}", args=[sent.pk]))
        assert ">есть ответ</span> Почему так мало?" in page.content.decode()


def test_an_answer_that_comes_too_late_is_given_back(sent, client_of, methodist, librarian):
    remark = review.add_remark(sent, methodist, "Почему так мало?")
    page = client_of(librarian).post(
        reverse("statistics:remark-answer", args=[sent.pk, remark.pk]),
        {"answer": "Был ремонт с марта по июнь."},
        follow=True,
    )
    remark.refresh_from_db()
    assert remark.answer == ""
    assert "Вы написали: «Был ремонт с марта по июнь.»" in page.content.decode()


@pytest.mark.parametrize(("act", "field"), [("return", "comment"), ("reopen", "reason")])
def test_words_of_a_decision_that_comes_too_late_are_given_back(
    sent, client_of, methodist, act, field
):
    data = {"version": sent.version - 1, field: "Проверьте <b>раздел</b> 1."}
    address = reverse(f"statistics:{act}", args=[sent.pk])
    page = client_of(methodist).post(address, data, follow=True)
    assert "Вы написали: «Проверьте &lt;b&gt;раздел&lt;/b&gt; 1.»" in page.content.decode()


def test_texts_are_kept_whole_or_refused(sent, methodist):
    with pytest.raises(ValidationError, match="10000 знаков"):
        review.return_for_revision(sent, methodist, "я" * 10_000)
    with pytest.raises(ValidationError, match="10000 знаков"):
        review.add_remark(sent, methodist, "я" * 10_000)
    assert review.add_remark(sent, methodist, "Мест \x00\x07много.").text == "Мест много."


def test_queue_and_board_take_the_same_queries_for_any_number_of_reports(
    campaign, library, client_of, methodist
):
    made = iter(range(10))

    def make_row() -> Submission:
        other = Library.objects.create(
            code=f"q{next(made)}", name="Ещё библиотека", organisation=library.organisation,
            territory=library.territory, kind="rural", settlement="rural", locality="с. Дальнее",
        )  # fmt: skip
        return make_submission(campaign, other, State.SUBMITTED)

    for name in ("campaign", "reports"):
        url = reverse(f"statistics:{name}", args=["6-nk", 2025])
        assert_same_queries(client_of(methodist), url, make_row, at_most=15)


def test_review_page_opens_with_few_queries(
    sent, client_of, methodist, django_assert_max_num_queries
):
    client = client_of(methodist)
    url = reverse("statistics:review", args=[sent.pk])
    client.get(url)
    with django_assert_max_num_queries(20):
        assert client.get(url).status_code == 200
