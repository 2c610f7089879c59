"""Forms of the staff."""

from staff.forms.employees import EmployeeForm

__all__ = ["EmployeeForm"]
