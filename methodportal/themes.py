"""The two looks of the portal, kept in a cookie: the usual one and the one for weak eyes."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "theme"
USUAL, CONTRAST = "usual", "contrast"
YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    return CONTRAST if request.COOKIES.get(COOKIE) == CONTRAST else USUAL


@require_POST
@login_not_required
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen look for a year and go back to the page it was chosen on."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = CONTRAST if request.POST.get("theme") == CONTRAST else USUAL
    response.set_cookie(
        COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response
