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
from zoneinfo import ZoneInfo, available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

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
    "METHODPORTAL_BEHIND_PROXY",
    "METHODPORTAL_DEVELOPER_PAGES",
    "METHODPORTAL_LOG_LEVEL",
    "METHODPORTAL_UPLOAD_MEGABYTES",
    "METHODPORTAL_VAR",
)
YES = ("on", "true", "yes", "1")
NO = ("off", "false", "no", "0")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DATABASES = ("sqlite", "postgres", "postgresql")
MAILERS = ("consolemail", "smtp", "smtp+tls", "smtp+ssl")
SECRET_LENGTH = 50
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)
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
    debug = reader.take("DEBUG", "on", _flag)
    var_dir = reader.take("METHODPORTAL_VAR", "var", lambda text: base_dir / text)
    database = f"sqlite:///{var_dir / 'methodportal.sqlite3'}"
    environment = Environment(
        debug=debug,
        secret_key=variables.get("SECRET_KEY", ""),
        allowed_hosts=reader.take("ALLOWED_HOSTS", ",".join(LOOPBACK) if debug else "", _hosts),
        database=reader.take("DATABASE_URL", database, lambda text: _database(text, base_dir)),
        email=reader.take("EMAIL_URL", "consolemail://", _email),
        mail_from=reader.take("METHODPORTAL_MAIL_FROM", "portal@localhost", _mail_address),
        time_zone=reader.take("TIME_ZONE", "Europe/Moscow", _time_zone),
        port=reader.take("PORT", "8000", _port),
        department=reader.take("METHODPORTAL_DEPARTMENT", "Научно-методический отдел", str.strip),
        behind_proxy=reader.take("METHODPORTAL_BEHIND_PROXY", "off", _flag),
        developer_pages=reader.take("METHODPORTAL_DEVELOPER_PAGES", "off", _flag),
        log_level=reader.take("METHODPORTAL_LOG_LEVEL", "INFO", _log_level),
        upload_megabytes=reader.take("METHODPORTAL_UPLOAD_MEGABYTES", "5", _megabytes),
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


def _flag(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise ValueError("непонятно, да или нет; напишите on или off")


def _hosts(text: str) -> list[str]:
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    for host in hosts:
        if host != "*" and not HOST.fullmatch(host):
            raise ValueError(
                f"«{host}» — не имя сайта; перечислите имена через запятую, "
                "без https:// и номера порта, например portal.library.ru"
            )
    return hosts


def _database(text: str, base_dir: Path) -> dict[str, Any]:
    scheme, separator, _rest = text.partition("://")
    if not separator or scheme not in DATABASES:
        raise ValueError("нужен адрес вида postgres://имя:пароль@сервер/база или sqlite:///файл")
    database: dict[str, Any] = _parsed(environ.Env.db_url_config, text)
    if scheme == "sqlite":
        return _sqlite(database, base_dir)
    if not database["NAME"]:
        raise ValueError("не названа база: postgres://имя:пароль@сервер/база")
    # A worker that lives long keeps its connection, and finds out when the server was restarted.
    database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    database["OPTIONS"] = {"connect_timeout": 5} | database.get("OPTIONS", {})
    return database


def _parsed(parse: Callable[[str], dict[str, Any]], text: str) -> dict[str, Any]:
    try:
        return parse(text)
    except ValueError:
        raise ValueError(
            "адрес не разобран; проверьте номер порта, а особые знаки пароля запишите через %"
        ) from None


def _sqlite(database: dict[str, Any], base_dir: Path) -> dict[str, Any]:
    if database["NAME"] != ":memory:":
        database["NAME"] = str(base_dir / database["NAME"])
    database["OPTIONS"] = {
        # Measured: without these, fifty simultaneous autosaves get "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return database


def _email(text: str) -> dict[str, Any]:
    scheme, separator, _rest = text.partition("://")
    if not separator or scheme not in MAILERS:
        raise ValueError(
            "нужен адрес вида smtp+tls://имя:пароль@сервер:587, smtp+ssl://…:465, smtp://… "
            "или consolemail:// (письма только печатаются)"
        )
    email: dict[str, Any] = _parsed(environ.Env.email_url_config, text)
    if scheme != "consolemail" and not email["EMAIL_HOST"]:
        raise ValueError("не назван почтовый сервер")
    return email


def _mail_address(text: str) -> str:
    if not re.fullmatch(r"(.*<)?[^@<>\s]+@[^@<>\s]+>?", text):
        raise ValueError("нужен адрес почты, например portal@library.ru")
    return text


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError("такого часового пояса нет; например Europe/Moscow, Asia/Omsk")
    return ZoneInfo(text).key


def _port(text: str) -> int:
    return _whole(text, 65535, "нужен номер порта от 1 до 65535")


def _megabytes(text: str) -> int:
    return _whole(text, 100, "нужно целое число мегабайт от 1 до 100")


def _whole(text: str, highest: int, complaint: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= highest:
        raise ValueError(complaint)
    return int(text)


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"нужно одно из: {', '.join(LOG_LEVELS)}")
    return text.upper()


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
    if "EMAIL_URL" not in variables:
        complaints.append(
            "EMAIL_URL: укажите почтовый сервер, иначе приглашения и смена пароля не дойдут; "
            "если письма пока не нужны, напишите явно consolemail://"
        )
    elif "METHODPORTAL_MAIL_FROM" not in variables:
        complaints.append("METHODPORTAL_MAIL_FROM: укажите, от какого адреса писать письма")
    return complaints


def _weaknesses_of_secret(secret: str) -> list[str]:
    hint = 'сделайте его командой: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    if not secret:
        return [f"SECRET_KEY: не указан секретный ключ; {hint}"]
    if len(secret) < SECRET_LENGTH or len(set(secret)) < 10:
        return [f"SECRET_KEY: нужно не меньше {SECRET_LENGTH} разных знаков; {hint}"]
    if PLACEHOLDER.search(secret):
        return [f"SECRET_KEY: это образец, а не настоящий ключ; {hint}"]
    return []
