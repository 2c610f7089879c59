"""Whether a certificate is true: asked by number and code, without signing in."""

from secrets import compare_digest

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.gatherings.forms import CheckForm
from events.models import Certificate


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Tell of which event a certificate is, and the initials of its holder, to who has both.

    A wrong code and a number that was never given are answered alike. The codes are too many to
    be tried.
    """
    form = CheckForm(request.GET or None)
    found = _found(form) if form.is_bound and form.is_valid() else None
    context = {"form": form, "found": found, "is_asked": form.is_bound and form.is_valid()}
    return render(request, "events/certificate_check.html", context)


def _found(form: CheckForm) -> Certificate | None:
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    rows = Certificate.objects.select_related("participation__event")
    row = rows.filter(number=number).first()
    is_true = compare_digest(code.encode(), (row.code if row else "").encode())
    return row if is_true else None
