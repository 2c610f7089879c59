"""Filters of the lists of the staff."""

from staff.filters.employees import EmploymentFilter, staff_day_of
from staff.filters.vacancies import VacancyFilter

__all__ = ["EmploymentFilter", "VacancyFilter", "staff_day_of"]
