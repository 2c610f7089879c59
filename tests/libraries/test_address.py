"""How a library's address is written on letters and forms."""

from tests.factories import LibraryFactory


def test_postal_address_names_the_place_first(db):
    library = LibraryFactory(locality="с. Ольховка", address="ул. Садовая, 5")
    assert library.postal_address == "с. Ольховка, ул. Садовая, 5"


def test_postal_address_without_a_street_is_the_place(db):
    assert LibraryFactory(locality="д. Ивово", address="").postal_address == "д. Ивово"
