"""Passports of the demo libraries: where they stand, their rooms, photographs, what waits."""

import datetime as dt
import io
import math
import random
from decimal import Decimal

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from common.files.checking import CheckedFile, check_file
from common.files.kinds import PICTURES
from common.files.storing import stored_values
from common.roles import Role
from libraries.models import Access, Library, LibraryPhoto, Passport, PassportDraft, Territory
from libraries.queries.passports import facts_in_force
from methodportal.demo.people import BERYOZOVSK
from methodportal.demo.registry import Registry

WEST, SOUTH = 47.2, 56.4
COLUMNS, STEP_EAST, STEP_NORTH = 6, 0.62, 0.36
KM_IN_DEGREE = 111.2
PHOTOGRAPHED = 8
POINTS = (
    "Дом ветеранов, вторая среда месяца",
    "Фельдшерский пункт, по пятницам",
    "Школа, по вторникам",
)
PROPOSALS: tuple[dict[str, object], ...] = (
    {"hours": "Вт–Сб 10:00–18:00, Вс 10:00–16:00", "note": "Новый режим с 1 декабря."},
    {"repair": "good", "repaired_year": 2026, "seats": 34, "note": "Закончили ремонт зала."},
    {"has_wifi": True, "internet": "optical", "reader_computers": 2},
    {"access_wheelchair": Access.FULL, "note": "Поставили пандус и поручни."},
    {},
)


def make_passports(registry: Registry, chance: random.Random) -> None:
    """Give every library its passport, a few photographs, and some changes that wait."""
    methodist = User.objects.filter(role=Role.METHODIST).order_by("pk").first()
    centres = _centres(registry.municipalities, chance)
    passports = [_passport(library, centres, methodist, chance) for library in registry.libraries]
    Passport.objects.bulk_create(passports)
    _make_photos(registry.libraries[:PHOTOGRAPHED], methodist)
    _make_drafts(registry)


def _centres(
    municipalities: list[Territory], chance: random.Random
) -> dict[int, tuple[float, float]]:
    """Spread the municipalities over the oblast, none quite in line with another."""
    return {
        territory.pk: (
            SOUTH + STEP_NORTH * (number // COLUMNS) + chance.uniform(-0.08, 0.08),
            WEST + STEP_EAST * (number % COLUMNS) + chance.uniform(-0.12, 0.12),
        )
        for number, territory in enumerate(municipalities)
    }


def _passport(
    library: Library,
    centres: dict[int, tuple[float, float]],
    methodist: User | None,
    chance: random.Random,
) -> Passport:
    is_rural = library.settlement == Library.Settlement.RURAL
    is_model = library.is_model
    latitude, longitude = _near(centres[library.territory_id], 3 if not is_rural else 24, chance)
    area = chance.randint(40, 160) if is_rural else chance.randint(150, 900)
    computers = chance.randint(1, 4) if is_rural else chance.randint(4, 20)
    days = chance.choice((20, 60, 90, 150, 200, 260, 300, 390, 430, None))
    confirmed_at = timezone.now() - dt.timedelta(days=days) if days else None
    ownership = chance.choice(("own", "own", "free", "free", "rented"))
    repair = "good" if is_model else chance.choice(("good", "current", "current", "capital"))
    return Passport(
        library=library, latitude=latitude, longitude=longitude, ownership=ownership,
        area_total=area, area_readers=round(area * chance.uniform(0.5, 0.8)),
        floors="1-й" if is_rural else chance.choice(("1-й", "1-й и 2-й", "2-й")), repair=repair,
        repaired_year=library.model_year or chance.randint(1988, 2024),
        seats=area // 8, computers=computers, reader_computers=computers // 2,
        internet=chance.choice(("mobile", "wired")) if is_rural else "optical",
        has_wifi=is_model or chance.random() < 0.4, **_accessibility(is_model, chance),
        has_kibo=library.kind == Library.Kind.CENTRAL and chance.random() < 0.3,
        outside_points="\n".join(chance.sample(POINTS, chance.choice((0, 0, 1, 2)))),
        confirmed_at=confirmed_at, confirmed_by=methodist if confirmed_at else None,
    )  # fmt: skip


def _near(
    centre: tuple[float, float], most_km: float, chance: random.Random
) -> tuple[Decimal, Decimal]:
    """Return coordinates within `most_km` of the centre, to six places."""
    angle, far = chance.uniform(0, 2 * math.pi), most_km * math.sqrt(chance.random())
    latitude = centre[0] + far * math.sin(angle) / KM_IN_DEGREE
    narrowing = math.cos(math.radians(latitude))
    longitude = centre[1] + far * math.cos(angle) / KM_IN_DEGREE / narrowing
    return Decimal(f"{latitude:.6f}"), Decimal(f"{longitude:.6f}")


def _accessibility(is_model: bool, chance: random.Random) -> dict[str, str]:
    names = ("wheelchair", "mobility", "sight", "hearing", "mental")
    usual = (Access.PARTIAL, Access.HELP, Access.HELP, Access.NONE)
    known = (Access.FULL, Access.PARTIAL) if is_model else usual
    return {f"access_{name}": chance.choice(known) for name in names}


def _make_photos(libraries: list[Library], methodist: User | None) -> None:
    hall = _checked("зал.jpg", shelves=True)
    entrance = _checked("вход.jpg", shelves=False)
    for number, library in enumerate(libraries):
        shots = (("Читальный зал: стеллажи вдоль стены и стол", hall), ("Вход в здание", entrance))
        for position, (alt, file) in enumerate(shots[: 1 + number % 2], start=1):
            LibraryPhoto.objects.create(
                library=library, alt=alt, position=position, added_by=methodist,
                confirmed_by=methodist, confirmed_at=timezone.now(), **stored_values(file),
            )  # fmt: skip


def _checked(name: str, *, shelves: bool) -> CheckedFile:
    """Draw a simple picture and take it as an upload is taken."""
    picture = Image.new("RGB", (900, 600), "#e9e2d0")
    pen = ImageDraw.Draw(picture)
    if shelves:
        _draw_shelves(pen)
    else:
        pen.rectangle((150, 150, 750, 600), fill="#b7c9d6")
        pen.polygon(((110, 150), (450, 30), (790, 150)), fill="#7d4f3a")
        pen.rectangle((390, 330, 510, 600), fill="#5a3a28")
        for left in (210, 590):
            pen.rectangle((left, 260, left + 110, 400), fill="#fdf8e4")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return check_file(out.getvalue(), name, PICTURES)


def _draw_shelves(pen: ImageDraw.ImageDraw) -> None:
    colours = ("#1d4f73", "#8a3b2a", "#4b7a4f", "#c59a2d", "#5d5470")
    pen.rectangle((0, 470, 900, 600), fill="#b98d5e")
    for row in range(3):
        top = 60 + row * 130
        for place in range(30):
            left, high = 40 + place * 27, 80 + (place * 7 + row * 11) % 30
            colour = colours[(place * 3 + row) % len(colours)]
            pen.rectangle((left, top + 110 - high, left + 22, top + 110), fill=colour)
        pen.rectangle((30, top + 110, 870, top + 120), fill="#6b4a2f")


def _make_drafts(registry: Registry) -> None:
    """Leave proposals of several organisations waiting, and one returned."""
    organisations = [
        organisation
        for organisation in registry.organisations
        if organisation.code in (BERYOZOVSK, "01", "03", "08", "11", "14")
    ]
    for number, organisation in enumerate(organisations):
        libraries = Library.objects.filter(organisation=organisation).select_related("passport")
        library = libraries.order_by("code")[number % 3]
        author = User.objects.filter(organisation=organisation, role=Role.LIBRARIAN).first()
        if author is not None:
            _make_draft(library, author, number)


def _make_draft(library: Library, author: User, number: int) -> None:
    states = PassportDraft.State
    is_returned = number == len(PROPOSALS)
    decided = {"remark": "Уточните площадь: в прошлом паспорте была больше."} if is_returned else {}
    PassportDraft.objects.create(
        library=library,
        author=author,
        state=states.RETURNED if is_returned else states.WAITING,
        sent_at=timezone.now() - dt.timedelta(days=2 + number),
        library_version=library.version,
        passport_version=library.passport.version,
        **{**facts_in_force(library), **PROPOSALS[number % len(PROPOSALS)], **decided},
    )
