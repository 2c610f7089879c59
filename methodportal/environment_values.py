"""How the values of the environment variables are read: each function takes the text of one.

What is unclear raises ValueError, whose Russian words say what to write instead.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import environ

YES = ("on", "true", "yes", "1")
NO = ("off", "false", "no", "0")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DATABASES = ("sqlite", "postgres", "postgresql")
MAILERS = ("consolemail", "smtp", "smtp+tls", "smtp+ssl")
_NAME = r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])"
HOST = re.compile(_NAME, re.IGNORECASE)
SITE = re.compile(rf"https?://{_NAME}(?::\d+)?", re.IGNORECASE)


def flag(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise ValueError("непонятно, да или нет; напишите on или off")


def hosts(text: str) -> list[str]:
    names = [host.strip() for host in text.split(",") if host.strip()]
    for host in names:
        if host != "*" and not HOST.fullmatch(host):
            raise ValueError(
                f"«{host}» — не имя сайта; перечислите имена через запятую, "
                "без https:// и номера порта, например portal.library.ru"
            )
    return names


def site_url(text: str) -> str:
    """Return the address without the last slash; an empty text means that none is told."""
    address = text.rstrip("/")
    if address and not SITE.fullmatch(address):
        raise ValueError(
            "нужен адрес портала без страницы, например https://portal.library.ru "
            "или https://portal.library.ru:8443"
        )
    return address


def database(text: str, base_dir: Path) -> dict[str, Any]:
    scheme, separator, _rest = text.partition("://")
    if not separator or scheme not in DATABASES:
        raise ValueError("нужен адрес вида postgres://имя:пароль@сервер/база или sqlite:///файл")
    database: dict[str, Any] = parsed(environ.Env.db_url_config, text)
    if scheme == "sqlite":
        return sqlite(database, base_dir)
    if not database["NAME"]:
        raise ValueError("не названа база: postgres://имя:пароль@сервер/база")
    # A worker that lives long keeps its connection, and finds out when the server was restarted.
    database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    database["OPTIONS"] = {"connect_timeout": 5} | database.get("OPTIONS", {})
    return database


def parsed(parse: Callable[[str], dict[str, Any]], text: str) -> dict[str, Any]:
    try:
        return parse(text)
    except ValueError:
        raise ValueError(
            "адрес не разобран; проверьте номер порта, а особые знаки пароля запишите через %"
        ) from None


def sqlite(database: dict[str, Any], base_dir: Path) -> dict[str, Any]:
    if database["NAME"] != ":memory:":
        database["NAME"] = str(base_dir / database["NAME"])
    database["OPTIONS"] = {
        # Measured: without these, fifty simultaneous autosaves get "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return database


def email(text: str) -> dict[str, Any]:
    scheme, separator, _rest = text.partition("://")
    if not separator or scheme not in MAILERS:
        raise ValueError(
            "нужен адрес вида smtp+tls://имя:пароль@сервер:587, smtp+ssl://…:465, smtp://… "
            "или consolemail:// (письма только печатаются)"
        )
    email: dict[str, Any] = parsed(environ.Env.email_url_config, text)
    if scheme != "consolemail" and not email["EMAIL_HOST"]:
        raise ValueError("не назван почтовый сервер")
    return email


def mail_address(text: str) -> str:
    if not re.fullmatch(r"(.*<)?[^@<>\s]+@[^@<>\s]+>?", text):
        raise ValueError("нужен адрес почты, например portal@library.ru")
    return text


def time_zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError("такого часового пояса нет; например Europe/Moscow, Asia/Omsk")
    return ZoneInfo(text).key


def port(text: str) -> int:
    return whole(text, 65535, "нужен номер порта от 1 до 65535")


def megabytes(text: str) -> int:
    return whole(text, 100, "нужно целое число мегабайт от 1 до 100")


def whole(text: str, highest: int, complaint: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= highest:
        raise ValueError(complaint)
    return int(text)


def log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"нужно одно из: {', '.join(LOG_LEVELS)}")
    return text.upper()
