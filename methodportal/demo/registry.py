"""Territories, organisations and the 419 libraries of the demo region."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from libraries.models import Library, Organisation, OrganisationContact, Population, Territory
from methodportal.demo import words

FIRST_YEAR = 2021
PRESENT_YEAR = 2026
LIBRARIES_TOTAL = 419
INHABITANTS = 1_010_000
MINISTRY = "Министерство культуры Синегорской области"
NATIONAL_PROJECT = "национальный проект «Культура»"
REGIONAL_PROGRAMME = "областная программа «Модельная библиотека»"
# How many libraries became model ones, by year: eleven of thirty in 2019–2021.
MODEL_YEARS = {
    2012: 3, 2013: 3, 2014: 2, 2016: 2, 2018: 2, 2019: 3, 2020: 4, 2021: 4, 2022: 2, 2023: 2,
    2024: 2, 2025: 1,
}  # fmt: skip


@dataclass
class Registry:
    """What has been made so far, for the makers that follow."""

    region: Territory
    municipalities: list[Territory] = field(default_factory=list)
    centres: dict[int, tuple[str, str]] = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    organisers: dict[str, Organisation] = field(default_factory=dict)
    libraries: list[Library] = field(default_factory=list)


def make_registry(chance: random.Random) -> Registry:
    """Create the whole registry and return it; the caller holds the transaction."""
    registry = _make_territories()
    _make_organisers(registry)
    _make_organisations(registry)
    _make_contacts(registry)
    _make_libraries(registry, chance)
    _make_populations(registry, chance)
    return registry


def _make_territories() -> Registry:
    region = Territory.objects.create(
        name=words.REGION, kind=Territory.Kind.REGION, oktmo="95000000"
    )
    registry = Registry(region=region)
    for number, (name, kind, centre, settlement) in enumerate(words.MUNICIPALITIES, start=1):
        territory = Territory.objects.create(
            name=name, kind=kind, parent=region, oktmo=f"95{600 + number}000"
        )
        registry.municipalities.append(territory)
        registry.centres[territory.pk] = (centre, settlement)
    return registry


def _make_organisers(registry: Registry) -> None:
    """Create the regional libraries and bodies that hold events but do not report here."""
    kinds = Organisation.Kind
    rows = (
        (
            "science", "ГБУК «Синегорская областная научная библиотека»", "СОНБ",
            "Областная научная библиотека", kinds.REGIONAL_LIBRARY,
        ),
        (
            "children", "ГБУК «Синегорская областная детская библиотека»", "СОДБ",
            "Областная детская библиотека", kinds.REGIONAL_LIBRARY,
        ),
        (
            "youth", "ГБУК «Синегорская областная юношеская библиотека»", "СОЮБ",
            "Областная юношеская библиотека", kinds.REGIONAL_LIBRARY,
        ),
        (
            "blind", "ГКУК «Синегорская областная специальная библиотека для слепых»", "СОСБС",
            "Областная библиотека для слепых", kinds.REGIONAL_LIBRARY,
        ),
        (
            "ministry", MINISTRY, "Минкультуры области",
            "Министерство культуры", kinds.AUTHORITY,
        ),
        (
            "project", "Проектный офис по модельным библиотекам СОНБ", "Проектный офис СОНБ",
            "Проектный офис", kinds.OTHER,
        ),
    )  # fmt: skip
    for number, (key, name, short, alias, kind) in enumerate(rows, start=1):
        registry.organisers[key] = Organisation.objects.create(
            code=f"r{number}", name=name, short_name=short, aliases=alias, kind=kind,
            territory=registry.region, address=f"{words.CAPITAL}, ул. Библиотечная, {number}",
            phone=f"+7 (4900) 55-01-0{number}", email=f"{key}@biblio.example",
            founder=MINISTRY if kind == kinds.REGIONAL_LIBRARY else "",
        )  # fmt: skip


def _make_organisations(registry: Registry) -> None:
    """Create 26 systems, 3 associations, 2 independent libraries and 2 other institutions."""
    kinds = Organisation.Kind
    plan: list[tuple[Territory, str, str]] = []
    for territory in registry.municipalities[:26]:
        plan.append((territory, kinds.LIBRARY_SYSTEM, ""))
    for territory in registry.municipalities[26:]:
        plan.append((territory, kinds.ASSOCIATION, ""))
    by_place = registry.municipalities
    plan.append((by_place[0], kinds.ASSOCIATION, "Объединение детских библиотек"))
    plan.append((by_place[1], kinds.INDEPENDENT, "Библиотека микрорайона Озёрный"))
    plan.append((by_place[12], kinds.INDEPENDENT, "Библиотека посёлка Горный"))
    plan.append((by_place[7], kinds.INSTITUTION, "Культурный центр „Вишнёвый сад“"))
    plan.append((by_place[20], kinds.INSTITUTION, "Дом культуры „Медовый край“"))
    for number, (territory, kind, name) in enumerate(plan, start=1):
        registry.organisations.append(_make_organisation(registry, number, territory, kind, name))


def _make_organisation(
    registry: Registry, number: int, territory: Territory, kind: str, name: str
) -> Organisation:
    centre = registry.centres[territory.pk][0]
    adjective = _adjective(territory)
    if not name and kind == Organisation.Kind.LIBRARY_SYSTEM:
        full = f"МБУК «{adjective} централизованная библиотечная система»"
        short = f"МБУК «{adjective} ЦБС»"
    elif not name:
        full = f"МКУК «{adjective[:-2]}ое библиотечное объединение»"
        short = f"МКУК «{adjective[:-2]}ое БО»"
    else:
        full = short = f"МБУК «{name}»"
    return Organisation.objects.create(
        code=f"{number:02d}", name=full, short_name=short, kind=kind, territory=territory,
        inn=f"95{number:02d}0{number * 7919 % 100000:05d}", okpo=f"{4000000 + number * 1013:08d}",
        founder=words.administration_of(territory.name),
        address=f"{centre}, ул. Советская, {number}",
        phone=f"+7 (490{number % 10}) 2-{number % 90 + 10}-{number * 3 % 90 + 10}",
        email=f"org{number:02d}@biblio.example", director_post="Директор",
        director_name=_person_name(number), is_director_public=True,
    )  # fmt: skip


def _make_contacts(registry: Registry) -> None:
    """Name whom to ask of figures and of methods in each organisation."""
    posts = (("Заведующая методическим отделом", "планы, обучение"), ("Методист", "статистика"))
    OrganisationContact.objects.bulk_create(
        OrganisationContact(
            organisation=organisation, post=post, name=_person_name(number * 3 + place + 40),
            purpose=purpose, phone=organisation.phone, email=f"metod{number:02d}@biblio.example",
        )
        for number, organisation in enumerate(registry.organisations, start=1)
        for place, (post, purpose) in enumerate(posts)
    )  # fmt: skip


def _adjective(territory: Territory) -> str:
    """«Берёзовский район» → «Берёзовская», «городской округ Заречинск» → «Заречинская»."""
    if territory.kind == Territory.Kind.CITY_OKRUG:
        return words.TOWN_ADJECTIVES[territory.name.split()[-1]]
    stem = territory.name.split()[0]
    return stem.removesuffix("ий").removesuffix("ой") + "ая"


def _person_name(number: int) -> str:
    last = words.LAST_NAMES[number * 17 % len(words.LAST_NAMES)]
    first = words.FIRST_NAMES[number * 5 % len(words.FIRST_NAMES)]
    return f"{last} {first} {words.PATRONYMICS[number * 7 % len(words.PATRONYMICS)]}"


def _make_libraries(registry: Registry, chance: random.Random) -> None:
    villages = _village_names(chance)
    namesakes = iter(words.NAMESAKES * 4)
    for organisation, size in zip(
        registry.organisations, _sizes(registry.organisations), strict=True
    ):
        centre, settlement = registry.centres[organisation.territory_id]
        for number in range(1, size + 1):
            library = _new_library(organisation, number, centre, settlement, chance)
            _name_library(library, size, villages, namesakes)
            registry.libraries.append(library)
    _choose_models(registry.libraries, chance)
    Library.objects.bulk_create(registry.libraries)


def _sizes(organisations: list[Organisation]) -> list[int]:
    """Share 419 libraries out among the organisations."""
    fixed = {Organisation.Kind.INDEPENDENT: 1, Organisation.Kind.INSTITUTION: 1}
    sizes = []
    for number, organisation in enumerate(organisations):
        if organisation.name == "МБУК «Объединение детских библиотек»":
            sizes.append(5)
        elif organisation.kind == Organisation.Kind.ASSOCIATION:
            sizes.append(11)
        else:
            sizes.append(fixed.get(organisation.kind, 12 + number * 5 % 7))
    sizes[4] += LIBRARIES_TOTAL - sum(sizes)
    return sizes


def _village_names(chance: random.Random) -> list[tuple[str, str]]:
    """Return pairs of a village and the adjective of its library, each once."""
    names = []
    for prefix in words.VILLAGE_PREFIXES:
        for number, root in enumerate(words.VILLAGE_ROOTS):
            stem = prefix + root.lower() if prefix else root
            village = stem + ("о" if number % 3 else "ка")
            names.append((("с. ", "д. ", "с. ")[number % 3] + village, stem + "ская"))
    chance.shuffle(names)
    return names


def _new_library(
    organisation: Organisation, number: int, centre: str, settlement: str, chance: random.Random
) -> Library:
    street = chance.choice(words.STREETS)
    opened = dt.date(chance.randint(1925, 1988), chance.randint(1, 12), chance.randint(1, 28))
    return Library(
        code=f"{organisation.code}-{number:03d}", organisation=organisation,
        territory=organisation.territory, locality=centre, settlement=settlement,
        address=f"ул. {street}, {chance.randint(1, 60)}", opened_on=opened,
        phone=f"+7 (490{chance.randint(0, 9)}) 2-{chance.randint(10, 99)}-{chance.randint(10, 99)}",
        hours="Пн–Пт 9:00–17:00, Вс 10:00–15:00, Сб — выходной",
        has_legal_centre=number == 1 or chance.random() < 0.08,
        has_mfc=number > 1 and chance.random() < 0.06,
    )  # fmt: skip


def _name_library(
    library: Library, size: int, villages: list[tuple[str, str]], namesakes: Iterator[str]
) -> None:
    """Give a library its kind and name by its place in the organisation."""
    organisation, number = library.organisation, int(library.code[-3:])
    centre_is_city = library.settlement != Library.Settlement.RURAL
    if size == 1:
        name = organisation.name.removeprefix("МБУК «").removesuffix("»")
        library.name = words.HOUSE_LIBRARIES.get(name, name)
        library.kind = Library.Kind.CITY if centre_is_city else Library.Kind.RURAL
    elif size == 5:
        library.kind = Library.Kind.CHILDREN
        library.name = f"Детская библиотека № {number} имени {next(namesakes)}"
    elif number == 1:
        library.kind = Library.Kind.CENTRAL
        library.name = f"{_adjective(organisation.territory)} центральная библиотека"
    elif number == 2:
        library.kind = Library.Kind.CHILDREN
        library.name = f"{_adjective(organisation.territory)} детская библиотека"
    elif number <= _city_branches(organisation) + 2:
        library.kind = Library.Kind.YOUTH if number == 6 else Library.Kind.CITY
        library.name = f"Городская библиотека № {number - 2} имени {next(namesakes)}"
    else:
        village, adjective = villages.pop()
        library.locality, library.settlement = village, Library.Settlement.RURAL
        library.kind = Library.Kind.RURAL
        library.name = f"{adjective} сельская библиотека — филиал № {number - 1}"


def _city_branches(organisation: Organisation) -> int:
    if organisation.territory.kind == Territory.Kind.CITY_OKRUG:
        return 8
    return 1 if organisation.territory.kind == Territory.Kind.MUNICIPAL_DISTRICT else 0


def _choose_models(libraries: list[Library], chance: random.Random) -> None:
    years = [year for year, count in MODEL_YEARS.items() for _ in range(count)]
    candidates = [item for item in libraries if item.kind != Library.Kind.YOUTH]
    for library, year in zip(chance.sample(candidates, len(years)), years, strict=True):
        library.model_year = year
        library.model_programme = NATIONAL_PROJECT if year >= 2019 else REGIONAL_PROGRAMME


# How many times as many people live round a library of the kind as round a rural one; where there
# are more libraries there are more people, or more would read than live there.
_READERS_BESIDE = {
    Library.Kind.CENTRAL: 10.0,
    Library.Kind.CITY: 4.5,
    Library.Kind.CHILDREN: 5.5,
    Library.Kind.YOUTH: 5.0,
}


def _make_populations(registry: Registry, chance: random.Random) -> None:
    weights = dict.fromkeys((territory.pk for territory in registry.municipalities), 0.0)
    for library in registry.libraries:
        weights[library.territory_id] += _READERS_BESIDE.get(library.kind, 1.0)
    for territory in registry.municipalities:
        is_town = territory.kind == Territory.Kind.CITY_OKRUG
        weights[territory.pk] *= 1.5 if is_town else chance.uniform(0.85, 1.2)
    whole = sum(weights.values())
    rows = []
    for year in range(FIRST_YEAR, PRESENT_YEAR + 1):
        shrinking = 0.993 ** (year - FIRST_YEAR)
        numbers = {pk: round(INHABITANTS * w / whole * shrinking) for pk, w in weights.items()}
        rows += [Population(territory_id=pk, year=year, number=n) for pk, n in numbers.items()]
        rows.append(Population(territory=registry.region, year=year, number=sum(numbers.values())))
    Population.objects.bulk_create(rows)
