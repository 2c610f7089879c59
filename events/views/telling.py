"""Doing one act of a page and telling how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from events import actions


def done(request: HttpRequest, act: Callable[[], object], text: str) -> bool:
    """Do `act` and tell how it went; return whether it was done."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except actions.PlanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, text)
        return True
    return False
