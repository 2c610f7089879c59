"""The side menu: the portal's work in sections, as each role sees it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import (
    NoReverseMatch,
    URLResolver,
    get_resolver,
    get_script_prefix,
    get_urlconf,
    reverse,
)

from common.roles import is_admin, is_department, is_head, is_librarian
from consultations.rules import can_see_log, can_see_questions
from events.visits.rules import can_see_visits
from libraries.rules.passports import can_keep_passports


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


def _comes_not_from_questions(user: Any) -> bool:
    """A librarian finds the archive on the page of her questions: her menu stays short."""
    return not is_librarian(user)


# How closely an item fits a page: letters of the page's name and of its address that the item
# tells, and whether that address is its own.
Fit = tuple[int, int, bool]
NOT_AT_ALL: Fit = (0, 0, False)


@dataclass(frozen=True)
class Entry:
    """A possible item of the menu: shown to those of whom `is_for` holds, if its page exists.

    It is marked as the present one on the pages under its address, else under that of
    `also_marks`; and before all on those whose names begin with one of `kin`, wherever they lie:
    «libraries:monitoring» is for «libraries:monitoring-edit» too. `never_marks` are names of pages
    under its address that are of another kind. The only item that a person has in a section is
    named `alone`, or as the section.
    """

    title: str
    url_name: str
    is_for: Callable[[Any], bool]
    also_marks: str = ""
    kin: tuple[str, ...] = ()
    never_marks: tuple[str, ...] = ()
    alone: str = ""


@dataclass(frozen=True)
class Section:
    """A kind of work, and its pages in the order of their use."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class MenuSection:
    """A section as a person sees it; with one item only it has no heading of its own."""

    title: str
    items: list[MenuItem]

    @property
    def has_heading(self) -> bool:
        return len(self.items) > 1


SECTIONS = (
    Section("Мои задачи", (Entry("Мои задачи", "home", _signed_in),)),
    Section(
        "Отчётность",
        (
            Entry("Отчёты", "statistics:my-reports", is_librarian),
            Entry(
                "Отчёты",
                "statistics:campaign-list",
                _works_with_reports,
                also_marks="statistics:my-reports",
            ),
            Entry("Своды", "statistics:summary-list", _sees_summaries),
            Entry(
                "Опубликованные своды",
                "statistics:published-list",
                _anyone,
                alone="Своды библиотек",
            ),
        ),
    ),
    Section(
        "Планы и мероприятия",
        (
            Entry("Планы", "events:plan-list", _anyone),
            Entry("Мероприятия", "gatherings:event-list", _anyone),
            Entry("Выезды", "visits:visit-list", can_see_visits),
            Entry("Календарь", "schedule:month", _anyone),
        ),
    ),
    Section(
        "Библиотеки",
        (
            Entry("Реестр", "libraries:library-list", _anyone),
            Entry(
                "Паспорта",
                "libraries:passport-list",
                can_keep_passports,
                kin=("libraries:passport", "libraries:photo", "libraries:photos"),
            ),
            Entry("Учреждения", "libraries:organisation-list", _works_with_reports),
            Entry("Изменения сети", "libraries:network-list", is_department),
            Entry(
                "Модельные",
                "libraries:model-list",
                is_department,
                kin=(
                    "libraries:model",
                    "libraries:competition",
                    "libraries:application",
                    "libraries:file",
                    "libraries:outline",
                    "libraries:monitoring",
                    "libraries:advice",
                ),
            ),
            Entry(
                "Экспертиза",
                "libraries:examination-list",
                is_department,
                kin=("libraries:examination", "libraries:expert", "libraries:criteria"),
            ),
        ),
    ),
    Section(
        "Кадры",
        (
            Entry("Сотрудники", "staff:employee-list", _sees_staff),
            Entry("Обучение", "staff:course-list", _sees_staff),
        ),
    ),
    Section(
        "Консультации",
        (
            Entry("Журнал", "consultations:consultation-list", can_see_log),
            Entry(
                "Вопросы",
                "consultations:question-list",
                can_see_questions,
                also_marks="consultations:archive",
                alone="Вопросы",
            ),
            Entry(
                "Вопросы и ответы",
                "consultations:archive",
                _comes_not_from_questions,
                alone="Вопросы и ответы",
            ),
        ),
    ),
    Section(
        "Издания",
        (
            Entry("Издания", "publications:publication-list", _anyone),
            Entry("Банк практик", "practices:practice-list", _anyone),
            Entry("Нормативные документы", "regulations:regulation-list", _anyone),
            Entry("Новости", "news:news-list", _anyone),
        ),
    ),
    Section(
        "Служебное",
        (
            Entry("Документы", "reports:document-list", _signed_in, alone="Документы"),
            Entry(
                "Пользователи",
                "accounts:user-list",
                _manages_users,
                never_marks=("accounts:profile",),
            ),
        ),
    ),
)


def address_of(url_name: str) -> str:
    """Return the address of a page, or an empty string while the portal has no such page."""
    return _address(url_name, get_resolver(get_urlconf()), get_script_prefix())


@cache
def _address(url_name: str, _addresses: URLResolver, _prefix: str) -> str:
    """Find the address once: the menu of every page has thirty of them, always the same."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def menu_of(request: HttpRequest) -> list[MenuSection]:
    """Return the sections that the person sees, the item of the present page marked."""
    visible = [(section, list(_visible_entries(section, request.user))) for section in SECTIONS]
    fits = [_fit(request, entry, url) for _section, entries in visible for entry, url in entries]
    best = max(fits, default=NOT_AT_ALL)
    return [
        MenuSection(section.title, list(_items(section, entries, request, best)))
        for section, entries in visible
        if entries
    ]


def _items(
    section: Section, entries: list[tuple[Entry, str]], request: HttpRequest, best: Fit
) -> Iterator[MenuItem]:
    for entry, url in entries:
        title = entry.title if len(entries) > 1 else entry.alone or section.title
        yield MenuItem(title, url, best > NOT_AT_ALL and _fit(request, entry, url) == best)


def _visible_entries(section: Section, user: Any) -> Iterator[tuple[Entry, str]]:
    for entry in section.entries:
        if entry.is_for(user) and (url := address_of(entry.url_name)):
            yield entry, url


def _fit(request: HttpRequest, entry: Entry, url: str) -> Fit:
    """Return how closely the item fits the page: by its name, by its address, by a second one."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in entry.never_marks:
        return NOT_AT_ALL
    named = (len(one) for one in entry.kin if name == one or name.startswith(f"{one}-"))
    second = address_of(entry.also_marks) if entry.also_marks else ""
    places = [(len(one), one is url) for one in (url, second) if _is_inside(request.path, one)]
    length, is_own = max(places, default=(0, False))
    return max(named, default=0), length, is_own


def _is_inside(path: str, url: str) -> bool:
    return bool(url) and (path == url or (len(url) > 1 and path.startswith(url)))
