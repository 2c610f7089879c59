"""Tables of the staff."""

from staff.tables.employees import EmployeeTable

__all__ = ["EmployeeTable"]
