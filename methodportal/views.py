"""The site's own pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from methodportal.home import PAGES, for_guest


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what the person has to do now; a guest sees what the portal is."""
    if not request.user.is_authenticated:
        return render(request, "home/start.html", for_guest(timezone.localdate()))
    template, content = PAGES[request.user.role]
    return render(request, template, content(request.user, timezone.localdate()))
