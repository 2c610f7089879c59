"""Documents of 152-ФЗ: what is held of one person, and who looked at people's data."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from common.tables import TableSet
from common.text import number_in
from reports.documents.base import Parameter, ParameterError, read_day
from reports.documents.personal import PersonalDocument
from staff.actions import record_access
from staff.models import Employee, PersonalDataAccess
from staff.personal_data.registry import gather_all
from staff.queries.accesses import MOST, accesses_table, list_accesses
from staff.rules import can_read_access_log, wholly_seen_by

EMPLOYEE = Parameter("employee", "номер карточки", "12")
SINCE = Parameter("since", "с какого дня", "2026-01-01", is_required=False)
UNTIL = Parameter("until", "по какой день", "2026-12-31", is_required=False)
USER = Parameter("user", "номер пользователя", "3", is_required=False)
WHOM = Parameter("employee", "номер карточки", "12", is_required=False)


class PersonalDataDocument(PersonalDocument):
    """All that is held of one person, for herself (152-ФЗ, art. 14)."""

    name = "personal-data"
    title = "Сведения о субъекте персональных данных"
    parameters = (EMPLOYEE,)
    is_signed = True

    def find(self) -> None:
        self.employee = find_employee(self.values["employee"])

    def is_visible_to(self, user: Any) -> bool:
        return wholly_seen_by(user).filter(pk=self.employee.pk).exists()

    @classmethod
    def record_given(cls, values: Mapping[str, str], title: str, by: Any) -> None:
        employee = Employee.objects.filter(pk=number_in(values["employee"])).first()
        record_access(by, "Выгрузка всех сведений", employee)

    def read_content(self) -> TableSet:
        notes = (
            "Сведения даны по статье 14 Федерального закона "
            "от 27.07.2006 № 152-ФЗ «О персональных данных».",
            "Основание обработки: трудовое законодательство; личные контакты — согласие.",
            "Цели: учёт кадров и обучения, государственная статистика библиотек.",
        )
        tables = tuple(gather_all(self.employee))
        return TableSet(self.title, tables, self.employee.full_name, notes)


class AccessLogDocument(PersonalDocument):
    """Who looked at people's data in a period; for the head only."""

    name = "access-log"
    title = "Просмотры персональных данных"
    parameters = (SINCE, UNTIL, USER, WHOM)
    formats = ("xlsx",)

    def find(self) -> None:
        self.since, self.until = (read_day(self.values[name]) for name in ("since", "until"))
        number = self.values["employee"]
        self.employee = find_employee(number) if number else None
        self.user = User.objects.filter(pk=number_in(self.values["user"]) or 0).first()

    def is_visible_to(self, user: Any) -> bool:
        return True

    def is_allowed_to(self, user: Any) -> bool:
        return can_read_access_log(user)

    def read_content(self) -> TableSet:
        looks = list_accesses(PersonalDataAccess.objects.all())
        chosen = {
            "at__date__gte": self.since,
            "at__date__lte": self.until,
            "user": self.user,
            "employee": self.employee,
        }
        looks = looks.filter(**{name: value for name, value in chosen.items() if value})
        days = [
            f"с {self.since:%d.%m.%Y}" if self.since else "",
            f"по {self.until:%d.%m.%Y}" if self.until else "",
        ]
        return accesses_table(list(looks[:MOST]), " ".join(filter(None, days)) or "за всё время")


def find_employee(number: str) -> Employee:
    """Return the person of a card; raise ParameterError."""
    employee = Employee.objects.filter(pk=number_in(number) or 0).first()
    if employee is None:
        raise ParameterError(f"Нет карточки с номером «{number}».")
    return employee
