"""A scheme of places by their coordinates: a map that needs no service from outside."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from libraries.passport.marks import Mark, place_marks

KM_IN_DEGREE = 111.195  # of latitude, and of longitude at the equator
EARTH_KM = 6371.0
WIDTH, HEIGHT, MARGIN = 600, 400, 30
SMALLEST_SPAN_KM = 2.0
_SCALES = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
_SIDES = (
    "к северу",
    "к северо-востоку",
    "к востоку",
    "к юго-востоку",
    "к югу",
    "к юго-западу",
    "к западу",
    "к северо-западу",
)


@dataclass(frozen=True)
class Place:
    """A place in degrees; `mark` is written beside its dot."""

    latitude: float
    longitude: float
    name: str
    mark: str = ""
    is_main: bool = False
    is_close: bool = False


@dataclass(frozen=True)
class Dot:
    """A place in units of the picture, and where its number stands."""

    x: float
    y: float
    place: Place
    mark: Mark | None = None


@dataclass(frozen=True)
class Scheme:
    """A picture of places, north above, with a bar that tells the scale."""

    title: str
    dots: tuple[Dot, ...]
    scale_km: float
    scale_width: float
    width: int = WIDTH
    height: int = HEIGHT


def distance_km(one: Place, other: Place) -> float:
    """Return the distance along the ground, as the crow flies (haversine)."""
    lat, lat_other = math.radians(one.latitude), math.radians(other.latitude)
    half_lat = (lat_other - lat) / 2
    half_lon = math.radians(other.longitude - one.longitude) / 2
    root = math.sin(half_lat) ** 2 + math.cos(lat) * math.cos(lat_other) * math.sin(half_lon) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, root)))


def side_of(one: Place, other: Place) -> str:
    """Return where `other` lies when seen from `one`: «к северо-востоку»."""
    east = (other.longitude - one.longitude) * math.cos(math.radians(one.latitude))
    angle = math.degrees(math.atan2(east, other.latitude - one.latitude))
    return _SIDES[round(angle / 45) % 8]


def draw(title: str, places: Sequence[Place]) -> Scheme:
    """Return the scheme on which all `places` (one at least) find room."""
    middle = (_least(places, "latitude") + _most(places, "latitude")) / 2
    narrowing = max(math.cos(math.radians(middle)), 0.01)
    high = (_most(places, "latitude") - _least(places, "latitude")) * KM_IN_DEGREE
    wide = (_most(places, "longitude") - _least(places, "longitude")) * KM_IN_DEGREE * narrowing
    unit = min(
        (WIDTH - 2 * MARGIN) / max(wide, SMALLEST_SPAN_KM),
        (HEIGHT - 2 * MARGIN) / max(high, SMALLEST_SPAN_KM),
    )
    centre = (_least(places, "longitude") + _most(places, "longitude")) / 2
    dots = [
        Dot(
            round(WIDTH / 2 + (place.longitude - centre) * KM_IN_DEGREE * narrowing * unit, 1),
            round(HEIGHT / 2 - (place.latitude - middle) * KM_IN_DEGREE * unit, 1),
            place,
        )
        for place in sorted(places, key=lambda each: (each.is_main, bool(each.mark)))
    ]
    scale = max((km for km in _SCALES if km * unit <= WIDTH / 3), default=_SCALES[0])
    scale_width = round(scale * unit, 1)
    return Scheme(title, _marked(dots, scale_width), scale, scale_width)


def _marked(dots: Sequence[Dot], scale_width: float) -> tuple[Dot, ...]:
    """Find places for the numbers, away from the bar of the scale and from the sign of north."""
    taken = [(20.0, 358.0, 20 + max(scale_width, 50), 382.0), (568.0, 10.0, 590.0, 48.0)]
    points = [(dot.x, dot.y, dot.place.mark) for dot in dots]
    marks = place_marks(points, taken, WIDTH, HEIGHT)
    return tuple(replace(dot, mark=mark) for dot, mark in zip(dots, marks, strict=True))


def _least(places: Sequence[Place], name: str) -> float:
    return min(getattr(place, name) for place in places)


def _most(places: Sequence[Place], name: str) -> float:
    return max(getattr(place, name) for place in places)
