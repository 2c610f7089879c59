"""Documents about learning: who has not learnt for years, a year's plan beside what is done."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts.scope import organisations_below, organisations_of
from common.roles import is_department
from common.tables import TableSet
from common.text import number_in
from libraries.models import Library, Organisation
from reports.documents.base import Parameter, ParameterError, read_day
from reports.documents.personal import PersonalDocument
from reports.documents.summaries import ORGANISATION, TERRITORY, find_organisation, find_territory
from reports.letterhead import Letterhead, of_department, of_organisation
from staff.models import Employee, PlannedTraining, Training
from staff.queries.training_gaps import COUNTED, find_gaps, gaps_tables
from staff.queries.training_plans import list_planned, plan_table
from staff.rules import can_see_staff

DAY = Parameter("day", "дата", "2026-12-31")
COUNTED_TRAINING = Parameter(
    "counted", "что считать", "qualifying", default="qualifying", choices=COUNTED
)
YEAR = Parameter("year", "год", "2026")


class TrainingDocument(PersonalDocument):
    """People's learning in one organisation, or in the region, which only the department has."""

    organisation: Organisation | None
    is_signed = True

    @cached_property
    def letterhead(self) -> Letterhead:
        """The organisation's own, when it is of one."""
        return of_organisation(self.organisation) if self.organisation else of_department()

    def is_visible_to(self, user: Any) -> bool:
        if self.organisation is None:
            return True
        return organisations_of(user).filter(pk=self.organisation.pk).exists()

    def is_allowed_to(self, user: Any) -> bool:
        return is_department(user) or (can_see_staff(user) and self.organisation is not None)

    def organisations(self) -> Any:
        if self.organisation is None:
            return Organisation.objects.all()
        return organisations_below(self.organisation.pk)


class TrainingGaps(TrainingDocument):
    """Who has not learnt for five years, by organisation and by name."""

    name = "training-gaps"
    title = "Кто давно не учился"
    parameters = (DAY, COUNTED_TRAINING, ORGANISATION, TERRITORY)

    def find(self) -> None:
        self.organisation = find_organisation(self.values["organisation"])
        self.territory = find_territory(self.values["territory"])
        self.day = read_day(self.values["day"]) or timezone.localdate()

    def read_content(self) -> TableSet:
        libraries = Library.objects.filter(organisation__in=self.organisations())
        if self.territory:
            libraries = libraries.filter(territory=self.territory)
        counted = self.values["counted"]
        people, known = Employee.objects.all(), Training.objects.all()
        places = (self.organisation, self.territory)
        where = ", ".join(str(each) for each in places if each) or "все учреждения области"
        return gaps_tables(find_gaps(known, people, libraries, self.day, counted), where)


class TrainingPlan(TrainingDocument):
    """The plan of training of a year beside what is done."""

    name = "training-plan"
    title = "План обучения"
    parameters = (YEAR, ORGANISATION)

    def find(self) -> None:
        self.organisation = find_organisation(self.values["organisation"])
        self.year = number_in(self.values["year"]) or 0
        if not 2000 <= self.year <= 2100:
            raise ParameterError("Год пишется четырьмя цифрами, например 2026.")

    def read_content(self) -> TableSet:
        rows = PlannedTraining.objects.filter(year=self.year, organisation__in=self.organisations())
        where = str(self.organisation) if self.organisation else "все учреждения области"
        return plan_table(list(list_planned(rows)), self.year, where)
