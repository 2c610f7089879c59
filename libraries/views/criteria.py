"""Pages of the criteria by which experts assess."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.editing import data_of
from common.guards import allowed_to
from common.text import number_in
from libraries import actions
from libraries.forms import CriteriaForm
from libraries.models import CriteriaSet
from libraries.queries import maximum_of
from libraries.rules import keeps_examinations, works_with_examinations


@allowed_to(works_with_examinations)
def criteria_list(request: HttpRequest) -> HttpResponse:
    context = {
        "sets": CriteriaSet.objects.order_by("-is_active", "status", "-edition"),
        "keeps": keeps_examinations(request.user),
    }
    return render(request, "libraries/criteria_list.html", context)


@allowed_to(works_with_examinations)
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(CriteriaSet, pk=pk)
    context = {
        "criteria": found,
        "maximum": maximum_of(found),
        "keeps": keeps_examinations(request.user),
    }
    return render(request, "libraries/criteria.html", context)


@allowed_to(keeps_examinations)
def issue_criteria(request: HttpRequest) -> HttpResponse:
    """Write a new edition, beginning from the one that the address names."""
    former = CriteriaSet.objects.filter(pk=number_in(request.GET.get("from", "")) or 0).first()
    form = CriteriaForm(
        data_of(request), initial=CriteriaForm.initial_of(former) if former else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            issued = actions.issue_criteria(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(*_place(error))
        else:
            messages.success(request, f"Введена в действие: {issued}.")
            return redirect(issued)
    return render(request, "libraries/criteria_edit.html", {"form": form})


def _place(error: ValidationError) -> tuple[str | None, ValidationError]:
    """Lines that are not understood belong to the text."""
    return (None if hasattr(error, "error_dict") else "text"), error
