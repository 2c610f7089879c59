"""Pages of a draft before it holds: as the librarian will see it, its checks tried, publishing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.text import number_in
from statistics.actions.drafts import StaleDraftError
from statistics.actions.publishing import publish_draft
from statistics.actions.trials import try_draft
from statistics.checks.describing import rule_words
from statistics.designer.checks import sections_read
from statistics.designer.faults import faults_of, sound_layout
from statistics.designer.preview import preview_of
from statistics.forms.designer.starting import PublishForm
from statistics.layout import EditionError
from statistics.models import DraftTrial, Edition, EditionDraft
from statistics.queries.drafts import campaigns_to_try, carried_indicators, followed_edition
from statistics.queries.firing import fired_by_check
from statistics.queries.verification import SEVERITIES
from statistics.views.designer.editing import designers, draft_page, fetch_draft, told_of


@designers
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form as the librarian will see it; figures typed for a try are not kept."""
    draft = fetch_draft(pk)
    layout = sound_layout(draft.definition)
    cells = {key.partition(":")[2]: request.POST[key] for key in request.POST if "cell:" in key}
    context = {
        "faults": faults_of(draft.definition),
        "layout": layout,
        "preview": preview_of(layout, cells) if layout else None,
        "is_tried": request.method == "POST",
        "year": draft.definition["year_from"],
    }
    return draft_page(request, draft, "preview", context)


@designers
@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a collection to try the checks on, and show how often each would fire."""
    draft = fetch_draft(pk)
    campaigns = campaigns_to_try(draft).defer("edition__definition")
    if request.method == "POST":
        chosen = number_in(request.POST.get("campaign", "")) or 0
        try:
            try_draft(draft, get_object_or_404(campaigns, pk=chosen), request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return redirect("statistics:draft-trial", pk)
    last = draft.trials.select_related("campaign__form", "campaign__edition").first()
    context = {"campaigns": campaigns, "trial": last, **_lines(draft, last)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "statistics/designer/_trial.html", {"draft": draft, **context})
    return draft_page(request, draft, "trial", context)


def _lines(draft: EditionDraft, trial: DraftTrial | None) -> dict[str, Any]:
    """Return what a finished trial found, each check beside how often it fires in the campaign."""
    if trial is None or not trial.lines:
        return {"lines": []}
    now, sections = fired_by_check(trial.campaign), sections_read(draft.definition) or ()
    lines = [
        {
            **line,
            "words": rule_words(line["rule"], sections),
            "severity_name": SEVERITIES[line["severity"]],
            "now": now.get(line["code"]),
        }
        for line in trial.lines
    ]
    return {
        "lines": lines,
        "fired": [line for line in lines if line["reports"]],
        "silent": [line for line in lines if not line["reports"]],
        "has_now": any(line["now"] for line in lines),
    }


@designers
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the draft into force, once nothing is wrong with it."""
    draft = fetch_draft(pk)
    if draft.published_id:
        return redirect(draft)
    former = followed_edition(draft)
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        former=former,
        year_from=draft.definition["year_from"],
        indicators=(indicators := carried_indicators(draft, former)),
        initial={"version": draft.version},
    )
    if request.method == "POST" and form.is_valid():
        edition = _publish(request, draft, form)
        if edition:  # a form is brought into force to be collected
            return redirect(f"{reverse('statistics:campaign-create')}?edition={edition.pk}")
    context = {
        "form": form,
        "former": former,
        "faults": faults_of(draft.definition),
        "gone": [one for one in indicators if not one.now],
    }
    return draft_page(request, fetch_draft(pk), "publish", context)


def _publish(request: HttpRequest, draft: EditionDraft, form: PublishForm) -> Edition | None:
    """Publish and say so, or say why not; return the edition once it is done."""
    data = form.cleaned_data
    try:
        edition = publish_draft(
            draft.pk,
            data["version"],
            request.user,
            carried=data.get("carried", ()),
            ends_former=data.get("ends_former", False),
        )
    except StaleDraftError as error:
        form.at_version(error.draft.version)
        messages.warning(request, told_of(error))
    except (EditionError, ValidationError) as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(
            request,
            f"«{edition}» введена в действие: по ней можно открыть сбор. Сейчас, на этой странице, "
            "или потом: «Отчётность» → «Формы».",
        )
        return edition
    return None
