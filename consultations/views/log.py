"""The log: its list, and above it the line in which the next record is typed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET

from common.editing import data_of
from common.guards import allowed_to
from common.lists import ListPage
from common.text import number_in
from consultations import actions
from consultations.askers import find_askers, label_of
from consultations.filters import ConsultationFilter
from consultations.forms import QuickForm
from consultations.looks import record_askers_shown
from consultations.models import Consultation, Topic
from consultations.queries import just_recorded, kept, list_consultations, totals_by_form
from consultations.rules import can_keep_log, can_see_log, consultations_of, templates_of
from consultations.tables import ConsultationTable
from consultations.views.records import BEGINNINGS, begun

# The button of the quick line by which the person says that the same is to be recorded again.
ONCE_MORE = "once_more"


@method_decorator(allowed_to(can_see_log), name="dispatch")
class ConsultationList(ListPage):
    """The consultations in the person's scope, with totals by form of what is shown."""

    table_class = ConsultationTable
    filterset_class = ConsultationFilter
    template_name = "consultations/consultation_list.html"
    results_template_name = "consultations/consultation_results.html"
    title = "Консультации"
    counted = "консультация,консультации,консультаций"
    twin: Consultation | None = None

    def get_queryset(self) -> QuerySet[Consultation]:
        return list_consultations(kept(consultations_of(self.request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record what the quick line says, and open the next empty one.

        The same once more within a minute is asked about, not refused: it may be so.
        """
        if not can_keep_log(request.user):
            raise PermissionDenied
        form = self.quick_form = QuickForm(request.POST)
        if not form.is_valid():
            return self.get(request)
        also = "\n".join(label_of(one) for one in form.attendees)
        if ONCE_MORE not in request.POST:
            self.twin = just_recorded(form.values, also, request.user)
            if self.twin is not None:
                return self.get(request)
        values = form.values | {"methodist": request.user}
        added = actions.record_consultation(values, by=request.user, attendees=form.attendees)
        return redirect(f"{resolve_url('consultations:consultation-list')}?saved={added.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_keep = can_keep_log(self.request.user)
        context = super().get_context_data(**kwargs)
        record_askers_shown(self.request.user, _named_by_person(context["table"]))
        return {
            **context,
            "totals": totals_by_form(self.object_list),
            "can_keep": can_keep,
            **(self._quick_line() if can_keep and not self.request.htmx else {}),
        }

    def _quick_line(self) -> dict[str, Any]:
        """Return the quick line with its templates, and what was saved a moment ago."""
        saved = self._saved()
        form = getattr(self, "quick_form", None) or QuickForm(
            data_of(self.request), initial=self._initial(saved)
        )
        is_wanted = form.is_bound or {"saved", *BEGINNINGS} & set(self.request.GET)
        if is_wanted and not form.is_bound:
            form.fields["who"].widget.attrs["autofocus"] = True
        return {
            "quick_form": form,
            "saved": saved,
            "twin": self.twin,
            "templates": templates_of(self.request.user),
            "has_topics": Topic.objects.filter(is_active=True).exists(),
        }

    def _saved(self) -> Consultation | None:
        pk = number_in(self.request.GET.get("saved", ""))
        own = list_consultations(kept(consultations_of(self.request.user)))
        return None if pk is None else own.filter(pk=pk, methodist=self.request.user).first()

    def _initial(self, saved: Consultation | None) -> dict[str, Any]:
        """Return what the empty line holds: today, or the day and form of the record before."""
        today = timezone.localdate()
        initial = {"date": today, "form": Consultation.Form.TELEPHONE, "participants": None}
        if saved is not None:
            initial |= {"date": saved.date, "form": saved.form}
        initial |= begun(self.request)
        return initial | {"is_past": initial["date"] < today}


def _named_by_person(table: ConsultationTable) -> list[Consultation]:
    """Return the records of the page in which no library or organisation stands for the person."""
    shown = [row.record for row in table.paginated_rows]
    return [one for one in shown if not (one.library_id or one.organisation_id)]


@require_GET
@allowed_to(can_keep_log)
def askers(request: HttpRequest) -> JsonResponse:
    """Return the libraries and organisations that `q` may mean, for the field that offers them."""
    found = find_askers(request.GET.get("q", "")[:200], kind=request.GET.get("kind", ""))
    return JsonResponse({"offers": [label_of(one) for one in found]})
