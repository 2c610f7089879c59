"""An organisation's reports sent as one package: all of them or none."""

import pytest
from django.urls import reverse

from statistics.actions.campaigns import close_campaign
from statistics.actions.entry import SubmissionFrozenError
from statistics.actions.packages import PackageBlockedError, package_of, submit_package
from statistics.models import Submission
from tests.factories import LibraryFactory
from tests.queries import assert_same_queries
from tests.statistics.conftest import fill_coherently, make_submission, type_in
from tests.statistics.reported import make_campaign

State = Submission.State
PAGE = ("6-nk", "2025")


@pytest.fixture
def branch(campaign, organisation, filled, librarian) -> Submission:
    """A second library of the organisation, complete as well."""
    library = LibraryFactory(organisation=organisation, name="Ольховский филиал")
    submission = make_submission(campaign, library)
    fill_coherently(submission, librarian)
    Submission.objects.update(responsible_name="Берёзкина Анна Петровна")
    return submission


def states() -> set[str]:
    return set(Submission.objects.values_list("state", flat=True))


def test_all_reports_go_together_each_on_record(campaign, filled, branch, librarian):
    type_in(branch, librarian, {"1.01.16": "14"})
    assert len(submit_package(campaign, librarian).ready) == 2
    assert states() == {State.SUBMITTED}
    for submission in (filled, branch):
        before = submission.version
        submission.refresh_from_db()
        step = submission.transitions.first()
        assert (step.after, step.made_by) == (State.SUBMITTED, librarian)
        assert "комплект" in step.comment
        assert submission.submitted_at is not None
        assert submission.version > before
    assert submit_package(campaign, librarian).left == 0
    assert filled.transitions.filter(after=State.SUBMITTED).count() == 1


def test_one_report_with_a_mistake_keeps_all_from_going(
    campaign, filled, branch, librarian, client_of
):
    type_in(branch, librarian, {"4.12.6": "", "1.01.17": "99"})
    with pytest.raises(PackageBlockedError) as blocked:
        submit_package(campaign, librarian)
    (part,) = blocked.value.package.blocked
    assert part.submission == branch
    assert [one.addresses for one in part.problems.blanks] == [("4.12.6",)]
    assert part.problems.errors
    assert states() == {State.DRAFT}
    address, button = reverse("statistics:package", args=PAGE), "Отправить весь комплект</button>"
    assert button not in client_of(librarian).get(address).content.decode()
    page = client_of(librarian).post(address)
    assert page.status_code == 422
    text = page.content.decode()
    assert "ни один отчёт не тронут" in text
    assert f"{reverse('statistics:section', args=[branch.pk, 4])}#c-4-12-6" in text
    assert text.index("Ольховский филиал") < text.index("Зелёная сельская библиотека")
    type_in(branch, librarian, {"4.12.6": "0", "1.01.17": "0"})
    assert button in client_of(librarian).get(address).content.decode()


def test_the_official_is_named_once_for_all_who_name_nobody(
    campaign, filled, branch, foreign_submission, librarian, client_of
):
    third = make_submission(campaign, LibraryFactory(organisation=librarian.organisation))
    Submission.objects.exclude(pk=branch.pk).update(responsible_name="")
    client, page = client_of(librarian), reverse("statistics:package", args=PAGE)
    html = client.get(page).content.decode()
    assert "Ответственный не указан в 2 отчётах" in html.replace("\xa0", " ")
    assert 'value="Берёзкина Анна Петровна"' in html, "who answers for one is offered for all"
    address = reverse("statistics:package-responsible", args=PAGE)
    wrong = client.post(address, {"responsible_name": "", "responsible_phone": "55-01-23"})
    assert (wrong.status_code, 'value="55-01-23"' in wrong.content.decode()) == (422, True)
    told = {"responsible_name": " Липова О. Д. ", "responsible_post": "директор"}
    answer = client.post(address, told, follow=True)
    assert "Ответственный записан: 2 отчёта." in answer.content.decode().replace("\xa0", " ")
    assert 'id="responsible"' not in answer.content.decode()
    again = client.post(address, told, follow=True)
    assert "уже указан во всех отчётах" in again.content.decode()
    named = dict(Submission.objects.values_list("pk", "responsible_name"))
    assert named == {
        filled.pk: "Липова О. Д.",
        third.pk: "Липова О. Д.",
        branch.pk: "Берёзкина Анна Петровна",
        foreign_submission.pk: "",
    }


def test_whom_last_year_named_is_offered(campaign, filled, librarian, client_of):
    Submission.objects.update(responsible_name="")
    former = make_submission(make_campaign(2024), filled.library, State.ACCEPTED)
    Submission.objects.filter(pk=former.pk).update(responsible_name="Липова О. Д.")
    html = client_of(librarian).get(reverse("statistics:package", args=PAGE)).content.decode()
    assert 'value="Липова О. Д."' in html


def test_nobody_is_named_once_the_campaign_is_over(campaign, filled, librarian, head, client_of):
    Submission.objects.update(responsible_name="")
    close_campaign(campaign, head)
    client_of(librarian).post(
        reverse("statistics:package-responsible", args=PAGE), {"responsible_name": "Липова О. Д."}
    )
    filled.refresh_from_db()
    assert filled.responsible_name == ""


def test_a_package_takes_only_her_own_organisation_and_no_closed_campaign(
    campaign, filled, foreign_submission, librarian, neighbour, head
):
    assert [part.submission for part in package_of(campaign, librarian).parts] == [filled]
    assert [part.submission for part in package_of(campaign, neighbour).parts] == [
        foreign_submission
    ]
    close_campaign(campaign, head)
    with pytest.raises(SubmissionFrozenError):
        submit_package(campaign, librarian)


def test_the_page_takes_the_same_queries_for_any_number_of_libraries(
    campaign, organisation, librarian, client_of
):
    def make_row() -> Submission:
        return make_submission(campaign, LibraryFactory(organisation=organisation), State.DRAFT)

    url = reverse("statistics:package", args=PAGE)
    assert_same_queries(client_of(librarian), url, make_row, at_most=15)


def test_sending_takes_the_same_queries_for_two_as_for_one(
    campaign, filled, branch, librarian, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        submit_package(campaign, librarian)
