"""What each person is told to do on the home page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import ItemPeriod
from methodportal import views
from statistics.filters import ReportFilter
from statistics.models import Campaign, Edition, Form, Remark, Submission
from tests.factories import (
    LibraryFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    UserFactory,
)
from tests.queries import assert_same_queries

HOME = "/"
TODAY = dt.date(2026, 1, 10)
State = Submission.State


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(views.timezone, "localdate", lambda: TODAY)


@pytest.fixture
def campaign(db):
    form = Form.objects.create(code="6-nk", title="6-НК")
    edition = Edition.objects.create(
        form=form, code="2015", title="Редакция 2015 года", year_from=2015, definition={}
    )
    return Campaign.objects.create(
        form=form,
        edition=edition,
        year=2025,
        opens_on=dt.date(2026, 1, 1),
        due_on=dt.date(2026, 1, 15),
        review_due_on=dt.date(2026, 2, 20),
    )


@pytest.fixture
def submit(campaign):
    """Return a function that gives a library its report in some state."""

    def make(library=None, state=State.NOT_STARTED, **fields):
        library = library or LibraryFactory()
        return Submission.objects.create(
            campaign=campaign,
            library=library,
            territory=library.territory,
            organisation=library.organisation,
            kind=library.kind,
            settlement=library.settlement,
            state=state,
            **fields,
        )

    return make


def home_of(client_of, user):
    return client_of(user).get(HOME)


def test_guest_is_told_what_the_portal_is_and_where_to_sign_in(client, library, foreign_library):
    page = client.get(HOME).content.decode()
    assert "2\u00a0общедоступные библиотеки в 2\u00a0учреждениях" in page
    assert 'href="/accounts/login/"' in page


def test_closed_library_is_not_counted_for_the_guest(client, library):
    LibraryFactory(organisation=library.organisation, closed_on=TODAY)
    assert client.get(HOME).context["library_count"] == 1


def test_librarian_sees_returned_reports_first_then_drafts_then_the_untouched(
    client_of, librarian, submit, organisation
):
    ordered = [
        submit(LibraryFactory(organisation=organisation), state)
        for state in (State.RETURNED, State.DRAFT, State.NOT_STARTED)
    ]
    submit(LibraryFactory(organisation=organisation), State.ACCEPTED)
    page = home_of(client_of, librarian)
    assert page.context["reports"] == ordered
    assert page.context["next_report"] == ordered[0]
    assert "Сдано 1 из 4\u00a0отчётов" in page.content.decode()


def test_librarian_sees_nothing_of_the_neighbour(client_of, librarian, submit, foreign_library):
    submit(foreign_library, State.DRAFT)
    page = home_of(client_of, librarian)
    assert page.context["reports"] == []
    assert foreign_library.name not in page.content.decode()
    assert "Сейчас ничего сдавать не нужно" in page.content.decode()


def test_librarian_is_told_how_many_remarks_wait_for_her(
    client_of, librarian, methodist, submit, library
):
    report = submit(library, State.RETURNED)
    for text in ("Проверьте строку 04", "Итог не сходится"):
        Remark.objects.create(submission=report, text=text, author=methodist)
    Remark.objects.create(
        submission=report, text="Снято", author=methodist, resolved_at=timezone.now()
    )
    assert "2\u00a0замечания" in home_of(client_of, librarian).content.decode()


def test_librarian_who_sent_everything_is_thanked(client_of, librarian, submit, library):
    submit(library, State.SUBMITTED)
    page = home_of(client_of, librarian).content.decode()
    assert "Все отчёты отправлены" in page
    assert "всё сдано" in page


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 1, 10), "осталось 5 дней"),
        (dt.date(2026, 1, 14), "остался 1 день"),
        (dt.date(2026, 1, 15), "сегодня последний день"),
        (dt.date(2026, 1, 18), "просрочено на 3 дня"),
    ],
)
def test_librarian_is_told_how_long_is_left(
    day, words, client_of, librarian, submit, library, monkeypatch
):
    monkeypatch.setattr(views.timezone, "localdate", lambda: day)
    submit(library)
    assert words in home_of(client_of, librarian).content.decode()


def test_closed_campaign_asks_nothing_of_anybody(client_of, librarian, submit, library, campaign):
    submit(library)
    campaign.state = Campaign.State.CLOSED
    campaign.save()
    assert home_of(client_of, librarian).context["campaigns"] == []


def test_methodist_sees_the_longest_waiting_report_first(client_of, methodist, submit):
    now = timezone.now()
    late = submit(state=State.SUBMITTED, submitted_at=now)
    early = submit(state=State.SUBMITTED, submitted_at=now - dt.timedelta(days=2))
    submit(state=State.ACCEPTED, submitted_at=now - dt.timedelta(days=3))
    page = home_of(client_of, methodist)
    assert page.context["waiting"] == [early, late]
    assert page.context["waiting_count"] == 2


def test_methodist_sees_which_organisations_are_behind(client_of, methodist, submit):
    slow, quick = OrganisationFactory(), OrganisationFactory()
    for state in (State.DRAFT, State.NOT_STARTED, State.ACCEPTED):
        submit(LibraryFactory(organisation=slow), state)
    submit(LibraryFactory(organisation=quick), State.SUBMITTED)
    (behind,) = home_of(client_of, methodist).context["behind"]
    assert (behind, behind.missing, behind.expected) == (slow, 2, 3)


def test_methodist_sees_the_plan_of_this_month_without_what_goes_on_all_year(client_of, methodist):
    def item(name, start, end, **fields):
        row = PlanItemFactory(name=name, plan=plan, **fields)
        ItemPeriod.objects.create(item=row, wording="срок", start=start, end=end)

    plan = PlanFactory(year=2026)
    item("Семинар января", dt.date(2026, 1, 20), dt.date(2026, 1, 21))
    item("С декабря по январь", dt.date(2025, 12, 1), dt.date(2026, 1, 31))
    item("Весь год", dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    item("Февраль", dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    item("Удалено", dt.date(2026, 1, 5), dt.date(2026, 1, 5), removed_at=timezone.now())
    items = home_of(client_of, methodist).context["items"]
    assert [row.name for row in items] == ["С декабря по январь", "Семинар января"]


def test_head_sees_plans_of_this_and_the_next_year_and_who_has_not_come(client_of, head):
    PlanFactory(year=2025, title="Прошлый")
    PlanFactory(year=2026, title="Нынешний")
    PlanFactory(year=2027, title="Будущий")
    UserFactory(last_name="Приглашённая", invited_at=timezone.now())
    page = home_of(client_of, head)
    assert [plan.title for plan in page.context["plans"]] == ["Будущий", "Нынешний"]
    piles = {pile.kind.title: pile.rows for pile in page.context["piles"]}
    [waiting] = piles["Приглашены, но ещё не входили"]
    assert waiting.name.startswith("Приглашённая ")


def test_next_step_of_each_role_is_one_button(
    client_of, head, methodist, librarian, submit, library
):
    report = submit(library, State.DRAFT)
    assert f'href="/reporting/submissions/{report.pk}/">Продолжить отчёт' in (
        home_of(client_of, librarian).content.decode()
    )
    report.state, report.submitted_at = State.SUBMITTED, timezone.now()
    report.save()
    assert f'href="/reporting/submissions/{report.pk}/review/">Проверить следующий отчёт' in (
        home_of(client_of, methodist).content.decode()
    )
    assert 'href="/reporting/summary/6-nk/2025/">Открыть свод' in (
        home_of(client_of, head).content.decode()
    )


def test_admin_sees_how_many_people_of_each_role_there_are(client_of, admin, methodist):
    UserFactory(is_active=False)
    counts = {code: number for _, code, number in home_of(client_of, admin).context["roles"]}
    assert counts == {"librarian": 0, "methodist": 1, "head": 0, "admin": 1}


@pytest.mark.parametrize("person", ["librarian", "methodist", "head", "admin"])
def test_home_takes_the_same_queries_for_any_number_of_rows(
    person, request, client_of, submit, organisation
):
    states = iter([State.RETURNED, State.SUBMITTED, State.DRAFT] * 2)
    plan = PlanFactory(year=2026)

    def make_row():
        for _ in range(2):
            submit(LibraryFactory(organisation=organisation), next(states))
        submit(LibraryFactory(organisation=OrganisationFactory()), State.SUBMITTED)
        submit(LibraryFactory(organisation=organisation), State.RETURNED)
        item = PlanItemFactory(plan=plan)
        ItemPeriod.objects.create(item=item, wording="январь", start=TODAY, end=TODAY)
        UserFactory(invited_at=timezone.now())

    client = client_of(request.getfixturevalue(person))
    assert_same_queries(client, HOME, make_row, at_most=15)


def test_reports_sent_as_they_were_are_counted_and_lead_to_the_queue(
    client_of, methodist, campaign, submit
):
    assert "Отправлены как есть" not in home_of(client_of, methodist).content.decode()
    open_remarks = submit(state=State.SUBMITTED, sent_with_open=2)
    untouched = submit(state=State.SUBMITTED, sent_untouched=True)
    submit(state=State.SUBMITTED)
    submit(state=State.RETURNED, sent_with_open=1)
    page = home_of(client_of, methodist).content.decode()
    address = reverse("statistics:reports", args=["6-nk", "2025"]) + "?sent=as_is"
    assert f'<a href="{address}">2\N{NO-BREAK SPACE}отчёта</a>' in page
    reports = Submission.objects.all()
    queue = ReportFilter({"sent": "as_is"}, queryset=reports, campaign=Campaign.objects.get()).qs
    assert set(queue) == {open_remarks, untouched}
