import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from statistics.actions.entry import Change, load_answers
from statistics.actions.submitting import submit
from statistics.models import Campaign, Remark, Submission, Value
from statistics.queries.answers import read_sheet
from statistics.queries.verification import judged_findings
from tests.factories import LibraryFactory, OrganisationFactory, UserFactory
from tests.queries import assert_same_queries, count_queries
from tests.statistics.conftest import fill_coherently, make_submission, type_in
from tests.statistics.reported import make_campaign, report


@pytest.fixture
def client(client_of, librarian):
    return client_of(librarian)


def address(name, submission, *rest):
    return reverse(f"statistics:{name}", args=[submission.pk, *rest])


def post_section(client, submission, number, texts, seen=None, **extra):
    """Send a section as a browser without scripts does."""
    data = {f"cell:{key}": text for key, text in texts.items()}
    data |= {f"seen:{key}": (seen or {}).get(key, "0|") for key in texts}
    return client.post(address("section", submission, number), data | extra, follow=True)


def test_opening_a_section_takes_at_most_twenty_queries_however_full(client, filled):
    assert count_queries(client, address("section", filled, 2)) <= 10


def test_opening_a_report_takes_at_most_twenty_queries(client, filled):
    assert count_queries(client, address("submission", filled)) <= 15


def test_the_list_takes_as_many_queries_for_three_reports_as_for_one(
    client, campaign, organisation
):
    assert_same_queries(
        client,
        reverse("statistics:my-reports"),
        lambda: make_submission(campaign, LibraryFactory(organisation=organisation)),
        at_most=8,
    )


def autosave(client, submission, changes):
    body = json.dumps({"changes": changes, "section": 2})
    return client.post(address("save", submission), body, content_type="application/json")


@pytest.mark.parametrize("cells", [1, 30])
def test_an_autosave_takes_at_most_twelve_queries(client, submission, cells):
    open_cells = [spec.address for spec in read_sheet(submission).fillable()]
    changes = [{"address": one, "text": "0", "version": 0} for one in open_cells[:cells]]
    with CaptureQueriesContext(connection) as captured:
        response = autosave(client, submission, changes)
    assert len(response.json()["saved"]) == cells
    assert len(captured) <= 12, "\n".join(q["sql"][:170] for q in captured.captured_queries)


def test_an_autosave_answers_with_everything_the_screen_shows(client, submission):
    answer = autosave(
        client,
        submission,
        [
            {"address": "2.02.4", "text": "5", "version": 0},
            {"address": "2.02.8", "text": "x", "version": 0},
        ],
    ).json()
    assert answer["saved"][0]["version"] > 0
    assert answer["errors"][0]["address"] == "2.02.8"
    assert answer["progress"]["2"] == {"left": 24, "severity": "", "words": "1 из 25"}
    assert "Контроли замечаний не нашли" in answer["problems"]
    assert answer["time"]


def test_an_autosave_brings_what_others_have_written_in_the_section(client, submission, librarian):
    colleague = UserFactory(role="librarian", organisation=librarian.organisation)
    type_in(submission, librarian, {"2.02.4": "5", "4.12.3": "480"})
    seen = dict(submission.values.values_list("cell__address", "version"))
    type_in(submission, colleague, {"2.02.5": "7", "2.02.4": "6", "4.12.4": "3"})
    body = {"changes": [{"address": "2.03.4", "text": "1", "version": 0}], "section": 2}
    body["seen"] = {"2.02.4": seen["2.02.4"], "2.02.5": 0, "2.02.6": 0, "2.03.4": 0}
    answer = client.post(address("save", submission), body, content_type="application/json").json()
    others = {one["address"]: (one["text"], one["by"]) for one in answer["others"]}
    who = colleague.short_name
    assert (others["2.02.4"], others["2.02.5"]) == (("6", who), ("7", who))
    assert not {"2.02.6", "2.03.4", "4.12.4"} & set(others)
    assert {cell.version for cell in Value.objects.filter(cell__address="2.02.5")} == {
        one["version"] for one in answer["others"] if one["address"] == "2.02.5"
    }
    body["seen"] = dict(submission.values.values_list("cell__address", "version"))
    again = client.post(address("save", submission), body, content_type="application/json").json()
    assert again["others"] == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"changes": [{"address": "2.02.4", "text": "1"}]}',
        '{"changes": 5}',
        '{"changes": [], "seen": {"2.02.4": "1"}}',
    ],
)
def test_an_autosave_of_another_shape_is_refused(client, submission, body):
    response = client.post(address("save", submission), body, content_type="application/json")
    assert response.status_code == 400
    assert submission.values.count() == 0


def test_an_autosave_of_a_frozen_report_says_why(client, submission):
    submission.state = Submission.State.SUBMITTED
    submission.save()
    response = autosave(client, submission, [{"address": "2.02.4", "text": "5", "version": 0}])
    assert (response.status_code, "отправлен" in response.json()["message"]) == (409, True)


def test_a_section_is_saved_without_scripts(client, submission):
    page = post_section(client, submission, 2, {"2.02.4": "5", "2.02.5": ""})
    assert "се изменения сохранены" in page.content.decode()
    assert submission.values.get().number == 5


def test_without_scripts_what_cannot_be_saved_is_shown_again_at_its_cell(client, submission):
    page = post_section(client, submission, 2, {"2.02.4": "сто", "2.02.5": "7"}).content.decode()
    assert 'value="сто"' in page
    assert "«сто» — не число" in page
    assert "е сохранено: 1 ячейка. Она выделена в таблице." in page
    assert submission.values.get().cell.address == "2.02.5"


def test_without_scripts_an_unlikely_number_is_asked_about_and_then_saved(client, submission):
    big = {"1.01.16": "1000000000"}
    assert "Всё верно?" in post_section(client, submission, 1, big).content.decode()
    assert submission.values.count() == 0
    post_section(client, submission, 1, big, **{"sure:1.01.16": "on"})
    assert submission.values.get().number == 10**9


def test_without_scripts_a_conflict_shows_the_other_value_first(client, submission, librarian):
    type_in(submission, librarian, {"2.02.4": "10"})
    page = post_section(client, submission, 2, {"2.02.4": "20"}).content.decode()
    assert "«10»" in page
    assert librarian.last_name in page
    assert submission.values.get().number == 10
    version = submission.values.get().version
    post_section(client, submission, 2, {"2.02.4": "20"}, {"2.02.4": f"{version}|10"})
    assert submission.values.get().number == 20


def test_a_cell_left_alone_never_overwrites_a_colleague(client, submission, librarian):
    type_in(submission, librarian, {"2.02.4": "10"})
    post_section(client, submission, 2, {"2.02.4": "", "2.02.5": "1"})
    assert submission.values.get(cell__address="2.02.4").number == 10


def test_zeros_fill_the_section_together_with_what_was_typed(client, submission):
    post_section(client, submission, 4, {"4.12.3": "9"}, act="zeros")
    assert submission.values.get(cell__address="4.12.3").number == 9
    assert submission.values.get(cell__address="4.12.2").number == 9
    assert submission.values.filter(cell__section=4).count() == 10


def test_an_explanation_of_changed_figures_is_shown_again(client, filled, library):
    report(make_campaign(2024), library, {"4.12.2": 300})
    sheet_key = "explain:y-users-change:" + "0" * 64
    page = post_section(client, filled, 4, {}, **{sheet_key: "Новый зал"}).content.decode()
    assert "Новый зал" in page
    assert filled.explanations.count() == 0


def test_what_was_sent_after_the_session_ended_is_back_after_signing_in(
    client, submission, librarian
):
    librarian.set_password("длинный-пароль-27")
    librarian.save()
    door = {"login": librarian.email, "password": "длинный-пароль-27"}
    client.logout()
    client.post(reverse("account_login"), door)
    client.cookies.pop("sessionid")
    page = address("section", submission, 2)
    sent = {"cell:2.02.4": "77", "seen:2.02.4": "0|", "explain:some-check:00": "Новый зал."}
    client.post(page, sent)
    client.post(reverse("account_login"), door)
    back = client.get(page).content.decode()
    assert 'value="77"' in back
    assert "Новый зал." in back


def test_of_several_explanations_those_that_fit_are_kept_and_the_others_given_back(
    client, filled, librarian, library
):
    report(make_campaign(2024), library, {"4.12.7": 900, "4.12.3": 480})
    (found,) = judged_findings(filled, read_sheet(filled))
    code, fingerprint = found.finding.code, found.finding.fingerprint
    data = {
        f"explain:{code}:old": "Давно.",
        f"explain:{code}:{fingerprint}": "Новый читальный зал.",
    }
    page = client.post(address("explain", filled), data, follow=True).content.decode()
    assert filled.explanations.get().text == "Новый читальный зал."
    assert "Вы написали: «Давно.»" in page


def test_a_section_leads_to_the_same_section_of_the_next_library(client, submission, campaign):
    following = make_submission(
        campaign, LibraryFactory(name="Ясеневская", organisation=submission.organisation)
    )
    page = client.get(address("section", submission, 4)).content.decode()
    assert f'href="{address("section", following, 4)}#blank"' in page
    back = client.get(address("section", following, 4)).content.decode()
    assert f'href="{address("section", submission, 4)}#blank"' in back


def test_the_main_act_of_a_report_is_to_fill_it_and_then_to_send_it(client, submission, librarian):
    begun = client.get(address("submission", submission)).content.decode()
    assert f'btn-primary" href="{address("section", submission, 1)}#c-1-01-2"' in begun
    fill_coherently(submission, librarian)
    ready = client.get(address("submission", submission)).content.decode()
    assert "Заполнить раздел" not in ready
    assert 'btn-primary" type="submit">Отправить отчёт' in ready


def test_blocked_report_names_blanks_mistakes_and_the_official(client, submission, librarian):
    type_in(submission, librarian, {"1.01.16": "1", "1.01.17": "2"})
    page = client.post(address("submit", submission)).content.decode()
    assert "Отчёт пока не отправлен" in page
    assert "Раздел 2: не заполнено 25 ячеек" in page
    assert f"{address('section', submission, 1)}#c-1-01-17" in page
    assert "Укажите ответственного" in page


def test_a_sent_report_says_what_comes_next_and_leads_to_the_next_library(
    client, filled, campaign, organisation
):
    other = make_submission(campaign, LibraryFactory(organisation=organisation))
    page = client.post(address("submit", filled), follow=True).content.decode()
    assert "Отчёт отправлен" in page
    assert address("submission", other) in page
    assert "Отозвать отчёт" in page


def test_a_sent_report_is_taken_back_from_its_page(client, filled, librarian):
    submit(filled, librarian)
    client.post(address("withdraw", filled))
    filled.refresh_from_db()
    assert filled.state == Submission.State.DRAFT


def test_a_returned_report_shows_the_remark_first_and_at_the_cell(client, filled, methodist):
    cell = filled.campaign.edition.cells.get(address="4.12.3")
    Remark.objects.create(
        submission=filled, cell=cell, text="Проверьте по журналу", author=methodist
    )
    filled.state = Submission.State.RETURNED
    filled.save()
    overview = client.get(address("submission", filled)).content.decode()
    assert overview.index("Проверьте по журналу") < overview.index("Разделы: заполнено")
    section = client.get(address("section", filled, 4)).content.decode()
    assert "Замечание методиста: Проверьте по журналу" in section
    listed = client.get(reverse("statistics:my-reports")).content.decode()
    assert "1\u00a0замечание" in listed


def test_wrong_loaded_totals_are_recomputed_on_request(client, submission):
    loaded = {"4.12.2": "99", "4.12.3": "7", "4.12.6": "1"}
    load_answers(submission, [Change(a, t, None) for a, t in loaded.items()], None)
    assert "Пересчитать итоги" in client.get(address("submission", submission)).content.decode()
    client.post(address("recompute-totals", submission))
    assert submission.values.get(cell__address="4.12.2").number == 8


def test_the_responsible_official_is_written_or_the_mistake_is_shown(client, submission):
    url = address("responsible", submission)
    wrong = client.post(url, {"responsible_name": "", "responsible_email": "не почта"})
    assert "error-list" in wrong.content.decode()
    client.post(url, {"responsible_name": "Берёзкина А. П.", "responsible_post": "директор"})
    submission.refresh_from_db()
    assert submission.responsible_name == "Берёзкина А. П."


def test_the_list_counts_states_and_progress_and_filters(client, filled, campaign, organisation):
    make_submission(campaign, LibraryFactory(name="Вторая библиотека", organisation=organisation))
    page = client.get(reverse("statistics:my-reports")).content.decode()
    assert "заполняется: 1" in page
    assert "155 из 155" in page
    assert "50 %" in page
    only = client.get(reverse("statistics:my-reports"), {"state": "draft"}).content.decode()
    assert filled.library.name in only
    assert "Вторая библиотека" not in only


def test_reports_of_subordinate_organisations_are_listed_and_strange_ones_not(
    client, campaign, organisation, foreign_submission
):
    below = OrganisationFactory(name="Филиал сети", parent=organisation)
    make_submission(campaign, LibraryFactory(name="Дальняя библиотека", organisation=below))
    page = client.get(reverse("statistics:my-reports")).content.decode()
    assert "Дальняя библиотека" in page
    assert foreign_submission.library.name not in page


def test_an_empty_list_says_what_will_come(client, db):
    page = client.get(reverse("statistics:my-reports")).content.decode()
    assert "Сейчас отчёты не собирают" in page


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "просрочено на 2 дня"), (0, "сегодня последний день"), (1, "остался 1 день")],
)
def test_the_due_date_is_told_in_days(client, submission, days, words):
    campaign = submission.campaign
    campaign.due_on = timezone.localdate() + timedelta(days=days)
    campaign.opens_on = campaign.due_on - timedelta(days=14)
    campaign.save()
    assert words in client.get(reverse("statistics:my-reports")).content.decode()


def test_closed_campaigns_leave_the_list(client, submission):
    Campaign.objects.update(state=Campaign.State.CLOSED)
    assert (
        submission.library.name not in client.get(reverse("statistics:my-reports")).content.decode()
    )


def test_a_reader_sees_the_form_without_fields(client_of, methodist, filled):
    page = client_of(methodist).get(address("section", filled, 4)).content.decode()
    assert '<input class="cell__value"' not in page
    assert ">480</output>" in page


def test_closed_cells_are_crossed_out(client, submission, librarian):
    fill_coherently(submission, librarian)
    page = client.get(address("section", submission, 2)).content.decode()
    assert page.count("не заполняется") == 3
