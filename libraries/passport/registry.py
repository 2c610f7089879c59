"""What the registry itself tells in a passport."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from common.russian import format_day, format_number
from libraries.models import Library, Passport
from libraries.passport.centre import read_centre
from libraries.passport.modernisation import read_model
from libraries.passport.neighbours import read_place
from libraries.passport.photos import read_photos
from libraries.passport.sections import Audience, Content, Fact, SectionSource
from libraries.queries.passports import FRESH_FOR, passport_of

UNSAID = "не указано"


def read_identity(library: Library, audience: Audience) -> Content:
    """Which library it is: whose, where, of what kind, and what it grew out of."""
    organisation, territory = library.organisation, library.territory
    place = f"{library.locality} ({library.get_settlement_display()})"
    facts = [
        Fact("Код", library.code),
        Fact("Учреждение", organisation.name, organisation.get_absolute_url()),
        Fact("Территория", territory.name, territory.get_absolute_url()),
        Fact("Населённый пункт", place),
        Fact("Вид", library.get_kind_display()),
    ]
    if library.opened_on:
        facts.append(Fact("Открыта", format_day(library.opened_on)))
    if library.closed_on:
        facts.append(Fact("Закрыта", format_day(library.closed_on)))
    if getattr(library, "has_predecessors", True):
        before = library.predecessors.order_by("name_key")
        facts += [Fact("Приняла читателей", each.name, each.get_absolute_url()) for each in before]
    return Content(facts=tuple(facts))


def read_contacts(library: Library, audience: Audience) -> Content:
    """How readers reach the library: its own address and telephone, never a person's."""
    email = f"mailto:{library.email}" if library.email else ""
    facts = (
        Fact("Адрес", library.postal_address or UNSAID),
        Fact("Телефон", library.phone or UNSAID, _dial(library.phone)),
        Fact("Электронная почта", library.email or UNSAID, email),
        Fact("Сайт", library.website or UNSAID, library.website),
        Fact("Часы работы", library.hours or UNSAID),
    )
    return Content(facts=facts)


def read_services(library: Library, audience: Audience) -> Content:
    """The branch of МФЦ, the centre of legal information, КИБО, points outside the library."""
    passport = passport_of(library)
    points = passport.outside_points.splitlines() if passport else []
    facts = (
        Fact("Филиал МФЦ", _yes(library.has_mfc)),
        Fact("Центр правовой информации", _yes(library.has_legal_centre)),
        *((Fact("КИБО", "обслуживает"),) if passport and passport.has_kibo else ()),
        *(Fact("Пункт вне библиотеки", point.strip()) for point in points if point.strip()),
    )
    return Content(facts=facts)


def read_premises(library: Library, audience: Audience) -> Content | None:
    """Rooms, places and machines; what is not said is left out."""
    passport = passport_of(library)
    facts = tuple(_premises(passport)) if passport else ()
    return Content(facts=facts) if facts else None


def _premises(passport: Passport) -> Iterable[Fact]:
    for name in ("ownership", "area_total", "area_readers", "floors", "repair", "repaired_year"):
        yield from _said(passport, name)
    for name in ("seats", "computers", "reader_computers", "internet"):
        yield from _said(passport, name)
    if passport.has_wifi:
        yield Fact("Wi-Fi для читателей", "есть")


def read_accessibility(library: Library, audience: Audience) -> Content | None:
    """How far people with each kind of disability can use the library."""
    passport = passport_of(library)
    names = ("wheelchair", "mobility", "sight", "hearing", "mental")
    facts = [fact for name in names if passport for fact in _said(passport, f"access_{name}")]
    return Content(facts=tuple(facts)) if facts else None


def read_confirmation(library: Library, audience: Audience) -> Content:
    """When the passport was confirmed last, and whether it is time to look through it."""
    passport = passport_of(library)
    notes = _missing(library, passport) if audience == Audience.INSIDE else ()
    if passport is None or passport.confirmed_at is None:
        return Content(facts=(Fact("Подтверждён", "ещё не подтверждался"),), notes=notes)
    if passport.confirmed_at < timezone.now() - FRESH_FOR:
        notes = ("Прошло больше года: сведения могли измениться.", *notes)
    day = format_day(timezone.localtime(passport.confirmed_at).date())
    return Content(facts=(Fact("Подтверждён", day),), notes=notes)


def _missing(library: Library, passport: Passport | None) -> tuple[str, ...]:
    """Ask for what readers look for first and nobody has told; of a closed library, for nothing."""
    if library.is_closed:
        return ()
    told = {
        "телефон": library.phone,
        "часы работы": library.hours,
        "место на карте": passport and passport.is_on_map,
        "общая площадь": passport and passport.area_total,
        "посадочные места": passport and passport.seats is not None,
    }
    missing = [name for name, value in told.items() if not value]
    return (f"В паспорте не хватает: {', '.join(missing)}.",) if missing else ()


def _said(passport: Passport, name: str) -> Iterable[Fact]:
    field: Any = Passport._meta.get_field(name)
    value = getattr(passport, name)
    if value in (None, ""):
        return
    label = capfirst(field.verbose_name)
    if field.choices:
        yield Fact(label, dict(field.flatchoices)[value])
    elif isinstance(value, str) or name.endswith("_year"):
        yield Fact(label, str(value))
    else:
        yield Fact(label, format_number(value))


def _dial(phone: str) -> str:
    """Return the address that dials the first of the numbers; none where nothing is told."""
    first = re.split(r"[,;]|доб", phone)[0]
    digits = re.sub(r"\D", "", first)
    if len(digits) == len("89001112233") and digits[0] == "8":
        return f"tel:+7{digits[1:]}"
    plus = "+" if first.strip().startswith("+") else ""
    return f"tel:{plus}{digits}" if digits else ""


def _yes(value: bool) -> str:
    return "есть" if value else "нет"


SOURCES = (
    SectionSource("contacts", "Связь с читателями", 8, read_contacts),
    SectionSource("identity", "Общие сведения", 10, read_identity),
    SectionSource("place", "На карте", 14, read_place),
    SectionSource("premises", "Помещение и оснащение", 20, read_premises),
    SectionSource("accessibility", "Доступность для людей с инвалидностью", 22, read_accessibility),
    SectionSource("services", "Услуги", 24, read_services),
    SectionSource("model", "Модельная библиотека", 30, read_model),
    SectionSource("centre", "Информационно-библиотечный центр", 32, read_centre),
    SectionSource("photos", "Фотографии", 90, read_photos),
    SectionSource("confirmation", "О паспорте", 95, read_confirmation),
)
