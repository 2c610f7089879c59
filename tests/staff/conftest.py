from typing import Any

import pytest

from staff.models import Employee
from tests.factories import EmployeeFactory


@pytest.fixture
def employee(library) -> Employee:
    return EmployeeFactory(library=library, last_name="Осинина")


@pytest.fixture
def typed(library) -> dict[str, Any]:
    """What the form of hiring is filled with."""
    return {
        "last_name": "Петрова",
        "first_name": "Анна",
        "patronymic": "",
        "born": "12.03.1985",
        "library": library.name,
        "post": "методист",
        "rate": "0.75",
        "kind": "main",
        "level": "higher",
        "work_break": "0",
        "library_break": "0",
    }
