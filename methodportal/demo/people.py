"""The users of the demo portal."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import User
from common.roles import Role
from methodportal.demo import words
from methodportal.demo.registry import Registry

DEMO_PASSWORD = "sinegorsk-2026"  # noqa: S105 - printed on purpose, the region is fictional
MAIL_DOMAIN = "biblio.example"


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
