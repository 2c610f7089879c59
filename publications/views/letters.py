"""What readers subscribe to: letters and the feed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaks
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import datetime, get_current_timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.addresses import on_site
from common.guards import allowed_to
from common.text import strip_controls
from publications import actions
from publications.bibliography import citation
from publications.models import Publication, Subscription
from publications.notices import WAY_OUT
from publications.queries import list_newest
from publications.rules import can_subscribe, open_publications

FEED_LENGTH = 30


class NewestFeed(Feed):
    """The newest publications for programs that follow the news (Atom).

    Its addresses are also how programs know what they have shown already (RFC 4287, 4.2.6): they
    stay the same by whichever name of the portal the feed is read.
    """

    feed_type = Atom1Feed
    title = "Новые методические издания"
    subtitle = "Что опубликовал методический отдел"

    def link(self) -> str:
        return on_site(reverse("publications:publication-list"))

    def feed_url(self) -> str:
        return on_site(reverse("publications:feed"))

    def author_name(self) -> str:
        """Return the department: Atom asks each feed for an author (RFC 4287, 4.1.1)."""
        return settings.DEPARTMENT_NAME

    def items(self) -> list[Publication]:
        return list_newest(open_publications(), FEED_LENGTH)

    def item_title(self, item: Publication) -> str:
        return strip_controls(str(item))

    def item_description(self, item: Publication) -> str:
        """Return HTML, as Atom wants it; control characters out of Word are not allowed in XML."""
        return linebreaks(strip_controls(item.annotation or citation(item)), autoescape=True)

    def item_link(self, item: Publication) -> str:
        return on_site(item.get_absolute_url())

    def item_pubdate(self, item: Publication) -> datetime:
        day = datetime.combine(item.published_on, datetime.min.time())
        return day.replace(tzinfo=get_current_timezone())

    def item_updateddate(self, item: Publication) -> datetime:
        return self.item_pubdate(item)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed_to(can_subscribe)
def letters(request: HttpRequest) -> HttpResponse:
    """Ask for letters about new publications, or for no more of them."""
    is_on = Subscription.objects.filter(user=request.user).exists()
    if request.method != "POST":
        return render(request, "publications/letters.html", {"is_on": is_on})
    if request.POST.get("letters") == "on":
        actions.subscribe(request.user)
        messages.success(request, f"О новых изданиях придёт письмо на {request.user.email}.")
    else:
        actions.unsubscribe(request.user.pk)
        messages.success(request, "Писем о новых изданиях больше не будет.")
    return redirect("publications:letters")


@csrf_exempt  # mail programs send the POST themselves (RFC 8058); the signed key is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, key: str) -> HttpResponse:
    """Leave the letters by the link in one of them, without signing in.

    A link alone changes nothing: mail programs open links to look at them.
    """
    user_id = WAY_OUT.user_of(key)
    if user_id is None:
        raise Http404("Такой ссылки портал не давал.")
    if request.method == "POST":
        actions.unsubscribe(user_id)
    context = {"is_done": request.method == "POST"}
    return render(request, "publications/unsubscribe.html", context)
