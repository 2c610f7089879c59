"""A returned report sent with remarks neither answered nor mended: she is asked, and it is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.files.checking import CheckedFile
from common.files.kinds import PDF
from statistics.actions import review
from statistics.actions.attachments import attach_file, remove_file
from statistics.actions.packages import PackageLeftOpenError, package_of, submit_package
from statistics.actions.submitting import LeftOpenError, submit, withdraw
from statistics.actions.texts import write_text
from statistics.models import Explanation, Remark, Submission
from statistics.queries.left_open import left_open_of
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import fill_coherently, make_submission, type_in

State = Submission.State


@pytest.fixture
def sent(filled, librarian) -> Submission:
    return submit(filled, librarian)


@pytest.fixture
def remark(sent, methodist) -> Remark:
    return review.add_remark(sent, methodist, "Мест больше, чем помещается.", "1.01.16")


@pytest.fixture
def returned(sent, remark, methodist) -> Submission:
    """The report that came back with one remark on its seats, which are 15."""
    return review.return_for_revision(sent, methodist)


def left_words(submission: Submission, by) -> str:
    with pytest.raises(LeftOpenError) as asked:
        submit(submission, by)
    return asked.value.left_open.words


def test_a_report_that_came_back_and_was_not_touched_is_not_sent_without_a_word(
    returned, librarian
):
    told = left_words(returned, librarian)
    assert told == "Без ответа и исправления: 1 замечание. После возврата ничего не изменено."
    returned.refresh_from_db()
    assert returned.state == State.RETURNED


def test_who_has_seen_what_is_open_may_send_it_and_the_history_tells(returned, librarian):
    sent = submit(returned, librarian, left_open_of(returned).stamp)
    assert (sent.state, sent.sent_with_open, sent.sent_untouched) == (State.SUBMITTED, 1, True)
    assert sent.sent_as == "1 без ответа, не изменён"
    assert "ничего не изменено" in sent.transitions.first().comment


def test_an_explanation_touches_the_report_too(returned, librarian):
    type_in(returned, librarian, {"1.01.16": "12"})
    type_in(returned, librarian, {"1.01.16": "15"})
    assert left_open_of(returned).untouched_since
    Explanation.objects.create(
        submission=returned, check_code="x", fingerprint="y", text="Так и есть.", author=librarian
    )
    assert not left_open_of(returned).untouched_since


def test_a_remark_left_meanwhile_is_shown_before_the_report_goes(returned, methodist, librarian):
    seen = left_open_of(returned).stamp
    review.add_remark(returned, methodist, "И расходы уточните.", "7.19.3")
    with pytest.raises(LeftOpenError):
        submit(returned, librarian, seen)


def test_a_mended_cell_or_an_answer_settles_the_remark(returned, remark, librarian, methodist):
    other = review.add_remark(returned, methodist, "Почему столько выдач?", "4.12.7")
    type_in(returned, librarian, {"1.01.16": "12"})
    assert left_words(returned, librarian) == "Без ответа и исправления: 1 замечание."
    review.answer_remark(other, "Так и было.", librarian)
    sent = submit(returned, librarian)
    assert (sent.sent_with_open, sent.sent_untouched, sent.sent_as) == (0, False, "")
    assert sent.transitions.first().comment == ""


def test_a_figure_changed_there_and_back_mends_nothing(returned, librarian):
    type_in(returned, librarian, {"1.01.16": "12"})
    type_in(returned, librarian, {"1.01.16": "15"})
    assert "ничего не изменено" in left_words(returned, librarian)


def test_an_answer_alone_touches_the_report(returned, remark, librarian):
    review.answer_remark(remark, "Помещается: ряд у окна.", librarian)
    assert not left_open_of(returned)


def test_remarks_on_a_text_and_on_the_whole_report_are_settled_by_writing(
    sent, methodist, librarian
):
    heading = sent.campaign.headings.create(title="Главное за год")
    review.add_remark(sent, methodist, "Напишите о ремонте.", heading=heading.pk)
    review.add_remark(sent, methodist, "Посмотрите ещё раз.")
    returned = review.return_for_revision(sent, methodist)
    assert len(left_open_of(returned).remarks) == 2
    write_text(returned, heading.pk, "Сделан ремонт.", 0, librarian)
    assert not left_open_of(returned)


def test_a_remark_on_a_file_is_settled_by_taking_it_away(filled, methodist, librarian):
    file = attach_file(filled, "file", CheckedFile(b"%PDF-1.7", PDF, "смета.pdf"), librarian)
    sent = submit(filled, librarian)
    review.add_remark(sent, methodist, "Это не та смета.", file=file.pk)
    returned = review.return_for_revision(sent, methodist)
    assert left_open_of(returned).remarks
    remove_file(file, librarian)
    assert not left_open_of(returned)


def test_a_report_returned_with_words_alone_and_not_touched_is_asked_about(
    sent, methodist, librarian
):
    returned = review.return_for_revision(sent, methodist, "Проверьте раздел 1.")
    assert left_words(returned, librarian) == "После возврата ничего не изменено."
    type_in(returned, librarian, {"1.01.16": "12"})
    assert submit(returned, librarian).state == State.SUBMITTED


def test_a_report_that_never_came_back_goes_at_once_and_so_does_one_taken_back(filled, librarian):
    taken_back = withdraw(submit(filled, librarian), librarian)
    assert submit(taken_back, librarian).state == State.SUBMITTED


def test_the_page_asks_with_links_and_a_button_that_sends(returned, remark, librarian, client_of):
    client, address = client_of(librarian), reverse("statistics:submit", args=[returned.pk])
    page = client.post(address).content.decode()
    asked = (
        page.replace("\N{NO-BREAK SPACE}", " ")
        .partition('id="left-open"')[2]
        .partition("</form>")[0]
    )
    assert f"{reverse('statistics:section', args=[returned.pk, 1])}#c-1-01-16" in asked
    assert "ничего не изменено" in asked
    assert "Отправить, оставив без ответа 1 замечание" in asked
    stamp = left_open_of(returned).stamp
    assert f'name="despite" value="{stamp}"' in asked
    assert client.post(address, {"despite": "чужое"}).status_code == 200
    assert client.post(address, {"despite": stamp}).status_code == 302
    returned.refresh_from_db()
    assert returned.state == State.SUBMITTED


def test_the_methodist_sees_in_the_queue_and_in_the_report_that_it_went_as_it_was(
    returned, librarian, methodist, client_of, django_assert_max_num_queries
):
    client = client_of(methodist)
    queue = reverse("statistics:reports", args=["6-nk", 2025])
    assert "1 без ответа" not in client.get(queue).content.decode()
    submit(returned, librarian, left_open_of(returned).stamp)
    assert "1 без ответа, не изменён" in client.get(queue).content.decode()
    assert "1 без ответа, не изменён" in client.get(reverse("home")).content.decode()
    with django_assert_max_num_queries(15):
        page = client.get(reverse("statistics:review", args=[returned.pk])).content.decode()
    assert "После возврата в нём ничего не изменено" in page
    assert page.count("нет ни ответа, ни исправления") == 1


def test_the_package_asks_too_and_tells_of_each_report(
    campaign, returned, librarian, methodist, organisation, client_of
):
    branch = make_submission(campaign, LibraryFactory(organisation=organisation))
    fill_coherently(branch, librarian)
    Submission.objects.update(responsible_name="Берёзкина Анна Петровна")
    with pytest.raises(PackageLeftOpenError):
        submit_package(campaign, librarian)
    client, address = client_of(librarian), reverse("statistics:package", args=["6-nk", 2025])
    page = client.post(address)
    assert page.status_code == 422
    assert "1\N{NO-BREAK SPACE}отчёт уйдёт" in page.content.decode()
    assert "Мест больше, чем помещается." in page.content.decode()
    assert set(Submission.objects.values_list("state", flat=True)) == {State.RETURNED, State.DRAFT}
    client.post(address, {"despite": package_of(campaign, librarian).stamp})
    returned.refresh_from_db()
    branch.refresh_from_db()
    assert (returned.sent_as, branch.sent_as) == ("1 без ответа, не изменён", "")
    assert "комплект" in returned.transitions.first().comment


def test_the_package_takes_the_same_queries_for_any_number_of_returned_reports(
    campaign, organisation, librarian, methodist, client_of
):
    def make_row() -> Submission:
        report = make_submission(
            campaign, LibraryFactory(organisation=organisation), State.RETURNED
        )
        Remark.objects.create(submission=report, author=methodist, text="Уточните.")
        report.transitions.create(
            before=State.SUBMITTED, after=State.RETURNED,
            made_at=timezone.now() - timedelta(days=1),
        )  # fmt: skip
        return report

    url = reverse("statistics:package", args=["6-nk", 2025])
    assert_same_queries(client_of(librarian), url, make_row, at_most=15)


def test_the_api_answers_what_blocks_what_is_open_and_sends(returned, remark, librarian, client_of):
    client, address = client_of(librarian), reverse("api:submission-submit", args=[returned.pk])

    def send(**data):
        return client.post(address, data, content_type="application/json")

    asked = send()
    assert asked.status_code == 409
    assert [one["id"] for one in asked.json()["remarks"]] == [remark.pk]
    assert asked.json()["remarks"][0]["place"] == "ячейка 1.01.16"
    type_in(returned, librarian, {"2.02.4": ""})
    blocked = send(despite=asked.json()["despite"])
    assert blocked.status_code == 400
    assert blocked.json()["problems"][0]["addresses"] == ["2.02.4"]
    type_in(returned, librarian, {"2.02.4": "100"})
    answer = send(despite=send().json()["despite"])
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    assert answer.json()["sent_with_open"] == 1
    assert send().status_code == 409
