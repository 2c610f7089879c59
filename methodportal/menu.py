"""The side menu: the portal's work, as each role sees it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from common.roles import is_admin, is_department, is_head, is_librarian
from consultations.rules import can_see_log, can_see_questions


def _signed_in(user: Any) -> bool:
    return user.is_authenticated


def _anyone(user: Any) -> bool:
    return True


def _works_with_reports(user: Any) -> bool:
    return is_department(user) or is_admin(user)


def _manages_users(user: Any) -> bool:
    return is_head(user) or is_admin(user)


def _sees_staff(user: Any) -> bool:
    return is_librarian(user) or is_department(user)


def _sees_summaries(user: Any) -> bool:
    return is_librarian(user) or _works_with_reports(user)


def _only_reads_answers(user: Any) -> bool:
    return not can_see_questions(user)


@dataclass(frozen=True)
class Entry:
    """A possible item of the menu: shown to those of whom `is_for` holds, if its page exists.

    It is marked as the present one on the pages under its address, and under that of
    `also_marks`.
    """

    title: str
    url_name: str
    is_for: Callable[[Any], bool]
    starts_group: bool = False
    also_marks: str = ""


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool
    starts_group: bool


ENTRIES = (
    Entry("Мои задачи", "home", _signed_in),
    Entry("Отчётность", "statistics:my-reports", is_librarian),
    Entry(
        "Отчётность",
        "statistics:campaign-list",
        _works_with_reports,
        also_marks="statistics:my-reports",
    ),
    Entry("Своды", "statistics:summary-list", _sees_summaries),
    Entry("Планы", "events:plan-list", _anyone),
    Entry("Библиотеки", "libraries:library-list", _anyone),
    Entry("Паспорта", "libraries:passport-list", is_department),
    Entry("Учреждения", "libraries:organisation-list", _works_with_reports),
    Entry("Кадры", "staff:employee-list", _sees_staff),
    Entry("Обучение", "staff:course-list", _sees_staff),
    Entry("Консультации", "consultations:consultation-list", can_see_log),
    Entry(
        "Вопросы",
        "consultations:question-list",
        can_see_questions,
        also_marks="consultations:archive",
    ),
    Entry("Вопросы и ответы", "consultations:archive", _only_reads_answers),
    Entry("Новости", "news:news-list", _anyone),
    Entry("Издания", "publications:publication-list", _anyone),
    Entry("Банк практик", "practices:practice-list", _anyone),
    Entry("Нормативные документы", "regulations:regulation-list", _anyone),
    Entry("Документы", "reports:document-list", _signed_in),
    Entry("Пользователи", "accounts:user-list", _manages_users, starts_group=True),
)


def address_of(url_name: str) -> str:
    """Return the address of a page, or an empty string while the portal has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def menu_of(request: HttpRequest) -> list[MenuItem]:
    """Return the items that the person sees, the one of the present page marked."""
    visible = list(_visible_entries(request.user))
    fits = [_fit(request.path, entry, url) for entry, url in visible]
    best = max(fits, default=0)
    return [
        MenuItem(entry.title, url, bool(best) and fit == best, entry.starts_group)
        for (entry, url), fit in zip(visible, fits, strict=True)
    ]


def _visible_entries(user: Any) -> Iterator[tuple[Entry, str]]:
    for entry in ENTRIES:
        if entry.is_for(user) and (url := address_of(entry.url_name)):
            yield entry, url


def _fit(path: str, entry: Entry, url: str) -> int:
    """Return how closely the item's addresses enclose `path`; 0 if they do not."""
    addresses = [url, address_of(entry.also_marks)] if entry.also_marks else [url]
    return max((len(one) for one in addresses if _is_inside(path, one)), default=0)


def _is_inside(path: str, url: str) -> bool:
    return path == url or (len(url) > 1 and path.startswith(url))
