"""Tables of the people who work in the region's libraries: personal data, shown by scope only."""

from staff.models.access import PersonalDataAccess
from staff.models.consent import Consent, ConsentScan, ConsentText, Contact, Erasure
from staff.models.courses import Course, DocumentKind, Registration, TrainingKind
from staff.models.employees import Award, Education, Employee, Leave
from staff.models.employments import Employment, PostGroup, Vacancy
from staff.models.file_texts import FileText
from staff.models.imports import StaffImport
from staff.models.training import PlannedTraining, Training

__all__ = [
    "Award",
    "Consent",
    "ConsentScan",
    "ConsentText",
    "Contact",
    "Course",
    "DocumentKind",
    "Education",
    "Employee",
    "Employment",
    "Erasure",
    "FileText",
    "Leave",
    "PersonalDataAccess",
    "PlannedTraining",
    "PostGroup",
    "Registration",
    "StaffImport",
    "Training",
    "TrainingKind",
    "Vacancy",
]
