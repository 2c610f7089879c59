"""Letters about collections: what was sent to whom, and who wants none."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.guards import allowed_to
from common.lists import ListPage
from common.roles import is_department, is_librarian
from statistics.actions.letters import refuse_letters, want_letters
from statistics.filters import LetterFilter
from statistics.letters.writing import WAY_OUT
from statistics.models import Campaign, CampaignLetter, LetterRefusal
from statistics.queries.cancelled import cancelled_campaigns
from statistics.tables import LetterTable
from statistics.views.guard import fetch_campaign


@method_decorator(allowed_to(is_department), name="dispatch")
class LetterList(ListPage):
    """The letters of one collection, the latest first."""

    model = CampaignLetter
    table_class = LetterTable
    filterset_class = LetterFilter
    counted = "письмо,письма,писем"
    template_name = "statistics/review/letter_list.html"

    def get_queryset(self) -> QuerySet[CampaignLetter]:
        self.campaign = self._campaign(**self.kwargs)
        return self.campaign.letters.select_related("organisation", "recipient").defer("body")

    def get_filterset_kwargs(self, filterset_class: type[LetterFilter]) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "campaign": self.campaign}

    def _campaign(self, pk: int | None = None, **named: Any) -> Campaign:
        """Return the collection named in the address; one that was cancelled goes by its number."""
        if pk is not None:
            return get_object_or_404(cancelled_campaigns(), pk=pk)
        return fetch_campaign(**named)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "campaign": self.campaign, "title": f"Письма {self.campaign.name}"}


@allowed_to(is_department)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter as it was sent."""
    letters = CampaignLetter.objects.select_related(
        "campaign__form", "organisation", "recipient", "written_by"
    )
    return render(
        request, "statistics/review/letter.html", {"letter": get_object_or_404(letters, pk=pk)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(is_librarian)
def letters_off(request: HttpRequest) -> HttpResponse:
    """Ask for letters about collections, or for no more of them."""
    if request.method != "POST":
        is_on = not LetterRefusal.objects.filter(user=request.user).exists()
        return render(request, "statistics/letters_off.html", {"is_on": is_on})
    if request.POST.get("letters") == "on":
        want_letters(request.user.pk)
        messages.success(request, f"Письма об отчётах будут приходить на {request.user.email}.")
    else:
        refuse_letters(request.user.pk)
        messages.success(request, "Писем об отчётах больше не будет.")
    return redirect("statistics:letters-off")


@csrf_exempt  # mail programs send the POST themselves (RFC 8058); the signed key is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def letters_off_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Leave the letters by the link in one of them, without signing in.

    A link alone changes nothing: mail programs open links to look at them.
    """
    user_id = WAY_OUT.user_of(key)
    if user_id is None:
        raise Http404("Такой ссылки портал не давал.")
    if request.method == "POST":
        refuse_letters(user_id)
    return render(
        request, "statistics/letters_off_done.html", {"is_done": request.method == "POST"}
    )
