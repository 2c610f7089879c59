"""The demo region has the promised size, and its figures hold together."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, QuerySet, Sum

from accounts.models import User
from common.kept_tables import unpack
from common.roles import Role
from consultations.impersonal import traces_in
from consultations.models import ArchiveEntry, Consultation, Question
from events.models import ItemPeriod, Plan, PlanClosing
from libraries.models import (
    ApplicationFile,
    Examination,
    Library,
    ModelApplication,
    ModelMonitoring,
    ModelStatusLoss,
    Organisation,
    Territory,
)
from libraries.queries import model_libraries, opened, overdue_for_visit, public, years_of_network
from methodportal.demo.mistakes import MISTAKES
from methodportal.demo.people import DEMO_PASSWORD, SIGN_INS
from publications.models import Publication
from staff.models import Employee, Employment
from staff.queries import working
from staff.queries.section6 import section6
from statistics.checks.engine import Answer, run_checks
from statistics.layout import layout_of
from statistics.models import Campaign, Explanation, Remark, ReportText, Submission, Value
from statistics.queries.campaign_checks import check_campaign
from statistics.queries.from_staff import staff_cells_of
from statistics.queries.left_open import left_open_by_submission

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("loaded_region"),
]


def of_public(year: int) -> QuerySet[Submission]:
    return Submission.objects.filter(campaign__form__code="6-nk", campaign__year=year)


def total(address: str, year: int) -> int:
    values = Value.objects.filter(cell__address=address, submission__in=of_public(year))
    return values.aggregate(sum=Sum("number"))["sum"]


def test_network_is_that_of_a_typical_region():
    counted = opened(public(Library.objects.all()))
    reporting = Organisation.objects.filter(libraries__in=counted).distinct()
    kinds = Counter(reporting.values_list("kind", flat=True))
    assert kinds == {
        "library_system": 26, "association": 3, "independent": 2, "institution": 2,
    }  # fmt: skip
    assert counted.count() == 419
    assert Library.objects.filter(model_year__isnull=False).count() == 30
    assert Library.objects.filter(model_year__range=(2019, 2021)).count() == 11


def test_network_has_changed_over_the_years_and_today_is_as_told():
    years = {each.year: each for each in years_of_network(dt.date(2026, 11, 22))}
    assert min(years) == 2021
    assert sum(each.total for each in years.values()) == 29
    counted = public(Library.objects.all())
    assert years[2026].at_end == opened(counted, dt.date(2026, 11, 22)).count()
    assert years[2021].at_start > years[2021].at_end > years[2026].at_end


def test_specialists_have_library_education_in_the_promised_share():
    works = working(Employment.objects.all(), date(2025, 12, 31))
    assert works.values("employee").distinct().count() == 910
    skilled = Employee.objects.filter(educations__is_library=True).distinct().count()
    assert skilled / 910 == pytest.approx(0.55, abs=0.002)


def test_section_six_agrees_with_the_list_of_people():
    submissions = of_public(2025).values_list("library", "pk")
    listed = section6([library for library, _pk in submissions], date(2025, 12, 31))
    cells = staff_cells_of(Campaign.objects.get(form__code="6-nk", year=2025)).figures
    values = Value.objects.filter(submission__in=of_public(2025), cell__address__in=cells)
    differing = {
        library
        for library, address, number in values.values_list(
            "submission__library", "cell__address", "number"
        )
        if listed[library].figure(cells[address]) != number
    }
    planted = Library.objects.get(code="11-002").pk
    assert differing == {planted}, "the planted mistake only"


def test_last_year_adds_up_to_the_region():
    assert total("2.04.3", 2025) == pytest.approx(7_100_000, rel=0.01)
    assert total("4.11.2", 2025) == pytest.approx(374_000, rel=0.01)
    assert total("5.17.3", 2025) == pytest.approx(7_900_000, rel=0.01)
    assert total("6.18.5", 2025) == 910


def test_five_years_are_whole_and_the_present_campaign_has_every_state():
    closed = Campaign.objects.filter(form__code="6-nk", state=Campaign.State.CLOSED)
    assert list(closed.order_by("year").values_list("year", flat=True)) == [
        2021, 2022, 2023, 2024, 2025,
    ]  # fmt: skip
    values = closed.annotate(told=Count("submissions__values")).values_list("told", flat=True)
    assert list(values.order_by("year")) == [419 * 179] * 3 + [419 * 182] * 2
    present = of_public(2026)
    assert set(present.values_list("state", flat=True)) == set(Submission.State.values)
    assert present.count() == 419


def test_people_talk_about_the_present_figures():
    returned = of_public(2026).filter(state=Submission.State.RETURNED)
    assert all(submission.remarks.exists() for submission in returned)
    assert Explanation.objects.filter(submission__state=Submission.State.SUBMITTED).count() > 5


def test_days_of_the_demo_agree():
    """Figures, texts and explanations come before the sending, remarks before the return."""
    sent = of_public(2026).exclude(submitted_at=None)
    assert sent.filter(state=Submission.State.RETURNED).exists()
    late = F("submission__submitted_at")
    for said in (
        Value.objects.filter(submission__in=sent, changed_at__gte=late),
        ReportText.objects.filter(submission__in=sent, changed_at__gte=late),
        Explanation.objects.filter(submission__in=sent, created_at__gte=late),
        Remark.objects.filter(created_at__gte=F("submission__decided_at")),
        Remark.objects.filter(created_at__lte=late),
    ):
        assert not said.exists(), said.model
    returned = sent.filter(state=Submission.State.RETURNED)
    left = left_open_by_submission(returned)
    assert all(left[one.pk].untouched_since for one in returned)


def answers(year: int, form: str = "6-nk") -> dict[str, dict[str, Answer]]:
    values = Value.objects.filter(
        submission__campaign__year=year, submission__campaign__form__code=form
    )
    found = defaultdict(dict)
    for library, address, number in values.values_list(
        "submission__library__code", "cell__address", "number"
    ):
        found[library][address] = Answer(number)
    return found


def findings(year: int, form: str = "6-nk") -> Iterator[tuple[str, str, str]]:
    campaign = Campaign.objects.select_related("edition").get(form__code=form, year=year)
    layout, previous = layout_of(campaign.edition), answers(year - 1, form)
    for library, own in answers(year, form).items():
        for finding in run_checks(layout, own, previous[library]):
            yield library, finding.addresses, finding.severity


def test_checks_find_the_planted_mistakes_and_nothing_else():
    found = {}
    for year in range(2021, 2026):
        for library, addresses, severity in findings(year):
            found.setdefault((year, library), []).append((addresses, severity))
    assert set(found) == {(2025, mistake.library) for mistake in MISTAKES}
    for mistake in MISTAKES:
        seen = found[2025, mistake.library]
        assert any(
            mistake.address in addresses and severity == mistake.severity
            for addresses, severity in seen
        ), mistake.what


def test_last_years_plan_is_closed_with_every_row_marked():
    [closing] = PlanClosing.objects.all()
    assert closing.plan.is_closed and closing.not_done == 0
    tables = {table.key: table for table in unpack(closing.contents["report"]).tables}
    assert not {"undone", "unmarked"} & tables.keys()
    facts = [row.values[2] for row in tables["figures"].rows]
    assert None not in facts and sum(facts) > 400


def test_every_period_of_the_plans_is_understood():
    assert Plan.objects.filter(kind=Plan.Kind.DEPARTMENT, year__in=(2025, 2026)).count() == 2
    assert Plan.objects.filter(kind=Plan.Kind.CONSOLIDATED).count() == 1
    assert not ItemPeriod.objects.filter(is_understood=False).exists()
    assert ItemPeriod.objects.count() > 120


def test_department_has_its_log_and_its_publications():
    log = Consultation.objects.filter(date__range=("2025-01-01", "2026-11-20"))
    assert 600 <= log.count() <= 1000
    assert set(log.values_list("form", flat=True)) == set(Consultation.Form.values)
    assert log.values("methodist").distinct().count() == 4
    for row in [*log.order_by("pk")[:60], *Publication.objects.all()]:
        row.full_clean()
    assert Publication.objects.count() == 13
    assert set(Publication.objects.values_list("state", flat=True)) == set(Publication.State)


def test_questions_stand_in_every_state_and_the_archive_names_nobody():
    states = set(Question.objects.values_list("state", flat=True))
    assert states == set(Question.State.values)
    assert any(question.is_overdue() for question in Question.objects.all())
    archive = ArchiveEntry.objects.filter(state="published").select_related("source__organisation")
    assert len(archive) == 12
    assert not [trace for entry in archive for trace in traces_in(entry)]
    groups = Consultation.objects.filter(form="group")
    assert all(3 <= group.attendees.count() <= 8 for group in groups[:10])


def test_every_model_library_has_its_story_and_the_registry_tells_the_same():
    models = Library.objects.filter(model_year__isnull=False)
    stories = ModelApplication.objects.filter(state="opened").select_related("competition")
    lost = {each.library_id: each for each in ModelStatusLoss.objects.all()}
    told = {s.library_id: (s.opened_on.year, s.competition.programme) for s in stories}
    present = {each.pk: (each.model_year, each.model_programme) for each in models}
    former = {pk: (each.former_year, each.former_programme) for pk, each in lost.items()}
    assert told == {**present, **former}
    assert len(former) == 2
    papers = ApplicationFile.objects.values_list("application__state", "title").distinct()
    assert ("opened", "Смета") in papers
    assert ("submitted", "План помещений") in papers
    for row in [*stories, *models, *ModelMonitoring.objects.all()]:
        row.full_clean()
    late = overdue_for_visit(model_libraries(), dt.date(2026, 11, 22))
    assert 1 <= late.count() <= 6


def test_competition_goes_on_and_two_schools_are_examined():
    present = ModelApplication.objects.filter(competition__year=2027)
    states = {"draft", "submitted", "returned", "admitted"}
    assert set(present.values_list("state", flat=True)) == states
    examined = Examination.objects.order_by("state").values_list("state", flat=True)
    assert list(examined) == ["assigned", "experts"]
    of_schools = Submission.objects.filter(library__kind__in=("school", "college"))
    assert set(of_schools.values_list("campaign__form__code", flat=True)) == {"school-library"}


def test_school_libraries_report_by_a_form_of_their_own():
    states = Counter(
        Submission.objects.filter(campaign__form__code="school-library").values_list(
            "campaign__year", "state"
        )
    )
    assert {year for year, _state in states} == {2023, 2024, 2025, 2026}
    assert all(states[year, "accepted"] == 3 for year in (2023, 2024, 2025))
    assert {state for year, state in states if year == 2026} == {"draft", "submitted", "accepted"}
    for year in (2023, 2024, 2025, 2026):
        assert not list(findings(year, "school-library"))


def test_central_libraries_report_each_quarter_by_a_small_form_of_the_region():
    campaigns = Campaign.objects.filter(form__code="culture-quarter").order_by("year", "number")
    assert [one.key for one in campaigns] == ["2025-q4", "2026-q3", "2026-q4"]
    assert campaigns[0].edition.cells.count() == 21
    assert campaigns[0].submissions.count() >= 25
    for campaign in campaigns:
        found = [one for report in check_campaign(campaign) for one in report.findings]
        assert not found


def test_each_printed_person_can_sign_in_with_the_printed_password():
    for sign_in in SIGN_INS:
        user = User.objects.get(email=sign_in.email)
        assert user.role == sign_in.role
        assert user.check_password(DEMO_PASSWORD)


def test_loading_again_keeps_what_people_changed(settings):
    settings.ON_TRIAL = True
    Library.objects.filter(code="05-001").update(name="Переименованная библиотека")
    out = StringIO()
    call_command("demo", stdout=out)
    assert "данные сохранены" in out.getvalue()
    assert Library.objects.get(code="05-001").name == "Переименованная библиотека"
    assert User.objects.filter(role=Role.LIBRARIAN).exclude(email__contains="shkola").count() == 33


def test_demo_refuses_to_stand_beside_other_data(settings):
    settings.ON_TRIAL = True
    Territory.objects.filter(kind=Territory.Kind.REGION).update(name="Другая область")
    with pytest.raises(CommandError, match="пустую базу"):
        call_command("demo")


def test_demo_refuses_a_production_portal(settings):
    settings.ON_TRIAL = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo")
