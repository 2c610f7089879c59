"""The staff by API: people and their work, vacancies, courses and what people have learnt.

Personal data are told to the same people as in the browser, and each showing is on record.
"""

from typing import Any

from staff.api.courses import CourseViewSet
from staff.api.people import EmployeeViewSet, EmploymentViewSet
from staff.api.training import TrainingViewSet
from staff.api.vacancies import VacancyViewSet


def register(router: Any) -> None:
    """Put the addresses of the staff into the portal's router."""
    router.register("employments", EmploymentViewSet)
    router.register("employees", EmployeeViewSet)
    router.register("vacancies", VacancyViewSet)
    router.register("courses", CourseViewSet)
    router.register("trainings", TrainingViewSet)
