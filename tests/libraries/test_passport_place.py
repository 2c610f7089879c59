"""A map without an outside service: a scheme, and the same in words."""

from decimal import Decimal

import pytest

from libraries.passport import Audience, sections_of
from libraries.passport.scheme import Place, distance_km, draw, side_of
from tests.factories import LibraryFactory
from tests.libraries.passports import confirmed

MOSCOW, PETERSBURG = Place(55.7558, 37.6173, "Москва"), Place(59.9343, 30.3351, "Петербург")


def test_distance_and_side_are_those_of_the_earth():
    assert distance_km(MOSCOW, PETERSBURG) == pytest.approx(634, abs=2)
    assert side_of(MOSCOW, PETERSBURG) == "к северо-западу"
    assert side_of(PETERSBURG, MOSCOW) == "к юго-востоку"


def test_north_is_above_east_is_right_and_all_find_room():
    north, east = Place(56.0, 40.0, "север"), Place(55.0, 41.0, "восток")
    scheme = draw("Схема", [Place(55.0, 40.0, "тут", is_main=True), north, east])
    at = {dot.place.name: dot for dot in scheme.dots}
    assert at["север"].y < at["тут"].y
    assert at["восток"].x > at["тут"].x
    assert all(0 < dot.x < scheme.width and 0 < dot.y < scheme.height for dot in scheme.dots)
    assert scheme.dots[-1].place.is_main
    assert scheme.scale_km == 50


def test_a_single_place_stands_in_the_middle():
    scheme = draw("Схема", [MOSCOW])
    assert (scheme.dots[0].x, scheme.dots[0].y) == (scheme.width / 2, scheme.height / 2)


@pytest.mark.parametrize("apart", [0, 0.0005, 0.002])
def test_numbers_of_close_places_cover_neither_each_other_nor_the_dots(apart):
    places = [Place(55.0, 40.0, "тут", is_main=True)]
    places += [Place(55.0 + apart * n, 40.0 + apart, str(n), str(n)) for n in range(1, 6)]
    scheme = draw("Схема", [*places, Place(55.2, 40.4, "далеко", "6")])
    marked = [dot for dot in scheme.dots if dot.mark]
    boxes = [(dot.mark.x - 5, dot.mark.y - 12, dot.mark.x + 5, dot.mark.y) for dot in marked]
    boxes += [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in scheme.dots]
    for place, one in enumerate(boxes[: len(marked)]):
        assert one[0] > 0 and one[2] < scheme.width and one[1] > 0 and one[3] < scheme.height
        for other in boxes[place + 1 :]:
            is_beside = one[2] <= other[0] or other[2] <= one[0]
            assert is_beside or one[3] <= other[1] or other[3] <= one[1]
    assert any(dot.mark.line_to for dot in marked)


def test_a_lone_number_stands_beside_its_dot_without_a_line():
    far = Place(55.2, 40.4, "далеко", "1")
    dots = draw("Схема", [Place(55.0, 40.0, "тут", is_main=True), far]).dots
    (mark,) = [dot.mark for dot in dots if dot.mark]
    assert mark.line_to is None


def _content(library):
    sections = sections_of(library, Audience.PUBLIC)
    return next((one.content for one in sections if one.key == "place"), None)


def test_neighbours_are_told_in_words_nearest_first(library):
    confirmed(library, latitude=Decimal("55.0"), longitude=Decimal("40.0"))
    far = LibraryFactory(name="Дальняя")
    confirmed(far, latitude=Decimal("55.2"), longitude=Decimal("40.0"))
    near = LibraryFactory(name="Ближняя", organisation=library.organisation)
    confirmed(near, latitude=Decimal("55.0"), longitude=Decimal("40.1"))
    confirmed(LibraryFactory(name="За горами"), latitude=Decimal("58"), longitude=Decimal("40"))
    content = _content(library)
    told = [(entry.text, entry.note) for entry in content.entries]
    assert told == [("Ближняя", "6,4 км к востоку"), ("Дальняя", "22,2 км к северу")]
    assert content.facts[0].value == "55.0, 40.0"
    assert content.facts[1].url == "geo:55.0,40.0"
    close = {dot.place.name: dot.place.is_close for dot in content.scheme.dots}
    assert (close["Ближняя"], close["Дальняя"]) == (True, False)


def test_without_coordinates_there_is_no_map(library):
    confirmed(library)
    assert _content(library) is None


def test_the_page_draws_the_scheme_with_points_not_commas(client, library):
    confirmed(library, latitude=Decimal("55.123456"), longitude=Decimal("40.5"))
    page = client.get(library.get_absolute_url()).content.decode()
    assert "55.123456, 40.500000" in page
    assert 'viewBox="0 0 600 400"' in page
    assert 'x="300.0"' in page
