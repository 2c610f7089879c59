"""The registry by API: for reading, over the same queries and filters as the pages."""

from typing import Any

from libraries.api.models import ModelLibraryViewSet
from libraries.api.network import NetworkChangeViewSet
from libraries.api.passports import PassportViewSet
from libraries.api.registry import LibraryViewSet, OrganisationViewSet, TerritoryViewSet


def register(router: Any) -> None:
    """Put the registry's addresses into the portal's router."""
    router.register("libraries", LibraryViewSet)
    router.register("organisations", OrganisationViewSet)
    router.register("territories", TerritoryViewSet)
    router.register("network-changes", NetworkChangeViewSet)
    router.register("model-libraries", ModelLibraryViewSet, basename="model-library")
    router.register("passports", PassportViewSet, basename="passport")
