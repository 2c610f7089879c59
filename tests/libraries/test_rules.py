from libraries.rules import can_see_staff_of


def test_people_of_a_library_are_seen_by_their_employer_and_the_department(
    library, foreign_library, librarian, neighbour, methodist, head, admin
):
    assert can_see_staff_of(librarian, library)
    assert not can_see_staff_of(neighbour, library)
    assert not can_see_staff_of(librarian, foreign_library)
    assert [can_see_staff_of(one, library) for one in (methodist, head, admin)] == [
        True,
        True,
        False,
    ]
