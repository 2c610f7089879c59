"""Addresses of pages: whole ones for letters, and many at a time."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

# Stands for the key while the address is made; long enough to stand in no address by itself.
_PLACE = 90_817_263_544_536_271


def on_site(path: str) -> str:
    """Return the whole address of a page, for those who read it outside the portal.

    It is that of the setting SITE_URL: a letter leads to one and the same place whoever causes it,
    by whichever name of the portal, or the background worker.
    """
    return f"{settings.SITE_URL}{path}"


def address_of_row(name: str, pk: int | None) -> str:
    """Return what `reverse(name, args=[pk])` does, without asking the resolver for every row."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    before, after = _around(name, urlconf, get_script_prefix())
    return f"{before}{pk}{after}"


@lru_cache(maxsize=256)
def _around(name: str, urlconf: str, prefix: str) -> tuple[str, str]:
    """Return the two parts of the address around the key; `prefix` only tells the caches apart."""
    before, _place, after = reverse(name, urlconf, args=[_PLACE]).rpartition(str(_PLACE))
    return before, after
