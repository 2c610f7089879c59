"""Writes of the staff, and the record of who looked at it."""

from staff.actions.employees import add_employee, change_employee, record_access

__all__ = ["add_employee", "change_employee", "record_access"]
