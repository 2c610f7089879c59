"""Plans and reports that documents are made of."""

import pytest
from django.utils import timezone

from accounts.models import User
from events.models import (
    ItemOrganiser,
    ItemPeriod,
    ItemResponsible,
    Plan,
    PlanItem,
    PlannedFigure,
    PlanSection,
)
from libraries.models import Library, Organisation
from reports.models import DocumentFile
from statistics.models import Campaign, Submission, TextHeading
from tests.statistics.reported import NO_DATA, make_campaign, report


@pytest.fixture
def campaign(db: None) -> Campaign:
    make_campaign(2024)
    return make_campaign(2025)


@pytest.fixture
def submission(campaign: Campaign, library: Library) -> Submission:
    return report(campaign, library, {"4.12.2": 1234, "5.17.3": 5000, "2.04.3": NO_DATA})


@pytest.fixture
def heading(submission: Submission) -> TextHeading:
    """A heading of the campaign under which the library wrote."""
    heading = submission.campaign.headings.create(title="Главное за год")
    heading.texts.create(
        submission=submission,
        text="Год был <хорошим>.\n\n=Второй абзац",
        changed_at=timezone.now(),
    )
    return heading


@pytest.fixture
def foreign_submission(campaign: Campaign, foreign_library: Library) -> Submission:
    return report(campaign, foreign_library, {"4.12.2": 766, "2.04.3": 100, "7.19.2": "12.5"})


@pytest.fixture
def draft(campaign: Campaign, library: Library) -> Submission:
    """The report of the librarian's library, yet to be filled."""
    return report(campaign, library, {"4.12.2": 1234}, state=Submission.State.DRAFT)


@pytest.fixture
def plan(organisation: Organisation) -> Plan:
    plan = Plan.objects.create(
        organisation=organisation,
        year=2027,
        title="План работы на 2027 год",
        goal="Помочь библиотекам.",
        tasks="Собрать отчёты.\nОбучить коллег.",
        approver_post="Директор",
        approver_name="В. П. Островская",
        signer_post="Заведующая отделом",
        signer_name="Е. А. Полякова",
    )
    section = PlanSection.objects.create(plan=plan, title="Обучение", position=1)
    inner = PlanSection.objects.create(plan=plan, parent=section, title="Вебинары", position=1)
    first = add_item(plan, section, 1, "Семинар «Новое»", ("12 марта", 3, 3))
    ItemOrganiser.objects.create(item=first, wording="Проектный офис", position=1)
    ItemOrganiser.objects.create(item=first, wording="Министерство культуры", position=2)
    ItemResponsible.objects.create(item=first, wording="Соколова А. П.", position=1)
    add_item(plan, inner, 2, "=Вебинар по четвергам", ("ежемесячно", 1, 12))
    figure = PlannedFigure.objects.create(plan=plan, name="Консультации", number=600, position=1)
    PlannedFigure.objects.create(plan=plan, parent=figure, name="письменные", number=70, position=2)
    return plan


def add_item(
    plan: Plan, section: PlanSection, position: int, name: str, period: tuple[str, int, int]
) -> PlanItem:
    item = PlanItem.objects.create(plan=plan, section=section, position=position, name=name)
    wording, first, last = period
    ItemPeriod.objects.create(
        item=item,
        wording=wording,
        start=f"{plan.year}-{first:02d}-01",
        end=f"{plan.year}-{last:02d}-28",
    )
    return item


@pytest.fixture
def document_file(librarian: User) -> DocumentFile:
    """A document on the librarian's way."""
    return DocumentFile.objects.create(
        document="plan",
        parameters={"plan": "1"},
        format="pdf",
        data_version="0",
        title="План работы",
        requested_by=librarian,
    )


@pytest.fixture
def guest_file(library: Library) -> DocumentFile:
    """A passport on the way of somebody who has not signed in."""
    return DocumentFile.objects.create(
        document="passport",
        parameters={"library": library.code, "audience": "public"},
        format="pdf",
        data_version="0",
        title="Паспорт библиотеки",
    )


@pytest.fixture
def organisation_number(organisation: Organisation) -> str:
    return str(organisation.pk)


@pytest.fixture
def plan_number(plan: Plan) -> str:
    return str(plan.pk)
