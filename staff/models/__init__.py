"""Tables of the people who work in the region's libraries: personal data, shown by scope only."""

from staff.models.access import PersonalDataAccess
from staff.models.employees import Award, Education, Employee, Leave
from staff.models.employments import Employment, PostGroup, Vacancy

__all__ = [
    "Award",
    "Education",
    "Employee",
    "Employment",
    "Leave",
    "PersonalDataAccess",
    "PostGroup",
    "Vacancy",
]
