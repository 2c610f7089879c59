import datetime

import pytest
from django.urls import reverse

from libraries.models import Library, Population
from libraries.queries import territory_tree
from tests.factories import LibraryFactory, TerritoryFactory

LIST = reverse("libraries:library-list")


def names(client, **query) -> list[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [row.record.name for row in response.context["table"].rows]


@pytest.fixture
def three(municipality):
    return [
        LibraryFactory(name=name, locality=place, territory=municipality, **extra)
        for name, place, extra in (
            ("Пушкинская библиотека", "г. Светлый", {"kind": "city", "model_year": 2020}),
            ("Зелёная библиотека", "с. Зорино", {"has_mfc": True}),
            ("Ёлкинская библиотека", "д. Ёлкино", {"closed_on": datetime.date(2020, 1, 1)}),
        )
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("пушкин", "Пушкинская библиотека"),
        ("ПУШКИН светл", "Пушкинская библиотека"),
        ("зеленая", "Зелёная библиотека"),
        ("зелёная", "Зелёная библиотека"),
    ],
)
def test_search_knows_no_case_and_no_difference_of_letters(client, three, words, found):
    assert names(client, q=words) == [found]


def test_names_stand_in_the_order_of_the_alphabet_with_yo_beside_ye(client, municipality):
    for name in ("Жуковская", "Ёлкинская", "Еланская", "Ершовская", "Дубровская"):
        LibraryFactory(name=name)
    order = ["Дубровская", "Еланская", "Ёлкинская", "Ершовская", "Жуковская"]
    assert names(client) == order
    assert names(client, sort="-name") == order[::-1]


def test_closed_libraries_are_shown_only_when_asked_for(client, three):
    assert "Ёлкинская библиотека" not in names(client)
    assert names(client, state="closed") == ["Ёлкинская библиотека"]
    assert len(names(client, state="all")) == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "city"}, ["Пушкинская библиотека"]),
        ({"model": "yes"}, ["Пушкинская библиотека"]),
        ({"model": "no"}, ["Зелёная библиотека"]),
        ({"service": "mfc"}, ["Зелёная библиотека"]),
        ({"service": "legal"}, []),
    ],
)
def test_filters_narrow_the_list(client, three, query, found):
    assert names(client, **query) == found


def test_filter_by_region_holds_its_municipalities(client, three, region):
    foreign = LibraryFactory(territory=TerritoryFactory(name="Чужой"))
    assert foreign.name not in names(client, territory=region.pk)
    assert len(names(client, territory=region.pk)) == 2


def test_long_list_goes_on_other_pages(client, municipality):
    LibraryFactory.create_batch(26, territory=municipality)
    assert len(client.get(LIST).context["table"].page.object_list) == 25
    assert len(client.get(LIST, {"page": 2}).context["table"].page.object_list) == 1


def test_htmx_gets_the_list_alone_and_a_restored_page_whole(client, three):
    part = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Пушкинская" in part
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(LIST, headers=restored).content.decode()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("url", ["library-list", "organisation-list", "territory-list"])
def test_lists_ask_the_same_few_questions(
    client_of, methodist, number, url, django_assert_max_num_queries
):
    LibraryFactory.create_batch(number)
    client = client_of(methodist)
    with django_assert_max_num_queries(9):
        client.get(reverse(f"libraries:{url}"))


def test_page_of_a_library_asks_few_questions(
    client_of, methodist, library, django_assert_max_num_queries
):
    client = client_of(methodist)
    with django_assert_max_num_queries(15):
        client.get(library.get_absolute_url())


def test_tree_sums_what_lies_below(region, municipality, library):
    LibraryFactory(organisation=library.organisation, closed_on=datetime.date(2020, 1, 1))
    Population.objects.create(territory=region, year=2025, number=1000)
    Population.objects.create(territory=region, year=2024, number=5)
    top, below = territory_tree()
    assert (top.territory, top.level, top.libraries, top.population) == (region, 0, 1, 1000)
    assert (below.territory, below.level, below.libraries) == (municipality, 1, 1)
    assert top.people_per_library == 1000
    assert below.people_per_library is None


def test_stranger_sees_contacts_of_the_library_but_no_history(client, library):
    Library.objects.filter(pk=library.pk).update(phone="+7 (4812) 55-01-23")
    page = client.get(library.get_absolute_url()).content.decode()
    assert "55-01-23" in page
    assert "История изменений" not in page
