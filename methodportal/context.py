"""What every page of the shell needs."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from common.typed import left_typed
from methodportal.menu import address_of, menu_of
from methodportal.themes import theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates `shell`: the department's name, theme, menu and addresses of the top bar.

    `left_typed` is asked for only where the page shows it: it is given once.
    """
    return {
        "shell": {
            "department": settings.DEPARTMENT_NAME,
            "theme": theme_of(request),
            "menu": menu_of(request),
            "search_url": address_of("search"),
            "profile_url": address_of("accounts:profile"),
            "left_typed": partial(left_typed, request),
        }
    }
