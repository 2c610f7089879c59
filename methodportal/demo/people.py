"""Specialists of the demo libraries and the portal's users."""

import datetime as dt
import random
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import User
from common.roles import Role
from libraries.models import Library
from methodportal.demo import words
from methodportal.demo.registry import Registry
from staff.models import Employee

EMPLOYEES_TOTAL = 910
LIBRARY_EDUCATION_SHARE = 0.55
DEMO_PASSWORD = "sinegorsk-2026"  # noqa: S105 - printed on purpose, the region is fictional
MAIL_DOMAIN = "biblio.example"
STAFF_BY_KIND = {
    Library.Kind.CENTRAL: 9, Library.Kind.CITY: 3, Library.Kind.CHILDREN: 4,
    Library.Kind.YOUTH: 4, Library.Kind.RURAL: 1,
}  # fmt: skip
POSTS = ("библиотекарь", "ведущий библиотекарь", "библиограф", "главный библиотекарь", "методист")


@dataclass(frozen=True)
class SignIn:
    """A demo user that the command prints."""

    role: Role
    email: str
    who: str


SIGN_INS = (
    SignIn(Role.HEAD, f"zav@{MAIL_DOMAIN}", "заведующая научно-методическим отделом"),
    SignIn(Role.METHODIST, f"metodist@{MAIL_DOMAIN}", "методист"),
    SignIn(Role.LIBRARIAN, f"bibliotekar@{MAIL_DOMAIN}", "библиотекарь Берёзовской ЦБС"),
    SignIn(Role.ADMIN, f"admin@{MAIL_DOMAIN}", "администратор портала"),
)
BERYOZOVSK = "05"
INVITED_AT = dt.datetime(2026, 11, 5, 9, tzinfo=dt.UTC)


def make_users(registry: Registry) -> None:
    """Create the department, the administrator and one librarian for each organisation."""
    password = make_password(DEMO_PASSWORD)
    science = registry.organisers["science"]
    people = [
        User(
            email=SIGN_INS[0].email, role=Role.HEAD, post="Заведующая научно-методическим отделом",
            last_name="Полякова", first_name="Елена", patronymic="Андреевна", organisation=science,
        ),
        User(
            email=SIGN_INS[1].email, role=Role.METHODIST, post="Ведущий методист",
            last_name="Лаврова", first_name="Ольга", patronymic="Николаевна", organisation=science,
        ),
        User(
            email=f"metodist2@{MAIL_DOMAIN}", role=Role.METHODIST, post="Главный библиотекарь",
            last_name="Зимина", first_name="Татьяна", patronymic="Сергеевна", organisation=science,
        ),
        User(
            email=f"metodist3@{MAIL_DOMAIN}", role=Role.METHODIST, post="Методист",
            last_name="Чижова", first_name="Ксения", patronymic="Юрьевна", organisation=science,
        ),
        User(
            email=SIGN_INS[3].email, role=Role.ADMIN, post="Администратор",
            last_name="Королёва", first_name="Дарья", patronymic="Павловна", organisation=science,
        ),
    ]  # fmt: skip
    people += [_librarian(number, organisation) for number, organisation in enumerate(
        registry.organisations, start=1
    )]  # fmt: skip
    for number, person in enumerate(people):
        person.password = password
        # A couple of librarians were invited and have not come yet.
        person.invited_at = INVITED_AT
        if number % 15 != 14:
            person.last_login = INVITED_AT + dt.timedelta(days=number % 9 + 1)
    User.objects.bulk_create(people)


def _librarian(number: int, organisation: object) -> User:
    local = "bibliotekar" if organisation.code == BERYOZOVSK else f"bibliotekar{organisation.code}"
    return User(
        email=f"{local}@{MAIL_DOMAIN}", role=Role.LIBRARIAN, organisation=organisation,
        post="Заместитель директора",
        last_name=words.LAST_NAMES[number * 29 % len(words.LAST_NAMES)],
        first_name=words.FIRST_NAMES[number * 11 % len(words.FIRST_NAMES)],
        patronymic=words.PATRONYMICS[number * 13 % len(words.PATRONYMICS)],
    )  # fmt: skip


def make_employees(registry: Registry, chance: random.Random) -> dict[int, list[Employee]]:
    """Create 910 specialists and return them by library."""
    counts = {library.pk: STAFF_BY_KIND[library.kind] for library in registry.libraries}
    _reach(counts, registry.libraries, EMPLOYEES_TOTAL)
    employees = [
        _employee(library, number, chance)
        for library in registry.libraries
        for number in range(counts[library.pk])
    ]
    skilled = round(EMPLOYEES_TOTAL * LIBRARY_EDUCATION_SHARE)
    special = [e for e in employees if e.education != Employee.Education.GENERAL]
    for employee in chance.sample(special, skilled):
        employee.is_library_education = True
    Employee.objects.bulk_create(employees)
    by_library: dict[int, list[Employee]] = {library.pk: [] for library in registry.libraries}
    for employee in employees:
        by_library[employee.library_id].append(employee)
    return by_library


def _reach(counts: dict[int, int], libraries: list[Library], total: int) -> None:
    """Add to or take from the biggest libraries until the region has `total` people."""
    big = [item.pk for item in libraries if item.kind in (Library.Kind.CENTRAL, Library.Kind.CITY)]
    step = 1 if sum(counts.values()) < total else -1
    turn = 0
    while sum(counts.values()) != total:
        counts[big[turn % len(big)]] += step
        turn += 1


def _employee(library: Library, number: int, chance: random.Random) -> Employee:
    born = 2026 - int(chance.triangular(23, 70, 52))
    education = chance.choices(
        (Employee.Education.HIGHER, Employee.Education.VOCATIONAL, Employee.Education.GENERAL),
        weights=(52, 41, 7),
    )[0]
    return Employee(
        library=library, last_name=chance.choice(words.LAST_NAMES),
        first_name=chance.choice(words.FIRST_NAMES), patronymic=chance.choice(words.PATRONYMICS),
        post="заведующая библиотекой" if number == 0 else chance.choice(POSTS),
        rate="0.50" if library.kind == Library.Kind.RURAL and chance.random() < 0.3 else "1.00",
        birth_year=born, education=education,
        career_start_year=min(2026, born + chance.randint(20, 38)),
        left_on=None,
    )  # fmt: skip
