"""Where a library stands: its coordinates, a scheme, and its neighbours in words."""

import math
from collections.abc import Sequence

from common.russian import format_number
from libraries.models import Library
from libraries.passport.scheme import KM_IN_DEGREE, Place, distance_km, draw, side_of
from libraries.passport.sections import Audience, Content, Entry, Fact
from libraries.queries import opened
from libraries.queries.passports import passport_of

NEAREST = 5
AROUND_KM = 40


def read_place(library: Library, audience: Audience) -> Content | None:
    """Tell the coordinates and the nearest libraries; None when nobody told the coordinates."""
    passport = passport_of(library)
    if passport is None or passport.latitude is None or passport.longitude is None:
        return None
    here = Place(float(passport.latitude), float(passport.longitude), library.name, is_main=True)
    around = sorted(_around(library, here), key=lambda each: distance_km(here, each[1]))
    reach = _reach(here, around)
    drawn = [(each, place) for each, place in around if distance_km(here, place) <= reach]
    address = f"geo:{passport.latitude},{passport.longitude}"
    facts = (
        Fact("Координаты (широта, долгота)", passport.coordinates),
        Fact("На телефоне", "открыть место в приложении карт", address),
    )
    return Content(
        facts=facts,
        scheme=draw(f"Схема: {library.name} и библиотеки вокруг", _marked(here, drawn)),
        entries=tuple(_entry(each, here, place) for each, place in around[:NEAREST]),
        notes=(_explained(bool(around)),),
    )


def _reach(here: Place, around: Sequence[tuple[Library, Place]]) -> float:
    """Return how far the scheme shows, in km: twice as far as the nearest, so that they part."""
    listed = around[:NEAREST]
    return max(2 * distance_km(here, listed[-1][1]), 1) if listed else 0


def _around(library: Library, here: Place) -> list[tuple[Library, Place]]:
    """Return the working libraries within some 40 km that told where they stand, one query."""
    high = AROUND_KM / KM_IN_DEGREE
    wide = high / max(math.cos(math.radians(here.latitude)), 0.01)
    found = opened(Library.objects.exclude(pk=library.pk)).filter(
        passport__latitude__range=(here.latitude - high, here.latitude + high),
        passport__longitude__range=(here.longitude - wide, here.longitude + wide),
    )
    rows = found.select_related("passport").only(
        "name", "territory", "passport__latitude", "passport__longitude", "passport__library"
    )
    return [(each, _place(each, library)) for each in rows]


def _place(each: Library, library: Library) -> Place:
    passport = each.passport
    same = each.territory_id == library.territory_id
    return Place(float(passport.latitude), float(passport.longitude), each.name, is_close=same)


def _marked(here: Place, around: Sequence[tuple[Library, Place]]) -> list[Place]:
    """Number the nearest as the list does."""
    places = [here]
    for number, (_, place) in enumerate(around, start=1):
        mark = str(number) if number <= NEAREST else ""
        places.append(
            Place(place.latitude, place.longitude, place.name, mark, is_close=place.is_close)
        )
    return places


def _entry(each: Library, here: Place, place: Place) -> Entry:
    kilometres = format_number(distance_km(here, place), 1)
    return Entry(each.name, each.get_absolute_url(), note=f"{kilometres} км {side_of(here, place)}")


def _explained(has_neighbours: bool) -> str:
    if not has_neighbours:
        return f"В пределах {AROUND_KM} км других библиотек с известными координатами нет."
    return (
        "На схеме: квадрат — эта библиотека, закрашенные точки — того же муниципалитета, "
        "пустые — соседних. Номера — как в списке; расстояния по прямой."
    )
