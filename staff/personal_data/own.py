"""What the staff holds of a person, in tables that she herself can read."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import User
from common.editing import readable
from common.tables import CellValue, Column, ColumnKind, Row, Table
from staff.models import Employee

_SILENT = {"id", "version", "employee", "source_key", "is_removed", "registered_by"}
_SECTIONS = (
    ("employments", "Места работы"),
    ("educations", "Образование"),
    ("awards", "Награды"),
    ("leaves", "Длительные отпуска"),
    ("trainings", "Обучение"),
    ("registrations", "Записи на курсы"),
    ("planned_training", "План обучения"),
    ("consents", "Согласия на обработку персональных данных"),
)
_WIDE, _NARROW = 60, 24


def gather(employee: Employee) -> Iterable[Table]:
    """Return the card and everything that hangs on it."""
    yield _facts("Карточка", "card", _values_of(employee))
    contact = getattr(employee, "contact", None)
    if contact is not None:
        yield _facts("Личные контакты", "contact", _values_of(contact))
    for name, title in _SECTIONS:
        yield _listed(title, name, getattr(employee, name).all())
    yield _former_names(employee)
    yield from _accounts(employee)
    yield _looks(employee)


def facts_table(title: str, key: str, facts: Sequence[tuple[str, CellValue]]) -> Table:
    """Return a table of names and values."""
    return _facts(title, key, facts)


def rows_table(
    title: str, key: str, headings: Sequence[str], rows: Iterable[Sequence[CellValue]]
) -> Table:
    """Return a table of words, dates and whole numbers under `headings`."""
    lines = tuple(Row(tuple(row)) for row in rows)
    columns = [
        Column(
            f"c{place}", heading, kind=_kind_of(row.values[place] for row in lines), width=_NARROW
        )
        for place, heading in enumerate(headings)
    ]
    return Table(title, tuple(columns), lines, key=key)


def _kind_of(values: Iterable[CellValue]) -> ColumnKind:
    told = [value for value in values if value not in (None, "")]
    if told and all(isinstance(value, datetime.date) for value in told):
        return "date"
    return "ordinal" if told and all(isinstance(value, int) for value in told) else "text"


def _facts(title: str, key: str, facts: Sequence[tuple[str, CellValue]]) -> Table:
    columns = (
        Column("name", "Сведение", kind="text", width=_NARROW),
        Column("value", "Значение", kind="text", width=_WIDE),
    )
    return Table(title, columns, tuple(Row(fact) for fact in facts), key=key)


def _values_of(row: models.Model) -> list[tuple[str, CellValue]]:
    return [(_title(field), _shown(row, field)) for field in _fields(type(row))]


def _listed(title: str, key: str, rows: Any) -> Table:
    fields = _fields(rows.model)
    keys = [field.name for field in fields if field.is_relation]
    found = rows.select_related(*keys) if keys else rows
    lines = [[_shown(row, field) for field in fields] for row in found]
    # A column that says nothing of anybody would only make the paper wider.
    told = [place for place in range(len(fields)) if any(line[place] != "" for line in lines)]
    headings = [_title(fields[place]) for place in told]
    return rows_table(title, key, headings, [[line[place] for place in told] for line in lines])


def _fields(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in _SILENT and not field.name.endswith("_key")
    ]


def _title(field: Any) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def _shown(row: Any, field: Any) -> CellValue:
    value = getattr(row, field.name)
    if value is None or value == "":
        return ""
    # What a state means to a reader may depend on more than itself.
    if (words := getattr(row, f"{field.name}_words", None)) is not None:
        return str(words)
    display: Callable[[], str] | None = getattr(row, f"get_{field.name}_display", None)
    if field.choices and display:
        return str(display())
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value)
    # bool is an int too, but is told as «да» or «нет».
    return value if isinstance(value, datetime.date) or type(value) is int else readable(value)


def _former_names(employee: Employee) -> Table:
    names = employee.history.values_list("last_name", "first_name", "patronymic")
    told = sorted({" ".join(filter(None, each)) for each in names.distinct()})
    others = [name for name in told if name != employee.full_name]
    return rows_table("Прежние имена в истории изменений", "names", ["Имя"], [[n] for n in others])


def _accounts(employee: Employee) -> Iterable[Table]:
    for user in accounts_of(employee):
        facts = [
            ("Имя", user.full_name),
            ("Электронная почта", user.email),
            ("Телефон", user.phone),
            ("Роль", user.get_role_display()),
        ]
        yield _facts("Учётная запись на портале", f"user-{user.pk}", facts)


def accounts_of(employee: Employee) -> list[User]:
    """Return the accounts that are hers: of an organisation that employs her, by name or address.

    Of another organisation none is told, whatever her card says: names and addresses on a card
    are written by her employer, who could look up anybody's account so.
    """
    users = User.objects.filter(_named(employee) | _addressed(employee))
    return list(users.filter(organisation__in=_employers(employee)).order_by("pk"))


def likely_accounts_of(employee: Employee) -> models.QuerySet[User]:
    """Return those, and accounts of her address anywhere: for those who keep all accounts."""
    hers = models.Q(organisation__in=_employers(employee)) & _named(employee)
    return User.objects.filter(hers | _addressed(employee)).order_by("pk")


def _employers(employee: Employee) -> models.QuerySet[Any, Any]:
    return employee.employments.values("library__organisation")


def _named(employee: Employee) -> models.Q:
    return models.Q(name_key=employee.name_key)


def _addressed(employee: Employee) -> models.Q:
    contact = getattr(employee, "contact", None)
    is_told = contact is not None and contact.email
    return models.Q(email=contact.email.lower()) if is_told else models.Q(pk__in=[])


def _looks(employee: Employee) -> Table:
    looks = employee.accesses.select_related("user")
    rows = [(timezone.localtime(look.at), str(look.user), look.what) for look in looks]
    return rows_table("Кто смотрел эти сведения", "accesses", ["Когда", "Кто", "Что"], rows)
