"""Writes of the staff, and the record of who looked at it."""

from staff.actions.details import (
    add_award,
    add_education,
    change_award,
    change_education,
    remove_award,
    remove_education,
)
from staff.actions.employees import change_employee, record_access
from staff.actions.employments import (
    add_part_time,
    change_employment,
    dismiss,
    hire,
    transfer,
)
from staff.actions.leaves import change_leave, end_leave, remove_leave, start_leave
from staff.actions.vacancies import change_vacancy, close_vacancy, open_vacancy

__all__ = [
    "add_award",
    "add_education",
    "add_part_time",
    "change_award",
    "change_education",
    "change_employee",
    "change_employment",
    "change_leave",
    "change_vacancy",
    "close_vacancy",
    "dismiss",
    "end_leave",
    "hire",
    "open_vacancy",
    "record_access",
    "remove_award",
    "remove_education",
    "remove_leave",
    "start_leave",
    "transfer",
]
