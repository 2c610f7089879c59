"""Forms of the staff."""

from staff.forms.employees import AwardForm, EducationForm, EmployeeForm, HireForm, LeaveForm
from staff.forms.employments import DismissForm, EmploymentForm, TransferForm
from staff.forms.vacancies import CloseVacancyForm, VacancyForm

__all__ = [
    "AwardForm",
    "CloseVacancyForm",
    "DismissForm",
    "EducationForm",
    "EmployeeForm",
    "EmploymentForm",
    "HireForm",
    "LeaveForm",
    "TransferForm",
    "VacancyForm",
]
