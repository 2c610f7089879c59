"""How every page of the designer changes a draft: by one step, over the version that was seen."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import seen_version
from common.guards import allowed_to
from statistics.actions.drafts import StaleDraftError, change_draft
from statistics.checks.pointing import pointed
from statistics.checks.syntax import RuleError
from statistics.designer.tree import Definition, Node, index_of_section, sections_of
from statistics.forms.designer.fields import DraftForm
from statistics.models import EditionDraft
from statistics.rules import can_design

Edit = Callable[[Definition], Definition]
designers = allowed_to(can_design)


def fetch_draft(pk: int) -> EditionDraft:
    return get_object_or_404(
        EditionDraft.objects.select_related("published", "published_by"), pk=pk
    )


def section_or_404(draft: EditionDraft, number: int) -> tuple[int, Node]:
    """Return the section of this number with its place. Raises Http404."""
    at = found_or_404(index_of_section, draft.definition, number)
    return at, sections_of(draft.definition)[at]


def found_or_404(find: Callable[..., Any], *args: Any) -> Any:
    """Return what `find` finds in a draft. Raises Http404 where it finds nothing."""
    try:
        return find(*args)
    except ValidationError as error:
        raise Http404 from error


def draft_page(
    request: HttpRequest, draft: EditionDraft, template: str, context: Mapping[str, Any]
) -> HttpResponse:
    """Show a page of a draft; its frame needs the draft and its sections."""
    shown = {"draft": draft, "sections": sections_of(draft.definition), **context}
    return render(request, f"statistics/designer/{template}.html", shown)


def edit_page(
    request: HttpRequest,
    draft: EditionDraft,
    form: DraftForm,
    edit: Edit,
    words: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Show a form, and when it is sent, change the draft by it and go to the address `to`.

    What was typed stays on the page when it is refused, or when somebody changed the draft
    meanwhile: then it can be sent once more over what that person made.
    """
    told: dict[str, Any] = dict(context)
    if request.method == "POST" and form.is_valid():
        try:
            change_draft(draft.pk, form.cleaned_data["version"], words, edit, request.user)
        except StaleDraftError as error:
            draft = error.draft
            told["stale"] = error
            form = form.at_version(draft.version)
        except RuleError as error:
            form.add_error(
                "message" if error.source != form.values["rule"] else "rule", pointed(error)
            )
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, f"{words}.")
            return redirect(to)
    return draft_page(request, draft, template, {**told, "form": form})


def act(
    request: HttpRequest, draft: EditionDraft, edit: Edit, words: str, to: str, more: str = ""
) -> HttpResponse:
    """Do what one press of a button asks, and show the page again.

    `words` are kept with the step, `more` is told to the person only.
    """
    return step(
        request,
        lambda: change_draft(draft.pk, seen_version(request), words, edit, request.user),
        words,
        to,
        more,
    )


def step(
    request: HttpRequest, do: Callable[[], Any], words: str, to: str, more: str = ""
) -> HttpResponse:
    """Do it, or tell why not, and go to an address."""
    try:
        do()
    except StaleDraftError as error:
        messages.warning(request, told_of(error))
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, f"{words}. {more}".strip())
    return redirect(to)


def told_of(error: StaleDraftError) -> str:
    """Say what another person did to the draft while the page was open."""
    done = "; ".join(f"{one.made_by.short_name} — {one.words}" for one in error.steps[:3])
    return f"Пока страница была открыта, форму изменили ({done}). Посмотрите и повторите действие."


def _tell(form: DraftForm, error: ValidationError) -> None:
    faults = error.error_dict if hasattr(error, "error_dict") else {None: error}
    for name, fault in faults.items():
        form.add_error(name if name in form.fields else None, fault)
