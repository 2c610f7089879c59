"""Filters of the lists of the staff."""

from staff.filters.employees import EmploymentFilter
from staff.filters.vacancies import VacancyFilter

__all__ = ["EmploymentFilter", "VacancyFilter"]
