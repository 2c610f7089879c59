"""The list of events, the page of one, its form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.editing import MOVED_ON, StaleObjectError, data_of, seen_version
from common.editing_views import add_page, edit_page
from common.guards import allowed_to, signed_in
from common.lists import ListPage
from events.gatherings import actions, rules
from events.gatherings.actions.attendance import takes_codes
from events.gatherings.filters import EventFilter
from events.gatherings.forms import EventForm, FileForm
from events.gatherings.programme import points_of
from events.gatherings.proposals import item_for, proposed
from events.gatherings.queries import in_turn, list_events, own_card, present_at
from events.gatherings.tables import MARKS, EventTable
from events.gatherings.views.guards import kept_event, seen_event
from events.models import Event, Participation
from libraries.queries import changes_of
from staff.actions import record_access

EDIT = "events/event_edit.html"
States = Participation.State
_LONGEST_PROGRAMME = Event._meta.get_field("programme").max_length


class EventList(ListPage):
    """The events that the person sees; open ones are public."""

    table_class = EventTable
    filterset_class = EventFilter
    template_name = "events/event_list.html"
    title = "Мероприятия"
    counted = "мероприятие,мероприятия,мероприятий"

    def get_queryset(self) -> QuerySet[Event]:
        return list_events(rules.events_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "can_create": rules.can_create_events(self.request.user)}


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event; a stranger who asks for one by invitation is asked to sign in."""
    try:
        found = seen_event(request.user, pk)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    return event_page(request, found)


def event_page(
    request: HttpRequest, found: Event, file_form: FileForm | None = None
) -> HttpResponse:
    """Show the event as the person may see it."""
    user, today = request.user, timezone.localdate()
    context = {
        "event": found,
        "mark": MARKS[found.state],
        **programme_of(found.programme),
        "files": found.files.all(),
        "keeps": rules.keeps(user, found),
        "is_open": rules.is_open(found, today),
        "has_begun": found.starts_on <= today,
        "takes_codes": takes_codes(found, today),
        "present": present_at(found),
    }
    if rules.can_register(user):
        context |= _with_people(request, found)
    if context["keeps"]:
        context |= {"file_form": file_form or FileForm(), "changes": changes_of(found)}
    return render(request, "events/event.html", context)


def programme_of(programme: str) -> dict[str, Any]:
    """Return what the table of a programme shows."""
    points = points_of(programme)
    return {"points": points, "has_speakers": any(point.speaker for point in points)}


@require_POST
@signed_in
def programme_seen(request: HttpRequest) -> HttpResponse:
    """Show how a programme is understood while it is typed; nothing is kept."""
    typed = request.POST.get("programme", "")[:_LONGEST_PROGRAMME]
    return render(request, "events/programme_seen.html", programme_of(typed))


def _with_people(request: HttpRequest, found: Event) -> dict[str, Any]:
    """Add those of the participants whom the person may know, and how she can be one herself."""
    people = in_turn(rules.participations_of(request.user, found))
    if people:
        record_access(request.user, f"Участники мероприятия «{found}»")
    own = own_card(request.user, timezone.localdate())
    taking_part = {each.employee_id for each in people if each.state != States.WITHDRAWN}
    with_papers = [each for each in people if each.paper]
    return {
        "papers": len(with_papers),
        "came": sum(each.state == States.ATTENDED for each in people),
        "paper_organisations": sorted({each.organisation_id for each in with_papers}),
        "people": people,
        "can_register": True,
        "has_link": rules.keeps(request.user, found) or bool(taking_part),
        "own_card": own if own and own.pk not in taking_part else None,
        "own": set(rules.own_organisations(request.user).values_list("pk", flat=True)),
    }


@allowed_to(rules.can_create_events)
def create_event(request: HttpRequest) -> HttpResponse:
    """The form of a new event; `item` of the address fills it in from a row of a plan."""
    item = item_for(request.user, request.GET.get("item", ""))
    new = Event(plan_item=item)
    form = EventForm(data_of(request), instance=new, initial=proposed(item, request.user))
    context = {"title": "Новое мероприятие", "item": item}
    return add_page(
        request,
        form,
        lambda: actions.add_event({**form.values, "plan_item": item}, request.user),
        EDIT,
        context,
        "Мероприятие заведено черновиком: {row}. Объявите его, когда всё готово.",
    )


@signed_in
def edit_event(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    return edit_page(
        request, EventForm(data_of(request), instance=found), found, actions.change_event, EDIT
    )


@require_POST
@signed_in
def remove_event(request: HttpRequest, pk: int) -> HttpResponse:
    found = kept_event(request.user, pk)
    try:
        actions.remove_draft(pk, version=seen_version(request), by=request.user)
    except StaleObjectError:
        messages.warning(request, MOVED_ON)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Черновик удалён: {found}.")
        return redirect("gatherings:event-list")
    return redirect(found)
