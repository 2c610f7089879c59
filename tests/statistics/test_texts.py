"""The text part of a report: what is asked, written, kept from loss, and needed to send."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.editing import StaleObjectError
from staff.actions.erasure import erase_person
from staff.personal_data.mentions.finding import find_places, names_of
from statistics.actions import review
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.packages import package_of
from statistics.actions.submitting import SubmissionBlockedError, submit
from statistics.actions.texts import write_text
from statistics.models import Campaign, ReportText, Submission, TextHeading
from statistics.queries.texts import collected_texts, gaps_by_submission, text_part_of
from tests.common.test_typed import PASSWORD, lose_session, sign_in
from tests.factories import EmployeeFactory, LibraryFactory
from tests.queries import assert_same_queries, count_queries
from tests.statistics.conftest import make_submission


@pytest.fixture
def heading(campaign: Campaign) -> TextHeading:
    """A required heading of the campaign."""
    return make_heading(campaign, "Главное за год", is_required=True, max_length=200)


def make_heading(campaign: Campaign, title: str, **told) -> TextHeading:
    return TextHeading.objects.create(campaign=campaign, title=title, **told)


@pytest.fixture
def url(submission: Submission) -> str:
    return reverse("statistics:texts", args=[submission.pk])


@pytest.fixture
def client(client_of, librarian):
    return client_of(librarian)


def typed(heading: TextHeading, text: str, version: int = 0) -> dict[str, object]:
    return {f"text-{heading.pk}": text, f"version-{heading.pk}": version}


def test_a_text_is_kept_with_who_and_when_and_starts_the_report(submission, heading, librarian):
    row = write_text(submission, heading.pk, "  Год был\r\nхорошим. \x00", 0, librarian)
    assert row.text == "Год был\nхорошим."
    submission.refresh_from_db()
    assert submission.state == Submission.State.DRAFT
    (part,) = text_part_of(submission).texts
    assert (part.text, part.version, part.changed_by) == (row.text, 1, librarian.short_name)


def test_nothing_written_under_an_empty_heading_is_no_text(submission, heading, librarian):
    assert write_text(submission, heading.pk, "  ", 0, librarian) is None
    submission.refresh_from_db()
    assert submission.state == Submission.State.NOT_STARTED


def test_an_older_text_does_not_overwrite_a_newer_one(submission, heading, librarian):
    first = write_text(submission, heading.pk, "Первый", 0, librarian)
    write_text(submission, heading.pk, "Второй", first.version, librarian)
    for version in (0, first.version):
        with pytest.raises(StaleObjectError) as stale:
            write_text(submission, heading.pk, "Третий", version, librarian)
        assert stale.value.current.text == "Второй"
    assert write_text(submission, heading.pk, "Второй", 0, librarian).version == 2, "the same"


def test_a_text_too_long_or_under_a_strange_heading_is_refused(submission, heading, librarian):
    with pytest.raises(ValidationError, match="длиннее 200 знаков, сократите на 2 знака"):
        write_text(submission, heading.pk, "ы" * 202, 0, librarian)
    with pytest.raises(ValidationError, match="Такого заголовка"):
        write_text(submission, heading.pk + 1, "Текст", 0, librarian)


def test_a_sent_report_and_a_closed_campaign_are_frozen(filled, heading, librarian, campaign):
    write_text(filled, heading.pk, "Год.", 0, librarian)
    submit(filled, librarian)
    with pytest.raises(SubmissionFrozenError):
        write_text(filled, heading.pk, "Позже.", 1, librarian)
    Submission.objects.filter(pk=filled.pk).update(state=Submission.State.DRAFT)
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
    with pytest.raises(SubmissionFrozenError):
        write_text(filled, heading.pk, "Позже.", 1, librarian)
    assert ReportText.objects.get().text == "Год."


def test_a_missing_text_or_scan_blocks_sending_and_is_told_at_its_place(
    filled, heading, librarian, campaign, client, url
):
    Campaign.objects.filter(pk=campaign.pk).update(scan_required=True)
    answer = client.post(reverse("statistics:submit", args=[filled.pk])).content.decode()
    assert f'<a href="{url}#text-{heading.pk}">Текстовая часть: напишите «Главное' in answer
    assert "#scan" in answer
    assert "Приложите подписанный скан отчёта." in answer
    write_text(filled, heading.pk, "Год.", 0, librarian)
    with pytest.raises(SubmissionBlockedError) as error:
        submit(filled, librarian)
    assert [gap.anchor for gap in error.value.problems.gaps] == ["scan"]
    Campaign.objects.filter(pk=campaign.pk).update(scan_required=False)
    assert submit(filled, librarian).state == Submission.State.SUBMITTED


def test_the_package_tells_the_same_for_all_its_reports(filled, heading, librarian, campaign):
    campaign.scan_required = True
    campaign.save()
    other = make_submission(campaign, LibraryFactory(organisation=filled.organisation))
    write_text(other, heading.pk, "Год.", 0, librarian)
    gaps = gaps_by_submission(campaign, campaign.submissions.all())
    assert [one.anchor for one in gaps[filled.pk]] == [f"text-{heading.pk}", "scan"]
    assert [one.anchor for one in gaps[other.pk]] == ["scan"]
    problems = {part.submission.pk: part.problems for part in package_of(campaign, librarian).parts}
    assert problems[filled.pk].gaps == text_part_of(filled).gaps
    assert problems[other.pk].gaps == gaps[other.pk]


def test_a_page_without_scripts_saves_all_texts(client, url, heading, campaign, submission):
    second = make_heading(campaign, "Планы", position=2)
    sent = typed(heading, "Год.") | typed(second, "")
    assert client.post(url, sent).url == url
    assert [one.text for one in text_part_of(submission).texts] == ["Год.", ""]


def test_what_is_too_long_stays_on_the_page(client, url, heading):
    page = client.post(url, typed(heading, "Ы" * 201)).content.decode()
    assert "сократите на 1 знак" in page
    assert "Ы" * 201 in page
    assert not ReportText.objects.exists()


def test_two_people_see_both_texts_and_the_second_click_is_a_choice(
    client, url, heading, submission, librarian
):
    write_text(submission, heading.pk, "Начало", 0, librarian)
    write_text(submission, heading.pk, "Текст коллеги", 1, librarian)
    page = client.post(url, typed(heading, "Мой текст", 1)).content.decode()
    assert "сохранил другой текст" in page
    assert "<p>Текст коллеги</p>" in page
    assert "Мой текст</textarea>" in page
    assert ReportText.objects.get().text == "Текст коллеги"
    assert f'name="version-{heading.pk}" value="2"' in page
    client.post(url, typed(heading, "Мой текст", 2))
    assert ReportText.objects.get().text == "Мой текст"


def test_a_text_she_did_not_touch_gives_way_to_the_newer_one(
    client, url, heading, campaign, submission, librarian
):
    second = make_heading(campaign, "Планы", position=2)
    write_text(submission, heading.pk, "Было\nтак", 0, librarian)
    write_text(submission, heading.pk, "Стало", 1, librarian)
    sent = typed(heading, "Было\r\nтак", 1) | typed(second, "Планы мои")
    assert client.post(url, sent).status_code == 302
    assert [one.text for one in text_part_of(submission).texts] == ["Стало", "Планы мои"]


def test_what_was_typed_survives_the_end_of_the_session(client, url, heading, librarian):
    librarian.set_password(PASSWORD)
    librarian.save()
    sign_in(client, librarian)
    lose_session(client)
    assert client.post(url, typed(heading, "Год до обрыва.")).status_code == 302
    assert not ReportText.objects.exists()
    sign_in(client, librarian)
    page = client.get(url).content.decode()
    assert "Год до обрыва.</textarea>" in page
    assert "Введённое до входа восстановлено" in page


def autosave(client, submission, *changes):
    body = json.dumps({"changes": changes, "section": None})
    url = reverse("statistics:texts-save", args=[submission.pk])
    return client.post(url, body, content_type="application/json")


def test_autosave_answers_for_each_text(client, submission, heading, campaign, librarian):
    second = make_heading(campaign, "Планы", max_length=100)
    write_text(submission, second.pk, "Чужое", 0, librarian)
    answer = autosave(
        client,
        submission,
        {"heading": heading.pk, "text": "Год.", "version": 0},
        {"heading": second.pk, "text": "Моё", "version": 0},
        {"heading": second.pk, "text": "ы" * 101, "version": 1},
    ).json()
    assert answer["texts"][0] == {"heading": heading.pk, "version": 1}
    assert answer["texts"][1]["conflict"]["theirs"] == "Чужое"
    assert "сократите на 1 знак" in answer["texts"][2]["error"]


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"changes": [1]}', '{"changes": [{"heading": "x"}]}', "[" * 10_000]
)
def test_a_strange_body_is_refused(client, submission, body):
    url = reverse("statistics:texts-save", args=[submission.pk])
    answer = client.post(url, body, content_type="application/json")
    assert (answer.status_code, answer.json()["message"][:18]) == (400, "Запрос не разобран")


def test_autosave_of_a_frozen_report_is_refused(client, filled, librarian, heading):
    Submission.objects.filter(pk=filled.pk).update(state=Submission.State.ACCEPTED)
    answer = autosave(client, filled, {"heading": heading.pk, "text": "Год.", "version": 0})
    assert answer.status_code == 409


def test_the_history_tells_every_step(client, submission, heading, librarian):
    write_text(submission, heading.pk, "Сначала", 0, librarian)
    write_text(submission, heading.pk, "Потом", 1, librarian)
    page = client.get(reverse("statistics:texts-history", args=[submission.pk])).content.decode()
    assert "<summary>Было</summary>" in page
    assert page.index("<p>Сначала</p>") < page.index("<p>Потом</p>")
    assert librarian.short_name in page


def test_the_methodist_reads_and_remarks_and_the_library_sees_the_place(
    filled, heading, librarian, methodist, client_of, mailoutbox, django_capture_on_commit_callbacks
):
    write_text(filled, heading.pk, "Год был <b>хорошим</b>.", 0, librarian)
    submit(filled, librarian)
    browser = client_of(methodist)
    page = browser.get(reverse("statistics:review", args=[filled.pk])).content.decode()
    assert "Год был &lt;b&gt;хорошим&lt;/b&gt;." in page
    told = {"heading": heading.pk, "text": "Расскажите о детях."}
    answer = browser.post(reverse("statistics:remark-add", args=[filled.pk]), told)
    assert answer.url.endswith("#texts")
    filled.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        review.return_for_revision(filled, methodist)
    assert "текст «Главное за год»: Расскажите о детях." in mailoutbox[-1].body
    page = client_of(librarian).get(reverse("statistics:texts", args=[filled.pk]))
    assert "Расскажите о детях." in page.content.decode()
    again = write_text(filled, heading.pk, "Год. И дети.", 1, librarian)
    assert again.version == 2


def test_a_remark_on_what_the_report_has_not_is_refused(filled, librarian, methodist, heading):
    write_text(filled, heading.pk, "Год.", 0, librarian)
    submit(filled, librarian)
    for place in ({"heading": heading.pk + 1}, {"file": 1}):
        with pytest.raises(ValidationError, match="уже нет"):
            review.add_remark(filled, methodist, "Исправьте.", **place)


def test_pages_take_the_same_queries_however_many_headings(client, url, campaign):
    assert_same_queries(
        client,
        url,
        lambda: make_heading(campaign, f"Заголовок {TextHeading.objects.count()}"),
        at_most=10,
    )


def test_the_collected_texts_take_the_same_queries(client_of, methodist, campaign, heading):
    def more() -> None:
        library = LibraryFactory()
        report = make_submission(campaign, library, Submission.State.ACCEPTED)
        ReportText.objects.create(
            submission=report, heading=heading, text="Год.", changed_at="2026-01-10T10:00Z"
        )

    url = reverse("statistics:campaign-texts", args=["6-nk", "2025"])
    assert_same_queries(client_of(methodist), url, more, at_most=10)


def test_only_sent_reports_are_collected_in_the_order_of_places(campaign, heading, librarian):
    for state in (Submission.State.DRAFT, Submission.State.SUBMITTED):
        report = make_submission(campaign, LibraryFactory(name=f"Б {state}"), state)
        ReportText.objects.create(
            submission=report, heading=heading, text=state, changed_at="2026-01-10T10:00Z"
        )
    (collected,) = collected_texts(campaign, [heading], [Submission.State.SUBMITTED])
    assert [one.text for one in collected.texts] == ["submitted"]
    assert collected.told == "Написала 1 библиотека из 1, отправивших отчёт."


def test_the_report_page_stays_within_its_queries(client, filled, heading):
    assert count_queries(client, reverse("statistics:submission", args=[filled.pk])) <= 15


def test_the_name_of_an_erased_person_is_found_in_texts_and_their_history(
    submission, heading, librarian, library, head
):
    person = EmployeeFactory(last_name="Громыхалова", first_name="Зоя", library=library)
    write_text(submission, heading.pk, "Кружок ведёт Громыхалова Зоя.", 0, librarian)
    write_text(submission, heading.pk, "Кружок ведёт З. Громыхалова.", 1, librarian)
    found = {one.column.subject: one.wording for one in find_places(names_of(person))}
    assert set(found) == {ReportText}
    keys = [one.key for one in find_places(names_of(person))]
    person.employments.update(until=date(2020, 1, 1))
    erase_person(person.pk, person.full_name, "приказ № 5", head, keys)
    assert "Громыхалова" not in ReportText.objects.get().text
    assert not ReportText.history.filter(text__contains="Громыхалова").exists()
