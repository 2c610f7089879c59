"""One demo specialist."""

from dataclasses import dataclass

from staff.models import Education, Employee, Employment


@dataclass(frozen=True)
class Specialist:
    """A person with her main work and her schooling."""

    employee: Employee
    work: Employment
    education: Education
