"""What of the region each person sees."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.scope import libraries_of, organisations_of
from tests.factories import LibraryFactory, OrganisationFactory


def test_librarian_sees_libraries_of_her_organisation_only(librarian, library, foreign_library):
    assert list(libraries_of(librarian)) == [library]


def test_librarian_sees_two_levels_below_her_organisation_and_no_more(librarian, organisation):
    system = OrganisationFactory(parent=organisation)
    part = OrganisationFactory(parent=system)
    too_deep = OrganisationFactory(parent=part)
    library = LibraryFactory(organisation=part)
    LibraryFactory(organisation=too_deep)
    assert set(organisations_of(librarian)) == {organisation, system, part}
    assert list(libraries_of(librarian)) == [library]


def test_librarian_does_not_see_the_organisation_above_hers(librarian, organisation):
    organisation.parent = OrganisationFactory()
    organisation.save()
    assert list(organisations_of(librarian)) == [organisation]


@pytest.mark.parametrize("person", ["methodist", "head", "admin"])
def test_department_and_administrator_see_the_whole_region(
    person, request, library, foreign_library
):
    user = request.getfixturevalue(person)
    assert set(libraries_of(user)) == {library, foreign_library}
    assert organisations_of(user).count() == 2


def test_stranger_and_dismissed_person_see_nothing(librarian, methodist, library):
    librarian.is_active = methodist.is_active = False
    for user in (AnonymousUser(), librarian, methodist):
        assert not libraries_of(user).exists()
        assert not organisations_of(user).exists()
