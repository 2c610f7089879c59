"""Filters of the lists of the staff."""

from staff.filters.employees import EmployeeFilter

__all__ = ["EmployeeFilter"]
