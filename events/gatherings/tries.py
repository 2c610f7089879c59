"""How often the code of attendance may be typed in vain: under one name, and from one network.

The code itself is never spoilt by wrong tries: a stranger would shut the door on everybody. Tries
count for the present code only, so that a renewed one lets in at once those who were refused.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import consume
from django.http import HttpRequest

from common.text import normalise
from events.models import Event

# Whoever has an address of the sixth version has a whole network of them.
_HOME_NETWORK = 64


def may_try(request: HttpRequest, event: Event, name: str) -> bool:
    """Whether the code may be tried once more under this name, and from where she is."""
    return all(
        consume(request, action=action, key=key, dry_run=True)
        for action, key in _limits(request, event, name)
    )


def note_wrong_try(request: HttpRequest, event: Event, name: str) -> None:
    """Count a wrong try, for the name and for the network."""
    for action, key in _limits(request, event, name):
        consume(request, action=action, key=key)


def _limits(request: HttpRequest, event: Event, name: str) -> tuple[tuple[str, str], ...]:
    code = f"{event.pk}:{event.code}"
    return (
        ("event_code_of_name", f"{code}:{normalise(name)}"),
        ("event_code", f"{code}:{_network_of(request)}"),
    )


def _network_of(request: HttpRequest) -> str:
    told = get_adapter(request).get_client_ip(request)
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return str(told)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _HOME_NETWORK), strict=False))
    return told
