"""What the portal is told through environment variables, read strictly.

A value that is unknown, ambiguous or unsafe stops the start; all complaints come together, in
Russian, each naming its variable and what to write instead. docs/administrator.md describes the
variables for people; a test keeps it and VARIABLES alike.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from methodportal import environment_values as read

T = TypeVar("T")

PREFIX = "METHODPORTAL_"
VARIABLES = (
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "EMAIL_URL",
    "TIME_ZONE",
    "PORT",
    "METHODPORTAL_DEPARTMENT",
    "METHODPORTAL_MAIL_FROM",
    "METHODPORTAL_SITE_URL",
    "METHODPORTAL_BEHIND_PROXY",
    "METHODPORTAL_DEVELOPER_PAGES",
    "METHODPORTAL_LOG_LEVEL",
    "METHODPORTAL_UPLOAD_MEGABYTES",
    "METHODPORTAL_VAR",
)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SECRET_LENGTH = 50
SECRETS = ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL")  # never repeated: complaints go to logs
PLACEHOLDER = re.compile(
    r"django-insecure|change.?me|replace.?me|development|placeholder|example|password",
    re.IGNORECASE,
)


class EnvironmentRefused(ImproperlyConfigured):
    """The environment is wrong; the text lists every complaint."""

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = complaints
        lines = "\n".join(f"  • {complaint}" for complaint in complaints)
        super().__init__(
            "Портал не запущен: исправьте переменные окружения "
            f"(описаны в docs/administrator.md).\n{lines}"
        )


@dataclass(frozen=True)
class Environment:
    """The settings that differ from one installation to another."""

    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    database: dict[str, Any]
    email: dict[str, Any]
    mail_from: str
    site_url: str
    time_zone: str
    port: int
    department: str
    behind_proxy: bool
    developer_pages: bool
    log_level: str
    upload_megabytes: int
    var_dir: Path


def read_environment(variables: Mapping[str, str], base_dir: Path) -> Environment:
    """Read and check the variables.

    Raises:
        EnvironmentRefused: something is unknown, ambiguous or, in production, unsafe.
    """
    reader = _Reader(variables)
    reader.refuse_unknown()
    debug = reader.take("DEBUG", "on", read.flag)
    var_dir = reader.take("METHODPORTAL_VAR", "var", lambda text: base_dir / text)
    database = f"sqlite:///{var_dir / 'methodportal.sqlite3'}"
    environment = Environment(
        debug=debug,
        secret_key=variables.get("SECRET_KEY", ""),
        allowed_hosts=reader.take("ALLOWED_HOSTS", ",".join(LOOPBACK) if debug else "", read.hosts),
        database=reader.take("DATABASE_URL", database, lambda text: read.database(text, base_dir)),
        email=reader.take("EMAIL_URL", "consolemail://", read.email),
        mail_from=reader.take("METHODPORTAL_MAIL_FROM", "portal@localhost", read.mail_address),
        site_url=reader.take("METHODPORTAL_SITE_URL", "", read.site_url),
        time_zone=reader.take("TIME_ZONE", "Europe/Moscow", read.time_zone),
        port=reader.take("PORT", "8000", read.port),
        department=reader.take("METHODPORTAL_DEPARTMENT", "Научно-методический отдел", str.strip),
        behind_proxy=reader.take("METHODPORTAL_BEHIND_PROXY", "off", read.flag),
        developer_pages=reader.take("METHODPORTAL_DEVELOPER_PAGES", "off", read.flag),
        log_level=reader.take("METHODPORTAL_LOG_LEVEL", "INFO", read.log_level),
        upload_megabytes=reader.take("METHODPORTAL_UPLOAD_MEGABYTES", "5", read.megabytes),
        var_dir=var_dir,
    )
    if reader.complaints:
        raise EnvironmentRefused(reader.complaints)
    complaints = _unsafe_in_development(environment) if debug else _unsafe(environment, variables)
    if complaints:
        raise EnvironmentRefused(complaints)
    return environment


@dataclass
class _Reader:
    """Reads one variable at a time and gathers what is wrong with them."""

    variables: Mapping[str, str]
    complaints: list[str] = field(default_factory=list)

    def take(self, name: str, default: str, parse: Callable[[str], T]) -> T:
        text = self.variables.get(name, default)
        try:
            return parse(text)
        except ValueError as error:
            told = name if name in SECRETS else f"{name}={text}"
            self.complaints.append(f"{told}: {error}")
            return parse(default)

    def refuse_unknown(self) -> None:
        for name in sorted(self.variables):
            if name.startswith(PREFIX) and name not in VARIABLES:
                near = difflib.get_close_matches(name, VARIABLES, n=1)
                hint = f" Возможно, имелась в виду {near[0]}?" if near else ""
                self.complaints.append(f"{name}: такой переменной у портала нет.{hint}")


def _unsafe_in_development(environment: Environment) -> list[str]:
    """Refuse to show the world pages made for the developer."""
    public = [
        host
        for host in environment.allowed_hosts
        if host not in LOOPBACK and not host.endswith(".localhost")
    ]
    if not public:
        return []
    return [
        f"ALLOWED_HOSTS называет {', '.join(public)}, а DEBUG включён: режим разработки показывает "
        "посторонним устройство портала. Для работы на сервере укажите DEBUG=off"
    ]


def _unsafe(environment: Environment, variables: Mapping[str, str]) -> list[str]:
    """Return what a portal at work must not be started with."""
    complaints = _weaknesses_of_secret(environment.secret_key)
    if environment.developer_pages:
        complaints.append(
            "METHODPORTAL_DEVELOPER_PAGES: на сервере эти страницы показали бы посторонним "
            "устройство портала; уберите переменную"
        )
    if not environment.allowed_hosts:
        complaints.append("ALLOWED_HOSTS: назовите имена сайта, например portal.library.ru")
    if "*" in environment.allowed_hosts:
        complaints.append("ALLOWED_HOSTS: «*» разрешает любое имя; перечислите имена сайта")
    complaints += _faults_of_site_url(environment)
    if "EMAIL_URL" not in variables:
        complaints.append(
            "EMAIL_URL: укажите почтовый сервер, иначе приглашения и смена пароля не дойдут; "
            "если письма пока не нужны, напишите явно consolemail://"
        )
    elif "METHODPORTAL_MAIL_FROM" not in variables:
        complaints.append("METHODPORTAL_MAIL_FROM: укажите, от какого адреса писать письма")
    return complaints


def _faults_of_site_url(environment: Environment) -> list[str]:
    """Return why links in letters would lead nowhere; without the address they are the portal's."""
    address = urlsplit(environment.site_url)
    if not environment.site_url:
        return []
    if address.scheme != "https":
        return ["METHODPORTAL_SITE_URL: на сервере портал отвечает только по https://"]
    if address.hostname not in {host.lower().strip("[]") for host in environment.allowed_hosts}:
        return [
            f"METHODPORTAL_SITE_URL: имени {address.hostname} нет в ALLOWED_HOSTS: по ссылкам из "
            "писем портал ответил бы ошибкой"
        ]
    return []


def _weaknesses_of_secret(secret: str) -> list[str]:
    hint = 'сделайте его командой: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    if not secret:
        return [f"SECRET_KEY: не указан секретный ключ; {hint}"]
    if len(secret) < SECRET_LENGTH or len(set(secret)) < 10:
        return [f"SECRET_KEY: нужно не меньше {SECRET_LENGTH} разных знаков; {hint}"]
    if PLACEHOLDER.search(secret):
        return [f"SECRET_KEY: это образец, а не настоящий ключ; {hint}"]
    return []
