"""Who answers questions by default, and how soon."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common.editing import StaleObjectError, data_of, rebase
from common.guards import allowed_to
from consultations import actions
from consultations.forms import OrderForm
from consultations.queries import list_topics
from consultations.queries.questions import answering_order
from consultations.rules import can_keep_order


@allowed_to(can_keep_order)
def edit_order(request: HttpRequest) -> HttpResponse:
    order = answering_order()
    form = OrderForm(data_of(request), instance=order)
    context = {"topics": list_topics()}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 1
        try:
            actions.change_order(form.values, version=version, by=request.user)
        except StaleObjectError as stale:
            form, differences = rebase(form, stale)
            context |= {"differences": differences, "stale": stale}
        else:
            messages.success(request, "Порядок ответов сохранён.")
            return redirect("consultations:question-list")
    return render(request, "consultations/order.html", {**context, "form": form})
