"""Tables of the staff."""

from staff.tables.employees import EmploymentTable
from staff.tables.vacancies import VacancyTable

__all__ = ["EmploymentTable", "VacancyTable"]
