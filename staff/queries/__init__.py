"""Reads of the staff."""

from staff.queries.employees import StaffTotals, last_looks, list_employees, totals

__all__ = ["StaffTotals", "last_looks", "list_employees", "totals"]
