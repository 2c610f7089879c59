"""Pages of a draft's checks: the list, a rule with its error at its character, removal."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.editing import data_of
from statistics.designer import checks
from statistics.designer.faults import faults_of, idle_rules_of
from statistics.designer.tree import Definition
from statistics.forms.designer.parts import CheckForm, severity_name
from statistics.views.designer.editing import (
    act,
    designers,
    draft_page,
    edit_page,
    fetch_draft,
    found_or_404,
)


def _list_url(pk: int) -> str:
    return reverse("statistics:draft-checks", args=[pk])


@designers
@require_GET
def check_list(request: HttpRequest, pk: int) -> HttpResponse:
    """List the checks with what is wrong with them."""
    draft = fetch_draft(pk)
    words = checks.words_of_checks(draft.definition)
    found = [*faults_of(draft.definition), *idle_rules_of(draft.definition)]
    listed = [
        {
            "node": check,
            "words": words[check["code"]],
            "severity": severity_name(check.get("severity", "error")),
            "faults": [fault.text for fault in found if fault.check == at],
        }
        for at, check in enumerate(checks.checks_of(draft.definition))
    ]
    return draft_page(request, draft, "checks", {"checks": listed})


@designers
@require_http_methods(["GET", "POST"])
def check_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a check."""
    draft = fetch_draft(pk)
    form = CheckForm(data_of(request), initial={"version": draft.version})
    context = {"title": "Новый контроль", "back": _list_url(pk), "button": "Добавить контроль"}
    return edit_page(
        request,
        draft,
        form,
        lambda definition: checks.put_check(definition, None, form.values),
        "Добавлен контроль",
        _list_url(pk),
        "check",
        context,
    )


@designers
@require_http_methods(["GET", "POST"])
def check_edit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Edit a check; below stands its removal."""
    draft = fetch_draft(pk)
    at = found_or_404(checks.index_of_check, draft.definition, code)
    initial = {**checks.check_at(draft.definition, at), "version": draft.version}
    form = CheckForm(data_of(request), initial=initial)

    def change(definition: Definition) -> Definition:
        return checks.put_check(definition, checks.index_of_check(definition, code), form.values)

    context = {
        "title": f"Контроль {code}",
        "back": _list_url(pk),
        "removal": reverse("statistics:draft-check-remove", args=[pk, code]),
        "removal_button": "Удалить контроль",
        "removed": f"контроль: {checks.words_of_checks(draft.definition)[code].rstrip('.')}",
    }
    return edit_page(
        request, draft, form, change, f"Изменён контроль {code}", _list_url(pk), "check", context
    )


@designers
@require_POST
def check_move(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Move a check up or down the list."""
    draft = fetch_draft(pk)
    by = 1 if request.POST.get("by") == "1" else -1

    def move(definition: Definition) -> Definition:
        return checks.move_check(definition, checks.index_of_check(definition, code), by)

    return act(request, draft, move, f"Переставлен контроль {code}", _list_url(pk))


@designers
@require_POST
def check_remove(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    draft = fetch_draft(pk)

    def remove(definition: Definition) -> Definition:
        return checks.remove_check(definition, checks.index_of_check(definition, code))

    return act(request, draft, remove, f"Удалён контроль {code}", _list_url(pk))
